/** What a drag does, by its kind: moves items, resizes, selects with a rectangle, or draws. */

import { type Box, boxFromCorners, type Point, round2 } from "../core/geometry.ts";
import type { View } from "../store/view.ts";
import type { Dragging, DragKeys } from "./dragging.ts";
import type { Drawing } from "./drawing.ts";
import type { Drag } from "./gestures.ts";
import type { Groups } from "./groups.ts";
import type { Placing } from "./placing.ts";
import type { Surface } from "./surface.ts";

export interface Drags {
  start(drag: Drag): void;
  /** `at`: where the pointer is on the screen. */
  follow(drag: Drag, at: Point, keys: DragKeys, pressure: number): void;
  drop(drag: Drag): void;
  abandon(drag: Drag): void;
}

export interface DragsOptions {
  readonly view: View;
  readonly groups: Groups;
  readonly surface: Surface;
  readonly dragging: Dragging;
  readonly placing: Placing;
  readonly drawing: Drawing;
  /** A selection has been drawn; it is in the view. */
  onSelected(): void;
}

/** Screen pixels: a frame drawn smaller than this gets the usual size. */
const LEAST_DRAWN = 40;

export function createDrags(options: DragsOptions): Drags {
  const { view, groups, surface, dragging, placing, drawing, onSelected } = options;
  let from: Point = { x: 0, y: 0 }; // board units, so that the camera may move meanwhile
  let selectedBefore: ReadonlySet<string> = new Set();
  let drawn: Box | null = null;

  function start({ what, press }: Drag): void {
    const { id, isSelected, handle } = press.target;
    from = surface.screenToBoard(press.at);
    selectedBefore = press.isAdding ? view.selection.peek() : new Set();
    if (what === "items") {
      if (press.isAdding && id !== null && !isSelected)
        view.selection.value = groups.whole([...selectedBefore, id]);
      dragging.startMove();
    } else if (what === "handle" && handle !== null) {
      if (handle === "turn") dragging.startTurn(from);
      else dragging.startResize(handle);
    } else if (what === "draw") drawing.start(press);
  }

  function follow({ what }: Drag, at: Point, keys: DragKeys, pressure: number): void {
    if (what === "draw") {
      drawing.follow(at, pressure);
      return;
    }
    const to = surface.screenToBoard(at);
    if (what === "items" || what === "handle") {
      dragging.drag(to.x - from.x, to.y - from.y, keys);
      return;
    }
    drawn = boxFromCorners(from, to);
    surface.showMarquee(drawn);
    if (what === "marquee") {
      view.selection.value = groups.whole([...selectedBefore, ...surface.itemsIn(drawn)]);
    }
  }

  function drop({ what, press }: Drag): void {
    const box = drawn;
    drawn = null;
    surface.showMarquee(null);
    if (what === "draw") drawing.drop();
    else if (what === "items" || what === "handle") dragging.drop();
    else if (what === "marquee") onSelected();
    else if (box !== null && Math.min(box.w, box.h) * view.camera.peek().zoom >= LEAST_DRAWN) {
      placing.frame({ box: { x: round2(box.x), y: round2(box.y), w: round2(box.w), h: round2(box.h) } });
    } else placing.frame({ at: surface.screenToBoard(press.at) });
  }

  function abandon({ what }: Drag): void {
    drawn = null;
    surface.showMarquee(null);
    if (what === "marquee") view.selection.value = selectedBefore;
    if (what === "draw") drawing.abandon();
    else dragging.abandon();
  }

  return { start, follow, drop, abandon };
}
