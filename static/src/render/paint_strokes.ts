/** Painting what was drawn by hand: a soft line whose width follows the pressure of the pen. */

import type { Point } from "../core/geometry.ts";
import type { StrokeRecord } from "../core/types.ts";
import type { Pen } from "./pen.ts";

const WIDTH = 4;
const HIGHLIGHTER_ALPHA = 0.4;
/** At no pressure a line is so much thinner, at full pressure so much thicker. */
const THIN = 0.5;
const PRESSURE_FULL = 100;
const ACROSS = 10_000;

interface Inked extends Point {
  readonly pressure: number;
}

export function paintStroke(pen: Pen, record: StrokeRecord): void {
  const { g, theme, scale, hairline } = pen;
  const points = inkOf(pen, record);
  const width = Math.max(hairline, (record.width ?? WIDTH) * scale);
  const colour = theme.colours[record.colour || (record.tool === "highlighter" ? "yellow" : "ink")];
  g.save();
  g.lineCap = "round";
  g.lineJoin = "round";
  g.strokeStyle = colour;
  g.fillStyle = colour;
  if (record.tool === "highlighter") g.globalAlpha = HIGHLIGHTER_ALPHA;
  if (points.length === 1) paintPoint(g, points, width);
  else if (record.tool === "highlighter" || isEven(points)) paintEven(g, points, width);
  else paintPressed(g, points, width);
  g.restore();
}

/** The points in device pixels. */
function inkOf(pen: Pen, { x, y, w, h, points }: StrokeRecord): Inked[] {
  const found: Inked[] = [];
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [across, down, pressure] = [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0];
    found.push({ x: pen.x(x + (across / ACROSS) * w), y: pen.y(y + (down / ACROSS) * h), pressure });
  }
  return found;
}

function isEven(points: readonly Inked[]): boolean {
  return points.every(({ pressure }) => pressure === points[0]?.pressure);
}

function paintPoint(g: CanvasRenderingContext2D, [point]: readonly Inked[], width: number): void {
  if (!point) return;
  g.beginPath();
  g.arc(point.x, point.y, width / 2, 0, 2 * Math.PI);
  g.fill();
}

/** One path, so that a line that crosses itself does not get darker there. */
function paintEven(g: CanvasRenderingContext2D, points: readonly Inked[], width: number): void {
  g.lineWidth = width;
  g.beginPath();
  points.forEach((point, at) => {
    const before = points[at - 1];
    if (!before) g.moveTo(point.x, point.y);
    else g.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2);
  });
  const last = points.at(-1);
  if (last) g.lineTo(last.x, last.y);
  g.stroke();
}

function paintPressed(g: CanvasRenderingContext2D, points: readonly Inked[], width: number): void {
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    if (!before) continue;
    g.lineWidth = width * (THIN + (1 - THIN) * 2 * ((before.pressure + point.pressure) / 2 / PRESSURE_FULL));
    g.beginPath();
    g.moveTo(before.x, before.y);
    g.lineTo(point.x, point.y);
    g.stroke();
  }
}
