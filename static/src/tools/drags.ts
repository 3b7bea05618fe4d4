/** What a drag does, by its kind: moves items, resizes, selects with a rectangle, or draws a frame. */

import { type Box, boxFromCorners, type Point, round2 } from "../core/geometry.ts";
import type { View } from "../store/view.ts";
import type { Dragging } from "./dragging.ts";
import type { Drag } from "./gestures.ts";
import type { Placing } from "./placing.ts";
import type { Surface } from "./surface.ts";

export interface Drags {
  start(drag: Drag): void;
  /** `at`: where the pointer is on the screen. */
  follow(drag: Drag, at: Point, keepsRatio: boolean): void;
  drop(drag: Drag): void;
  abandon(drag: Drag): void;
}

export interface DragsOptions {
  readonly view: View;
  readonly surface: Surface;
  readonly dragging: Dragging;
  readonly placing: Placing;
  /** A selection has been drawn; it is in the view. */
  onSelected(): void;
}

/** Screen pixels: a frame drawn smaller than this gets the usual size. */
const LEAST_DRAWN = 40;

export function createDrags({ view, surface, dragging, placing, onSelected }: DragsOptions): Drags {
  let from: Point = { x: 0, y: 0 }; // board units, so that the camera may move meanwhile
  let selectedBefore: ReadonlySet<string> = new Set();
  let drawn: Box | null = null;

  function start({ what, press }: Drag): void {
    const { id, isSelected, handle } = press.target;
    from = surface.screenToBoard(press.at);
    selectedBefore = press.isAdding ? view.selection.peek() : new Set();
    if (what === "items") {
      if (press.isAdding && id !== null && !isSelected)
        view.selection.value = new Set([...selectedBefore, id]);
      dragging.startMove();
    } else if (what === "handle" && handle !== null) dragging.startResize(handle);
  }

  function follow({ what }: Drag, at: Point, keepsRatio: boolean): void {
    const to = surface.screenToBoard(at);
    if (what === "items" || what === "handle") {
      dragging.drag(to.x - from.x, to.y - from.y, keepsRatio);
      return;
    }
    drawn = boxFromCorners(from, to);
    surface.showMarquee(drawn);
    if (what === "marquee") view.selection.value = new Set([...selectedBefore, ...surface.itemsIn(drawn)]);
  }

  function drop({ what, press }: Drag): void {
    const box = drawn;
    drawn = null;
    surface.showMarquee(null);
    if (what === "items" || what === "handle") dragging.drop();
    else if (what === "marquee") onSelected();
    else if (box !== null && Math.min(box.w, box.h) * view.camera.peek().zoom >= LEAST_DRAWN) {
      placing.frame({ box: { x: round2(box.x), y: round2(box.y), w: round2(box.w), h: round2(box.h) } });
    } else placing.frame({ at: surface.screenToBoard(press.at) });
  }

  function abandon({ what }: Drag): void {
    drawn = null;
    surface.showMarquee(null);
    if (what === "marquee") view.selection.value = selectedBefore;
    dragging.abandon();
  }

  return { start, follow, drop, abandon };
}
