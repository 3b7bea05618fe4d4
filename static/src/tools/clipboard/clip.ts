/** What copying puts on the clipboard: the items for another board, and their words for everything else. */

import { SERVER_FIELDS } from "../../core/kinds.ts";
import { byOrder } from "../../core/outline.ts";
import { wordsOf } from "../../core/records.ts";
import type { ItemRecord, Scene } from "../../core/types.ts";
import { withTheirs } from "../commands/copies.ts";

/** A type of our own: other programs read the plain text beside it. */
export const CLIP_TYPE = "application/x-tavolo+json";

/** What cannot go to another board, or is made anew there. */
const LEFT_BEHIND: ReadonlySet<string> = new Set([...SERVER_FIELDS, "epoch", "edits"]);

export interface Clip {
  readonly json: string;
  readonly text: string;
}

/** The items of `board` with what lies in their frames; null when there is nothing to copy. */
export function clipOf(scene: Scene, ids: Iterable<string>, board = ""): Clip | null {
  const records = withTheirs(
    scene,
    [...ids].flatMap((id) => scene.get(id) ?? []),
  ).sort(byOrder);
  if (records.length === 0) return null;
  const items = records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !LEFT_BEHIND.has(name))),
  );
  return { json: JSON.stringify({ tavolo: 1, board, items }), text: allWords(records) };
}

let last: Clip | null = null;

/** Remembers what was copied here: a menu may read only plain text from the clipboard. */
export function remember(clip: Clip): void {
  last = clip;
}

/** The items that were copied here as this text; "" when it is somebody else's. */
export function rememberedAs(text: string): string {
  return last?.text === text ? last.json : "";
}

/** One line for each item; the text of a single one as it is. */
function allWords(records: readonly ItemRecord[]): string {
  const words = records.map(wordsOf);
  const [only] = words;
  if (words.length === 1 && only !== undefined) return only;
  return words
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text !== "")
    .join("\n");
}
