/** Several notes become one, and one becomes several: what comes of them says what it was made of (PROV1). */

import { isDraft } from "../../core/drafts.ts";
import { type Box, center, encloses } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { insideOf, spotNear } from "../../core/placement.ts";
import { topOf } from "../../core/relations.ts";
import type { ItemRecord, NewItem, NoteRecord, Op } from "../../core/types.ts";
import { codePoints } from "../../core/words.ts";
import { type CommandBoard, isFrame, itemsOf } from "./board.ts";
import { keysAfter, underOps } from "./piling.ts";
import { stacksOf } from "./stacks.ts";

/** The notes that were there stay, under what was made of them. Each is one change. */
export interface Origins {
  /** One note that says what these say; its id, null when it is refused. */
  merge(ids: Iterable<string>): string | null;
  /** A note for each line of this one; their ids. */
  split(id: string): readonly string[];
}

/** What is written on a note, line by line, without empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function createOrigins(board: CommandBoard): Origins {
  function mayMake(): boolean {
    if (board.canWrite("note")) return true;
    board.refuseKind("note");
    return false;
  }

  return {
    merge(ids) {
      const scene = board.scene();
      const stacks = stacksOf(scene);
      const chosen = board.editables(ids, "group").filter(isOpenNote);
      const notes = [...new Set(chosen.flatMap((note) => [note, ...(stacks.get(note.id) ?? [])]))];
      const [first] = chosen;
      if (first === undefined || notes.length < 2 || !mayMake()) return null;
      const text = [...new Set(notes.flatMap((note) => linesOf(note.text)))].join("\n");
      if (codePoints(text) > LIMITS.text) {
        board.refuse("text.too_long", { limit: LIMITS.text });
        return null;
      }
      const top = likeNote(board, first, text, notes);
      const ops: (Op | null)[] = [
        { do: "create", item: top },
        ...underOps(
          board,
          asRecord(top),
          notes.filter((note) => board.canEdit(note, "group")),
        ),
      ];
      if (!change(board, t("Merge the notes"), ops)) return null;
      board.view.selection.value = new Set([top.id]);
      return top.id;
    },
    split(id) {
      const note = board.editable(id, "group");
      if (!note || !isOpenNote(note) || !mayMake()) return [];
      if (!canSplit(note, board)) return [];
      const lines = linesOf(note.text);
      const made = splitInto(board, note, lines);
      const [first] = made;
      if (first === undefined) return [];
      const creates = made.map((item): Op => ({ do: "create", item }));
      const whole = stacksOf(board.scene()).get(note.id) ?? [];
      const ops = [...creates, ...underOps(board, asRecord(first), [...whole, note])];
      if (!change(board, t("Split the note"), ops)) return [];
      board.view.selection.value = new Set(made.map((item) => item.id));
      return made.map((item) => item.id);
    },
  };
}

/** A private note is made of nothing that others see, nor the other way round (VIS3). */
function isOpenNote(record: ItemRecord): record is NoteRecord {
  return record.kind === "note" && !isDraft(record);
}

function change(board: CommandBoard, label: string, ops: readonly (Op | null)[]): boolean {
  return board.store.change(
    label,
    ops.filter((op) => op !== null),
  );
}

/** A new note at the place of this one, which is to go under it. */
function likeNote(board: CommandBoard, note: NoteRecord, text: string, from: readonly NoteRecord[]): NewItem {
  const { x, y, w, h, frame, type } = note;
  const came_from = from.slice(0, LIMITS.origins).map(({ id }) => ({ id }));
  const kept = { cluster: note.cluster ?? null, colour: note.colour ?? "", lang: note.lang ?? "" };
  const place = { x, y, w, h, z: note.z, frame };
  return { kind: "note", id: board.newId(), ...place, ...kept, type, text, came_from };
}

/** The first at the place of the note, the others on free spots around it, in its frame and cluster. */
function splitInto(board: CommandBoard, note: NoteRecord, lines: readonly string[]): NewItem[] {
  const scene = board.scene();
  const holder = scene.get(note.cluster ?? "") ?? scene.get(note.frame ?? "");
  const under = new Set((stacksOf(scene).get(note.id) ?? []).map(({ id }) => id));
  const taken: Box[] = itemsOf(scene).filter(({ id, kind }) => kind !== "cluster" && !under.has(id));
  const suits = (spot: Box): boolean => {
    if (holder?.kind === "cluster") return encloses(holder, spot);
    return holder && isFrame(holder) ? encloses(insideOf(holder), spot) : true;
  };
  const keys = [note.z, ...keysAfter(scene, note.z, lines.length - 1)];
  return lines.map((line, at) => {
    const near = spotNear(center(note), note, taken, suits) ?? spotNear(center(note), note, taken);
    const spot = at === 0 || near === null ? { x: note.x, y: note.y } : near;
    if (at > 0) taken.push({ ...spot, w: note.w, h: note.h });
    return { ...likeNote(board, note, line, [note]), ...spot, z: keys[at] ?? "" };
  });
}

/** The note as it will be, for what is put under it. */
function asRecord(item: NewItem): NoteRecord {
  return item as unknown as NoteRecord;
}

/** Whether the note stands by itself and has several lines. */
export function canSplit(note: NoteRecord, board: CommandBoard): boolean {
  return topOf(note, board.scene()) === undefined && linesOf(note.text).length > 1;
}
