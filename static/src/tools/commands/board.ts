/** What the commands share: the scene now, what this person may do, and how refusals are said. */

import { idsOf } from "../../core/apply.ts";
import { BoardError, messageOf } from "../../core/errors.ts";
import { type Box, clamp, contains, type Point, round2 } from "../../core/geometry.ts";
import type { Values } from "../../core/i18n.ts";
import { KINDS, LIMITS } from "../../core/kinds.ts";
import { keyBetween, keysBetween } from "../../core/order.ts";
import { byOrder } from "../../core/outline.ts";
import type { FrameRecord, ItemRecord, Kind, Op, Scene } from "../../core/types.ts";
import type { BoardStore } from "../../store/store.ts";
import type { View } from "../../store/view.ts";

export interface CommandBoard {
  readonly store: BoardStore;
  readonly view: View;
  readonly newId: () => string;
  scene(): Scene;
  canWrite(kind: Kind): boolean;
  /** The record, if it is there and this person may change it; otherwise a notice and null. */
  editable(id: string): ItemRecord | null;
  /** Those of `ids` that this person may change, in reading order. A notice when it is none of them. */
  editables(ids: Iterable<string>): ItemRecord[];
  /** Shows the sentence for an error code. */
  refuse(code: string, data?: Values): void;
}

export function createCommandBoard(store: BoardStore, view: View, newId: () => string): CommandBoard {
  const scene = (): Scene => store.scene.peek();
  const canWrite = (kind: Kind): boolean => {
    const { role } = store.me.value;
    if (store.past.value !== null) return false;
    return role === "facilitator" || (role === "participant" && !KINDS[kind].isForFacilitators);
  };
  const refuse = (code: string, data?: Values): void =>
    store.notify("error", messageOf(new BoardError(code, data)));
  const refuseKind = (): void => refuse(whyNot(store));

  return {
    store,
    view,
    newId,
    scene,
    canWrite,
    refuse,
    editable(id) {
      const record = scene().get(id);
      if (record === undefined) refuse("item.missing");
      else if (!canWrite(record.kind)) refuseKind();
      else return record;
      return null;
    },
    editables(ids) {
      const found = [...new Set(ids)].flatMap((id) => scene().get(id) ?? []);
      const allowed = found.filter((record) => canWrite(record.kind));
      if (allowed.length === 0 && found.length > 0) refuseKind();
      return allowed.sort(byOrder);
    },
  };
}

/** The error code for who may not write here now. */
export function whyNot(store: BoardStore): string {
  if (store.past.peek() !== null) return "past";
  return store.me.peek().role === "participant" ? "denied" : "denied.viewer";
}

/** A box that the server takes: inside the world, not too small, two decimals. */
export function fit(box: Box): Box {
  const position = (value: number): number => round2(clamp(value, -LIMITS.world, LIMITS.world));
  const size = (value: number): number => round2(clamp(value, LIMITS.sizeMin, LIMITS.sizeMax));
  return { x: position(box.x), y: position(box.y), w: size(box.w), h: size(box.h) };
}

export function isFrame(record: ItemRecord): record is FrameRecord {
  return record.kind === "frame";
}

/** All frames, bottom to top. */
export function framesOf(scene: Scene): FrameRecord[] {
  return [...scene.values()].filter(isFrame).sort(byOrder);
}

/** All items that are not frames. */
export function itemsOf(scene: Scene): Exclude<ItemRecord, FrameRecord>[] {
  return [...scene.values()].filter((record) => record.kind !== "frame");
}

/** Id of the topmost frame under a point, null for the open board. `frames`: bottom to top. */
export function frameAt(frames: readonly (Box & { readonly id: string })[], point: Point): string | null {
  return frames.findLast((frame) => contains(frame, point))?.id ?? null;
}

/** The frame that an item belongs to; null for frames and loose items. */
export function frameIdOf(record: ItemRecord): string | null {
  return record.kind === "frame" ? null : record.frame;
}

/** `count` keys after everything that is on the board. */
export function keysAtEnd(scene: Scene, count: number): string[] {
  return keysBetween(lastKey(scene), null, count);
}

export function keyAtEnd(scene: Scene): string {
  return keyBetween(lastKey(scene), null);
}

function lastKey(scene: Scene): string | null {
  let last: string | null = null;
  for (const { z } of scene.values()) if (last === null || z > last) last = z;
  return last;
}

/** A patch of the fields that differ from the record; null if none does. */
export function patchOf(record: ItemRecord, set: Readonly<Record<string, unknown>>): Op | null {
  const old = new Map<string, unknown>(Object.entries(record));
  const changed = Object.entries(set).filter(([name, value]) => old.get(name) !== value);
  return changed.length === 0 ? null : { do: "patch", id: record.id, set: Object.fromEntries(changed) };
}

/** The ids that ops touch, each once. */
export function touchedBy(ops: readonly Op[]): string[] {
  return [...new Set(idsOf(ops))];
}
