/**
 * What changed from one text to another: word by word, and in words that changed character by
 * character. Mirrors `board/core/text_diff.py`;
 * `tests/protocol/text_diff.json` holds the cases that both run.
 */

/** `removed` code points from `start` on, counted in the old text, make way for `inserted`. */
export interface Edit {
  readonly start: number;
  readonly removed: number;
  readonly inserted: string;
}

/** Beyond so many single changes the whole part that differs counts as rewritten. */
const STEPS_LIMIT = 120;

type Chars = readonly string[];
/** A place in the old text and one in the new. */
type Place = readonly [number, number];
/** Diagonal (place in old - place in new) -> furthest place in old. */
type Reach = Map<number, number>;

/** The edits that make `new` of `old`, first to last, never touching each other. */
export function diff(old: string, now: string): Edit[] {
  const [before, after] = [[...old], [...now]];
  const start = sharedStart(before, after);
  const end = sharedStart(before.slice(start).reverse(), after.slice(start).reverse());
  const removed = before.slice(start, before.length - end);
  const inserted = after.slice(start, after.length - end);
  if (removed.length === 0 && inserted.length === 0) return [];
  return byWords(removed, inserted)
    .flatMap((edit) => byLetters(removed, edit))
    .map((edit) => ({ ...edit, start: start + edit.start }));
}

/** Letters that two words happen to share say nothing, so whole words are compared first. */
function byWords(old: Chars, now: Chars): Edit[] {
  const [before, after] = [wordsOf(old), wordsOf(now)];
  const kept = keptPlaces(before, after);
  if (kept === null) return [{ start: 0, removed: old.length, inserted: now.join("") }];
  let [at, last] = [0, 0]; // the place in `old`, in code points and in words
  return between(kept, after).map((edit) => {
    at += lengthOf(before.slice(last, edit.start));
    last = edit.start + edit.removed;
    const removed = lengthOf(before.slice(edit.start, last));
    at += removed;
    return { start: at - removed, removed, inserted: edit.inserted };
  });
}

function byLetters(old: Chars, edit: Edit): Edit[] {
  if (edit.removed === 0 || edit.inserted === "") return [edit];
  const inserted = [...edit.inserted];
  const kept = keptPlaces(old.slice(edit.start, edit.start + edit.removed), inserted);
  if (kept === null) return [edit];
  return between(kept, inserted).map((part) => ({ ...part, start: edit.start + part.start }));
}

/** Words of Latin letters and digits, and every other character by itself. */
function wordsOf(chars: Chars): string[] {
  return chars.join("").match(/[0-9A-Za-z\u00c0-\u024f]+|./gsu) ?? [];
}

function lengthOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + [...word].length, 0);
}

/** Where a place in the old text (code points) has come to lie; in what was removed, where that was. */
export function movedPlace(edits: readonly Edit[], place: number): number {
  let moved = place;
  for (const { start, removed, inserted } of edits) {
    if (start >= place) break;
    moved += [...inserted].length - Math.min(removed, place - start);
  }
  return moved;
}

function sharedStart(one: Chars, other: Chars): number {
  const limit = Math.min(one.length, other.length);
  let at = 0;
  while (at < limit && one[at] === other[at]) at += 1;
  return at;
}

/** Places of what stays, closed by the two ends; null when it takes too many changes. */
function keptPlaces(old: Chars, now: Chars): Place[] | null {
  const reach: Reach = new Map([[1, 0]]);
  const history: Reach[] = [];
  for (let steps = 0; steps <= STEPS_LIMIT; steps += 1) {
    history.push(new Map(reach));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = best(reach, diagonal, steps);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return walkBack(history, old.length, now.length);
    }
  }
  return null;
}

function isDown(reach: Reach, diagonal: number, steps: number): boolean {
  const [left, right] = [reach.get(diagonal - 1) ?? 0, reach.get(diagonal + 1) ?? 0];
  return diagonal === -steps || (diagonal !== steps && left < right);
}

/** Where to go on along a diagonal: by an insertion from above or a removal from the left. */
function best(reach: Reach, diagonal: number, steps: number): number {
  if (isDown(reach, diagonal, steps)) return reach.get(diagonal + 1) ?? 0;
  return (reach.get(diagonal - 1) ?? 0) + 1;
}

function walkBack(history: readonly Reach[], oldEnd: number, newEnd: number): Place[] {
  const kept: Place[] = [[oldEnd, newEnd]];
  let [x, y] = [oldEnd, newEnd];
  for (let steps = history.length - 1; steps >= 0; steps -= 1) {
    const reach = history[steps] ?? new Map();
    const diagonal = x - y;
    const start = best(reach, diagonal, steps);
    while (x > start && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    if (isDown(reach, diagonal, steps)) y -= 1;
    else x -= 1;
  }
  return kept.reverse();
}

/** What lies between what stays. */
function between(kept: readonly Place[], now: Chars): Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [0, 0];
  for (const [keptX, keptY] of kept) {
    if (keptX > x || keptY > y) {
      edits.push({ start: x, removed: keptX - x, inserted: now.slice(y, keptY).join("") });
    }
    [x, y] = [keptX + 1, keptY + 1];
  }
  return edits;
}
