/** Moving and resizing by keys: while a key repeats it is a preview, when it is let go one op. */

import type { Dragging } from "./dragging.ts";

export interface Nudging {
  /** Board units. What is selected moves, or grows from its bottom right corner. */
  nudge(what: "move" | "resize", dx: number, dy: number): void;
  /** Makes the change that is still going on, if any. */
  settle(): void;
}

/** A key that was let go unseen (another window took over) settles after this time. */
const SETTLE_MS = 600;

export function createNudging(dragging: Dragging): Nudging {
  let going: { readonly what: "move" | "resize"; dx: number; dy: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function settle(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (going === null) return;
    going = null;
    dragging.drop();
  }

  function nudge(what: "move" | "resize", dx: number, dy: number): void {
    if (going?.what !== what) {
      settle();
      if (what === "move") dragging.startMove();
      else dragging.startResize("se");
      going = { what, dx: 0, dy: 0 };
    }
    going.dx += dx;
    going.dy += dy;
    dragging.drag(going.dx, going.dy);
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(settle, SETTLE_MS);
  }

  return { nudge, settle };
}
