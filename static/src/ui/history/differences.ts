/** How much would change if the board became what it was. */

import { KINDS } from "../../core/kinds.ts";
import type { ItemRecord, Scene } from "../../core/types.ts";

export interface Differences {
  /** Items that are not on the board now and come back. */
  readonly back: number;
  readonly changed: number;
  /** Items that were not there then. */
  readonly away: number;
}

export function differences(now: Scene, then: Scene): Differences {
  const after = lasting(then);
  const kept = after.filter(({ id }) => now.has(id));
  const changed = kept.filter((record) => !saysTheSame(record, now.get(record.id)));
  return {
    back: after.length - kept.length,
    changed: changed.length,
    away: lasting(now).length - kept.length,
  };
}

/** Which step of a workshop is on stays as it is (STEP4). */
function lasting(scene: Scene): ItemRecord[] {
  return [...scene.values()].filter(({ kind }) => !KINDS[kind].isForServer);
}

/** Whether people would see no difference: what only merges texts does not count. */
function saysTheSame(a: ItemRecord, b: ItemRecord | undefined): boolean {
  if (a === b) return true;
  if (b === undefined) return false;
  const mine = new Map<string, unknown>(Object.entries(a));
  const theirs = new Map<string, unknown>(Object.entries(b));
  return Object.keys(KINDS[a.kind].fields).every((name) => mine.get(name) === theirs.get(name));
}
