/** Several items in order: aligned, spread evenly, in a grid, to the front, resized as one. */

import { batch } from "@preact/signals-core";

import { type Box, round2, union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { keysBetween } from "../../core/order.ts";
import { byOrder } from "../../core/outline.ts";
import { coverOf, isBoxed } from "../../core/records.ts";
import { topOf } from "../../core/relations.ts";
import type { BoxedRecord, ItemRecord, Op, Scene } from "../../core/types.ts";
import { type Axis, aligned, distributed, type Edge, type Places, tidied } from "../arrange/places.ts";
import { type CommandBoard, frameIdOf, isFrame, patchOf } from "./board.ts";
import { placeOps } from "./moving.ts";
import { pinOps } from "./pins.ts";
import { stackOps } from "./stacks.ts";

/** Each answers with the ids that changed; one change, so one undo. */
export interface Arranging {
  align(ids: Iterable<string>, edge: Edge): readonly string[];
  distribute(ids: Iterable<string>, axis: Axis): readonly string[];
  tidy(ids: Iterable<string>): readonly string[];
  /** Above or below everything that is not among them; their own order stays. */
  toFront(ids: Iterable<string>): readonly string[];
  toBack(ids: Iterable<string>): readonly string[];
  /** Selects whatever is like these: the same kind, and for notes the same type. Answers with how many. */
  selectSimilar(ids: Iterable<string>): number;
}

export function createArranging(board: CommandBoard): Arranging {
  function place(label: string, ids: Iterable<string>, find: (boxes: readonly Box[]) => Places): string[] {
    const units = unitsOf(loose(board.editables(ids, "move"), board.scene()));
    // What counts is the room that an item takes, turned as it is.
    const covers = units.flatMap((unit) => union(unit.map(coverOf)) ?? []);
    const places = find(covers);
    const wanted = units.flatMap((unit, at) => {
      const [cover, to] = [covers[at], places[at]];
      const by = cover && to ? { x: to.x - cover.x, y: to.y - cover.y } : { x: 0, y: 0 };
      return unit.map(({ id, x, y }) => [id, { x: round2(x + by.x), y: round2(y + by.y) }] as const);
    });
    return commit(board, label, placeOps(board, new Map(wanted)));
  }

  return {
    align: (ids, edge) => place(t("Align"), ids, (boxes) => aligned(boxes, edge)),
    distribute: (ids, axis) => place(t("Spread evenly"), ids, (boxes) => distributed(boxes, axis)),
    tidy: (ids) => place(t("Tidy up"), ids, tidied),
    toFront: (ids) => commit(board, t("Bring to the front"), orderOps(board, ids, "front")),
    toBack: (ids) => commit(board, t("Send to the back"), orderOps(board, ids, "back")),
    selectSimilar(ids) {
      const scene = board.scene();
      const wanted = new Set([...ids].flatMap((id) => looksOf(scene.get(id))));
      const alike = [...scene.values()].filter((record) => looksOf(record).some((look) => wanted.has(look)));
      batch(() => {
        board.view.selection.value = new Set(alike.map(({ id }) => id));
      });
      return alike.length;
    },
  };
}

function looksOf(record: ItemRecord | undefined): string[] {
  if (record === undefined) return [];
  return [record.kind === "note" ? `note ${record.type}` : record.kind];
}

/** Without the items of frames among them, and what is under notes: those go with their frame, and their note. */
function loose(records: readonly ItemRecord[], scene: Scene): BoxedRecord[] {
  const frames = new Set(records.filter(isFrame).map(({ id }) => id));
  return records
    .filter(isBoxed)
    .filter((record) => !frames.has(frameIdOf(record) ?? "") && topOf(record, scene) === undefined);
}

/** What is put in order: a group as one, unless there is nothing beside it. */
function unitsOf(records: readonly BoxedRecord[]): BoxedRecord[][] {
  const units = new Map<string, BoxedRecord[]>();
  for (const record of records) {
    const key = record.group === undefined ? record.id : `group ${record.group}`;
    const unit = units.get(key);
    if (unit) unit.push(record);
    else units.set(key, [record]);
  }
  return units.size > 1 ? [...units.values()] : records.map((record) => [record]);
}

/** Makes the change; the ids in it, [] when there is nothing to do or it is refused. */
export function commit(board: CommandBoard, label: string, ops: readonly (Op | null)[]): string[] {
  const own = ops.filter((op) => op !== null);
  const real = [...own, ...stackOps(board, own)];
  const pins = pinOps(board.scene(), real);
  if (real.length === 0 || !board.store.change(label, [...real, ...pins])) return [];
  return real.flatMap((op) => (op.do === "patch" ? [op.id] : []));
}

function orderOps(board: CommandBoard, ids: Iterable<string>, where: "front" | "back"): (Op | null)[] {
  const records = board.editables(ids, "move").sort(byOrder);
  const moved = new Set(records.map(({ id }) => id));
  const others = [...board.scene().values()].filter(({ id }) => !moved.has(id)).sort(byOrder);
  const edge = (where === "front" ? others.at(-1) : others[0])?.z;
  const isThere = edge === undefined || records.every(({ z }) => (where === "front" ? z > edge : z < edge));
  if (isThere) return [];
  const keys =
    where === "front" ? keysBetween(edge, null, records.length) : keysBetween(null, edge, records.length);
  return records.map((record, at) => patchOf(record, { z: keys[at] ?? record.z }));
}
