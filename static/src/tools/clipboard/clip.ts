/** What copying puts on the clipboard: the items for another board, and their words for everything else. */

import { byOrder } from "../../core/outline.ts";
import type { ItemRecord, Scene } from "../../core/types.ts";

/** A type of our own: other programs read the plain text beside it. */
export const CLIP_TYPE = "application/x-tavolo+json";

/** What cannot go to another board, or is made anew there. */
const LEFT_BEHIND: ReadonlySet<string> = new Set(["author", "created_at_ms", "epoch", "edits"]);

export interface Clip {
  readonly json: string;
  readonly text: string;
}

/** The items with what lies in their frames; null when there is nothing to copy. */
export function clipOf(scene: Scene, ids: Iterable<string>): Clip | null {
  const chosen = new Set<ItemRecord>([...ids].flatMap((id) => scene.get(id) ?? []));
  const frames = new Set([...chosen].filter(({ kind }) => kind === "frame").map(({ id }) => id));
  for (const record of scene.values()) {
    if (record.kind !== "frame" && record.frame !== null && frames.has(record.frame)) chosen.add(record);
  }
  if (chosen.size === 0) return null;
  const records = [...chosen].sort(byOrder);
  const items = records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !LEFT_BEHIND.has(name))),
  );
  return { json: JSON.stringify({ tavolo: 1, items }), text: wordsOf(records) };
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
function wordsOf(records: readonly ItemRecord[]): string {
  const words = records.map((record) => (record.kind === "frame" ? record.title : record.text));
  const [only] = words;
  if (words.length === 1 && only !== undefined) return only;
  return words
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text !== "")
    .join("\n");
}
