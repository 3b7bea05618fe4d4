/** Resizing by a handle: the new box, never smaller than an item may be. */

import { type Box, round2 } from "../core/geometry.ts";
import type { BoardRecord } from "../core/types.ts";
import type { Handle } from "./surface.ts";

export interface LeastSize {
  readonly w: number;
  readonly h: number;
}

/** Board units under which an item could not be read or taken hold of. */
export const LEAST_SIZE: Readonly<Record<BoardRecord["kind"], LeastSize>> = {
  note: { w: 80, h: 80 },
  text: { w: 40, h: 24 },
  frame: { w: 240, h: 200 },
  shape: { w: 24, h: 24 },
  connector: { w: 0, h: 0 },
  stroke: { w: 10, h: 10 },
  image: { w: 24, h: 24 },
  link: { w: 120, h: 48 },
  stamp: { w: 24, h: 24 },
  dot: { w: 10, h: 10 },
  cluster: { w: 120, h: 80 },
  comment: { w: 0, h: 0 },
  reply: { w: 0, h: 0 },
};

/**
 * `box` with `handle` moved by `dx`, `dy` board units; the opposite side stays where it is.
 *
 * `keepsRatio` holds the proportions, on corners only.
 */
export function resized(
  box: Box,
  handle: Handle,
  dx: number,
  dy: number,
  least: LeastSize,
  keepsRatio: boolean,
): Box {
  const pullsLeft = handle.includes("w");
  const pullsTop = handle.includes("n");
  const isWide = pullsLeft || handle.includes("e");
  const isTall = pullsTop || handle.includes("s");
  let w = Math.max(least.w, box.w + (isWide ? (pullsLeft ? -dx : dx) : 0));
  let h = Math.max(least.h, box.h + (isTall ? (pullsTop ? -dy : dy) : 0));
  if (keepsRatio && isWide && isTall) {
    const share = Math.max(w / box.w, h / box.h, least.w / box.w, least.h / box.h);
    w = box.w * share;
    h = box.h * share;
  }
  w = round2(w);
  h = round2(h);
  return {
    x: round2(pullsLeft ? box.x + box.w - w : box.x),
    y: round2(pullsTop ? box.y + box.h - h : box.y),
    w,
    h,
  };
}
