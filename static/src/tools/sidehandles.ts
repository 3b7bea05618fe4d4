/** Small knobs beside the one selected item: a line to another item begins there. A line has them at its ends. */

import { effect } from "@preact/signals-core";

import { ends, itemsIn, type Path, path } from "../core/connectors.ts";
import { type Box, center, type Point, turnedPoint } from "../core/geometry.ts";
import { isBoxed, rotationOf } from "../core/records.ts";
import type { BoxedRecord, ConnectorRecord, ItemRecord, Side } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import type { ToolLayer } from "./toollayer.ts";

/** Where a line begins, or one end of the selected line. */
export interface Knob {
  readonly id: string;
  readonly side?: Side;
  readonly end?: "from" | "to";
}

export interface SideHandles {
  /** The knob at a point of the screen; null when there is none. Fingers find those of lines only. */
  at(point: Point, isTouch: boolean): Knob | null;
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
const TOUCH_REACH = 22;
/** Smaller items would drown in knobs. */
const LEAST_SIDE = 48;
interface Placed {
  readonly knob: Knob;
  /** Board units. */
  readonly at: Point;
}

const SIDES: readonly Exclude<Side, "auto" | "top">[] = ["right", "bottom", "left"];

export function createSideHandles({ store, view, commands, layer }: SideHandlesOptions): SideHandles {
  /** The only item that is selected, while nothing is done with it. */
  function holder(): ItemRecord | undefined {
    const [id, ...others] = view.selection.value;
    const isBusy = view.editing.value !== null || view.preview.value !== null;
    if (id === undefined || others.length > 0 || isBusy || view.tool.value !== "select") return undefined;
    return store.scene.value.get(id);
  }

  function beside(box: BoxedRecord): Placed[] {
    const { zoom } = view.camera.value;
    if (!commands.canAdd("connector") || Math.min(box.w, box.h) * zoom < LEAST_SIDE) return [];
    return SIDES.map((side) => {
      const at = turnedPoint(knobAt(box, side, OUTSIDE / zoom), center(box), rotationOf(box));
      return { knob: { id: box.id, side }, at };
    });
  }

  function endsOf(line: ConnectorRecord): Placed[] {
    const found = commands.canEdit(line, "write") ? ends(itemsIn(store.scene.value), line) : null;
    if (found === null) return [];
    const [from, to] = found;
    return [
      { knob: { id: line.id, end: "to" }, at: to.at },
      { knob: { id: line.id, end: "from" }, at: from.at },
    ];
  }

  function knobs(): Placed[] {
    const record = holder();
    if (record?.kind === "connector") return endsOf(record);
    return record && isBoxed(record) && hasMouse ? beside(record) : [];
  }

  const hasMouse = matchMedia("(pointer: fine)").matches;
  const stop = effect(() => {
    const record = holder();
    const way = record?.kind === "connector" ? path(itemsIn(store.scene.value), record) : null;
    layer.chosen(way === null ? "" : wayOf(way));
    view.camera.value;
    layer.knobs(knobs().map(({ at }) => at));
  });

  return {
    at({ x, y }, isTouch) {
      const camera = view.camera.peek();
      const near = knobs().flatMap(({ knob, at }) => {
        const px = Math.hypot((at.x - camera.x) * camera.zoom - x, (at.y - camera.y) * camera.zoom - y);
        const reach = isTouch ? TOUCH_REACH : REACH;
        return px <= reach && (!isTouch || knob.end !== undefined) ? [{ knob, px }] : [];
      });
      return near.sort((a, b) => a.px - b.px)[0]?.knob ?? null;
    },
    destroy: stop,
  };
}

/** A path as an SVG path. */
export function wayOf({ kind, points: [start, ...rest] }: Path): string {
  const along = rest.map(({ x, y }) => `${x} ${y}`).join(" ");
  return start ? `M${start.x} ${start.y}${kind === "curve" ? "C" : "L"}${along}` : "";
}

function knobAt({ x, y, w, h }: Box, side: Side, out: number): Point {
  if (side === "right") return { x: x + w + out, y: y + h / 2 };
  if (side === "left") return { x: x - out, y: y + h / 2 };
  return { x: x + w / 2, y: y + h + out };
}
