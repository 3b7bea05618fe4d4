/** Boxes and points in board units. A box includes its left and top edge, not its right and bottom. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `value` with two decimals at most, the precision of everything on the board (DATA3). */
export function round2(value: number): number {
  const rounded = Math.round(value * 100) / 100;
  return rounded === 0 ? 0 : rounded; // never -0: it would differ from 0 in a comparison of JSON
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

export function center(box: Box): Point {
  return { x: box.x + box.w / 2, y: box.y + box.h / 2 };
}

/** The point turned around `middle` by so many degrees, clockwise. */
export function turnedPoint(point: Point, middle: Point, degrees: number): Point {
  if (degrees === 0) return point;
  const turn = (degrees * Math.PI) / 180;
  const [dx, dy] = [point.x - middle.x, point.y - middle.y];
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return { x: middle.x + dx * c - dy * s, y: middle.y + dx * s + dy * c };
}

/** A box turned around its middle. */
export interface Turned extends Box {
  /** Degrees, clockwise. */
  readonly turn: number;
}

/** Degrees above -180, up to 180. */
export function turnWithin(degrees: number): number {
  const around = ((degrees % 360) + 360) % 360;
  return round2(around > 180 ? around - 360 : around);
}

/** The upright box that a box covers when it is turned around its middle. */
export function turnedCover(box: Box, degrees: number): Box {
  if (degrees === 0) return box;
  const turn = (degrees * Math.PI) / 180;
  const [c, s] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const { x, y } = center(box);
  const [w, h] = [box.w * c + box.h * s, box.w * s + box.h * c];
  return { x: x - w / 2, y: y - h / 2, w, h };
}

/** The corners of a turned box, around it from the top left one. */
export function cornersOf({ x, y, w, h, turn }: Turned): Point[] {
  const middle = { x: x + w / 2, y: y + h / 2 };
  const corners = [
    { x, y },
    { x: x + w, y },
    { x: x + w, y: y + h },
    { x, y: y + h },
  ];
  return corners.map((corner) => turnedPoint(corner, middle, turn));
}

/** Whether an upright box and a turned one share some area. */
export function touchesTurned(box: Box, { turn, ...other }: Turned): boolean {
  if (!intersects(box, turnedCover(other, turn))) return false;
  // Seen from the turned box, the upright one is turned the other way.
  const middle = turnedPoint(center(box), center(other), -turn);
  const seen = { x: middle.x - box.w / 2, y: middle.y - box.h / 2, w: box.w, h: box.h };
  return intersects(turnedCover(seen, turn), other);
}

/** Whether the point lies in the box. */
export function contains(box: Box, point: Point): boolean {
  return point.x >= box.x && point.x < box.x + box.w && point.y >= box.y && point.y < box.y + box.h;
}

/** Whether `inner` lies wholly in `outer`; touching the edge from inside counts. */
export function encloses(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.w <= outer.x + outer.w &&
    inner.y + inner.h <= outer.y + outer.h
  );
}

/** Whether the boxes share some area; touching edges do not. */
export function intersects(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** The area that both boxes cover, in square units; 0 when they do not meet. */
export function sharedArea(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/** The smallest box around all of them; null for none. */
export function union(boxes: Iterable<Box>): Box | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.w);
    bottom = Math.max(bottom, box.y + box.h);
  }
  return left === Infinity ? null : { x: left, y: top, w: right - left, h: bottom - top };
}

/** The box grown by `by` on each side; a negative `by` shrinks it. */
export function inflate(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, w: box.w + 2 * by, h: box.h + 2 * by };
}

/** The box between two corners, given in any order. */
export function boxFromCorners(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    w: Math.abs(a.x - b.x),
    h: Math.abs(a.y - b.y),
  };
}

/** From a point to the straight line between two others. */
export function distanceToLine(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0, 1);
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy);
}
