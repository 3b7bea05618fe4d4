/** A drawn line as the record of a stroke, and back. */

import { type Box, clamp, distanceToLine, type Point } from "../../core/geometry.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { InkPoint } from "../../core/stroke_outline.ts";

export interface Ink {
  readonly box: Box;
  /** x, y and pressure of each point, as a record holds them. */
  readonly points: number[];
}

const WHOLE = 10_000;

/**
 * The stroke through these points; null for none. Points that say nothing new are left out: the line, and
 * its edge where it is `width` broad, stay within `tolerance` of what was drawn.
 */
export function inkOf(drawn: readonly InkPoint[], tolerance: number, width = 0): Ink | null {
  if (drawn.length === 0) return null;
  const far = (point: InkPoint, a: InkPoint, b: InkPoint): number =>
    Math.max(distanceToLine(point, a, b), (Math.abs(swellAt(point, a, b)) * width) / 2);
  let kept = simplified(drawn, tolerance, far);
  for (let more = tolerance * 2; kept.length > LIMITS.points; more *= 2) {
    kept = simplified(drawn, more, far);
  }
  const xs = kept.map(({ x }) => x);
  const ys = kept.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const w = Math.max(LIMITS.sizeMin, Math.max(...xs) - left);
  const h = Math.max(LIMITS.sizeMin, Math.max(...ys) - top);
  const share = (value: number, start: number, length: number): number =>
    Math.round(clamp((value - start) / length, 0, 1) * WHOLE);
  const points = kept.flatMap(({ x, y, pressure }) => [
    share(x, left, w),
    share(y, top, h),
    Math.round(clamp(pressure, 0, 1) * 100),
  ]);
  return { box: { x: left, y: top, w, h }, points };
}

/** Ramer-Douglas-Peucker without recursion: no point of the line is farther than `tolerance` from the result. */
export function simplified<T extends Point>(
  line: readonly T[],
  tolerance: number,
  distance: (point: T, a: T, b: T) => number = distanceToLine,
): T[] {
  const last = line.length - 1;
  if (last < 2) return [...line];
  const isKept = new Array<boolean>(line.length).fill(false);
  isKept[0] = true;
  isKept[last] = true;
  const parts: [number, number][] = [[0, last]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part;
    const [a, b] = [line[from], line[to]];
    let farthest = tolerance;
    let at = -1;
    for (let next = from + 1; a && b && next < to; next += 1) {
      const point = line[next];
      const far = point ? distance(point, a, b) : 0;
      if (far > farthest) [farthest, at] = [far, next];
    }
    if (at < 0) continue;
    isKept[at] = true;
    parts.push([from, at], [at, to]);
  }
  return line.filter((_, at) => isKept[at]);
}

/** How much harder the pen is pressed at a point than the two around it say. */
function swellAt(point: InkPoint, a: InkPoint, b: InkPoint): number {
  const [before, after] = [
    Math.hypot(point.x - a.x, point.y - a.y),
    Math.hypot(point.x - b.x, point.y - b.y),
  ];
  const share = before + after === 0 ? 0 : before / (before + after);
  return point.pressure - (a.pressure + (b.pressure - a.pressure) * share);
}

/** How much of the way to the newest place the pen goes: a trembling hand draws a calm line. */
const FOLLOWS = 0.65;
/** How quickly the width follows the speed of a hand without a pen, and what pressure that speed stands for. */
const SWELLS = 0.275;
const STILL = 0.7;
const QUICK = 0.3;

/**
 * The next point of a line that is being drawn at `width`. What knows no pressure draws a thinner line the
 * quicker it is.
 */
export function nextInk(last: InkPoint, at: Point, pressure: number | null, width: number): InkPoint {
  const [x, y] = [last.x + (at.x - last.x) * FOLLOWS, last.y + (at.y - last.y) * FOLLOWS];
  if (pressure !== null) return { x, y, pressure };
  const speed = Math.min(1, Math.hypot(x - last.x, y - last.y) / Math.max(width, 0.01));
  const wanted = STILL - speed * (STILL - QUICK);
  return { x, y, pressure: last.pressure + (wanted - last.pressure) * SWELLS };
}

/** The points of a stroke on the board. */
export function pointsOf(box: Box, points: readonly number[]): Point[] {
  const found: Point[] = [];
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
    found.push({ x: box.x + (x / WHOLE) * box.w, y: box.y + (y / WHOLE) * box.h });
  }
  return found;
}

/** Whether a closed line goes around the point. */
export function surrounds(outline: readonly Point[], { x, y }: Point): boolean {
  let isInside = false;
  for (const [at, a] of outline.entries()) {
    const b = outline[at === 0 ? outline.length - 1 : at - 1] ?? a;
    const isAcross = a.y > y !== b.y > y;
    if (isAcross && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isInside = !isInside;
  }
  return isInside;
}
