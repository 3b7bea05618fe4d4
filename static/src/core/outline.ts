/**
 * The board as a text: frames in reading order with their items, then what lies outside frames.
 * The list, the minutes and screen readers all follow this order. Mirrors `board/export/outline.py`;
 * cases in `tests/protocol/outline_*.json`.
 */

import type { FrameRecord, ItemRecord, NoteRecord, Scene, TextRecord } from "./types.ts";
import { isBlank } from "./words.ts";

export interface OutlineFrame {
  readonly frame: FrameRecord;
  readonly items: readonly (NoteRecord | TextRecord)[];
}

export interface Outline {
  readonly frames: readonly OutlineFrame[];
  /** Items in no frame, or whose frame is not on the board. */
  readonly loose: readonly (NoteRecord | TextRecord)[];
}

/** Reading and painting order: by z, ties by id, both as plain ASCII. */
export function byOrder(a: ItemRecord, b: ItemRecord): number {
  if (a.z !== b.z) return a.z < b.z ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** Frames by (z, id), the items of each by (z, id), loose items last. */
export function outline(scene: Scene): Outline {
  const frames = [...scene.values()].filter((record) => record.kind === "frame").sort(byOrder);
  const itemsOf = new Map<string, (NoteRecord | TextRecord)[]>(frames.map(({ id }) => [id, []]));
  const loose: (NoteRecord | TextRecord)[] = [];
  for (const record of scene.values()) {
    if (record.kind === "frame") continue;
    const list = record.frame === null ? undefined : itemsOf.get(record.frame);
    (list ?? loose).push(record);
  }
  return {
    frames: frames.map((frame) => ({ frame, items: (itemsOf.get(frame.id) ?? []).sort(byOrder) })),
    loose: loose.sort(byOrder),
  };
}

/** How many of `items` are notes with something written on them. */
export function countNotes(items: readonly ItemRecord[]): number {
  return items.filter((item) => item.kind === "note" && !isBlank(item.text)).length;
}

/** Every item once, in reading order: each frame followed by its items, then the loose ones. */
export function inReadingOrder(scene: Scene): ItemRecord[] {
  const { frames, loose } = outline(scene);
  return [...frames.flatMap(({ frame, items }) => [frame, ...items]), ...loose];
}
