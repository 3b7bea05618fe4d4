/** The pins of comments: they go along with what they are on, and can be put on something else. */

import {
  type Box,
  center,
  contains,
  inflate,
  type Point,
  round2,
  turnedPoint,
  union,
} from "../../core/geometry.ts";
import { byOrder } from "../../core/outline.ts";
import { coverOf, isBoxed, rotationOf } from "../../core/records.ts";
import type { BoxedRecord, CommentRecord, ItemRecord, Op, Scene } from "../../core/types.ts";
import { fit, patchOf } from "./board.ts";

/** Board units around an item: a pin that is moved so little beyond it still belongs to it. */
const REACH = 24;

/** The ops that move the pins of what `ops` move; what is resized keeps its pins where they are. */
export function pinOps(scene: Scene, ops: readonly Op[]): Op[] {
  const moves = new Map(ops.flatMap((op) => moveOf(scene, op)));
  if (moves.size === 0) return [];
  const pins = [...scene.values()].filter((record): record is CommentRecord => record.kind === "comment");
  return pins.flatMap((pin) => {
    const by = moves.get(pin.on ?? "");
    return by ? (patchOf(pin, { ...placeOf(pin, by.dx, by.dy) }) ?? []) : [];
  });
}

type Move = readonly [id: string, by: { readonly dx: number; readonly dy: number }];

function moveOf(scene: Scene, op: Op): Move[] {
  if (op.do !== "patch") return [];
  const record = scene.get(op.id);
  const { x, y, w, h } = op.set;
  if (!record || !isBoxed(record) || w !== undefined || h !== undefined) return [];
  const dx = typeof x === "number" ? x - record.x : 0;
  const dy = typeof y === "number" ? y - record.y : 0;
  return dx === 0 && dy === 0 ? [] : [[record.id, { dx, dy }]];
}

function placeOf(pin: CommentRecord, dx: number, dy: number): Point {
  const { x, y } = fit({ x: round2(pin.x + dx), y: round2(pin.y + dy), w: 0, h: 0 });
  return { x, y };
}

/** The pins among `records` that are moved by themselves: together with other things, those on nothing. */
export function loosePins(records: Iterable<ItemRecord>, isAlone: boolean): CommentRecord[] {
  const isPin = (record: ItemRecord): record is CommentRecord => record.kind === "comment";
  return [...records].filter(isPin).filter(({ on }) => isAlone || on === undefined);
}

/** Moves pins by themselves: alone, each belongs to what it comes to lie on. */
export function loosePinOps(
  scene: Scene,
  pins: readonly CommentRecord[],
  dx: number,
  dy: number,
  isAlone: boolean,
): Op[] {
  return pins.flatMap((pin) => {
    const place = placeOf(pin, dx, dy);
    return patchOf(pin, isAlone ? { ...place, on: homeOf(scene, pin, place) } : { ...place }) ?? [];
  });
}

/** What a pin at this place belongs to: what it belongs to now, as long as it lies there. */
function homeOf(scene: Scene, pin: CommentRecord, at: Point): string | null {
  const now = scene.get(pin.on ?? "");
  if (now && isBoxed(now) && now.kind !== "frame" && isUnder(now, at)) return now.id;
  const below = [...scene.values()].filter(isBoxed).filter((record) => isUnder(record, at));
  const holders: readonly string[] = ["cluster", "frame", "stroke"];
  const [top] = below.filter(({ kind }) => !holders.includes(kind)).sort((a, b) => byOrder(b, a));
  if (top) return top.id;
  const around = now && areaOf(scene, now);
  return now && around && contains(inflate(around, REACH), at) ? now.id : null;
}

function isUnder(record: BoxedRecord, at: Point): boolean {
  return contains(record, turnedPoint(at, center(record), -rotationOf(record)));
}

/** Around an item; of a line, around its ends. */
function areaOf(scene: Scene, record: ItemRecord): Box | null {
  if (isBoxed(record)) return coverOf(record);
  if (record.kind !== "connector") return null;
  return union(
    [record.from, record.to].flatMap((end) => {
      const item = "item" in end ? scene.get(end.item) : undefined;
      if (item) return isBoxed(item) ? coverOf(item) : [];
      return "item" in end ? [] : { ...end, w: 0, h: 0 };
    }),
  );
}
