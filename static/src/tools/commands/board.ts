/** What the commands share: the scene now, what this person may do, and how refusals are said. */

import { idsOf } from "../../core/apply.ts";
import { isDraft } from "../../core/drafts.ts";
import { BoardError, messageOf } from "../../core/errors.ts";
import { type Box, center, clamp, contains, encloses, type Point, round2 } from "../../core/geometry.ts";
import type { Values } from "../../core/i18n.ts";
import { KINDS, LIMITS } from "../../core/kinds.ts";
import { keyBetween, keysBetween } from "../../core/order.ts";
import { byOrder } from "../../core/outline.ts";
import { fieldOf, isBoxed, isSame, parentOf } from "../../core/records.ts";
import { topOf } from "../../core/relations.ts";
import { leads, writes } from "../../core/roles.ts";
import type {
  BoxedRecord,
  ClusterRecord,
  FrameRecord,
  ItemRecord,
  Kind,
  Op,
  Scene,
} from "../../core/types.ts";
import { type Doing, mayMake, nameOfStep, type Refusal, whyNotDo } from "../../core/workshop.ts";
import type { BoardStore } from "../../store/store.ts";
import type { View } from "../../store/view.ts";

export interface CommandBoard {
  readonly store: BoardStore;
  readonly view: View;
  readonly newId: () => string;
  scene(): Scene;
  /** Whether this person may make one now. */
  canWrite(kind: Kind): boolean;
  /** Whether this person may do this with it, or anything at all: not what a facilitator has locked, nor what
   *  the step that is on leaves alone. */
  canEdit(record: ItemRecord, doing?: Doing): boolean;
  /** The record, if it is there and this person may do this with it; otherwise a notice and null. */
  editable(id: string, doing?: Doing): ItemRecord | null;
  /** Those of `ids` with which this person may do this, in reading order. A notice when it is none of them. */
  editables(ids: Iterable<string>, doing?: Doing): ItemRecord[];
  /** Says why this person may not make one now. */
  refuseKind(kind: Kind): void;
  /** Shows the sentence for an error code. */
  refuse(code: string, data?: Values): void;
}

export function createCommandBoard(store: BoardStore, view: View, newId: () => string): CommandBoard {
  const scene = (): Scene => store.scene.peek();
  const isWriter = (kind: Kind): boolean => {
    const { role } = store.me.value;
    if (store.past.value !== null || KINDS[kind].isForServer) return false;
    return leads(role) || (writes(role) && !KINDS[kind].isForFacilitators);
  };
  const canWrite = (kind: Kind): boolean => {
    const rights = store.rights.value;
    return isWriter(kind) && (rights === null || mayMake(rights, kind));
  };
  const whyNotNow = (record: ItemRecord, doing?: Doing): Refusal | null => {
    const rights = store.rights.value;
    if (isDraft(record)) return null;
    return rights && whyNotDo(rights, record, scene(), { person: store.me.value.id, doing });
  };
  /** The error code for why participants leave this alone, whatever the step; null when they need not. */
  const whyHeld = (record: ItemRecord): string | null => {
    const me = store.me.value;
    if (leads(me.role)) return null;
    if ("locked" in record && record.locked) return "item.locked";
    const isSpoken = record.kind === "comment" || record.kind === "reply";
    const isTheirs = store.facts.value.is_add_only && !isSpoken && record.author !== me.id;
    return isTheirs ? "item.of_others" : null;
  };
  const canEdit = (record: ItemRecord, doing?: Doing): boolean =>
    isWriter(record.kind) && whyNotNow(record, doing) === null && whyHeld(record) === null;
  const refuse = (code: string, data?: Values): void =>
    store.notify("error", messageOf(new BoardError(code, data)));
  const refuseIn = (code: string): void => {
    const rights = store.rights.peek();
    refuse(code, rights === null ? {} : { step: nameOfStep(rights, scene()) });
  };
  const refuseAll = (records: readonly ItemRecord[], doing?: Doing): void => {
    const [mine] = records.filter(({ kind }) => isWriter(kind));
    refuseIn(mine === undefined ? whyNot(store) : (whyNotNow(mine, doing) ?? whyHeld(mine) ?? "item.locked"));
  };

  return {
    store,
    view,
    newId,
    scene,
    canWrite,
    canEdit,
    refuse,
    refuseKind: (kind) => refuseIn(isWriter(kind) ? "step.not_now" : whyNot(store)),
    editable(id, doing) {
      const record = scene().get(id);
      if (record === undefined) refuse("item.missing");
      else if (!canEdit(record, doing)) refuseAll([record], doing);
      else return record;
      return null;
    },
    editables(ids, doing) {
      const found = [...new Set(ids)].flatMap((id) => scene().get(id) ?? []);
      const allowed = found.filter((record) => canEdit(record, doing));
      if (allowed.length === 0 && found.length > 0) refuseAll(found, doing);
      return allowed.sort(byOrder);
    },
  };
}

/** The error code for who may not write here now. */
function whyNot(store: BoardStore): string {
  if (store.past.peek() !== null) return "past";
  return writes(store.me.peek().role) ? "denied" : "denied.viewer";
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

/** What lies on the board and may lie in a frame. */
export type LooseRecord = Exclude<BoxedRecord, FrameRecord>;

/** All items with a place of their own that are not frames. */
export function itemsOf(scene: Scene): LooseRecord[] {
  return [...scene.values()].filter((record) => isLoose(record));
}

function isLoose(record: ItemRecord): record is LooseRecord {
  return isBoxed(record) && record.kind !== "frame";
}

/** Everything with a place of its own. */
export function boxedOf(scene: Scene): BoxedRecord[] {
  return [...scene.values()].filter(isBoxed);
}

/** Everything in these frames, however deep; frames among it before what they hold. */
export function insideFrames(scene: Scene, frames: ReadonlySet<string>): BoxedRecord[] {
  const found: BoxedRecord[] = [];
  let outer = frames;
  while (outer.size > 0) {
    const held = boxedOf(scene).filter(
      (record) => outer.has(parentOf(record) ?? "") && !frames.has(record.id),
    );
    const fresh = held.filter((record) => !found.includes(record));
    found.push(...fresh);
    outer = new Set(fresh.filter(isFrame).map(({ id }) => id));
  }
  return found;
}

/** What moves when these do: everything in their frames, however deep, the notes of their clusters, and what is under notes. */
export function carriedBy(scene: Scene, movers: Iterable<ItemRecord>): BoxedRecord[] {
  const all = new Set(movers);
  const inside = insideFrames(scene, new Set([...all].filter(isFrame).map(({ id }) => id)));
  const clusters = new Set([...all, ...inside].filter(({ kind }) => kind === "cluster").map(({ id }) => id));
  const members = boxedOf(scene).filter(
    (record) => record.kind === "note" && clusters.has(record.cluster ?? ""),
  );
  const tops = new Set([...all, ...inside, ...members].map(({ id }) => id));
  const under = boxedOf(scene).filter((record) => tops.has(topOf(record, scene)?.id ?? ""));
  return [...new Set([...inside, ...members, ...under])];
}

export function isCluster(record: ItemRecord): record is ClusterRecord {
  return record.kind === "cluster";
}

/** All clusters, bottom to top. */
export function clustersOf(scene: Scene): ClusterRecord[] {
  return [...scene.values()].filter(isCluster).sort(byOrder);
}

/** Id of the topmost frame (or cluster) under a point, null for the open board. `frames`: bottom to top. */
export function frameAt(frames: readonly (Box & { readonly id: string })[], point: Point): string | null {
  return frames.findLast((frame) => contains(frame, point))?.id ?? null;
}

/** The frame that an item comes to lie in at `box`; a frame only where the other one holds all of it. */
export function homeAt(record: ItemRecord, box: Box, frames: readonly FrameRecord[]): string | null {
  if (record.kind !== "frame") return frameAt(frames, center(box));
  return frames.findLast(({ id, ...other }) => id !== record.id && encloses(other, box))?.id ?? null;
}

/** The frame that an item belongs to; null on the open board. */
export const frameIdOf = parentOf;

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
  const changed = Object.entries(set).filter(([name, value]) => !isSame(fieldOf(record, name), value));
  return changed.length === 0 ? null : { do: "patch", id: record.id, set: Object.fromEntries(changed) };
}

/** The ids that ops touch, each once. */
export function touchedBy(ops: readonly Op[]): string[] {
  return [...new Set(idsOf(ops))];
}
