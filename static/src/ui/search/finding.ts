/** Finds what a wish asks for among all items, in reading order. */

import { folded, wantedWords } from "../../core/folding.ts";
import { outline } from "../../core/outline.ts";
import { parentOf, wordsOf } from "../../core/records.ts";
import type { BoardRecord, ItemRecord, Scene } from "../../core/types.ts";
import type { Wish } from "./wish.ts";

export interface Found {
  readonly record: BoardRecord;
  /** Id of the frame that it lies in or on something in; null outside. */
  readonly frame: string | null;
}

/** All the words of an item, each text of it on its own. */
export function textsOf(record: ItemRecord): string[] {
  const texts = [wordsOf(record)];
  if (record.kind === "link") texts.push(record.url);
  if (record.kind === "frame") {
    texts.push(record.prompt);
    if (record.grid) texts.push(...record.grid.labels, record.grid.x, record.grid.y);
  }
  if (record.kind === "stamp") texts.push(record.emoji);
  return texts.filter((text) => text.trim() !== "");
}

// A record never changes, so its folded words hold as long as it is anywhere.
const foldedWords = new WeakMap<ItemRecord, string>();

function foldedOf(record: ItemRecord): string {
  const known = foldedWords.get(record);
  if (known !== undefined) return known;
  const words = textsOf(record).map(folded).join("\n");
  foldedWords.set(record, words);
  return words;
}

function isOfKind(record: ItemRecord, kind: string): boolean {
  if (kind === "") return true;
  return kind === record.kind || (record.kind === "note" && kind === `note ${record.type}`);
}

/** The moment at which a local day begins; `days` after it. */
function beginningOf(day: string, days: number): number | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + days).getTime();
}

/** Whether an item lies in a frame, or in one that lies in it. */
function isWithin(scene: Scene, inner: string | null, frame: string): boolean {
  const seen = new Set<string>();
  for (let at = inner; at !== null && !seen.has(at); at = parentIn(scene, at)) {
    if (at === frame) return true;
    seen.add(at);
  }
  return false;
}

function parentIn(scene: Scene, id: string): string | null {
  const record = scene.get(id);
  return record ? parentOf(record) : null;
}

export function isEmpty(wish: Wish): boolean {
  return wantedWords(wish.words).length === 0 && !hasFilter(wish);
}

export function hasFilter({ author, frame, kind, from, to }: Wish): boolean {
  return [author, frame, kind, from, to].some((part) => part !== "");
}

/** All that the wish asks for; nothing for one that asks for nothing. */
export function findIn(scene: Scene, wish: Wish): Found[] {
  if (isEmpty(wish)) return [];
  const words = wantedWords(wish.words);
  const [from, until] = [beginningOf(wish.from, 0), beginningOf(wish.to, 1)];

  function isWanted({ record, frame }: Found): boolean {
    if (!isOfKind(record, wish.kind)) return false;
    if (wish.author !== "" && record.author !== wish.author) return false;
    if (from !== null && record.created_at_ms < from) return false;
    if (until !== null && record.created_at_ms >= until) return false;
    if (wish.frame === "outside" && frame !== null) return false;
    if (wish.frame !== "" && wish.frame !== "outside" && !isWithin(scene, frame, wish.frame)) return false;
    if (words.length === 0) return true;
    const text = foldedOf(record);
    return words.every((word) => text.includes(word));
  }

  return inOrder(scene).filter(isWanted);
}

let last: { readonly scene: Scene; readonly all: readonly Found[] } | null = null;

/** Every item with its frame, in reading order: made once for each scene. */
function inOrder(scene: Scene): readonly Found[] {
  if (last?.scene === scene) return last.all;
  const { frames, loose } = outline(scene);
  const all = frames.flatMap(({ frame, items }): Found[] => [
    { record: frame, frame: frame.id },
    ...items.map((record) => ({ record, frame: frame.id })),
  ]);
  all.push(...loose.map((record) => ({ record, frame: null })));
  last = { scene, all };
  return all;
}

/** The result after or before the current one, around the ends; the first or the last when there is none. */
export function neighbour(found: readonly Found[], current: string | null, by: 1 | -1): Found | null {
  const at = found.findIndex(({ record }) => record.id === current);
  if (at < 0) return (by === 1 ? found[0] : found.at(-1)) ?? null;
  return found[(at + by + found.length) % found.length] ?? null;
}

const BEFORE = 40;
const MOST = 220;

/** The part of a text that shows its first match: shortened at the front where that is far in. */
export function excerpt(text: string, first: number): { readonly text: string; readonly cut: number } {
  const from = first <= BEFORE ? 0 : text.indexOf(" ", first - BEFORE) + 1 || first - BEFORE;
  const cut = Math.min(from, first);
  const part = text.slice(cut, cut + MOST);
  return { text: part, cut };
}
