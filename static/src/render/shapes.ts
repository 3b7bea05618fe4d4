/** The inner measures of notes, labels and frames, in board units: shared by painting, editing and hits. */

import { type Box, clamp, contains, type Point } from "../core/geometry.ts";
import type { FittedText } from "../core/layout/layout.ts";
import { TITLE_BAND } from "../core/placement.ts";
import type { BoxedRecord, FrameRecord, ShapeRecord, WrittenRecord } from "../core/types.ts";
import { HANDLE_HIT } from "./handles.ts";

export const NOTE_RADIUS = 4;
export const FRAME_RADIUS = 8;
export const MARK_SIZE = 14;
export const INITIALS_SIZE = 11;
export const TITLE_SIZE = 36;
/** A long title becomes smaller before it is cut, down to this. */
export const TITLE_LEAST = 24;
export const PROMPT_SIZE = 20;
export const FRAME_PADDING = 24;

/** Screen pixels: a title in its band smaller than this stands above the frame instead, at this size. */
export const TITLE_LEAST_PX = 12;
export const TITLE_ABOVE_LINE_PX = 20;
/** Screen pixels on each side of a frame's border that select it. */
const EDGE_REACH_PX = 6;

/** Space around the text of a note: less on very small notes. */
export function notePadding(box: Box): number {
  return clamp(Math.min(box.w, box.h) * 0.08, 2, 14);
}

/** Where the text of a note or label goes, relative to its top left corner. */
export function textBox(record: BoxedRecord): Box {
  if (record.kind === "text") return { x: 0, y: 0, w: record.w, h: record.h };
  if (record.kind === "shape") return shapeTextBox(record);
  const padding = notePadding(record);
  const top = Math.min(32, record.h * 0.22);
  const bottom = Math.min(20, record.h * 0.13);
  return {
    x: padding,
    y: top,
    w: Math.max(1, record.w - 2 * padding),
    h: Math.max(1, record.h - top - bottom),
  };
}

/** Shares of a shape's sides that its outline leaves no room for: left, top, right, bottom. */
const SHAPE_INSETS: Readonly<Record<ShapeRecord["shape"], readonly [number, number, number, number]>> = {
  rectangle: [0, 0, 0, 0],
  rounded: [0.02, 0.02, 0.02, 0.02],
  ellipse: [0.15, 0.15, 0.15, 0.15],
  diamond: [0.25, 0.25, 0.25, 0.25],
  triangle: [0.25, 0.5, 0.25, 0],
  arrow: [0, 0.25, 0.2, 0.25],
  callout: [0, 0, 0, 0.2],
};
const SHAPE_PADDING = 10;
const SHAPE_TEXT_MOST = 28;

function shapeTextBox({ shape, w, h }: ShapeRecord): Box {
  const [left, top, right, bottom] = SHAPE_INSETS[shape];
  const padding = Math.min(SHAPE_PADDING, w * 0.08, h * 0.08);
  return {
    x: w * left + padding,
    y: h * top + padding,
    w: Math.max(1, w * (1 - left - right) - 2 * padding),
    h: Math.max(1, h * (1 - top - bottom) - 2 * padding),
  };
}

/**
 * The greatest size that the text of an item may take. A label's height says how large it is meant, so that
 * labels of one height look alike, be they short or long.
 */
export function mostTextSize(record: BoxedRecord): number {
  if (record.kind === "shape") return SHAPE_TEXT_MOST;
  return record.kind === "text" ? record.h / 2 : Infinity;
}

/** Against which side of its box a text stands: the side where its paragraphs start, the middle, or the other. */
export function textAlign(record: WrittenRecord): "start" | "center" | "end" {
  if (record.kind === "shape") return "center";
  return record.kind === "text" ? (record.align ?? "start") : "start";
}

/** Board units left free above the lines: what is written in a shape stands in the middle of its height. */
export function spaceAbove(record: WrittenRecord, inner: Box, { lines, lineHeight }: FittedText): number {
  return record.kind === "shape" ? Math.max(0, (inner.h - Math.max(1, lines.length) * lineHeight) / 2) : 0;
}

/** Whether a frame's title stands above it at this zoom because its band is too small to read. */
export function isTitleAbove(zoom: number): boolean {
  return TITLE_SIZE * zoom < TITLE_LEAST_PX;
}

/** Where a frame is taken hold of: its title (in the band or above it). Board units. */
export function titleArea(frame: Box, zoom: number): Box {
  if (!isTitleAbove(zoom)) return { x: frame.x, y: frame.y, w: frame.w, h: Math.min(TITLE_BAND, frame.h) };
  const height = Math.max(TITLE_ABOVE_LINE_PX, HANDLE_HIT) / zoom;
  return { x: frame.x, y: frame.y - height, w: frame.w, h: height };
}

/** Whether `point` (board units) takes hold of the frame: on its title or its border. */
export function isOnFrame(frame: FrameRecord, point: Point, zoom: number): boolean {
  if (contains(titleArea(frame, zoom), point)) return true;
  const reach = EDGE_REACH_PX / zoom;
  const isNearX = point.x > frame.x - reach && point.x < frame.x + frame.w + reach;
  const isNearY = point.y > frame.y - reach && point.y < frame.y + frame.h + reach;
  const isDeepX = point.x > frame.x + reach && point.x < frame.x + frame.w - reach;
  const isDeepY = point.y > frame.y + reach && point.y < frame.y + frame.h - reach;
  return isNearX && isNearY && !(isDeepX && isDeepY);
}
