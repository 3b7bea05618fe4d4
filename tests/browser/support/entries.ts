/** Ops and entries for tests of the store, and what it shows. */

import assert from "node:assert/strict";

import { isBoxed } from "../../../static/src/core/records.ts";
import type { BoxedRecord, Entry, ItemRecord, Op, Scene } from "../../../static/src/core/types.ts";
import type { BoardStore } from "../../../static/src/store/store.ts";
import { ANNA, asNew, BRUNO } from "./board.ts";

export const patch = (id: string, set: Record<string, unknown>): Op => ({ do: "patch", id, set });
export const create = (record: ItemRecord): Op => ({ do: "create", item: asNew(record) });

export function entry(seq: number, ops: readonly Op[], fields: Partial<Entry> = {}): Entry {
  return { seq, at_ms: 1000 + seq, actor: BRUNO.id, ops, ...fields };
}

/** An entry that this store's own change became. */
export function ownEntry(seq: number, n: number, ops: readonly Op[]): Entry {
  return entry(seq, ops, { actor: ANNA.id, op_id: ["client-1", n] });
}

export function textOf(store: BoardStore, id: string): unknown {
  const record = store.scene.value.get(id);
  return record?.kind === "note" ? record.text : undefined;
}

/** The item with this id, which must be there and have a place and a size. */
export function boxed(scene: Scene, id: string): BoxedRecord {
  const record = scene.get(id);
  assert.ok(record && isBoxed(record), `${id} has a box`);
  return record;
}

export function changesOf(store: BoardStore): { ids: string[]; isRemote: boolean }[] {
  const seen: { ids: string[]; isRemote: boolean }[] = [];
  store.onChange((changed, isRemote) => seen.push({ ids: [...changed].sort(), isRemote }));
  return seen;
}
