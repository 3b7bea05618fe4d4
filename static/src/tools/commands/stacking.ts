/** Stacks of notes that say the same: made, opened up again, and another one put on top. */

import { isDraft } from "../../core/drafts.ts";
import { type Box, center, encloses, intersects } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { byOrder } from "../../core/outline.ts";
import { insideOf, spotNear } from "../../core/placement.ts";
import { topOf } from "../../core/relations.ts";
import type { NoteRecord, Op } from "../../core/types.ts";
import { commit } from "./arranging.ts";
import { type CommandBoard, framesOf, isFrame, itemsOf, patchOf } from "./board.ts";
import { keysAfter, underOps } from "./piling.ts";
import { stacksOf } from "./stacks.ts";

/** Each is one change; the ids in it, [] when there is nothing to do. */
export interface Stacking {
  /** Puts notes, with what is under them, under `on`: without it the top of a stack among them, or the first. */
  stack(ids: Iterable<string>, on?: string): readonly string[];
  /** Out of their stacks, each to a free spot beside; of a note on top, all that is under it. */
  unstack(ids: Iterable<string>): readonly string[];
  /** Lets a note of a stack lie on top of it. */
  putOnTop(id: string): readonly string[];
}

export function createStacking(board: CommandBoard): Stacking {
  const notesOf = (ids: Iterable<string>): NoteRecord[] =>
    // A private note names nothing that others see, and is named by nothing (VIS3).
    board
      .editables(ids, "group")
      .filter((record) => record.kind === "note" && !isDraft(record)) as NoteRecord[];
  const editable = (notes: readonly NoteRecord[]): NoteRecord[] =>
    notes.filter((note) => board.canEdit(note, "group"));

  return {
    stack(ids, on) {
      const chosen = notesOf(on === undefined ? ids : [...ids, on]);
      const stacks = stacksOf(board.scene());
      const isTop = ({ id }: NoteRecord): boolean => (on === undefined ? stacks.has(id) : id === on);
      const top = chosen.find(isTop) ?? (on === undefined ? chosen[0] : undefined);
      if (top === undefined) return [];
      const all = new Set(chosen.flatMap((note) => [...editable(stacks.get(note.id) ?? []), note]));
      const under = [...all].filter((note) => note !== top && note.under !== top.id);
      if (under.length === 0) return [];
      const notes = [...under, ...(stacks.get(top.id) ?? [])].sort(byOrder);
      const free = top.under === undefined ? [] : [patchOf(top, { under: null })];
      return commit(board, t("Stack the notes"), [...free, ...underOps(board, top, notes)]);
    },
    unstack(ids) {
      const stacks = stacksOf(board.scene());
      const chosen = notesOf(ids).flatMap((note) => stacks.get(note.id) ?? [note]);
      return commit(board, t("Take out of the stack"), outOps(board, editable(chosen)));
    },
    putOnTop(id) {
      const scene = board.scene();
      const note = scene.get(id);
      const top = note && topOf(note, scene);
      if (note?.kind !== "note" || !top || !board.editable(id, "group")) return [];
      const { x, y, z, w, h } = top;
      const others = (stacksOf(scene).get(top.id) ?? []).filter((other) => other !== note);
      const raised: NoteRecord = { ...note, x, y, z, w, h };
      return commit(board, t("Put on top"), [
        patchOf(note, { x, y, z, w, h, under: null }),
        ...underOps(board, raised, [...others, top]),
      ]);
    },
  };
}

/** Each to a free spot near its stack, in the same frame and cluster. */
function outOps(board: CommandBoard, notes: readonly NoteRecord[]): (Op | null)[] {
  const scene = board.scene();
  const leaving = notes.filter((note) => topOf(note, scene) !== undefined);
  const ids = new Set(leaving.map(({ id }) => id));
  const taken: Box[] = itemsOf(scene).filter(({ id, kind }) => !ids.has(id) && kind !== "cluster");
  const [first] = leaving;
  const top = first && topOf(first, scene);
  const keys = top ? keysAfter(scene, top.z, leaving.length) : [];
  return leaving.map((note, at) => {
    const frame = scene.get(note.frame ?? "");
    const cluster = scene.get(note.cluster ?? "");
    const suits = (spot: Box): boolean => {
      if (cluster?.kind === "cluster") return encloses(cluster, spot);
      if (frame && isFrame(frame)) return encloses(insideOf(frame), spot);
      return !framesOf(scene).some((other) => intersects(other, spot));
    };
    const spot = spotNear(center(note), note, taken, suits) ?? spotNear(center(note), note, taken) ?? note;
    taken.push({ ...spot, w: note.w, h: note.h });
    return patchOf(note, { x: spot.x, y: spot.y, z: keys[at] ?? note.z, under: null });
  });
}
