/** Commands on a board of some records, and short words for looking at what they did. */

import assert from "node:assert/strict";

import type { Box } from "../../../static/src/core/geometry.ts";
import { inReadingOrder } from "../../../static/src/core/outline.ts";
import { isBoxed } from "../../../static/src/core/records.ts";
import type {
  BoxedRecord,
  FrameRecord,
  ItemRecord,
  NoteRecord,
  Person,
  TextRecord,
} from "../../../static/src/core/types.ts";
import type { BoardStore } from "../../../static/src/store/store.ts";
import { createView, type View } from "../../../static/src/store/view.ts";
import { type Commands, createCommands } from "../../../static/src/tools/commands.ts";
import { ANNA, storeWith } from "./board.ts";

export interface Desk {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
}

/** Ids that count: new-1, new-2 ... */
export function counting(prefix = "new-"): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `${prefix}${made}`;
  };
}

/** A board seen at zoom 1 from (0, 0) to (1200, 800). New ids are new-1, new-2 ... */
export function desk(records: readonly ItemRecord[], me: Person = ANNA, newId = counting()): Desk {
  const store = storeWith(records, me);
  const view = createView();
  view.viewport.value = { width: 1200, height: 800 };
  return { store, view, commands: createCommands({ store, view, newId }) };
}

export function item(store: BoardStore, id: string | null): NoteRecord | TextRecord {
  const record = id === null ? undefined : store.scene.value.get(id);
  assert.ok(record?.kind === "note" || record?.kind === "text", `${id} is an item`);
  return record;
}

/** Any record with a place of its own. */
export function boxed(store: BoardStore, id: string): BoxedRecord {
  const record = store.scene.value.get(id);
  assert.ok(record && isBoxed(record), `${id} has a place`);
  return record;
}

export function frameOf(store: BoardStore, id: string | null): FrameRecord {
  const record = id === null ? undefined : store.scene.value.get(id);
  assert.ok(record?.kind === "frame", `${id} is a frame`);
  return record;
}

export function box({ x, y, w, h }: Box): Box {
  return { x, y, w, h };
}

export function messages(store: BoardStore): string[] {
  return store.notices.value.map(({ message }) => message);
}

export function orderOf(store: BoardStore): string[] {
  return inReadingOrder(store.scene.value).map(({ id }) => id);
}
