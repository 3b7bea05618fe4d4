/** What of a picture has to be painted again: a few boxes of the board, or all of it. */

import { type Box, union } from "../core/geometry.ts";

export interface Dirty {
  add(box: Box): void;
  addAll(): void;
  readonly isAll: boolean;
  /** Hands over what has come together; empty when nothing has. */
  take(): readonly Box[] | "all";
}

/** More boxes than this become one: painting a few things twice costs less than many clips. */
const BOXES_MOST = 160;

export function createDirty(): Dirty {
  let boxes: Box[] = [];
  let isAll = true;
  return {
    get isAll() {
      return isAll;
    },
    add(box) {
      if (isAll) return;
      boxes.push(box);
      if (boxes.length <= BOXES_MOST) return;
      const around = union(boxes);
      boxes = around ? [around] : [];
    },
    addAll() {
      isAll = true;
      boxes = [];
    },
    take() {
      const found = isAll ? "all" : boxes;
      isAll = false;
      boxes = [];
      return found;
    },
  };
}
