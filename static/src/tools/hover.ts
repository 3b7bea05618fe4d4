/** A thin outline around what a click would select. */

import { effect, signal } from "@preact/signals-core";

import { itemsIn, path } from "../core/connectors.ts";
import { cornersOf } from "../core/geometry.ts";
import { isBoxed, turnedBox } from "../core/records.ts";
import type { ItemRecord, Scene } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import { wayOf } from "./sidehandles.ts";
import { linePath, type ToolLayer } from "./toollayer.ts";

export interface Hover {
  /** The item under the mouse; null when it is elsewhere, or does something. */
  over(id: string | null): void;
  destroy(): void;
}

export function createHover(store: BoardStore, view: View, layer: ToolLayer): Hover {
  const over = signal<string | null>(null);
  const stop = effect(() => {
    const id = over.value;
    const isIdle = view.tool.value === "select" && view.editing.value === null && view.preview.value === null;
    const scene = store.scene.value;
    const record = id === null || !isIdle || view.selection.value.has(id) ? undefined : scene.get(id);
    layer.hover(record ? around(record, scene) : "");
  });
  return {
    over(id) {
      over.value = id;
    },
    destroy: stop,
  };
}

function around(record: ItemRecord, scene: Scene): string {
  if (isBoxed(record)) return linePath(cornersOf(turnedBox(record)), true);
  const way = record.kind === "connector" ? path(itemsIn(scene), record) : null;
  return way === null ? "" : wayOf(way);
}
