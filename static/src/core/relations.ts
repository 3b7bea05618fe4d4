/**
 * Which items hold others, and which go when others go. Mirrors `board/core/relations.py`, which says
 * more.
 */

import { isOnBoard } from "./records.ts";
import type { ItemRecord, NoteRecord, Scene } from "./types.ts";

type Values = Readonly<Record<string, unknown>>;

/** The fields that name another item. */
export const NAMING = ["frame", "cluster", "from", "to", "on", "thread"] as const;
const DEPENDENT: ReadonlySet<string> = new Set(["connector", "comment", "reply"]);

/** The item that a value of such a field names; null for a point of the board, or none. */
export function namedBy(value: unknown): string | null {
  const id = typeof value === "object" && value !== null && "item" in value ? value.item : value;
  return typeof id === "string" ? id : null;
}

/** [field, item id] for every other item that a record, or the values of a patch, names. */
export function named(values: object): [string, string][] {
  const found: [string, string][] = [];
  for (const name of NAMING) {
    if (!(name in values)) continue;
    const target = namedBy((values as Values)[name]);
    if (target !== null) found.push([name, target]);
  }
  return found;
}

/** Whether an item may name `target` in this field; undefined is not there. */
export function mayHold(name: string, target: ItemRecord | undefined): boolean {
  if (target === undefined || !isOnBoard(target)) return false;
  if (name === "frame" || name === "cluster") return target.kind === name;
  if (name === "thread") return target.kind === "comment";
  if (name === "on") return target.kind !== "comment" && target.kind !== "reply";
  return !DEPENDENT.has(target.kind);
}

/** The note under which a note lies (STACK1); undefined for what stands by itself. */
export function topOf(record: ItemRecord, scene: Scene): NoteRecord | undefined {
  if (record.kind !== "note" || record.under === undefined) return undefined;
  const top = scene.get(record.under);
  return top?.kind === "note" && top.under === undefined ? top : undefined;
}

/** Whether notes may lie under others: who shows that asks more. */
export function hasStacks(scene: Scene): boolean {
  for (const record of scene.values()) if (record.kind === "note" && record.under !== undefined) return true;
  return false;
}

/** Whether the frame is the other one, or lies in it, however deep. */
export function isInside(scene: Scene, frame: string, outer: string): boolean {
  const seen = new Set<string>();
  for (let inner: string | undefined = frame; inner !== undefined && !seen.has(inner); ) {
    if (inner === outer) return true;
    seen.add(inner);
    const record: ItemRecord | undefined = scene.get(inner);
    inner = record?.kind === "frame" ? record.frame : undefined;
  }
  return false;
}

/** Ids of what a frame or a cluster holds, sorted; none for any other item. */
export function membersOf(scene: Scene, holder: ItemRecord): string[] {
  const { id, kind } = holder;
  if (kind !== "frame" && kind !== "cluster") return [];
  const ids: string[] = [];
  for (const record of scene.values()) {
    if ((record as unknown as Values)[kind] === id) ids.push(record.id);
  }
  return ids.sort();
}

/** Which connectors, comments and replies go with an item. Made once for a change of many ops. */
export class Dependents {
  readonly #byTarget = new Map<string, Set<string>>();

  constructor(scene: Scene) {
    for (const record of scene.values()) this.add(record);
  }

  /** Notes what a record names; what it named before is asked of the scene. */
  add(record: ItemRecord): void {
    if (!DEPENDENT.has(record.kind)) return;
    for (const [, target] of named(record)) {
      const ids = this.#byTarget.get(target) ?? new Set();
      this.#byTarget.set(target, ids.add(record.id));
    }
  }

  /** Ids of what goes first when the item goes, sorted; what goes with those is theirs. */
  of(scene: Scene, item: string): string[] {
    const isOn = (id: string): boolean => named(scene.get(id) ?? {}).some(([, target]) => target === item);
    return [...(this.#byTarget.get(item) ?? [])].filter(isOn).sort();
  }
}
