/** New notes, texts and frames, copies, and taking things away. */

import { type Box, center, contains, intersects, type Point, union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { byOrder } from "../../core/outline.ts";
import {
  FRAME_SIZE,
  GAP,
  NOTE_SIZE,
  type Size,
  sitsWell,
  spotInFrame,
  spotNear,
  TEXT_SIZE,
} from "../../core/placement.ts";
import { leads } from "../../core/roles.ts";
import type { ItemRecord, NewItem, Op } from "../../core/types.ts";
import { cleanText, cleanTitle, isBlank } from "../../core/words.ts";
import type { AddFrame, AddNote, AddText } from "../commands.ts";
import {
  boxedOf,
  type CommandBoard,
  clustersOf,
  fit,
  frameAt,
  framesOf,
  isFrame,
  itemsOf,
  keyAtEnd,
} from "./board.ts";
import { around, copiesOf, inNeed, type Original, withTheirs } from "./copies.ts";
import { heirOps } from "./stacks.ts";

/** How far copies lie from their originals, so that both can be seen. */
const COPY_SHIFT = 24;

export interface Adding {
  addNote(options?: AddNote): string | null;
  addText(options?: AddText): string | null;
  addFrame(options?: AddFrame): string | null;
  remove(ids: Iterable<string>): readonly string[];
  duplicate(ids: Iterable<string>, by?: Point): readonly string[];
}

/** `fresh` collects the ids of notes that were made without a text. */
export function createAdding(board: CommandBoard, fresh: Set<string>): Adding {
  const { store, view, newId } = board;

  function addItem(kind: "note" | "text", size: Size, options: AddNote, label: string): string | null {
    if (!mayAdd(board, kind)) return null;
    const place = placeFor(board, size, options);
    if (place === null) return null;
    const text = cleanText(options.text ?? "");
    const item: NewItem = {
      kind,
      id: newId(),
      ...place,
      z: keyAtEnd(board.scene()),
      text,
      ...(kind === "note"
        ? { type: options.type ?? view.noteType.peek(), ...clusterOf(options, place) }
        : {}),
      ...(options.whose ? { for: options.whose } : {}),
    };
    if (!store.change(label, [{ do: "create", item }])) return null;
    if (isBlank(text)) fresh.add(item.id);
    return item.id;
  }

  /** A note that is put into a cluster by hand belongs to it. */
  function clusterOf({ at }: AddNote, box: Box): { readonly cluster?: string } {
    const cluster = at === undefined ? null : frameAt(clustersOf(board.scene()), center(box));
    return cluster === null ? {} : { cluster };
  }

  function addFrame({ at, box, title = "", prompt = "" }: AddFrame = {}): string | null {
    if (!mayAdd(board, "frame")) return null;
    const scene = board.scene();
    const place = fit(box ?? frameBox(board, at));
    const item: NewItem = {
      kind: "frame",
      id: newId(),
      ...place,
      z: keyAtEnd(scene),
      title: cleanTitle(title),
      prompt: cleanText(prompt),
    };
    const ops: Op[] = [{ do: "create", item }];
    if (box !== undefined) {
      // Who draws a frame around loose items wants them in it.
      const loose = itemsOf(scene).filter(
        (other) => other.frame === null && contains(place, center(other)) && board.canEdit(other),
      );
      for (const { id } of loose) ops.push({ do: "patch", id, set: { frame: item.id } });
    }
    return store.change(t("Add a frame"), ops) ? item.id : null;
  }

  function remove(ids: Iterable<string>): readonly string[] {
    // Frames last: their items then need no word that they have left the frame.
    const chosen = board.editables(ids, "write");
    const gone = chosen.filter(mayDelete).sort((a, b) => Number(isFrame(a)) - Number(isFrame(b)));
    if (gone.length === 0 && chosen.length > 0) board.refuse("comment.not_yours");
    const ops = gone.map(({ id }): Op => ({ do: "delete", id }));
    if (ops.length > 0) ops.unshift(...heirOps(board, new Set(gone.map(({ id }) => id))));
    if (ops.length === 0 || !store.change(t("Delete"), ops)) return [];
    return gone.map(({ id }) => id);
  }

  /** Comments of others stay, so that the rest of a selection can go. */
  function mayDelete({ kind, author }: ItemRecord): boolean {
    const me = store.me.peek();
    return (kind !== "comment" && kind !== "reply") || author === me.id || leads(me.role);
  }

  function duplicate(ids: Iterable<string>, by?: Point): readonly string[] {
    const chosen = board.editables(ids);
    const originals = withTheirs(board.scene(), chosen).sort(byOrder);
    const shift = by ?? shiftOf(originals, chosen.some(isFrame));
    const copies = copiesOf(board, originals as unknown as Original[], {
      by: shift,
      isPlaced: by !== undefined,
    });
    if (copies.length === 0) return [];
    const ops = inNeed(copies).map((item): Op => ({ do: "create", item }));
    if (!store.change(t("Duplicate"), ops)) return [];
    const newIds = copies.map(({ id }) => id);
    view.selection.value = new Set(newIds);
    return newIds;
  }

  return {
    addNote: (options = {}) => addItem("note", NOTE_SIZE, options, t("Add a note")),
    addText: (options = {}) => addItem("text", TEXT_SIZE, options, t("Add a text")),
    addFrame,
    remove,
    duplicate,
  };
}

function mayAdd(board: CommandBoard, kind: ItemRecord["kind"]): boolean {
  if (board.canWrite(kind)) return true;
  board.refuseKind(kind);
  return false;
}

/** Box and frame of a new item; null, with a notice, when the wanted frame is gone. */
export function placeFor(
  board: CommandBoard,
  size: Size,
  { at, frame }: AddNote,
): (Box & { readonly frame: string | null }) | null {
  const scene = board.scene();
  const frames = framesOf(scene);
  const wanted = frame == null ? undefined : scene.get(frame);
  if (frame != null && (wanted === undefined || !isFrame(wanted))) {
    board.refuse("item.missing");
    return null;
  }
  if (at !== undefined) {
    const box = fit({ x: at.x - size.w / 2, y: at.y - size.h / 2, ...size });
    return { ...box, frame: frame === undefined ? frameAt(frames, center(box)) : frame };
  }
  const taken = itemsOf(scene);
  if (wanted && isFrame(wanted)) {
    return { ...fit({ ...spotInFrame(wanted, size, taken), ...size }), frame: wanted.id };
  }
  const middle = viewMiddle(board);
  const suits = (spot: Box): boolean =>
    frame === null ? !frames.some((other) => intersects(other, spot)) : sitsWell(spot, frames);
  const spot = spotNear(middle, size, taken, suits) ?? spotBeside(boxedOf(scene), size);
  const box = fit({ ...spot, ...size });
  return { ...box, frame: frame === null ? null : frameAt(frames, center(box)) };
}

/** A spot to the right of everything. */
export function spotBeside(items: Iterable<Box>, size: Size): Point {
  const all = union(items);
  if (all === null) return { x: -size.w / 2, y: -size.h / 2 };
  return { x: all.x + all.w + 2 * GAP, y: all.y };
}

function frameBox(board: CommandBoard, at: Point | undefined): Box {
  const { w, h } = FRAME_SIZE;
  if (at !== undefined) return { x: at.x - w / 2, y: at.y - h / 2, w, h };
  const all = boxedOf(board.scene());
  const isClear = (spot: Box): boolean => !all.some((other) => intersects(other, spot));
  const spot = spotNear(viewMiddle(board), FRAME_SIZE, all, isClear) ?? spotBeside(all, FRAME_SIZE);
  return { ...spot, w, h };
}

/** The board point in the middle of the screen; of everything, while no canvas has been shown. */
export function viewMiddle({ view, scene }: CommandBoard): Point {
  const { x, y, zoom } = view.camera.peek();
  const { width, height } = view.viewport.peek();
  if (width > 0 && height > 0 && view.mode.peek() === "canvas") {
    return { x: x + width / zoom / 2, y: y + height / zoom / 2 };
  }
  const all = around(scene().values());
  return all === null ? { x: 0, y: 0 } : center(all);
}

/** Copies of frames go beside them: nearly on top of each other, both would be unreadable. */
function shiftOf(originals: readonly ItemRecord[], hasFrames: boolean): Point {
  const all = around(originals);
  if (!hasFrames || all === null) return { x: COPY_SHIFT, y: COPY_SHIFT };
  return { x: all.w + 2 * GAP, y: 0 };
}
