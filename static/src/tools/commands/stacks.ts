/** Notes under others: what happens to them when the note on top, or one of them, is moved or goes (STACK1). */

import { intersects, round2 } from "../../core/geometry.ts";
import { keysBetween } from "../../core/order.ts";
import { byOrder } from "../../core/outline.ts";
import { topOf } from "../../core/relations.ts";
import type { ItemRecord, NoteRecord, Op, Scene } from "../../core/types.ts";
import { type CommandBoard, patchOf } from "./board.ts";

/** The notes under each note, by the id of the one on top, lowest first. */
export function stacksOf(scene: Scene): ReadonlyMap<string, readonly NoteRecord[]> {
  const stacks = new Map<string, NoteRecord[]>();
  for (const record of scene.values()) {
    if (record.kind !== "note" || record.under === undefined) continue;
    const top = topOf(record, scene);
    if (top) stacks.set(top.id, [...(stacks.get(top.id) ?? []), record]);
  }
  for (const notes of stacks.values()) notes.sort(byOrder);
  return stacks;
}

/** What else changes with `ops`: what is under a note goes along with it, and leaves it when it is moved away. */
export function stackOps(board: CommandBoard, ops: readonly Op[]): Op[] {
  const scene = board.scene();
  const stacks = stacksOf(scene);
  if (stacks.size === 0) return [];
  const sets = new Map(ops.flatMap((op) => (op.do === "patch" ? [[op.id, op.set] as const] : [])));
  return [...stacks].flatMap(([id, notes]) => {
    const top = scene.get(id) as NoteRecord;
    const set = sets.get(id);
    const loose = notes.filter((note) => !sets.has(note.id));
    const alone = notes.filter((note) => sets.has(note.id));
    return [
      ...(set ? followOps(board, top, set, loose) : []),
      ...alone.map((note) => leaveOp(board, { ...top, ...set } as NoteRecord, note, sets.get(note.id) ?? {})),
    ].filter((op) => op !== null);
  });
}

type Set = Readonly<Record<string, unknown>>;

function followOps(
  board: CommandBoard,
  top: NoteRecord,
  set: Set,
  notes: readonly NoteRecord[],
): (Op | null)[] {
  const after = { ...top, ...set } as NoteRecord;
  const keys = typeof set.z === "string" ? keysUnder(board.scene(), set.z, notes) : [];
  return notes
    .filter((note) => board.canEdit(note))
    .map((note, at) =>
      patchOf(note, {
        x: round2(note.x + after.x - top.x),
        y: round2(note.y + after.y - top.y),
        ...("frame" in set ? { frame: set.frame } : {}),
        ...("cluster" in set ? { cluster: set.cluster } : {}),
        ...(keys[at] === undefined ? {} : { z: keys[at] }),
      }),
    );
}

/** Away from the stack it is one by itself; in it, it stays under the note on top. */
function leaveOp(board: CommandBoard, top: NoteRecord, note: NoteRecord, set: Set): Op | null {
  const after = { ...note, ...set } as NoteRecord;
  if (after.under !== top.id || !board.canEdit(note, "group")) return null;
  if (!intersects(after, top)) return patchOf(note, { under: null });
  const [z = after.z] = after.z < top.z ? [] : keysUnder(board.scene(), top.z, [note]);
  return z === after.z ? null : { do: "patch", id: note.id, set: { z } };
}

/** Keys right below `z`, above whatever else lies below it. */
export function keysUnder(scene: Scene, z: string, notes: readonly ItemRecord[]): string[] {
  const moved = new Set(notes.map(({ id }) => id));
  let below: string | null = null;
  for (const { id, z: other } of scene.values()) {
    if (other < z && !moved.has(id) && (below === null || other > below)) below = other;
  }
  return keysBetween(below, z, notes.length);
}

/** What is to be done before these go: the note below the top takes its place. */
export function heirOps(board: CommandBoard, gone: ReadonlySet<string>): Op[] {
  return [...stacksOf(board.scene())].flatMap(([id, notes]) => {
    const left = notes.filter((note) => !gone.has(note.id) && board.canEdit(note, "group"));
    const heir = left.pop();
    if (!gone.has(id) || heir === undefined) return [];
    const others = left.map((note): Op => ({ do: "patch", id: note.id, set: { under: heir.id } }));
    return [{ do: "patch", id: heir.id, set: { under: null } }, ...others];
  });
}
