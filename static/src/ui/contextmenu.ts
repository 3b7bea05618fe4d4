/** Right click, long press or the menu key on the canvas: what can be done there. */

import type { Point } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import type { ItemRecord } from "../core/types.ts";
import { boxToScreen } from "../render/camera.ts";
import type { Placing } from "../tools/placing.ts";
import {
  changeType,
  deleteItems,
  frameChoices,
  moveTo,
  sharedFrame,
  sharedType,
  typeChoices,
} from "./choices.tsx";
import type { Ui } from "./context.ts";
import type { Anchor, MenuItem } from "./shell.ts";
import { whoItem } from "./whoitem.ts";

function selectedItems({ store, view, commands }: Ui): ItemRecord[] {
  const scene = store.scene.peek();
  const items = [...view.selection.peek()].flatMap((id) => scene.get(id) ?? []);
  return items.filter((item) => commands.canEdit(item));
}

/** What can be done with the selection. */
function itemMenu(ui: Ui, items: readonly ItemRecord[], anchor: Anchor): MenuItem[] {
  const { commands, shell, view } = ui;
  const ids = items.map((item) => item.id);
  const only = items.length === 1 ? items[0] : undefined;
  const notes = items.filter((item) => item.kind === "note");
  const hasFrame = items.some((item) => item.kind === "frame");
  const menu: MenuItem[] = [];
  if (only?.kind === "frame") {
    const run = (): void => {
      shell.dialog.value = { name: "frame", id: only.id };
    };
    menu.push({ label: t("Title and question"), icon: "pencil", keys: t("Enter"), run });
  } else if (only) {
    const run = (): void => {
      view.editing.value = only.id;
    };
    menu.push({ label: t("Write"), icon: "pencil", keys: t("Enter"), run });
  }
  if (notes.length > 0 && !hasFrame) {
    menu.push({ label: t("Change the type"), icon: "shapes", run: () => openTypes(ui, notes, anchor) });
  }
  if (!hasFrame) {
    const run = (): void => openFrames(ui, ids, anchor);
    menu.push({ label: t("Move to a frame"), icon: "folder-input", keys: "M", run });
  }
  const who = only && only.kind !== "frame" ? [whoItem(ui, only.id)] : [];
  return [
    ...menu,
    ...who,
    { label: t("Duplicate"), icon: "copy", keys: t("Ctrl D"), run: () => void commands.duplicate(ids) },
    {
      label: t("Delete"),
      icon: "trash-2",
      keys: t("Del"),
      isDanger: true,
      startsGroup: true,
      run: () => deleteItems(ui, ids),
    },
  ];
}

/** What can be done where nothing lies. */
function boardMenu(ui: Ui, placing: Placing, at: Point): MenuItem[] {
  const { commands, canvas } = ui;
  const menu: MenuItem[] = [];
  if (commands.canAdd("note")) {
    menu.push({ label: t("Add a note here"), icon: "sticky-note", run: () => void placing.note(at) });
  }
  if (commands.canAdd("text")) {
    menu.push({ label: t("Add a text here"), icon: "type", run: () => void placing.text(at) });
  }
  if (commands.canAdd("frame")) {
    menu.push({ label: t("Add a frame here"), icon: "frame", run: () => void placing.frame({ at }) });
  }
  if (menu.length > 0) {
    const run = (): void => commands.selectAll();
    menu.push({ label: t("Select everything"), icon: "scan", keys: t("Ctrl A"), startsGroup: true, run });
  }
  return [
    ...menu,
    { label: t("Show everything"), icon: "maximize", keys: t("Shift 1"), run: () => canvas.fit() },
  ];
}

function openTypes(ui: Ui, notes: readonly ItemRecord[], anchor: Anchor): void {
  const ids = notes.map((note) => note.id);
  const items = typeChoices(sharedType(notes), (type) => changeType(ui, ids, type));
  ui.shell.menu.value = { owner: "canvas-type", label: t("Type"), anchor, items };
}

function openFrames(ui: Ui, ids: readonly string[], anchor: Anchor): void {
  const scene = ui.store.scene.peek();
  const now = sharedFrame(ids.flatMap((id) => scene.get(id) ?? []));
  const items = frameChoices(ui, now, (frame) => moveTo(ui, ids, frame));
  ui.shell.menu.value = { owner: "canvas-frame", label: t("Move to a frame"), anchor, items };
}

/** Opens the frames beside the first of these items on the canvas. */
export function openFramesAt(ui: Ui, root: HTMLElement, ids: readonly string[]): void {
  const first = ids.flatMap((id) => ui.store.scene.peek().get(id) ?? [])[0];
  if (!first) return;
  const { left, top } = root.getBoundingClientRect();
  const { x, y, w, h } = boxToScreen(ui.view.camera.peek(), first);
  openFrames(ui, ids, { left: left + x, top: top + y, right: left + x + w, bottom: top + y + h });
}

/** `point` in CSS pixels of the window, `at` the same point in board units. */
export function openContextMenu(
  ui: Ui,
  placing: Placing,
  where: { point: Point; at: Point; id: string | null },
): void {
  const { x, y } = where.point;
  const anchor = { left: x, top: y, right: x, bottom: y };
  const selected = where.id === null ? [] : selectedItems(ui);
  const items = selected.length > 0 ? itemMenu(ui, selected, anchor) : boardMenu(ui, placing, where.at);
  ui.shell.menu.value = { owner: "canvas", label: t("What to do with it"), anchor, items };
}
