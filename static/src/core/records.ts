/** Questions about a single record that every part of the page asks. */

import { type Box, inflate, type Turned, turnedCover } from "./geometry.ts";
import { KINDS } from "./kinds.ts";
import type { BoardRecord, BoxedRecord, ItemRecord, Scene, WrittenRecord } from "./types.ts";

/** At full pressure half of a stroke's width is so much of it. */
const INK_BEYOND = 0.75;

/** Whether it has a place and a size of its own. */
export function isBoxed(record: ItemRecord): record is BoxedRecord {
  return "w" in record;
}

/** Whether it is to be seen on the board; the parts of a workshop are not. */
export function isOnBoard(record: ItemRecord): record is BoardRecord {
  return KINDS[record.kind].isOnBoard;
}

/** Whether there is nothing to be seen on the board. */
export function isBare(scene: Scene): boolean {
  for (const record of scene.values()) if (isOnBoard(record)) return false;
  return true;
}

/** Whether several people may type in its text. */
export function isWritten(record: ItemRecord): record is WrittenRecord {
  return KINDS[record.kind].isTyped;
}

/** Degrees, clockwise; 0 for what cannot be turned. */
export function rotationOf(record: ItemRecord): number {
  return "rotation" in record ? (record.rotation ?? 0) : 0;
}

/** The upright box that an item covers, turned as it is. */
export function coverOf(record: BoxedRecord): Box {
  return turnedCover(record, rotationOf(record));
}

/** Where it leaves something to be seen: the ink of a stroke goes beyond its box. */
export function paintedBox(record: BoxedRecord): Box {
  const cover = coverOf(record);
  return record.kind === "stroke" ? inflate(cover, (record.width ?? 4) * INK_BEYOND) : cover;
}

/** Its box with how it is turned. */
export function turnedBox(record: BoxedRecord): Turned {
  const { x, y, w, h } = record;
  return { x, y, w, h, turn: rotationOf(record) };
}

/** Id of the frame that it lies in; null on the open board, and for what lies nowhere. */
export function parentOf(record: ItemRecord): string | null {
  return "frame" in record ? (record.frame ?? null) : null;
}

/** What people read on it: its text, title, label or description; "" for what has none. */
export function wordsOf(record: ItemRecord): string {
  if ("text" in record) return record.text;
  if ("title" in record) return record.title;
  if (record.kind === "connector") return record.label ?? "";
  return record.kind === "image" ? record.alt : "";
}

/** What the record says in this field, also when it does not name its default. */
export function fieldOf(record: ItemRecord, name: string): unknown {
  const fields = record as unknown as Readonly<Record<string, unknown>>;
  return Object.hasOwn(fields, name) ? fields[name] : KINDS[record.kind].defaults[name];
}

/** Whether two values of a field say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [ofA, ofB] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return (
    ofA.length === ofB.size && ofA.every(([name, value]) => ofB.has(name) && isSame(value, ofB.get(name)))
  );
}
