/** The eight handles around a selection: where they are on the screen and which one a point is on. */

import type { Box, Point } from "../core/geometry.ts";

export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** In the order of hit testing: corners win over edges. */
export const HANDLES: readonly Handle[] = ["nw", "ne", "se", "sw", "n", "e", "s", "w"];

/** Screen pixels. */
export const HANDLE_HIT = 24;
/** Below this length a side shows and offers no handle of its own. */
const SIDE_FOR_MIDDLE = 72;

/** The middle of a handle of the selection outline `box` (screen pixels). */
export function handlePoint(handle: Handle, box: Box): Point {
  const across = handle.includes("w") ? 0 : handle.includes("e") ? 1 : 0.5;
  const down = handle.includes("n") ? 0 : handle.includes("s") ? 1 : 0.5;
  return { x: box.x + box.w * across, y: box.y + box.h * down };
}

/** The handles that a selection of this size offers: small ones have none in the middle of a side. */
export function handlesOf(box: Box): Handle[] {
  return HANDLES.filter((handle) => {
    if (handle === "n" || handle === "s") return box.w >= SIDE_FOR_MIDDLE;
    if (handle === "e" || handle === "w") return box.h >= SIDE_FOR_MIDDLE;
    return true;
  });
}

/** The handle under `point`, or null. `reach` is the side of the hit area in screen pixels. */
export function handleAt(point: Point, box: Box, reach: number): Handle | null {
  // On a tiny selection the areas would meet and cover the item: they move outwards.
  const outwards = Math.max(0, reach - Math.min(box.w, box.h) / 2) / 2;
  const grown: Box = {
    x: box.x - outwards,
    y: box.y - outwards,
    w: box.w + 2 * outwards,
    h: box.h + 2 * outwards,
  };
  for (const handle of handlesOf(box)) {
    const at = handlePoint(handle, grown);
    if (Math.abs(point.x - at.x) <= reach / 2 && Math.abs(point.y - at.y) <= reach / 2) return handle;
  }
  return null;
}
