/** Moving and resizing while the pointer is down: shown as a preview, one op when it is let go. */

import { batch } from "@preact/signals-core";

import { type Box, round2 } from "../core/geometry.ts";
import type { ItemRecord, Preview, Scene } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import { LEAST_SIZE, resized } from "./resizing.ts";
import type { Handle } from "./surface.ts";

export interface Dragging {
  startMove(): void;
  startResize(handle: Handle): void;
  /** `dx`, `dy`: board units since the start. */
  drag(dx: number, dy: number, keepsRatio: boolean): void;
  /** Makes the change; true if something changed. */
  drop(): boolean;
  abandon(): void;
}

/** What moves when `ids` are dragged: those this person may move, and the items of frames among them. */
export function movedWith(
  ids: Iterable<string>,
  scene: Scene,
  canEdit: (record: ItemRecord) => boolean,
): ItemRecord[] {
  const moved = new Map<string, ItemRecord>();
  for (const id of ids) {
    const record = scene.get(id);
    if (record && canEdit(record)) moved.set(id, record);
  }
  const frames = new Set([...moved.values()].filter(({ kind }) => kind === "frame").map(({ id }) => id));
  if (frames.size === 0) return [...moved.values()];
  for (const record of scene.values()) {
    if (record.kind !== "frame" && record.frame !== null && frames.has(record.frame))
      moved.set(record.id, record);
  }
  return [...moved.values()];
}

type Going =
  | { readonly what: "move"; readonly items: readonly ItemRecord[]; dx: number; dy: number }
  | { readonly what: "resize"; readonly item: ItemRecord; readonly handle: Handle; box: Box };

export function createDragging(store: BoardStore, view: View, commands: Commands): Dragging {
  let going: Going | null = null;

  function startMove(): void {
    const items = movedWith(view.selection.peek(), store.scene.peek(), commands.canEdit);
    going = items.length > 0 ? { what: "move", items, dx: 0, dy: 0 } : null;
  }

  function startResize(handle: Handle): void {
    const [id] = view.selection.peek();
    const item = id === undefined ? undefined : store.scene.peek().get(id);
    const isAllowed = item !== undefined && view.selection.peek().size === 1 && commands.canEdit(item);
    going = isAllowed ? { what: "resize", item, handle, box: item } : null;
  }

  function drag(dx: number, dy: number, keepsRatio: boolean): void {
    if (going?.what === "move") {
      going.dx = round2(dx);
      going.dy = round2(dy);
      view.preview.value = new Map<string, Preview>(
        going.items.map(({ id, x, y }) => [id, { x: round2(x + dx), y: round2(y + dy) }]),
      );
    } else if (going) {
      const { item, handle } = going;
      going.box = resized(item, handle, dx, dy, LEAST_SIZE[item.kind], keepsRatio);
      view.preview.value = new Map([[item.id, going.box]]);
    }
  }

  function drop(): boolean {
    const done = going;
    going = null;
    let isChanged = false;
    batch(() => {
      if (done?.what === "move" && (done.dx !== 0 || done.dy !== 0)) {
        isChanged = commands.move(view.selection.peek(), done.dx, done.dy).length > 0;
      } else if (done?.what === "resize" && done.box !== done.item) {
        const { x, y, w, h } = done.box;
        isChanged = commands.resize(done.item.id, { x, y, w, h });
      }
      view.preview.value = null;
    });
    return isChanged;
  }

  function abandon(): void {
    going = null;
    view.preview.value = null;
  }

  return { startMove, startResize, drag, drop, abandon };
}
