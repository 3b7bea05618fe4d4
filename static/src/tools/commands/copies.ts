/** Copies of items with new ids: what belonged together among them still does. */

import { type Box, center, type Point, round2, union } from "../../core/geometry.ts";
import { KINDS } from "../../core/kinds.ts";
import { isBoxed } from "../../core/records.ts";
import { namedBy, topOf } from "../../core/relations.ts";
import type { ItemRecord, Kind, NewItem, Scene } from "../../core/types.ts";
import { type CommandBoard, fit, frameAt, framesOf, insideFrames, isFrame, keysAtEnd } from "./board.ts";

/** A record, or what came by the clipboard in its shape. */
export interface Original {
  readonly kind: Kind;
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What goes along when these are copied: what lies in frames, notes of clusters and stacks, lines between two of them. */
export function withTheirs(scene: Scene, chosen: Iterable<ItemRecord>): ItemRecord[] {
  const all = new Set(chosen);
  const frames = new Set([...all].filter(isFrame).map(({ id }) => id));
  for (const record of insideFrames(scene, frames)) all.add(record);
  const clusters = new Set([...all].filter(({ kind }) => kind === "cluster").map(({ id }) => id));
  for (const record of scene.values()) {
    if (record.kind === "note" && clusters.has(record.cluster ?? "")) all.add(record);
  }
  const notes = new Set([...all].map(({ id }) => id));
  for (const record of scene.values()) if (notes.has(topOf(record, scene)?.id ?? "")) all.add(record);
  const ids = new Set([...all].map(({ id }) => id));
  for (const record of scene.values()) {
    if (record.kind !== "connector") continue;
    const [from, to] = [namedBy(record.from), namedBy(record.to)];
    if (from !== null && to !== null && ids.has(from) && ids.has(to)) all.add(record);
  }
  return [...all].filter(({ kind }) => kind !== "comment" && kind !== "reply");
}

export interface CopyOptions {
  readonly by: Point;
  /** Whether copies join the frame under them; otherwise they stay in that of their original. */
  readonly isPlaced: boolean;
}

/** New items like `originals`, which come in reading order, shifted and read after everything else. */
export function copiesOf(
  board: CommandBoard,
  originals: readonly Original[],
  { by, isPlaced }: CopyOptions,
): NewItem[] {
  const wanted = originals.filter(({ kind }) => board.canWrite(kind));
  const newIds = new Map(wanted.map(({ id }) => [id, board.newId()]));
  const groups = new Map<string, string>();
  const keys = keysAtEnd(board.scene(), wanted.length);
  const frames = framesOf(board.scene());
  const groupOf = (group: unknown): string | null => {
    if (typeof group !== "string") return null;
    if (!groups.has(group)) groups.set(group, board.newId());
    return groups.get(group) ?? null;
  };
  const homeOf = (original: Original, box: Box): string | null => {
    const own = namedBy(original.frame);
    const copied = newIds.get(own ?? "");
    if (copied !== undefined) return copied;
    if (!isPlaced) return own;
    return original.kind === "frame" ? null : frameAt(frames, center(box));
  };
  const end = (value: unknown): unknown => {
    const item = namedBy(value);
    if (item === null) return shiftedPoint(value, by);
    const target = newIds.get(item) ?? (board.scene().has(item) ? item : null);
    return target === null ? null : { ...(value as object), item: target };
  };

  return wanted.flatMap((original, at): NewItem[] => {
    const { locked: _locked, ...fields } = fieldsOf(original);
    const common = { ...fields, kind: original.kind, id: newIds.get(original.id) ?? "", z: keys[at] ?? "" };
    const group = { group: groupOf(fields.group) };
    if (original.kind === "connector") {
      const [from, to] = [end(fields.from), end(fields.to)];
      return from === null || to === null ? [] : [{ ...common, ...group, from, to }];
    }
    const { x, y, w, h } = original as unknown as Box;
    const box = fit({ x: x + by.x, y: y + by.y, w, h });
    const cluster = "cluster" in fields ? { cluster: newIds.get(String(fields.cluster)) ?? null } : {};
    const under = "under" in fields ? { under: newIds.get(String(fields.under)) ?? null } : {};
    return [{ ...common, ...group, ...cluster, ...under, ...box, frame: homeOf(original, box) }];
  });
}

/** The same in the order in which they can be made: what others lie in first, what holds on to others last. */
export function inNeed(items: readonly NewItem[]): NewItem[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const last = items.length;
  const rankOf = ({ kind, frame }: NewItem): number => {
    if (kind !== "frame") return last + (kind === "cluster" ? 0 : kind === "connector" ? 2 : 1);
    let depth = 0;
    // A circle of frames, which nobody has copied on a board, is refused later.
    for (let at = byId.get(namedBy(frame) ?? ""); at && depth < last; depth += 1)
      at = byId.get(namedBy(at.frame) ?? "");
    return depth;
  };
  const ranked = items.map((item) => ({ item, rank: rankOf(item) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

function shiftedPoint(value: unknown, by: Point): unknown {
  const { x, y } = value as Point;
  return { x: round2(x + by.x), y: round2(y + by.y) };
}

/** The fields that a client sends, as far as they are there. */
function fieldsOf(original: Original): Record<string, unknown> {
  const names = Object.keys(KINDS[original.kind].fields);
  return Object.fromEntries(names.filter((name) => name in original).map((name) => [name, original[name]]));
}

/** The box around those that have one. */
export function around(records: Iterable<ItemRecord>): Box | null {
  return union([...records].filter(isBoxed));
}
