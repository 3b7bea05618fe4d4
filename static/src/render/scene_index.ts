/** Which items are where: a spatial index over the scene, in painting order. */

import RBush, { type BBox } from "rbush";

import type { Box } from "../core/geometry.ts";
import { byOrder } from "../core/outline.ts";
import { isBoxed } from "../core/records.ts";
import type { BoxedRecord, Scene } from "../core/types.ts";

export interface Indexed extends BBox {
  readonly record: BoxedRecord;
  /** Place in the painting order: frames lie below everything else. */
  rank: number;
}

export interface SceneIndex {
  /** Follows `scene`. What has not changed since the last call costs one comparison. */
  update(scene: Scene): void;
  get(id: string): Indexed | undefined;
  /** What touches `box`, bottom to top. */
  search(box: Box): Indexed[];
  readonly size: number;
}

const BULK = 200;

function indexed(record: BoxedRecord, rank: number): Indexed {
  return {
    minX: record.x,
    minY: record.y,
    maxX: record.x + record.w,
    maxY: record.y + record.h,
    record,
    rank,
  };
}

function byPaintOrder(a: Indexed, b: Indexed): number {
  const aIsFrame = a.record.kind === "frame";
  const bIsFrame = b.record.kind === "frame";
  return aIsFrame === bIsFrame ? byOrder(a.record, b.record) : aIsFrame ? -1 : 1;
}

export function createSceneIndex(): SceneIndex {
  const tree = new RBush<Indexed>();
  const entries = new Map<string, Indexed>(); // item id -> its place in the tree

  function rankAll(): void {
    [...entries.values()].sort(byPaintOrder).forEach((entry, rank) => {
      entry.rank = rank;
    });
  }

  function update(scene: Scene): void {
    const added: Indexed[] = [];
    let isOrderChanged = false;
    for (const [id, entry] of entries) {
      if (scene.has(id)) continue;
      tree.remove(entry);
      entries.delete(id);
    }
    for (const record of scene.values()) {
      if (!isBoxed(record)) continue;
      const before = entries.get(record.id);
      if (before?.record === record) continue;
      const after = indexed(record, before?.rank ?? 0);
      if (before) tree.remove(before);
      if (before?.record.z !== record.z) isOrderChanged = true;
      entries.set(record.id, after);
      added.push(after);
    }
    if (added.length > BULK) tree.load(added);
    else for (const entry of added) tree.insert(entry);
    if (isOrderChanged) rankAll();
  }

  return {
    update,
    get: (id) => entries.get(id),
    search(box) {
      const found = tree.search({ minX: box.x, minY: box.y, maxX: box.x + box.w, maxY: box.y + box.h });
      return found.sort((a, b) => a.rank - b.rank);
    },
    get size() {
      return entries.size;
    },
  };
}
