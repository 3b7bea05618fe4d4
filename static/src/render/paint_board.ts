/** Painting what lies below the notes: the board with its dots, and the frames. */

import { clamp } from "../core/geometry.ts";
import { TITLE_BAND } from "../core/placement.ts";
import type { FrameRecord } from "../core/types.ts";
import { mix } from "./colours.ts";
import { paintGrid } from "./paint_grids.ts";
import { drawLines, fillEdgedBox, type Pen, type PixelBox, pixelBox } from "./pen.ts";
import {
  FRAME_PADDING,
  FRAME_RADIUS,
  isTitleAbove,
  PROMPT_SIZE,
  TITLE_ABOVE_LINE_PX,
  TITLE_LEAST,
  TITLE_LEAST_PX,
  TITLE_SIZE,
} from "./shapes.ts";

/** Board units between dots. */
const DOT_STEP = 24;
/** Screen pixels between dots: none below the first, in full from the second on. */
const DOTS_FROM_PX = 10;
const DOTS_FULL_PX = 20;
/** More dots than these are painted row by row. */
const DOTS_MOST = 400;
/** How much of its colour the ground of a frame shows. */
const PAPER = 0.14;
/** Text smaller than this on the screen is left out. */
const TEXT_FROM_PX = 6;

/** Fills an area with the board and its dots, which fade as one zooms out. */
export function paintGround(pen: Pen, area: PixelBox): void {
  const { g, theme, scale, ratio } = pen;
  g.fillStyle = theme.canvas;
  g.fillRect(area.left, area.top, area.width, area.height);
  const strength = (DOT_STEP * pen.zoom - DOTS_FROM_PX) / (DOTS_FULL_PX - DOTS_FROM_PX);
  if (strength <= 0) return;
  g.fillStyle = mix(theme.dot, theme.canvas, Math.min(1, strength));
  const dot = Math.max(1, Math.round((pen.zoom > 1.5 ? 2 : 1.5) * ratio));
  const columns = dotsIn(area.left, area.width, pen.x(0), DOT_STEP * scale).map((n) => pen.x(n * DOT_STEP));
  const rows = dotsIn(area.top, area.height, pen.y(0), DOT_STEP * scale).map((n) => pen.y(n * DOT_STEP));
  if (columns.length * rows.length > DOTS_MOST) {
    const row = rowOfDots(pen, area, columns, dot);
    for (const y of rows) g.drawImage(row, 0, 0, area.width, dot, area.left, y, area.width, dot);
    return;
  }
  for (const y of rows) for (const x of columns) g.fillRect(x, y, dot, dot);
}

/** The numbers of the dots from before the area to behind it. */
function dotsIn(start: number, length: number, origin: number, step: number): number[] {
  const first = Math.floor((start - origin) / step);
  const last = Math.ceil((start + length - origin) / step);
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

let dotRow: CanvasRenderingContext2D | null = null;

/** One row of dots on the ground, to be stamped: thousands of single dots would take most of a frame. */
function rowOfDots(
  { g, theme }: Pen,
  area: PixelBox,
  columns: readonly number[],
  dot: number,
): CanvasImageSource {
  dotRow ??= document.createElement("canvas").getContext("2d", { alpha: false });
  if (!dotRow) throw new Error("This browser has no 2D canvas.");
  dotRow.canvas.width = area.width; // clears it too
  dotRow.canvas.height = dot;
  dotRow.fillStyle = theme.canvas;
  dotRow.fillRect(0, 0, area.width, dot);
  dotRow.fillStyle = g.fillStyle;
  for (const x of columns) dotRow.fillRect(x - area.left, 0, dot, dot);
  return dotRow.canvas;
}

export function paintFrame(pen: Pen, frame: FrameRecord): void {
  const { theme, scale, g, hairline } = pen;
  const box = pixelBox(pen, frame);
  const paper = frame.background ? mix(theme.colours[frame.background], theme.surface, PAPER) : theme.surface;
  fillEdgedBox(pen, box, FRAME_RADIUS * scale, paper, theme.line);
  if (frame.grid) paintGrid(pen, frame, frame.grid);
  if (isTitleAbove(pen.zoom)) {
    paintTitleAbove(pen, frame);
    return;
  }
  g.fillStyle = theme.line;
  g.fillRect(box.left, pen.y(frame.y + TITLE_BAND), box.width, hairline);
  paintBand(pen, frame);
}

/** Title and prompt in the band, one line each; the title alone stands in the middle. */
function paintBand(pen: Pen, frame: FrameRecord): void {
  const { theme, scale, g, faces } = pen;
  const left = pen.x(frame.x + FRAME_PADDING);
  const width = (frame.w - 2 * FRAME_PADDING) * scale;
  const limit = (size: number): number => Math.max(0, ((frame.w - 2 * FRAME_PADDING) * 1000) / size);
  const hasPrompt = frame.prompt.trim() !== "";
  const title = faces.head.layout.shorten(frame.title, Number.POSITIVE_INFINITY);
  const titleSize = clamp(limit(1) / Math.max(1, title.width), TITLE_LEAST, TITLE_SIZE);
  const titleLine = TITLE_SIZE * 1.3;
  const promptLine = PROMPT_SIZE * 1.3;
  const block = titleLine + (hasPrompt ? promptLine : 0);
  const top = frame.y + (TITLE_BAND - block) / 2;
  g.fillStyle = theme.ink;
  drawLines(pen, faces.head, [faces.head.layout.shorten(frame.title, limit(titleSize))], {
    left,
    top: pen.y(top),
    width,
    size: titleSize * scale,
    lineHeight: titleLine * scale,
  });
  if (!hasPrompt || PROMPT_SIZE * pen.zoom < TEXT_FROM_PX) return;
  g.fillStyle = theme.inkMuted;
  drawLines(pen, faces.note, [faces.note.layout.shorten(frame.prompt, limit(PROMPT_SIZE))], {
    left,
    top: pen.y(top + titleLine),
    width,
    size: PROMPT_SIZE * scale,
    lineHeight: promptLine * scale,
  });
}

/** From far away the title stands above the frame, at a size that can still be read. */
function paintTitleAbove(pen: Pen, frame: FrameRecord): void {
  const { theme, ratio, g, faces } = pen;
  const widthPx = frame.w * pen.zoom;
  if (widthPx < 2 * TITLE_LEAST_PX) return;
  g.fillStyle = theme.ink;
  const limit = (widthPx * 1000) / TITLE_LEAST_PX;
  drawLines(pen, faces.head, [faces.head.layout.shorten(frame.title, limit)], {
    left: pen.x(frame.x),
    top: pen.y(frame.y) - Math.round(TITLE_ABOVE_LINE_PX * ratio),
    width: widthPx * ratio,
    size: TITLE_LEAST_PX * ratio,
    lineHeight: TITLE_ABOVE_LINE_PX * ratio,
  });
}
