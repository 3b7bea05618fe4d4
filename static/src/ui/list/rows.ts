/** The list as a tree of rows, without anything that is drawn: what lies in or on what, and each line twice. */

import { homeOf, type ListedRecord, outline } from "../../core/outline.ts";
import { namedBy } from "../../core/relations.ts";
import type { ConnectorRecord, FrameRecord, Scene } from "../../core/types.ts";

/** An item as one row shows it. A line has a second row, `isBackward`, where it ends. */
export interface Seen {
  /** Unique on the board, unlike the item's id. */
  readonly key: string;
  readonly item: ListedRecord;
  readonly isBackward: boolean;
}

export interface ListRow extends Seen {
  /** What is read right after it: the notes of a cluster, its lines, its comments, their replies. */
  readonly inside: readonly ListRow[];
}

/** A frame, or null for what lies outside them, with its rows. */
export interface ListPart {
  readonly frame: FrameRecord | null;
  /** How many frames it lies in. */
  readonly level: number;
  /** All that is in it, each item once, in reading order. */
  readonly items: readonly ListedRecord[];
  readonly rows: readonly ListRow[];
}

export function seen(item: ListedRecord, isBackward: boolean): Seen {
  return { key: isBackward ? `to ${item.id}` : item.id, item, isBackward };
}

interface Growing extends ListRow {
  readonly inside: Growing[];
}

/** Every frame in reading order, and last what lies outside. */
export function partsOf(scene: Scene): ListPart[] {
  const { frames, loose } = outline(scene);
  const tops = new Map<string, Growing[]>(); // id of a frame -> its rows
  const byItem = new Map<string, Growing>();
  const parts: ListPart[] = [];
  for (const { frame, level, items } of [...frames, { frame: null, level: 0, items: loose }]) {
    const rows: Growing[] = [];
    if (frame) tops.set(frame.id, rows);
    for (const item of items) {
      const row: Growing = { ...seen(item, false), inside: [] };
      byItem.set(item.id, row);
      (byItem.get(homeOf(item, scene) ?? "")?.inside ?? rows).push(row);
    }
    parts.push({ frame, level, items, rows });
  }
  for (const { items } of parts) {
    for (const item of items) if (item.kind === "connector") addBackward(item, byItem, tops);
  }
  return parts;
}

/** Where a line ends: after what the item has of its own, and on a frame before its items. */
function addBackward(
  item: ConnectorRecord,
  byItem: ReadonlyMap<string, Growing>,
  tops: ReadonlyMap<string, Growing[]>,
): void {
  const [from, to] = [namedBy(item.from), namedBy(item.to)];
  if (to === null || to === from) return;
  const row: Growing = { ...seen(item, true), inside: [] };
  const end = byItem.get(to);
  if (end) end.inside.push(row);
  else tops.get(to)?.unshift(row);
}

/** All rows from top to bottom. */
export function flat(rows: readonly ListRow[], found: ListRow[] = []): ListRow[] {
  for (const row of rows) {
    found.push(row);
    flat(row.inside, found);
  }
  return found;
}

/** Whether a row is left when a list is narrowed: it, or something in it, is what is looked for. */
export function narrowed(rows: readonly ListRow[], isWanted: (row: ListRow) => boolean): ListRow[] {
  return rows.flatMap((row) => {
    const inside = narrowed(row.inside, isWanted);
    return isWanted(row) ? [row] : inside;
  });
}
