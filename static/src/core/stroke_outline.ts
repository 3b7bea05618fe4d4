/**
 * The outline of a line drawn by hand, as wide everywhere as the pen was pressed. Mirrors
 * `board/core/stroke_outline.py`; `tests/protocol/stroke_outline.json` holds the cases that both run.
 *
 * Loaded with the first stroke or the first pen.
 */

import { getStroke } from "perfect-freehand";

import type { Box, Point } from "./geometry.ts";
import type { StrokeRecord } from "./types.ts";

/** A point of a stroke with the pressure of the pen there, 0 to 1. */
export interface InkPoint extends Point {
  readonly pressure: number;
}

/** The points of a stroke count so far across and down its box. */
export const ACROSS = 10_000;
export const STROKE_WIDTH = 4;
const FULL = 100;
/** At no pressure the line is half as wide, at full pressure half as wide again. */
const THINNING = 0.5;
/** How near to each other points of the outline are, as a share of the width. */
const SMOOTHING = 0.5;
const CIRCLE_POINTS = 16;

/** What was drawn, counted from the corner of its box, in board units. */
export function inkOf({ w, h }: Box, points: readonly number[]): InkPoint[] {
  const found: InkPoint[] = [];
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [across, down, pressure] = [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0];
    found.push({ x: (across / ACROSS) * w, y: (down / ACROSS) * h, pressure: pressure / FULL });
  }
  return found;
}

/** The outline of a record, counted from the corner of its box. A highlighter is even, as a broad tip is. */
export function outlineOf(record: Omit<StrokeRecord, "x" | "y">): Point[] {
  const { tool, points, width = STROKE_WIDTH } = record;
  return strokeOutline(
    inkOf({ x: 0, y: 0, w: record.w, h: record.h }, points),
    width,
    tool === "highlighter",
  );
}

/** Around all of the line, as a closed polygon whose middles a smooth curve goes through. */
export function strokeOutline(ink: readonly InkPoint[], width: number, isEven: boolean): Point[] {
  const [first, second] = ink;
  if (!first) return [];
  if (ink.every(({ x, y }) => x === first.x && y === first.y)) return dotOutline(first, width, isEven);
  const line = ink.length === 2 && second ? [first, between(first, second), second] : ink;
  const outline = getStroke(
    line.map(({ x, y, pressure }) => [x, y, pressure]),
    {
      size: width,
      thinning: isEven ? 0 : THINNING,
      smoothing: SMOOTHING,
      streamline: 0, // the points have been smoothed when they were drawn
      simulatePressure: false,
      last: true,
    },
  );
  return outline.map(([x = 0, y = 0]) => ({ x, y }));
}

function between(a: InkPoint, b: InkPoint): InkPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, pressure: (a.pressure + b.pressure) / 2 };
}

function dotOutline({ x, y, pressure }: InkPoint, width: number, isEven: boolean): Point[] {
  const radius = width * (isEven ? 0.5 : 0.5 - THINNING * (0.5 - pressure));
  return Array.from({ length: CIRCLE_POINTS }, (_, at) => {
    const angle = (2 * Math.PI * at) / CIRCLE_POINTS;
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
}

/** A smooth closed curve along an outline, as the `d` of an SVG path. */
export function outlinePath(outline: readonly Point[]): string {
  const [first] = outline;
  const last = outline.at(-1);
  if (!first || !last) return "";
  const curves = outline.map(({ x, y }, at) => {
    const next = outline[at + 1] ?? first;
    return `Q${short(x)} ${short(y)} ${short((x + next.x) / 2)} ${short((y + next.y) / 2)}`;
  });
  return `M${short((last.x + first.x) / 2)} ${short((last.y + first.y) / 2)}${curves.join("")}Z`;
}

function short(value: number): number {
  return Math.round(value * 100) / 100;
}
