/** How the projector shows an area whose notes would be too small to read when it is shown whole: in parts. */

import { type Box, center, contains, encloses } from "../../core/geometry.ts";
import type { Size } from "../../render/camera.ts";

/** What is read from the last row has letters at least this high, in screen pixels. */
export const LEGIBLE_PX = 24;

/** Two parts side by side share so much, so that nothing is cut in both. */
const SHARED = 0.15;

/** Where windows of `length` begin so that together they show all from `start` on. */
function starts(start: number, whole: number, length: number): number[] {
  if (whole <= length) return [start + (whole - length) / 2];
  const count = Math.ceil((whole - length) / (length * (1 - SHARED))) + 1;
  return Array.from({ length: count }, (_, at) => start + ((whole - length) * at) / (count - 1));
}

/**
 * The parts of `box` to show one after the other at `zoom`, row by row. Those without anything new to see
 * are left out; there is always one.
 */
export function partsOf(box: Box, viewport: Size, zoom: number, items: readonly Box[]): Box[] {
  const size = { w: viewport.width / zoom, h: viewport.height / zoom };
  const all = starts(box.y, box.h, size.h).flatMap((y) =>
    starts(box.x, box.w, size.w).map((x) => ({ x, y, ...size })),
  );
  let unseen = items;
  const parts = all.filter((part) => {
    const isNew = unseen.some((item) => contains(part, center(item)));
    if (isNew) unseen = unseen.filter((item) => !encloses(part, item));
    return isNew;
  });
  return parts.length > 0 ? parts : all.slice(0, 1);
}
