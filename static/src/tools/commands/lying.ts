/** Notes that were put squarely on others: what a stack could be made of. */

import { isDraft } from "../../core/drafts.ts";
import { sharedArea } from "../../core/geometry.ts";
import { coverOf } from "../../core/records.ts";
import { topOf } from "../../core/relations.ts";
import type { NoteRecord, Scene } from "../../core/types.ts";

/** The share of the smaller one that both cover: less is what happens where notes are close. */
const SQUARELY = 0.7;

/** The uppermost note that shares its place with this one; null for none, and where both are in one stack. */
export function liesWith(note: NoteRecord, scene: Scene): NoteRecord | null {
  const own = topOf(note, scene) ?? note;
  const box = coverOf(note);
  let found: NoteRecord | null = null;
  for (const other of scene.values()) {
    if (other.kind !== "note" || other.id === note.id || isDraft(other)) continue;
    const place = coverOf(other);
    const least = Math.min(box.w * box.h, place.w * place.h);
    if (sharedArea(box, place) < SQUARELY * least) continue;
    const top = topOf(other, scene) ?? other;
    if (top.id === own.id) return null;
    if (found === null || top.z > found.z) found = top;
  }
  return found;
}
