/** Place, size, frame and reading order of what is there. */

import { type Box, center, intersects, type Point, round2 } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { keyBetween, keysBetween } from "../../core/order.ts";
import { byOrder, siblingsOf } from "../../core/outline.ts";
import { spotInFrame, spotNear } from "../../core/placement.ts";
import { isBoxed } from "../../core/records.ts";
import { isInside } from "../../core/relations.ts";
import type { BoxedRecord, End, FrameRecord, ItemRecord, Op } from "../../core/types.ts";
import type { TurnedPlace } from "../arrange/turning.ts";
import { spotBeside } from "./adding.ts";
import {
  type CommandBoard,
  carriedBy,
  clustersOf,
  fit,
  frameAt,
  frameIdOf,
  framesOf,
  homeAt,
  isCluster,
  isFrame,
  itemsOf,
  keysAtEnd,
  patchOf,
  touchedBy,
} from "./board.ts";
import { loosePinOps, loosePins, pinOps } from "./pins.ts";
import { stackOps } from "./stacks.ts";

export interface Moving {
  move(ids: Iterable<string>, dx: number, dy: number, from?: ReadonlyMap<string, Point>): readonly string[];
  resize(id: string, box: Box): boolean;
  resizeAll(boxes: ReadonlyMap<string, Box>): readonly string[];
  turnAll(places: ReadonlyMap<string, TurnedPlace>): readonly string[];
  moveToFrame(ids: Iterable<string>, frameId: string | null): readonly string[];
  moveInOrder(id: string, step: -1 | 1): boolean;
}

export function createMoving(board: CommandBoard): Moving {
  const { store } = board;

  /** Makes the change and answers with the ids in it; [] when there is nothing to do or it is refused. */
  function commit(label: string, ops: readonly (Op | null)[]): readonly string[] {
    const own = ops.filter((op) => op !== null);
    const real = [...own, ...stackOps(board, own)];
    const pins = pinOps(board.scene(), real);
    return real.length > 0 && store.change(label, [...real, ...pins]) ? touchedBy(real) : [];
  }

  return {
    move(ids, dx, dy, from) {
      const moved = board.editables(ids, "move").map((record) => ({ ...record, ...from?.get(record.id) }));
      return commit(t("Move"), moveOps(board, moved, dx, dy));
    },
    resize(id, box) {
      const record = board.editable(id, "move");
      if (record === null) return false;
      const op = patchOf(record, { ...fit(box) });
      return op === null || store.change(t("Resize"), [op]);
    },
    resizeAll(boxes) {
      const ops = board.editables(boxes.keys(), "move").map((record) => {
        const box = boxes.get(record.id);
        return box ? patchOf(record, { ...fit(box) }) : null;
      });
      return commit(t("Resize"), ops);
    },
    turnAll(places) {
      const ops = board.editables(places.keys(), "move").map((record) => {
        const place = places.get(record.id);
        if (!place || !isBoxed(record)) return null;
        const { x, y } = fit({ ...place, w: record.w, h: record.h });
        return patchOf(record, { x, y, rotation: place.rotation });
      });
      return commit(t("Turn"), ops);
    },
    moveToFrame: (ids, frameId) => commit(t("Move to another frame"), moveToFrameOps(board, ids, frameId)),
    moveInOrder(id, step) {
      const record = board.editable(id, "move");
      if (record === null) return false;
      return commit(t("Change the order"), moveInOrderOps(board, record, step)).length > 0;
    },
  };
}

function moveOps(board: CommandBoard, moved: readonly ItemRecord[], dx: number, dy: number): (Op | null)[] {
  const places = moved.filter(isBoxed).map((record): [string, Box] => [record.id, shifted(record, dx, dy)]);
  const lines = moved.filter(({ kind }) => kind === "connector");
  const isAlone = places.length === 0;
  return [
    ...placeOps(board, new Map(places)),
    ...lines.map((line) => lineOp(line, dx, dy)),
    ...loosePinOps(board.scene(), loosePins(moved, isAlone), dx, dy, isAlone),
  ];
}

/** The ends of a line that stand on no item go along. */
function lineOp(record: ItemRecord, dx: number, dy: number): Op | null {
  if (record.kind !== "connector") return null;
  const end = (at: End): End => ("item" in at ? at : { x: round2(at.x + dx), y: round2(at.y + dy) });
  return patchOf(record, { from: end(record.from), to: end(record.to) });
}

/**
 * Puts items where `places` says: frames and clusters take theirs along, others join the frame, and notes the
 * cluster, that they come to lie in.
 */
export function placeOps(board: CommandBoard, places: ReadonlyMap<string, Point>): (Op | null)[] {
  const scene = board.scene();
  const placed = [...places.keys()].flatMap((id) => scene.get(id) ?? []).filter(isBoxed);
  const boxes = new Map<string, Box>();
  for (const record of placed) {
    const { w, h } = record;
    const to = places.get(record.id) ?? record;
    boxes.set(record.id, fit({ x: to.x, y: to.y, w, h }));
  }
  // Clusters first: what lies in a frame goes where the frame takes it.
  const carried = new Map<BoxedRecord, "frame" | "cluster">();
  for (const holder of [...placed.filter(isCluster), ...placed.filter(isFrame)]) {
    const to = boxes.get(holder.id) ?? holder;
    for (const record of carriedBy(scene, [holder])) {
      // An item that has a place of its own here goes there, unless its frame or cluster takes it.
      if (!board.canEdit(record)) continue;
      carried.set(record, isFrame(holder) ? "frame" : "cluster");
      boxes.set(record.id, shifted(record, to.x - holder.x, to.y - holder.y));
    }
  }
  const frames = framesOf(scene).map((frame) => ({ ...frame, ...boxes.get(frame.id) }));
  const clusters = clustersOf(scene).map((cluster) => ({ ...cluster, ...boxes.get(cluster.id) }));
  return [...new Set<BoxedRecord>([...placed, ...carried.keys()])].map((record) => {
    const box = boxes.get(record.id) ?? record;
    const place = { x: box.x, y: box.y };
    if (carried.get(record) === "frame") return patchOf(record, place);
    const outside = isFrame(record) ? frames.filter(({ id }) => !isInside(scene, id, record.id)) : frames;
    const isFree = record.kind === "note" && !carried.has(record);
    const joined = isFree ? { cluster: frameAt(clusters, center(box)) } : {};
    return patchOf(record, { ...place, frame: homeAt(record, box, outside), ...joined });
  });
}

function shifted(box: Box, dx: number, dy: number): Box {
  return fit({ x: round2(box.x + dx), y: round2(box.y + dy), w: box.w, h: box.h });
}

function moveToFrameOps(board: CommandBoard, ids: Iterable<string>, frameId: string | null): (Op | null)[] {
  const scene = board.scene();
  const frame = frameId === null ? null : scene.get(frameId);
  if (frame === undefined || (frame !== null && !isFrame(frame))) {
    board.refuse("item.missing");
    return [];
  }
  const chosen = board
    .editables(ids, "move")
    .filter((record) => isBoxed(record))
    .filter((record) => !isFrame(record) && frameIdOf(record) !== frameId);
  const carried = carriedBy(scene, chosen.filter(isCluster)).filter((note) => board.canEdit(note));
  const moved = chosen.filter((record) => !carried.includes(record));
  const all = new Set<ItemRecord>([...moved, ...carried]);
  const taken: Box[] = itemsOf(scene).filter((item) => !all.has(item));
  const keys = keysAtEnd(scene, all.size);
  const frames = framesOf(scene);
  return moved.flatMap((record) => {
    const spot = frame === null ? spotOutside(record, taken, frames) : spotInFrame(frame, record, taken);
    const box = fit({ ...spot, w: record.w, h: record.h });
    taken.push(box);
    const left = record.kind === "note" && record.cluster ? { cluster: null } : {};
    const theirs = carried.filter((note) => note.kind === "note" && note.cluster === record.id);
    return [record, ...theirs.sort(byOrder)].map((one) => {
      const { x, y } = shifted(one, box.x - record.x, box.y - record.y);
      return patchOf(one, { x, y, frame: frameId, z: keys.shift() ?? one.z, ...left });
    });
  });
}

/** A free spot on the open board, as near as can be to where the item is. */
function spotOutside(
  record: Box,
  taken: readonly Box[],
  frames: readonly FrameRecord[],
): { x: number; y: number } {
  const isOutside = (spot: Box): boolean => !frames.some((frame) => intersects(frame, spot));
  const size = { w: record.w, h: record.h };
  return spotNear(center(record), size, taken, isOutside) ?? spotBeside([...taken, ...frames], size);
}

function moveInOrderOps(board: CommandBoard, record: ItemRecord, step: -1 | 1): (Op | null)[] {
  const scene = board.scene();
  const siblings = siblingsOf(record, scene);
  const from = siblings.findIndex(({ id }) => id === record.id);
  const other = siblings[from + step];
  if (other === undefined) return [];
  const beyond = siblings[from + 2 * step];
  const [low, high] = step === 1 ? [other.z, beyond?.z ?? null] : [beyond?.z ?? null, other.z];
  if (low === null || high === null || low < high) {
    return [patchOf(record, { z: keyBetween(low, high) })];
  }
  // Equal keys, ordered by id alone, leave no room between them: give the whole group new ones.
  const order = siblings.filter(({ id }) => id !== record.id);
  order.splice(from + step, 0, record);
  const keys = keysBetween([...scene.values()].sort(byOrder).at(-1)?.z ?? null, null, order.length);
  return order.map((sibling, at) => patchOf(sibling, { z: keys[at] ?? sibling.z }));
}
