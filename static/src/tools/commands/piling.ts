/** How the notes of a stack lie, and where they are read when they leave it: for whoever makes and opens stacks. */

import type { Box } from "../../core/geometry.ts";
import { keysBetween } from "../../core/order.ts";
import type { NoteRecord, Op, Scene } from "../../core/types.ts";
import { type CommandBoard, patchOf } from "./board.ts";
import { keysUnder } from "./stacks.ts";

/** Keys right after `z`, before whatever comes next: so it is read where the other one is. */
export function keysAfter(scene: Scene, z: string, count: number): string[] {
  let next: string | null = null;
  for (const { z: other } of scene.values()) if (other > z && (next === null || other < next)) next = other;
  return keysBetween(z, next, count);
}

/** Board units by which a note peeks out under the one above it. */
const PEEK = 8;
const MOST_PEEKS = 2;

/** How the notes of a stack lie, lowest first: a little aside, so that one sees that there are some. */
export function underOps(board: CommandBoard, top: NoteRecord, notes: readonly NoteRecord[]): (Op | null)[] {
  const keys = keysUnder(board.scene(), top.z, notes);
  return notes.map((note, at) => {
    const by = PEEK * Math.min(MOST_PEEKS, notes.length - at);
    const place: Box = {
      x: top.x + by,
      y: top.y + by,
      w: Math.min(note.w, top.w),
      h: Math.min(note.h, top.h),
    };
    const home = { frame: top.frame, cluster: top.cluster ?? null };
    return patchOf(note, { ...place, ...home, z: keys[at] ?? note.z, under: top.id });
  });
}
