/**
 * Where connectors run: their geometry follows from their ends and is never stored. Mirrors
 * `board/core/connectors.py`; `tests/protocol/connectors.json` holds the cases that both run.
 */

import type { Box, Point } from "./geometry.ts";
import { isBoxed } from "./records.ts";
import type { BoxedRecord, ConnectorRecord, End, Scene, Side } from "./types.ts";

/** One end: a point, and the direction in which the line leaves it. */
export interface Anchor {
  readonly at: Point;
  readonly out: Point;
}

/** A "line" through all points, or a "curve": start, two control points, end (cubic Bézier). */
export interface Path {
  readonly kind: "line" | "curve";
  readonly points: readonly Point[];
}

/** The item of an end as it is shown now, a gesture under way included; undefined when it is gone. */
export type ItemAt = (id: string) => BoxedRecord | undefined;

/** Board units that an elbow goes straight out of an item. */
const STUB = 24;
/** How far a curve leans out of an item at least. */
const CURVE_LEAST = 40;

const OUT: Readonly<Record<Exclude<Side, "auto">, Point>> = {
  top: { x: 0, y: -1 },
  right: { x: 1, y: 0 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
};

/** Looks items up in a scene, for the functions below. */
export function itemsIn(scene: Scene): ItemAt {
  return (id) => {
    const record = scene.get(id);
    return record && isBoxed(record) ? record : undefined;
  };
}

/** Both ends of a connector; null when an item of them is not on the board. */
export function ends(itemAt: ItemAt, record: Pick<ConnectorRecord, "from" | "to">): [Anchor, Anchor] | null {
  const [from, to] = [middleOf(itemAt, record.from), middleOf(itemAt, record.to)];
  if (from === null || to === null) return null;
  return [anchorOf(itemAt, record.from, from, to), anchorOf(itemAt, record.to, to, from)];
}

/** The way of a connector; null when an item of its ends is not on the board. */
export function path(itemAt: ItemAt, record: Pick<ConnectorRecord, "from" | "to" | "route">): Path | null {
  const found = ends(itemAt, record);
  if (found === null) return null;
  const [start, end] = found;
  if (record.route === "curved") {
    const lean = Math.max(CURVE_LEAST, Math.hypot(end.at.x - start.at.x, end.at.y - start.at.y) / 2);
    return { kind: "curve", points: [start.at, along(start, lean), along(end, lean), end.at] };
  }
  return { kind: "line", points: record.route === "elbow" ? elbow(start, end) : [start.at, end.at] };
}

/** The smallest box around all points of the path, those that only bend it too. */
export function bounds({ points }: Path): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
}

function middleOf(itemAt: ItemAt, end: End): Point | null {
  if (!("item" in end)) return end;
  const item = itemAt(end.item);
  return item === undefined ? null : { x: item.x + item.w / 2, y: item.y + item.h / 2 };
}

function anchorOf(itemAt: ItemAt, end: End, middle: Point, other: Point): Anchor {
  const way = { x: other.x - middle.x, y: other.y - middle.y };
  const item = "item" in end ? itemAt(end.item) : undefined;
  if (!("item" in end) || item === undefined) return { at: middle, out: OUT[sideTowards(way, 1, 1)] };
  const turn = (("rotation" in item ? (item.rotation ?? 0) : 0) * Math.PI) / 180;
  const { w, h } = item;
  const out = OUT[end.side === "auto" ? sideTowards(turned(way, -turn), w, h) : end.side];
  const arm = turned({ x: (out.x * w) / 2, y: (out.y * h) / 2 }, turn);
  return { at: { x: middle.x + arm.x, y: middle.y + arm.y }, out: turned(out, turn) };
}

/** The side of a box that looks at what is so far away from its middle. */
function sideTowards({ x, y }: Point, w: number, h: number): Exclude<Side, "auto"> {
  if (Math.abs(x) * h >= Math.abs(y) * w) return x < 0 ? "left" : "right";
  return y < 0 ? "top" : "bottom";
}

function turned(point: Point, turn: number): Point {
  if (turn === 0) return point;
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return { x: point.x * c - point.y * s, y: point.x * s + point.y * c };
}

function along({ at, out }: Anchor, length: number): Point {
  return { x: at.x + out.x * length, y: at.y + out.y * length };
}

/** Straight out of both ends, and between them along the axes. */
function elbow(start: Anchor, end: Anchor): Point[] {
  const [a, b] = [along(start, STUB), along(end, STUB)];
  const isFlat = ({ out }: Anchor): boolean => Math.abs(out.x) >= Math.abs(out.y);
  const points = [start.at, a, ...corners(a, b, isFlat(start), isFlat(end)), b, end.at];
  return points.filter((point, at) => {
    const before = points[at - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
}

function corners(a: Point, b: Point, isAFlat: boolean, isBFlat: boolean): Point[] {
  if (isAFlat && isBFlat) {
    const x = (a.x + b.x) / 2;
    return [
      { x, y: a.y },
      { x, y: b.y },
    ];
  }
  if (isAFlat || isBFlat) return [isAFlat ? { x: b.x, y: a.y } : { x: a.x, y: b.y }];
  const y = (a.y + b.y) / 2;
  return [
    { x: a.x, y },
    { x: b.x, y },
  ];
}
