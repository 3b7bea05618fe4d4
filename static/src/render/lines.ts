/** The connectors of the board with the ways they run now, and the comments pinned to it. */

import { bounds, type ItemAt, type Path, path } from "../core/connectors.ts";
import { type Box, encloses, inflate, intersects, type Point } from "../core/geometry.ts";
import { byOrder } from "../core/outline.ts";
import { isSame } from "../core/records.ts";
import type { CommentRecord, ConnectorRecord, ItemRecord } from "../core/types.ts";
import { PIN_PX } from "./paint_things.ts";

export interface Line {
  readonly record: ConnectorRecord;
  readonly path: Path;
  /** Around the line, its heads and its label. */
  readonly box: Box;
}

export interface Lines {
  readonly all: readonly Line[];
  readonly comments: readonly CommentRecord[];
  /**
   * Follows what is not a box of its own; answers with where something has changed, "all" for anywhere.
   * `itemAt`: items as they are shown, `stillAt`: as they are; a pin goes along with what is held, or is
   * held itself, as `heldAt` tells.
   */
  update(
    records: readonly ItemRecord[],
    itemAt: ItemAt,
    stillAt: ItemAt,
    zoom: number,
    heldAt?: HeldAt,
  ): readonly Box[] | "all";
  /** Id of the comment or connector under a point of the board, `reach` units around it; null for none. */
  at(point: Point, zoom: number): string | null;
  /** Ids of the connectors that lie wholly in a box of the board, and of the comments whose pin touches it. */
  within(box: Box, zoom: number): string[];
  /** Around a connector or the pin of a comment, without what belongs to its look only. */
  boxOf(id: string, zoom: number): Box | undefined;
}

/** Where a gesture holds an item; undefined for all others. */
export type HeldAt = (id: string) => Point | undefined;

/** Board units around the line: half a label is wider than any head. */
const SPILL = 132;
/** Board units around the line that its selection shows. */
const EDGE = 4;
/** Screen pixels beside a line that take hold of it. */
const REACH_PX = 6;
/** Screen pixels of the edge around a pin. */
const PIN_EDGE_PX = 2;
/** A curve is looked at in so many straight pieces. */
const PIECES = 24;

export function createLines(): Lines {
  let lines = new Map<string, Line>();
  let all: readonly Line[] = [];
  let comments: readonly CommentRecord[] = [];
  let pinsById = new Map<string, CommentRecord>();

  function update(
    records: readonly ItemRecord[],
    itemAt: ItemAt,
    stillAt: ItemAt,
    zoom: number,
    heldAt: HeldAt = () => undefined,
  ): readonly Box[] | "all" {
    const next = new Map<string, Line>();
    const pins: CommentRecord[] = [];
    const changed: Box[] = [];
    for (const record of records) {
      if (record.kind === "comment") {
        const held = heldAt(record.id) ?? carried(record, itemAt, stillAt);
        pins.push(shownAt(record, held, pinsById.get(record.id)));
      }
      if (record.kind !== "connector") continue;
      const way = path(itemAt, record);
      if (!way) continue;
      const before = lines.get(record.id);
      const isSame = before?.record === record && isSamePath(before.path, way);
      const line = isSame ? before : { record, path: way, box: inflate(bounds(way), SPILL) };
      next.set(record.id, line);
      if (!isSame) changed.push(line.box, ...(before ? [before.box] : []));
    }
    for (const [id, { box }] of lines) if (!next.has(id)) changed.push(box);
    const isOther = pins.length !== comments.length;
    const moved = pins.flatMap((pin, n) => (pin === comments[n] ? [] : [pin, comments[n] ?? pin]));
    changed.push(...moved.map((pin) => inflate(pinBox(pin, zoom), PIN_EDGE_PX / zoom)));
    lines = next;
    all = [...next.values()].sort((a, b) => byOrder(a.record, b.record));
    if (isOther || moved.length > 0) pinsById = new Map(pins.map((pin) => [pin.id, pin]));
    comments = pins;
    return isOther ? "all" : changed;
  }

  function at(point: Point, zoom: number): string | null {
    const side = PIN_PX / zoom;
    const pin = comments.findLast(
      ({ x, y }) => point.x >= x && point.x < x + side && point.y >= y - side && point.y < y,
    );
    if (pin) return pin.id;
    const reach = REACH_PX / zoom;
    return all.findLast((line) => isOnPath(line.path, point, reach))?.record.id ?? null;
  }

  return {
    get all() {
      return all;
    },
    get comments() {
      return comments;
    },
    update,
    at,
    within(box, zoom) {
      const inside = all.filter(({ path: way }) => encloses(box, bounds(way)));
      const side = PIN_PX / zoom;
      const touched = comments.filter(({ x, y }) => intersects(box, { x, y: y - side, w: side, h: side }));
      return [...inside.map(({ record }) => record.id), ...touched.map(({ id }) => id)];
    },
    boxOf(id, zoom) {
      const line = lines.get(id);
      if (line) return inflate(bounds(line.path), EDGE);
      const pin = pinsById.get(id);
      return pin && pinBox(pin, zoom);
    },
  };
}

function pinBox({ x, y }: CommentRecord, zoom: number): Box {
  const side = PIN_PX / zoom;
  return { x, y: y - side, w: side, h: side };
}

/** Where a pin goes with what it is on. What is resized keeps its pins. */
function carried(pin: CommentRecord, itemAt: ItemAt, stillAt: ItemAt): Point {
  const [shown, still] = pin.on === undefined ? [] : [itemAt(pin.on), stillAt(pin.on)];
  const isMoved = shown && still && shown.w === still.w && shown.h === still.h;
  const [dx, dy] = isMoved ? [shown.x - still.x, shown.y - still.y] : [0, 0];
  return { x: pin.x + dx, y: pin.y + dy };
}

/** The pin where it is shown: `before`, if that is the same. */
function shownAt(pin: CommentRecord, { x, y }: Point, before: CommentRecord | undefined): CommentRecord {
  if (x === pin.x && y === pin.y) return pin;
  const moved = { ...pin, x, y };
  return before && isSame(before, moved) ? before : moved;
}

function isSamePath(a: Path, b: Path): boolean {
  return (
    a.kind === b.kind &&
    a.points.length === b.points.length &&
    a.points.every(({ x, y }, at) => b.points[at]?.x === x && b.points[at]?.y === y)
  );
}

function isOnPath(way: Path, point: Point, reach: number): boolean {
  const { x, y, w, h } = inflate(bounds(way), reach);
  if (point.x < x || point.y < y || point.x > x + w || point.y > y + h) return false;
  const points = way.kind === "curve" ? pointsOfCurve(way.points) : way.points;
  return points.some((from, n) => {
    const to = points[n + 1];
    return to !== undefined && distance(point, from, to) <= reach;
  });
}

function pointsOfCurve([a, b, c, d]: readonly Point[]): Point[] {
  if (!a || !b || !c || !d) return [];
  return Array.from({ length: PIECES + 1 }, (_, n) => {
    const t = n / PIECES;
    const of = (axis: "x" | "y"): number =>
      a[axis] * (1 - t) ** 3 +
      3 * b[axis] * t * (1 - t) ** 2 +
      3 * c[axis] * t * t * (1 - t) +
      d[axis] * t ** 3;
    return { x: of("x"), y: of("y") };
  });
}

/** From a point to the straight piece between two others. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - dx * share, point.y - from.y - dy * share);
}
