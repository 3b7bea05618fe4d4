/** Several items resized as one: each keeps its share of the box around them. */

import { type Box, round2 } from "../../core/geometry.ts";
import type { LeastSize } from "../resizing.ts";

/** The least size of the box around them at which none of them is smaller than it may be. */
export function leastAround(
  around: Box,
  items: readonly { readonly box: Box; readonly least: LeastSize }[],
): LeastSize {
  const share = (pick: (size: LeastSize) => number): number =>
    Math.min(1, Math.max(0, ...items.map(({ box, least }) => pick(least) / Math.max(pick(box), 1))));
  return { w: around.w * share(({ w }) => w), h: around.h * share(({ h }) => h) };
}

/** Where `box` goes when the box around it goes from `from` to `to`. */
export function scaled(box: Box, from: Box, to: Box): Box {
  const [across, down] = [to.w / from.w, to.h / from.h];
  return {
    x: round2(to.x + (box.x - from.x) * across),
    y: round2(to.y + (box.y - from.y) * down),
    w: round2(box.w * across),
    h: round2(box.h * down),
  };
}
