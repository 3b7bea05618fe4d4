/**
 * The board as a text: frames in reading order with their items, then what lies outside frames.
 * The list, the minutes and screen readers all follow this order. Mirrors `board/export/outline.py`;
 * cases in `tests/protocol/outline_*.json`.
 */

import { isOnBoard, parentOf } from "./records.ts";
import { namedBy, topOf } from "./relations.ts";
import type { BoardRecord, FrameRecord, ItemRecord, Scene } from "./types.ts";
import { isBlank } from "./words.ts";

/** Everything that is not a frame. */
export type ListedRecord = Exclude<BoardRecord, FrameRecord>;

export interface OutlineFrame {
  readonly frame: FrameRecord;
  /** How many frames it lies in. */
  readonly level: number;
  readonly items: readonly ListedRecord[];
}

export interface Outline {
  /** A frame in another one comes after what that one holds. */
  readonly frames: readonly OutlineFrame[];
  /** Items in no frame, or whose frame is not on the board. */
  readonly loose: readonly ListedRecord[];
}

/** Reading order: by z, ties by id, both as plain ASCII. */
export function byOrder(a: ItemRecord, b: ItemRecord): number {
  if (a.z !== b.z) return a.z < b.z ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** 0: frames, which lie below everything; 1: clusters, below what they hold; 2: all other items. */
export function layerOf({ kind }: ItemRecord): number {
  return kind === "frame" ? 0 : kind === "cluster" ? 1 : 2;
}

/** Bottom to top, as the canvas paints. */
export function byPaintOrder(a: ItemRecord, b: ItemRecord): number {
  return layerOf(a) - layerOf(b) || byOrder(a, b);
}

/**
 * Frames by (z, id), the items of each by (z, id), loose items last. A cluster is followed by its notes,
 * a stack by the notes under it, every item by the connectors that begin at it and by the comments on it, a comment by its replies. What
 * is not on the board, such as the steps of a workshop, is left out.
 */
export function outline(scene: Scene): Outline {
  const held = new Map<string, BoardRecord[]>(); // what is read in or right after an item
  const roots: FrameRecord[] = [];
  const loose: ListedRecord[] = [];
  for (const record of scene.values()) {
    if (!isOnBoard(record)) continue;
    const home = homeOf(record, scene);
    if (home !== null) {
      const list = held.get(home);
      if (list) list.push(record);
      else held.set(home, [record]);
    } else if (record.kind === "frame") roots.push(record);
    else loose.push(record);
  }

  function inOrder(records: readonly ListedRecord[], found: ListedRecord[] = []): ListedRecord[] {
    for (const record of [...records].sort(byOrder)) {
      found.push(record);
      const inside = held.get(record.id);
      if (inside) inOrder(inside.filter(isListed), found);
    }
    return found;
  }

  function follow(frames: readonly FrameRecord[], level: number): OutlineFrame[] {
    return [...frames].sort(byOrder).flatMap((frame) => {
      const inside = held.get(frame.id) ?? [];
      const [on, items] = [inside.filter(isListed).filter(isOn), inside.filter(isListed).filter(isNotOn)];
      const part = { frame, level, items: [...inOrder(on), ...inOrder(items)] };
      return [part, ...follow(inside.filter(isFrame), level + 1)];
    });
  }

  return { frames: follow(roots, 0), loose: inOrder(loose) };
}

/** The id of what the record is read in, or right after; null for what stands by itself. */
export function homeOf(record: ItemRecord, scene: Scene): string | null {
  const home = namedHome(record, scene);
  return home !== null && scene.has(home) ? home : null;
}

function namedHome(record: ItemRecord, scene: Scene): string | null {
  if (record.kind === "connector") return namedBy(record.from);
  if (record.kind === "comment") return record.on ?? null;
  if (record.kind === "reply") return record.thread;
  const top = topOf(record, scene);
  if (top) return top.id;
  const frame = parentOf(record);
  const cluster = record.kind === "note" ? scene.get(record.cluster ?? "") : undefined;
  if (cluster?.kind === "cluster" && cluster.frame === frame) return cluster.id;
  return frame !== null && scene.get(frame)?.kind === "frame" ? frame : null;
}

function isFrame(record: ItemRecord): record is FrameRecord {
  return record.kind === "frame";
}

function isListed(record: BoardRecord): record is ListedRecord {
  return record.kind !== "frame";
}

/** Whether it is read after another item instead of lying in a frame. */
function isOn({ kind }: ItemRecord): boolean {
  return kind === "connector" || kind === "comment" || kind === "reply";
}

function isNotOn(record: ItemRecord): boolean {
  return !isOn(record);
}

/** What is read one after the other with this record, itself included: what "up" and "down" change. */
export function siblingsOf(record: ItemRecord, scene: Scene): ItemRecord[] {
  const [home, rank] = [homeOf(record, scene), rankOf(record, scene)];
  const isBeside = (other: ItemRecord): boolean =>
    isOnBoard(other) && homeOf(other, scene) === home && rankOf(other, scene) === rank;
  return [...scene.values()].filter(isBeside).sort(byOrder);
}

/** Some records in reading order, found without looking at all the others. */
export function sortedForReading<Item extends ItemRecord>(records: Iterable<Item>, scene: Scene): Item[] {
  const ways = [...records].map((record) => ({ record, way: wayTo(record, scene) }));
  return ways.sort((a, b) => compareWays(a.way, b.way)).map(({ record }) => record);
}

interface Step {
  readonly record: ItemRecord;
  readonly rank: number;
}

/** From what stands by itself down to the record: each step is read in, or right after, the one before. */
function wayTo(record: ItemRecord, scene: Scene): Step[] {
  const way: Step[] = [];
  const seen = new Set<ItemRecord>();
  for (let at: ItemRecord | undefined = record; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    way.unshift({ record: at, rank: rankOf(at, scene) });
    at = scene.get(homeOf(at, scene) ?? "");
  }
  return way;
}

function compareWays(a: readonly Step[], b: readonly Step[]): number {
  for (const [at, step] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    const difference = step.rank - other.rank || byOrder(step.record, other.record);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Within its home: what is on a frame comes before its items, and those before the frames in it. */
function rankOf(record: ItemRecord, scene: Scene): number {
  const home = homeOf(record, scene);
  if (home === null) return isFrame(record) ? 0 : 1;
  if (scene.get(home)?.kind !== "frame" || isOn(record)) return 0;
  return isFrame(record) ? 2 : 1;
}

/** How many of `items` are notes with something written on them. */
export function countNotes(items: readonly ItemRecord[]): number {
  return items.filter((item) => item.kind === "note" && !isBlank(item.text)).length;
}

/** Every item once, in reading order: each frame followed by its items, then the loose ones. */
export function inReadingOrder(scene: Scene): BoardRecord[] {
  const { frames, loose } = outline(scene);
  return [...frames.flatMap(({ frame, items }) => [frame, ...items]), ...loose];
}
