/** Private writing, as the scene tells of it. Mirrors what `board/core/drafts.py` asks of a scene. */

import type { ItemRecord, NoteRecord, Scene } from "./types.ts";
import { rightsNow, stepOn, workshopOf } from "./workshop.ts";

/** A note that only who wrote it has; `draft` is the reveal that it waits for, as a number. */
export type DraftRecord = NoteRecord & { readonly draft: number };

/** Whether the notes that are written now are for whoever writes them until the reveal. */
export function isPrivateNow(scene: Scene): boolean {
  return rightsNow(scene)?.isPrivate === true;
}

/** Whether what participants write now waits until who leads has read it. */
export function isModeratedNow(scene: Scene): boolean {
  return rightsNow(scene)?.isModerated === true;
}

/** Whether the notes that are written now lie beside the board. Who leads writes on it, but in private. */
export function isBesideNow(scene: Scene, isLeading: boolean): boolean {
  return isPrivateNow(scene) || (!isLeading && isModeratedNow(scene));
}

/** Whether there is private writing, now or waiting for a reveal, as far as everybody knows. */
export function hasPrivateWriting(scene: Scene): boolean {
  return isBesideNow(scene, false) || workshopOf(scene)?.veiled === true;
}

/** How many reveals there were. */
export function roundNow(scene: Scene): number {
  return workshopOf(scene)?.reveals ?? 0;
}

export function isDraft(record: ItemRecord | undefined): record is DraftRecord {
  return record?.kind === "note" && record.draft !== undefined;
}

/** Whether no reveal will show it any more: who wrote it decides what becomes of it. */
export function isLate(record: ItemRecord | undefined, scene: Scene): record is DraftRecord {
  return (
    isDraft(record) &&
    record.state === undefined &&
    (record.late === true || stepOn(scene) === null || record.draft !== roundNow(scene))
  );
}
