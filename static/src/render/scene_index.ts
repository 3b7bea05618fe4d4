/** Which items are where: a spatial index over the scene, in painting order. */

import RBush, { type BBox } from "rbush";

import { type Box, center } from "../core/geometry.ts";
import { byPaintOrder } from "../core/outline.ts";
import { isBoxed, isOnBoard, paintedBox } from "../core/records.ts";
import type { BoxedRecord, ItemRecord, Scene } from "../core/types.ts";

export interface Indexed extends BBox {
  readonly record: BoxedRecord;
  /** Place in the painting order: frames lie below everything else. */
  rank: number;
}

export interface SceneIndex {
  /**
   * Follows `scene`; answers with where something has changed. What has not changed since the last call
   * costs one comparison.
   */
  update(scene: Scene): readonly Box[];
  get(id: string): Indexed | undefined;
  /** What touches `box`, bottom to top. */
  search(box: Box): Indexed[];
  /** What lies nearest to the middle of `box` of what touches it, in no order; about `most`. */
  nearest(box: Box, most: number): Indexed[];
  /** What has no box of its own: connectors, comments, replies. */
  readonly unboxed: readonly ItemRecord[];
  /** Around all of it; null when there is nothing. */
  readonly bounds: Box | null;
  readonly size: number;
}

const BULK = 200;

function indexed(record: BoxedRecord, rank: number): Indexed {
  const { x, y, w, h } = paintedBox(record);
  return { minX: x, minY: y, maxX: x + w, maxY: y + h, record, rank };
}

export function createSceneIndex(): SceneIndex {
  const tree = new RBush<Indexed>();
  const entries = new Map<string, Indexed>(); // item id -> its place in the tree
  let unboxed: readonly ItemRecord[] = [];

  function rankAll(): void {
    [...entries.values()]
      .sort((a, b) => byPaintOrder(a.record, b.record))
      .forEach((entry, rank) => {
        entry.rank = rank;
      });
  }

  function drop(scene: Scene, changed: Box[]): void {
    for (const [id, entry] of entries) {
      const record = scene.get(id);
      if (record && isBoxed(record)) continue;
      changed.push(paintedBox(entry.record));
      tree.remove(entry);
      entries.delete(id);
    }
  }

  function update(scene: Scene): readonly Box[] {
    const added: Indexed[] = [];
    const changed: Box[] = [];
    let isOrderChanged = false;
    const others: ItemRecord[] = [];
    let kept = 0;
    for (const record of scene.values()) {
      if (!isBoxed(record)) {
        if (isOnBoard(record)) others.push(record);
        continue;
      }
      kept += 1;
      const before = entries.get(record.id);
      if (before?.record === record) continue;
      const after = indexed(record, before?.rank ?? 0);
      changed.push(paintedBox(record));
      if (before) {
        changed.push(paintedBox(before.record));
        tree.remove(before);
      }
      if (before?.record.z !== record.z) isOrderChanged = true;
      entries.set(record.id, after);
      added.push(after);
    }
    unboxed = others;
    if (entries.size !== kept) drop(scene, changed);
    if (added.length > BULK) tree.load(added);
    else for (const entry of added) tree.insert(entry);
    if (isOrderChanged) rankAll();
    return changed;
  }

  function find(box: Box): Indexed[] {
    return tree.search({ minX: box.x, minY: box.y, maxX: box.x + box.w, maxY: box.y + box.h });
  }

  /** Looks at more and more of the box around its middle until there is enough. */
  function nearest(box: Box, most: number): Indexed[] {
    const middle = center(box);
    const distance = ({ record }: Indexed): number =>
      Math.abs(record.x + record.w / 2 - middle.x) + Math.abs(record.y + record.h / 2 - middle.y);
    for (let share = 1 / 16; ; share *= 2) {
      const part = middlePart(box, Math.min(1, share));
      const found = find(part);
      if (share < 1 && found.length < most) continue;
      if (found.length <= most) return found;
      return found.sort((a, b) => distance(a) - distance(b)).slice(0, most);
    }
  }

  return {
    update,
    get: (id) => entries.get(id),
    search: (box) => find(box).sort((a, b) => a.rank - b.rank),
    nearest,
    get bounds() {
      if (entries.size === 0) return null;
      const { minX, minY, maxX, maxY } = tree.toJSON() as BBox;
      return { x: minX, y: minY, w: maxX - minX, h: maxY - minY };
    },
    get unboxed() {
      return unboxed;
    },
    get size() {
      return entries.size;
    },
  };
}

/** The middle part of a box, `share` of each side. */
function middlePart(box: Box, share: number): Box {
  const { x, y } = center(box);
  const [w, h] = [box.w * share, box.h * share];
  return { x: x - w / 2, y: y - h / 2, w, h };
}
