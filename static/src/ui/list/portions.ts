/**
 * A long list in portions of some dozens of rows, each of which is drawn, or left, by itself. Where a
 * portion ends follows from the keys of its rows, so a row that comes or goes changes only its own.
 */

import type { ListPart, ListRow } from "./rows.ts";

export interface Portion {
  /**
   * The key of the row before it: where a portion begins hangs on that row, and its rows stay the same
   * elements on the page, with what is being written in them, when one is added in front of them.
   */
  readonly key: string;
  readonly rows: readonly ListRow[];
  /** All rows in it, at every depth. */
  readonly size: number;
  /** How many rows of the same list come before it, at every depth. */
  readonly before: number;
}

/** Rows at every depth. One row with more than that inside is a portion of its own. */
const LEAST = 16;
const MOST = 64;
/** One row in so many ends a portion. */
const ENDS = 32;

/** The rows in order, cut into portions. */
export function portionsOf(rows: readonly ListRow[]): Portion[] {
  const portions: Portion[] = [];
  let [size, before, from] = [0, 0, 0];
  for (const [at, row] of rows.entries()) {
    size += sizeOf(row);
    const isEnd = size >= MOST || (size >= LEAST && hashOf(row.key) % ENDS === 0);
    if (!isEnd && at < rows.length - 1) continue;
    const part = rows.slice(from, at + 1);
    portions.push({ key: rows[from - 1]?.key ?? "", rows: part, size, before });
    [size, before, from] = [0, before + size, at + 1];
  }
  return portions;
}

/** The row and all that is in it. */
export function sizeOf({ inside }: ListRow): number {
  let size = 1;
  for (const row of inside) size += sizeOf(row);
  return size;
}

/** Whether the row is among these, at any depth. */
export function holds(rows: readonly ListRow[], key: string): boolean {
  return rows.some((row) => row.key === key || holds(row.inside, key));
}

function hashOf(key: string): number {
  let hash = 7;
  for (let at = 0; at < key.length; at += 1) hash = (hash * 31 + key.charCodeAt(at)) | 0;
  return hash >>> 1;
}

/**
 * `after` with the very objects of `before` wherever they say the same: who draws them can tell by
 * identity what is left as it was.
 */
export function keptParts(before: readonly ListPart[], after: readonly ListPart[]): readonly ListPart[] {
  const partOf = (part: ListPart): string => part.frame?.id ?? "";
  const known = new Map(before.map((part) => [partOf(part), part]));
  return after.map((part) => {
    const old = known.get(partOf(part));
    if (old === undefined) return part;
    const rows = keptRows(old.rows, part.rows);
    const isSame = rows === old.rows && old.frame === part.frame && old.level === part.level;
    return isSame ? old : { ...part, rows };
  });
}

function keptRows(before: readonly ListRow[], after: readonly ListRow[]): readonly ListRow[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const rows = after.map((row) => {
    const old = known.get(row.key);
    if (old === undefined || old.item !== row.item) return row;
    const inside = keptRows(old.inside, row.inside);
    return inside === old.inside ? old : { ...row, inside };
  });
  return rows.length === before.length && rows.every((row, at) => row === before[at]) ? before : rows;
}
