/** Putting on the board what came by the clipboard. Nothing in it is trusted. */

import { type Box, center, intersects, type Point, round2, union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { isKind, KINDS, LIMITS } from "../../core/kinds.ts";
import { GAP, NOTE_SIZE, type Size, sitsWell, spotInFrame, spotNear } from "../../core/placement.ts";
import { named } from "../../core/relations.ts";
import type { FrameRecord, NewItem, NoteType, Op, Origin } from "../../core/types.ts";
import { cleanText } from "../../core/words.ts";
import { spotBeside, viewMiddle } from "../commands/adding.ts";
import {
  boxedOf,
  type CommandBoard,
  fit,
  frameAt,
  framesOf,
  isFrame,
  itemsOf,
  keysAtEnd,
} from "../commands/board.ts";
import { copiesOf, inNeed, type Original } from "../commands/copies.ts";
import { cleaned, isFields, shortened } from "./cleaning.ts";
import { countOf, type Table } from "./table.ts";

/** Longer JSON than this was not made by copying here. */
const JSON_MOST = 20_000_000;

/**
 * The items in it; [] when it is nothing that was copied from a board. On another board than the one it was
 * copied from, `here`, notes say where they come from (PROV1).
 */
export function readClip(json: string, here = ""): Original[] {
  if (json === "" || json.length > JSON_MOST) return [];
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch {
    return [];
  }
  const items = isFields(found) && Array.isArray(found.items) ? found.items : [];
  const originals = items.slice(0, LIMITS.items).flatMap((item: unknown) => originalIn(item) ?? []);
  const board = isFields(found) && typeof found.board === "string" ? found.board : "";
  const far = ID.test(board) && board !== here ? board : null;
  const came = new Map(items.filter(isFields).map(({ id, came_from }) => [id, came_from]));
  const ids = new Set(originals.map(({ id }) => id));
  return originals.map((original) => withOrigins(original, far, originsAmong(came.get(original.id), ids)));
}

const ID = /^[\w-]{8,128}$/;

/** What a note was made of that came along, so that the copies know it of each other. */
function originsAmong(value: unknown, ids: ReadonlySet<string>): { readonly id: string }[] {
  if (!Array.isArray(value)) return [];
  const named = value.flatMap((one: unknown) =>
    isFields(one) && one.board === undefined && typeof one.id === "string" && ids.has(one.id) ? [one.id] : [],
  );
  return [...new Set(named)].map((id) => ({ id }));
}

function withOrigins(original: Original, board: string | null, among: readonly object[]): Original {
  if (original.kind !== "note") return original;
  const first = board !== null && ID.test(original.id) ? [{ board, id: original.id }] : [];
  const came_from = [...first, ...among].slice(0, LIMITS.origins);
  return came_from.length > 0 ? { ...original, came_from } : original;
}

function originalIn(item: unknown): Original | null {
  if (!isFields(item) || !isKind(item.kind) || typeof item.id !== "string") return null;
  const { fields, defaults } = KINDS[item.kind];
  const clean: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(fields)) {
    const value = cleaned(type, item[name]);
    if (value !== undefined) clean[name] = value;
    else if (!(name in defaults)) return null;
  }
  return { ...clean, kind: item.kind, id: item.id };
}

/**
 * Copies with new ids, in the same layout: around `at`, or beside what is in view. Kinds that this person
 * may not make are left out. Answers with the new ids, selected.
 */
export async function pasteItems(
  board: CommandBoard,
  items: readonly Original[],
  at: Point | null,
): Promise<readonly string[]> {
  const wanted = items.filter(({ kind }) => board.canWrite(kind));
  const all = union(wanted.filter((item) => "w" in item) as unknown as Box[]) ?? union(looseEnds(wanted));
  const spot = all && spotFor(board, all, at);
  const by = all && spot ? { x: spot.x - all.x, y: spot.y - all.y } : { x: 0, y: 0 };
  const copies = copiesOf(board, wanted, { by, isPlaced: true });
  if (copies.length > 0) return add(board, withEachOther(wanted, copies));
  board.store.notify("info", t("There is nothing on the clipboard that can be pasted here."));
  return [];
}

/** Where lines begin or end on nothing. */
function looseEnds(items: readonly Original[]): Box[] {
  return items
    .flatMap(({ from, to }) => [from, to])
    .flatMap((end) => (isFields(end) && "x" in end ? [{ ...(end as unknown as Point), w: 0, h: 0 }] : []));
}

/** Copies that were made of each other's originals are made of each other. */
function withEachOther(originals: readonly Original[], copies: readonly NewItem[]): NewItem[] {
  const from = originals.filter(({ kind }) => kind !== "connector"); // of those some have no copy
  const to = copies.filter(({ kind }) => kind !== "connector");
  const newIds = new Map(from.map(({ id }, at) => [id, to[at]?.id ?? id]));
  return copies.map((copy) => {
    const came = copy.came_from as readonly Origin[] | undefined;
    if (came === undefined) return copy;
    const named = ({ board, id }: Origin) => (board ? { board, id } : { id: newIds.get(id) ?? id });
    return { ...copy, came_from: came.map(named) };
  });
}

/** Where a block of this size goes: around the pointer, or on a free spot near the middle of the view. */
function spotFor(board: CommandBoard, size: Size, at: Point | null): Point {
  const { w, h } = size;
  if (at !== null) return { x: round2(at.x - w / 2), y: round2(at.y - h / 2) };
  const scene = board.scene();
  const frames = framesOf(scene);
  const taken = itemsOf(scene);
  const suits = (spot: Box): boolean =>
    sitsWell(spot, frames) && !taken.some((other) => intersects(other, spot));
  return spotNear(viewMiddle(board), { w, h }, taken, suits) ?? spotBeside(boxedOf(scene), { w, h });
}

export interface NotesToPaste {
  readonly table: Table;
  readonly type: NoteType;
  readonly at: Point | null;
  /** One under the other in the columns of the table; otherwise in a block about as wide as high. */
  readonly isTable: boolean;
  /** On free spots of this frame, wherever that is. */
  readonly frame?: string | undefined;
  /** In the name of this person, who has no device. */
  readonly whose?: string | undefined;
}

/** One note for each filled cell, in one change. Answers with the new ids, selected; [] when there is no room. */
export async function pasteNotes(board: CommandBoard, wish: NotesToPaste): Promise<readonly string[]> {
  if (board.scene().size + countOf(wish.table) > LIMITS.items) {
    board.refuse("item.too_many", { limit: LIMITS.items });
    return [];
  }
  const { type, whose } = wish;
  const frame = wish.frame === undefined ? undefined : board.scene().get(wish.frame);
  const placed =
    frame !== undefined && isFrame(frame) ? placedIn(board, frame, wish.table) : placedFreely(board, wish);
  const keys = keysAtEnd(board.scene(), placed.length);
  const made = placed.map(({ text, box, home }, place): NewItem => {
    return {
      kind: "note",
      id: board.newId(),
      ...box,
      z: keys[place] ?? "",
      frame: home,
      type,
      text: shortened(cleanText(text), LIMITS.text),
      ...(whose === undefined ? {} : { for: whose }),
    };
  });
  return add(board, made);
}

interface PlacedText {
  readonly text: string;
  readonly box: Box;
  /** The frame that it lies in. */
  readonly home: string | null;
}

/** One after the other on the free spots of a frame. */
function placedIn(board: CommandBoard, frame: FrameRecord, table: Table): PlacedText[] {
  const taken: Box[] = [...itemsOf(board.scene())];
  return filled(table).map((text) => {
    const box = fit({ ...spotInFrame(frame, NOTE_SIZE, taken), ...NOTE_SIZE });
    taken.push(box);
    return { text, box, home: frame.id };
  });
}

/** Side by side in a block, around a point or where there is room. */
function placedFreely(board: CommandBoard, { table, at, isTable }: NotesToPaste): PlacedText[] {
  const cells = isTable ? table : block(table);
  const step = { x: NOTE_SIZE.w + GAP, y: NOTE_SIZE.h + GAP };
  const columns = Math.max(1, ...cells.map((row) => row.length));
  const size = { w: columns * step.x - GAP, h: Math.max(1, cells.length) * step.y - GAP };
  const spot = spotFor(board, size, at);
  const frames = framesOf(board.scene());
  return cells.flatMap((row, y) =>
    row.flatMap((text, x) => {
      if (text === "") return [];
      const box = fit({ x: spot.x + x * step.x, y: spot.y + y * step.y, ...NOTE_SIZE });
      return [{ text, box, home: frameAt(frames, center(box)) }];
    }),
  );
}

function filled(table: Table): string[] {
  return table.flat().filter((cell) => cell !== "");
}

/** The cells in order, in rows about as many as columns. */
function block(table: Table): string[][] {
  const all = filled(table);
  const columns = Math.max(1, Math.ceil(Math.sqrt(all.length)));
  return Array.from({ length: Math.ceil(all.length / columns) }, (_, row) =>
    all.slice(row * columns, (row + 1) * columns),
  );
}

/** So many items at a time: the page can do other things in between. */
export const AT_ONCE = 500;

/** Makes the items, a part at a time, as one gesture. Answers with the ids of those that were taken. */
async function add(board: CommandBoard, made: readonly NewItem[]): Promise<readonly string[]> {
  const unsure = inDoubt(board, made);
  const [sure, doubted] = [made.filter(({ id }) => !unsure.has(id)), made.filter(({ id }) => unsure.has(id))];
  const parts = [...partsOf(inNeed(sure)), ...(doubted.length > 0 ? [inNeed(doubted)] : [])];
  const gesture = board.newId();
  const ids: string[] = [];
  for (const part of parts) {
    if (ids.length > 0) await pause();
    const ops = part.map((item): Op => ({ do: "create", item }));
    if (!board.store.change(t("Paste"), ops, gesture)) break;
    ids.push(...part.map(({ id }) => id));
  }
  if (ids.length > 0) board.view.selection.value = new Set(ids);
  return ids;
}

function partsOf(items: readonly NewItem[]): NewItem[][] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, n) =>
    items.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
}

/** Until the browser has drawn, heard keys and answered the server. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Images of another board, and what hangs on them: the server refuses a picture that this board does not
 * have, with everything that comes in the same change (PIC3).
 */
function inDoubt(board: CommandBoard, made: readonly NewItem[]): ReadonlySet<string> {
  const known = new Set<unknown>();
  for (const record of board.scene().values()) if (record.kind === "image") known.add(record.asset);
  const isForeign = (item: NewItem): boolean => item.kind === "image" && !known.has(item.asset);
  const found = new Set(made.filter(isForeign).map(({ id }) => id));
  for (const item of made) if (named(item).some(([, target]) => found.has(target))) found.add(item.id);
  return found;
}
