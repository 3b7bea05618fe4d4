/** Tables: people work in small groups for a while. The browser's copy of `board/core/tables.py`. */

import { byOrder } from "./outline.ts";
import type { FrameRecord, Scene, TableRecord } from "./types.ts";
import { workshopOf } from "./workshop.ts";

/** Somebody's place while everybody is at their own table. */
export interface Seat {
  readonly table: TableRecord;
  /** Its number, from 1. */
  readonly n: number;
  /** Since when people are apart. */
  readonly sinceMs: number;
  /** Where they work; null where nobody has said it, or it is gone. */
  readonly area: FrameRecord | null;
}

/** All tables, in order: the first is number 1. */
export function tablesOf(scene: Scene): TableRecord[] {
  const tables: TableRecord[] = [];
  for (const record of scene.values()) if (record.kind === "table") tables.push(record);
  return tables.sort(byOrder);
}

/** Since when everybody is at their own table; 0 while all are together. */
export function apartSince(scene: Scene): number {
  return workshopOf(scene)?.apart_ms ?? 0;
}

export function areaOf(scene: Scene, { area }: TableRecord): FrameRecord | null {
  const frame = scene.get(area ?? "");
  return frame?.kind === "frame" ? frame : null;
}

/** Where this person sits now; null while all are together, and for who has no table. */
export function seatOf(scene: Scene, tables: readonly TableRecord[], person: string): Seat | null {
  const sinceMs = apartSince(scene);
  const at = tables.findIndex(({ people = [] }) => people.includes(person));
  const table = tables[at];
  if (sinceMs === 0 || table === undefined) return null;
  return { table, n: at + 1, sinceMs, area: areaOf(scene, table) };
}
