/** A drawn line as the record of a stroke, and back. */

import { type Box, clamp, type Point } from "../../core/geometry.ts";
import { LIMITS } from "../../core/kinds.ts";

export interface InkPoint extends Point {
  /** 0 to 1. */
  readonly pressure: number;
}

export interface Ink {
  readonly box: Box;
  /** x, y and pressure of each point, as a record holds them. */
  readonly points: number[];
}

const WHOLE = 10_000;

/** The stroke through these points; null for none. Points that say nothing new are left out. */
export function inkOf(drawn: readonly InkPoint[], tolerance: number): Ink | null {
  if (drawn.length === 0) return null;
  let kept = simplified(drawn, tolerance);
  for (let more = tolerance * 2; kept.length > LIMITS.points; more *= 2) kept = simplified(drawn, more);
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
export function simplified<T extends Point>(line: readonly T[], tolerance: number): T[] {
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
      const distance = point ? distanceTo(point, a, b) : 0;
      if (distance > farthest) [farthest, at] = [distance, next];
    }
    if (at < 0) continue;
    isKept[at] = true;
    parts.push([from, at], [at, to]);
  }
  return line.filter((_, at) => isKept[at]);
}

/** From a point to the straight line between two others. */
export function distanceTo(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0, 1);
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy);
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
