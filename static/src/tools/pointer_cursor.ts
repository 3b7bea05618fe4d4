/** How the pointer looks over the board. */

import type { Tool } from "../store/view.ts";
import type { GestureState, Target } from "./gestures.ts";
import type { Handle } from "./surface.ts";

function resizeCursor(handle: Handle): string {
  if (handle === "n" || handle === "s") return "ns-resize";
  if (handle === "e" || handle === "w") return "ew-resize";
  return handle === "nw" || handle === "se" ? "nwse-resize" : "nesw-resize";
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
    return what === "handle" && press.target.handle ? resizeCursor(press.target.handle) : "crosshair";
  }
  if (target?.side) return "crosshair";
  if (isSpaceHeld || tool === "hand") return "grab";
  if (tool === "text") return "text";
  if (tool !== "select") return "crosshair";
  if (target?.handle) return resizeCursor(target.handle);
  return target?.id != null && target.isMovable ? "move" : "default";
}
