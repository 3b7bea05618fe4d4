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
import type { ItemRecord, NewItem, Op } from "../../core/types.ts";
import { cleanText, cleanTitle, isBlank } from "../../core/words.ts";
import type { AddFrame, AddNote, AddText } from "../commands.ts";
import {
  type CommandBoard,
  fit,
  frameAt,
  frameIdOf,
  framesOf,
  isFrame,
  itemsOf,
  keyAtEnd,
  keysAtEnd,
  whyNot,
} from "./board.ts";

/** How far copies lie from their originals, so that both can be seen. */
const COPY_SHIFT = 24;

export interface Adding {
  addNote(options?: AddNote): string | null;
  addText(options?: AddText): string | null;
  addFrame(options?: AddFrame): string | null;
  remove(ids: Iterable<string>): readonly string[];
  duplicate(ids: Iterable<string>): readonly string[];
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
      ...(kind === "note" ? { type: options.type ?? view.noteType.peek() } : {}),
    };
    if (!store.change(label, [{ do: "create", item }])) return null;
    if (isBlank(text)) fresh.add(item.id);
    return item.id;
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
      const around = itemsOf(scene).filter((other) => other.frame === null && contains(place, center(other)));
      for (const { id } of around) ops.push({ do: "patch", id, set: { frame: item.id } });
    }
    return store.change(t("Add a frame"), ops) ? item.id : null;
  }

  function remove(ids: Iterable<string>): readonly string[] {
    // Frames last: their items then need no word that they have left the frame.
    const gone = board.editables(ids).sort((a, b) => Number(isFrame(a)) - Number(isFrame(b)));
    const ops = gone.map(({ id }): Op => ({ do: "delete", id }));
    if (ops.length === 0 || !store.change(t("Delete"), ops)) return [];
    return gone.map(({ id }) => id);
  }

  function duplicate(ids: Iterable<string>): readonly string[] {
    const chosen = board.editables(ids);
    const frameIds = new Set(chosen.filter(isFrame).map(({ id }) => id));
    const inside = itemsOf(board.scene()).filter(({ frame }) => frame !== null && frameIds.has(frame));
    const originals = [...new Set<ItemRecord>([...chosen, ...inside])].sort(byOrder);
    if (originals.length === 0) return [];
    const copies = copiesOf(board, originals, frameIds.size > 0);
    const ops = copies.map((item): Op => ({ do: "create", item }));
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
  board.refuse(whyNot(board.store));
  return false;
}

/** Box and frame of a new item; null, with a notice, when the wanted frame is gone. */
function placeFor(
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
  if (wanted !== undefined) {
    return { ...fit({ ...spotInFrame(wanted, size, taken), ...size }), frame: wanted.id };
  }
  const middle = viewMiddle(board);
  const suits = (spot: Box): boolean =>
    frame === null ? !frames.some((other) => intersects(other, spot)) : sitsWell(spot, frames);
  const spot = spotNear(middle, size, taken, suits) ?? spotBeside(scene.values(), size);
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
  const all = [...board.scene().values()];
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
  const all = union(scene().values());
  return all === null ? { x: 0, y: 0 } : center(all);
}

/** New items like `originals`, in the same layout, read after everything else. */
function copiesOf(board: CommandBoard, originals: readonly ItemRecord[], hasFrames: boolean): NewItem[] {
  const newIds = new Map(originals.map(({ id }) => [id, board.newId()]));
  const keys = keysAtEnd(board.scene(), originals.length);
  const around = union(originals);
  // Copies of frames go beside them: nearly on top of each other, both would be unreadable.
  const dx = hasFrames && around !== null ? around.w + 2 * GAP : COPY_SHIFT;
  const dy = hasFrames ? 0 : COPY_SHIFT;
  return originals.map((original, at): NewItem => {
    const { author: _author, created_at_ms: _createdAtMs, ...fields } = original;
    const { id, x, y, w, h, z } = original;
    const frame = frameIdOf(original);
    return {
      ...fields,
      id: newIds.get(id) ?? board.newId(),
      ...fit({ x: x + dx, y: y + dy, w, h }),
      z: keys[at] ?? z,
      ...(isFrame(original) ? {} : { frame: frame === null ? null : (newIds.get(frame) ?? frame) }),
    };
  });
}
