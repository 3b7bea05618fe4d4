/** The eight handles around a selection: where they are on the screen and which one a point is on. */

import { type Box, center, type Point, type Turned, turnedPoint, union } from "../core/geometry.ts";
import { KINDS } from "../core/kinds.ts";
import { coverOf, turnedBox } from "../core/records.ts";
import type { BoxedRecord } from "../core/types.ts";

export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** What a selection is taken by: pulled in size, or turned. */
export type Grip = Handle | "turn";

/** Around all that is selected, with handles. */
export interface Gripped extends Turned {
  readonly canTurn: boolean;
}

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

/** Screen pixels from the bottom right corner, both ways: clear of the handle there, of bar and toolbar. */
const TURN_OUT = 22;

/** The middle of the handle that turns, as if the selection were upright. */
export function turnHandlePoint(box: Box): Point {
  return { x: box.x + box.w + TURN_OUT, y: box.y + box.h + TURN_OUT };
}

/** The box with handles around items: turned with a single one, upright around several. Null for none. */
export function aroundAll(records: readonly BoxedRecord[]): Gripped | null {
  const [first] = records;
  const around = records.length === 1 && first ? turnedBox(first) : union(records.map(coverOf));
  if (!around) return null;
  const canTurn = records.every(({ kind }) => "rotation" in KINDS[kind].fields);
  return { turn: 0, ...around, canTurn };
}

/** What a point of the screen takes hold of, or null. */
export function gripAt(point: Point, box: Gripped, reach: number): Grip | null {
  const inside = turnedPoint(point, center(box), -box.turn);
  const handle = handleAt(inside, box, reach);
  if (!box.canTurn) return handle;
  const way = ({ x, y }: Point): number => Math.max(Math.abs(inside.x - x), Math.abs(inside.y - y));
  const toTurn = way(turnHandlePoint(box));
  if (toTurn > reach / 2) return handle;
  return handle === null || toTurn < way(handlePoint(handle, box)) ? "turn" : handle;
}
