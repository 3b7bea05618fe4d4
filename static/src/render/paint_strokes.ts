/** Painting what was drawn by hand: a soft line whose width follows the pressure of the pen. */

import type { StrokeRecord } from "../core/types.ts";
import type { Pen } from "./pen.ts";
import type { StrokePaths } from "./stroke_paths.ts";

const WIDTH = 4;
const ACROSS = 10_000;
const HIGHLIGHTER_ALPHA = 0.4;
/** Screen pixels: nobody sees how a thinner line swells. */
const OUTLINE_FROM_PX = 1.5;

export function paintStroke(pen: Pen, record: StrokeRecord, paths: StrokePaths): void {
  const { g, theme, scale, zoom } = pen;
  const colour = theme.colours[record.colour || (record.tool === "highlighter" ? "yellow" : "ink")];
  const width = record.width ?? WIDTH;
  const path = width * zoom >= OUTLINE_FROM_PX ? paths.get(record) : null;
  g.save();
  if (record.tool === "highlighter") g.globalAlpha = HIGHLIGHTER_ALPHA;
  g.fillStyle = colour;
  g.strokeStyle = colour;
  if (path) {
    g.translate(pen.x(record.x), pen.y(record.y));
    g.scale(scale, scale);
    g.fill(path);
  } else paintThin(pen, record, width);
  g.restore();
}

/** One line of an even width. */
function paintThin(pen: Pen, record: StrokeRecord, width: number): void {
  const { g, scale, hairline } = pen;
  const { x, y, w, h, points } = record;
  g.lineCap = "round";
  g.lineJoin = "round";
  g.lineWidth = Math.max(hairline, width * scale);
  g.beginPath();
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [across, down] = [points[at] ?? 0, points[at + 1] ?? 0];
    g.lineTo(pen.x(x + (across / ACROSS) * w), pen.y(y + (down / ACROSS) * h));
  }
  // A line of no length with round ends is a dot.
  if (points.length === 3) g.closePath();
  g.stroke();
}
