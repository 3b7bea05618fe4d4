/** Which notes perhaps say the same, and which perhaps belong together: to be accepted one by one (SIMILAR1). */

import { isDraft } from "../../core/drafts.ts";
import { byOrder } from "../../core/outline.ts";
import { topOf } from "../../core/relations.ts";
import type { NoteRecord, Scene } from "../../core/types.ts";
import { isBlank } from "../../core/words.ts";
import { groupsOf, likenesses } from "./likeness.ts";
import { commonWord } from "./words.ts";

export interface Suggestion {
  readonly what: "same" | "together";
  /** Ids of notes, in reading order. */
  readonly notes: readonly string[];
  /** A word that most of them share, for a title; may be empty. */
  readonly word: string;
}

/** More than these take too long to compare while somebody waits. */
export const COMPARED_MOST = 1_000;
/** How alike notes must be, on average, measured on the golden workshop (DECISIONS). */
const SAME = 0.42;
const TOGETHER = 0.1;
const FEWEST_TOGETHER = 3;

/** The notes that can be compared, in order: what is written, seen by all, and not under another note. */
export function comparable(notes: Iterable<NoteRecord>, scene: Scene): NoteRecord[] {
  return [...notes]
    .filter((note) => !isBlank(note.text) && !isDraft(note) && topOf(note, scene) === undefined)
    .sort(byOrder);
}

/** Those who say the same first. A note is in one of them at most, unless it is in one of each. */
export function suggestionsFor(notes: readonly NoteRecord[]): Suggestion[] {
  const n = notes.length;
  const likeness = likenesses(notes.map(({ text }) => text));
  const suggestion = (what: Suggestion["what"], group: readonly number[]): Suggestion => {
    const chosen = [...group].sort((a, b) => a - b).flatMap((at) => notes[at] ?? []);
    return { what, notes: chosen.map(({ id }) => id), word: commonWord(chosen.map(({ text }) => text)) };
  };
  const together = groupsOf(likeness, n, TOGETHER)
    .filter((group) => group.length >= FEWEST_TOGETHER)
    .filter((group) => group.every((at) => notes[at]?.cluster === undefined));
  // A need and an offer in the same words are no duplicates.
  const same = likeness;
  for (let at = 0; at < n * n; at += 1) {
    if (notes[Math.floor(at / n)]?.type !== notes[at % n]?.type) same[at] = 0;
  }
  return [
    ...groupsOf(same, n, SAME).map((group) => suggestion("same", group)),
    ...together.map((group) => suggestion("together", group)),
  ];
}
