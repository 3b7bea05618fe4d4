/** Notes in an order that says something: by what they are, who wrote them, what a vote gave them, when. */

import { compareNames } from "../../core/i18n.ts";
import { NOTE_TYPES } from "../../core/kinds.ts";
import { byOrder } from "../../core/outline.ts";
import type { ItemRecord, NoteRecord, Person, Scene, VoteRecord } from "../../core/types.ts";

export type Sorting = "type" | "author" | "votes" | "time";

/** What is known beside the notes. */
export interface Known {
  readonly people: ReadonlyMap<string, Person>;
  readonly scene: Scene;
}

/** The ways that tell these notes apart: an order by what all have in common would be none. */
export function sortingsOf(notes: readonly NoteRecord[], { people, scene }: Known): Sorting[] {
  if (notes.length < 2) return [];
  const ways: Sorting[] = [];
  if (differ(notes, ({ type }) => type)) ways.push("type");
  if (differ(notes, ({ author }) => people.get(author)?.name ?? "")) ways.push("author");
  if (resultOn(notes, scene) !== null) ways.push("votes");
  if (differ(notes, (note) => note.created_at_ms)) ways.push("time");
  return ways;
}

/** The notes in the new order; those that it does not tell apart stay as they follow each other now. */
export function sortedBy(way: Sorting, notes: readonly NoteRecord[], known: Known): NoteRecord[] {
  const before = [...notes].sort(byOrder);
  if (way === "votes") return byVotes(before, known.scene);
  if (way === "time") return before.sort((a, b) => a.created_at_ms - b.created_at_ms);
  if (way === "type") return before.sort((a, b) => NOTE_TYPES.indexOf(a.type) - NOTE_TYPES.indexOf(b.type));
  const nameOf = ({ author }: NoteRecord): string => known.people.get(author)?.name ?? "";
  // Whose author nobody knows comes last, not first.
  return before.sort(
    (a, b) => Number(nameOf(a) === "") - Number(nameOf(b) === "") || compareNames(nameOf(a), nameOf(b)),
  );
}

/** By the rank that the newest revealed vote on any of them gave; what was not voted on comes last. */
export function byVotes<Item extends ItemRecord>(items: readonly Item[], scene: Scene): Item[] {
  const before = [...items].sort(byOrder);
  const ranks = resultOn(items, scene);
  if (ranks === null) return before;
  const rankOf = ({ id }: Item): number => ranks.get(id) ?? Number.MAX_SAFE_INTEGER;
  return before.sort((a, b) => rankOf(a) - rankOf(b));
}

/** The ranks of the newest revealed vote on any of these, by id; null without one. */
export function resultOn(items: readonly ItemRecord[], scene: Scene): ReadonlyMap<string, number> | null {
  const ids = new Set(items.map(({ id }) => id));
  const votes = [...scene.values()]
    .filter((record): record is VoteRecord => record.kind === "vote" && record.state === "revealed")
    .filter(({ result }) => result?.items?.some(({ id }) => ids.has(id)))
    .sort((a, b) => (b.closed_ms ?? 0) - (a.closed_ms ?? 0) || (a.id < b.id ? -1 : 1));
  const results = votes[0]?.result?.items;
  return results ? new Map(results.map(({ id, rank }) => [id, rank])) : null;
}

function differ(notes: readonly NoteRecord[], look: (note: NoteRecord) => unknown): boolean {
  return new Set(notes.map(look)).size > 1;
}
