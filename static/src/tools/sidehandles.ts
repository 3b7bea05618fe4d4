/** Small knobs beside the one selected item: a line to another item begins there. */

import { effect } from "@preact/signals-core";

import { type Box, center, type Point, turnedPoint } from "../core/geometry.ts";
import { isBoxed, rotationOf } from "../core/records.ts";
import type { BoxedRecord, Side } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import type { ToolLayer } from "./toollayer.ts";

export interface SideHandles {
  /** The item and side of the knob at a point of the screen; null when there is none. */
  at(point: Point): { readonly id: string; readonly side: Side } | null;
  destroy(): void;
}

export interface SideHandlesOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly layer: ToolLayer;
}

/** Screen pixels: clear of the handles that resize, and of the selection bar, which stands above. */
const OUTSIDE = 24;
const REACH = 12;
/** Smaller items would drown in knobs. */
const LEAST_SIDE = 48;
const SIDES: readonly Exclude<Side, "auto" | "top">[] = ["right", "bottom", "left"];

export function createSideHandles({ store, view, commands, layer }: SideHandlesOptions): SideHandles {
  function holder(): BoxedRecord | null {
    const selection = view.selection.value;
    const [id] = selection;
    const isBusy = view.editing.value !== null || view.preview.value !== null;
    if (selection.size !== 1 || id === undefined || isBusy || view.tool.value !== "select") return null;
    const record = store.scene.value.get(id);
    if (!record || !isBoxed(record) || !commands.canAdd("connector")) return null;
    return Math.min(record.w, record.h) * view.camera.value.zoom >= LEAST_SIDE ? record : null;
  }

  function knobs(): { readonly id: string; readonly side: Side; readonly at: Point }[] {
    const box = holder();
    if (box === null) return [];
    const out = OUTSIDE / view.camera.value.zoom;
    const turn = rotationOf(box);
    return SIDES.map((side) => ({
      id: box.id,
      side,
      at: turnedPoint(knobAt(box, side, out), center(box), turn),
    }));
  }

  const hasMouse = matchMedia("(pointer: fine)").matches;
  const stop = effect(() => {
    layer.knobs(hasMouse ? knobs().map(({ at }) => at) : []);
  });

  return {
    at({ x, y }) {
      if (!hasMouse) return null;
      const camera = view.camera.peek();
      const isNear = (at: Point): boolean =>
        Math.hypot((at.x - camera.x) * camera.zoom - x, (at.y - camera.y) * camera.zoom - y) <= REACH;
      return knobs().find(({ at }) => isNear(at)) ?? null;
    },
    destroy: stop,
  };
}

function knobAt({ x, y, w, h }: Box, side: Side, out: number): Point {
  if (side === "right") return { x: x + w + out, y: y + h / 2 };
  if (side === "left") return { x: x - out, y: y + h / 2 };
  return { x: x + w / 2, y: y + h + out };
}
