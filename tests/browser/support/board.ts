/** Records and stores for tests: change only what matters. */

import type {
  FrameRecord,
  ItemRecord,
  NewItem,
  NoteRecord,
  Person,
  Scene,
  TextRecord,
} from "../../../static/src/core/types.ts";
import { type BoardStore, createStore } from "../../../static/src/store/store.ts";

export const ANNA: Person = { id: "person-anna", name: "Anna", role: "facilitator" };
export const BRUNO: Person = { id: "person-bruno", name: "Bruno", role: "participant" };
export const VERA: Person = { id: "person-vera", name: "Vera", role: "viewer" };

const BASE = { x: 0, y: 0, w: 200, h: 200, z: "a0", author: ANNA.id, created_at_ms: 1000 };

export function note(id: string, fields: Partial<NoteRecord> = {}): NoteRecord {
  return { ...BASE, kind: "note", id, frame: null, type: "I", text: id, ...fields };
}

export function text(id: string, fields: Partial<TextRecord> = {}): TextRecord {
  return { ...BASE, kind: "text", id, frame: null, text: id, ...fields };
}

export function frame(id: string, fields: Partial<FrameRecord> = {}): FrameRecord {
  return { ...BASE, w: 800, h: 600, kind: "frame", id, title: id, prompt: "", ...fields };
}

/** What a client sends to make this record. */
export function asNew(record: ItemRecord): NewItem {
  const { author: _author, created_at_ms: _createdAtMs, ...item } = record;
  return item;
}

export function sceneOf(...records: ItemRecord[]): Scene {
  return new Map(records.map((record) => [record.id, record]));
}

/** The records of a scene, sorted by id. */
export function itemsOf(scene: Scene): ItemRecord[] {
  return [...scene.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** An online store at seq 0 that holds `records`. */
export function storeWith(records: readonly ItemRecord[], me: Person = ANNA): BoardStore {
  const store = createStore({ clientId: "client-1", me, name: "Prova", now: () => 5000 });
  store.load(0, records);
  store.setOnline(true);
  return store;
}
