/** How the pointer looks over the board. */

import type { Tool } from "../store/view.ts";
import type { GestureState, Target } from "./gestures.ts";
import type { Grip, Handle } from "./surface.ts";

/** Around the compass, for handles of what is turned. */
const DIRECTIONS: readonly Handle[] = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];

function gripCursor(grip: Grip, turn: number, isHeld: boolean): string {
  if (grip === "turn") return isHeld ? "grabbing" : "grab";
  const eighths = DIRECTIONS.indexOf(grip) + Math.round(turn / 45);
  return ["ns-resize", "nesw-resize", "ew-resize", "nwse-resize"][((eighths % 4) + 4) % 4] ?? "default";
}

/** A CSS cursor. `target` is what lies under the pointer while no button is down. */
export function cursorFor(
  state: GestureState,
  tool: Tool,
  isSpaceHeld: boolean,
  target: Target | null,
): string {
  if (state.name === "panning" || state.name === "pinching") return "grabbing";
  if (state.name === "dragging") {
    const { what, press } = state.drag;
    if (what === "items") return "move";
    const { handle, turn = 0 } = press.target;
    return what === "handle" && handle ? gripCursor(handle, turn, true) : "crosshair";
  }
  if (target?.isLink && tool === "select") return "pointer";
  if (target?.side || target?.end) return "crosshair";
  if (isSpaceHeld || tool === "hand") return "grab";
  if (tool === "text") return "text";
  if (tool !== "select") return "crosshair";
  if (target?.handle) return gripCursor(target.handle, target.turn ?? 0, false);
  return target?.id != null && target.isMovable ? "move" : "default";
}
