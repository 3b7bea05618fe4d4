/**
 * What was made of what (PROV2). Mirrors what `board/core/origins.py` says of it; both run the cases in
 * `tests/protocol/origins.json`.
 */

import { byOrder } from "./outline.ts";
import type { DecisionRecord, ItemRecord, NoteRecord, Scene } from "./types.ts";

/** Item id -> the notes that say that they were made of it. */
export type MadeOf = ReadonlyMap<string, readonly NoteRecord[]>;

/** Notes that say what they were made of. */
export function madeNotes(scene: Scene): NoteRecord[] {
  const found: NoteRecord[] = [];
  for (const record of scene.values()) if (record.kind === "note" && record.came_from) found.push(record);
  return found;
}

/** What a note was made of, as far as it was on this board: item ids. */
export function originsHere({ came_from = [] }: NoteRecord): string[] {
  return came_from.flatMap(({ board, id }) => (board === undefined ? [id] : []));
}

export function madeOf(notes: readonly NoteRecord[]): MadeOf {
  const made = new Map<string, NoteRecord[]>();
  for (const note of notes) {
    for (const id of originsHere(note)) made.set(id, [...(made.get(id) ?? []), note]);
  }
  return made;
}

/**
 * The notes in which an item goes on: what was last made of it, or the notes of a cluster that is gone, in
 * order. None where it is what it was.
 */
export function nowIn(id: string, scene: Scene, made: MadeOf): NoteRecord[] {
  if (scene.get(id)?.kind === "cluster") return [];
  const after = reached(id, (key) => (made.get(key) ?? []).map((note) => note.id));
  const last = after.flatMap((key) => (made.has(key) ? [] : (scene.get(key) ?? [])));
  return last.filter((record) => record.kind === "note").sort(byOrder);
}

/** Item id -> the decisions that come from it, from what was made of it, or from what it was made of. */
export function ledTo(
  decisions: readonly DecisionRecord[],
  notes: readonly NoteRecord[],
): ReadonlyMap<string, readonly DecisionRecord[]> {
  const made = madeOf(notes);
  const from = new Map(notes.map((note) => [note.id, originsHere(note)]));
  const found = new Map<string, DecisionRecord[]>();
  for (const decision of decisions) {
    const ways = new Set(decision.sources);
    for (const id of decision.sources ?? []) {
      for (const key of reached(id, (one) => (made.get(one) ?? []).map((note) => note.id))) ways.add(key);
      for (const key of reached(id, (one) => from.get(one) ?? [])) ways.add(key);
    }
    for (const id of ways) found.set(id, [...(found.get(id) ?? []), decision]);
  }
  return found;
}

/** The decisions that an item led to itself, as one of a cluster, or under another note, by number. */
export function ledToBy(
  record: ItemRecord,
  ways: ReadonlyMap<string, readonly DecisionRecord[]>,
): DecisionRecord[] {
  const homes = record.kind === "note" ? [record.id, record.cluster, record.under] : [record.id];
  const found = new Set(homes.flatMap((home) => ways.get(home ?? "") ?? []));
  return [...found].sort((a, b) => a.number - b.number);
}

/** Every id that the steps lead to, without the start; also where somebody has made a circle. */
function reached(start: string, steps: (id: string) => readonly string[]): string[] {
  const seen = new Set([start]);
  for (const id of seen) for (const next of steps(id)) seen.add(next);
  seen.delete(start);
  return [...seen];
}
