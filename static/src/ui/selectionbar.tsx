/** The bar that floats beside the selection: what can be done with it. It never covers it. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Box, union } from "../core/geometry.ts";
import { t, tn } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import type { ItemRecord } from "../core/types.ts";
import { boxToScreen } from "../render/camera.ts";
import {
  changeType,
  deleteItems,
  frameChoices,
  moveTo,
  sharedFrame,
  sharedType,
  typeChoices,
} from "./choices.tsx";
import { useUi } from "./context.ts";
import { Icon, TypeChip } from "./icon.tsx";
import { MenuButton } from "./menu.tsx";
import { stepFocus } from "./roving.ts";

/** Room for the resize handles between the selection and the bar. */
const GAP_PX = 16;
const MARGIN_PX = 8;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where the bar goes, in pixels from the stage's corner: above the selection, or below it, or beside it.
 * A selection that fills the stage leaves only the bottom edge. Null: the selection is out of sight.
 */
export function placeBar(selection: Box, bar: Size, stage: Size): { left: number; top: number } | null {
  const right = selection.x + selection.w;
  const bottom = selection.y + selection.h;
  const isInSight = right > 0 && bottom > 0 && selection.x < stage.width && selection.y < stage.height;
  if (!isInSight) return null;
  const within = (value: number, most: number): number =>
    Math.max(MARGIN_PX, Math.min(value, most - MARGIN_PX));
  const left = within(selection.x + selection.w / 2 - bar.width / 2, stage.width - bar.width);
  const above = selection.y - GAP_PX - bar.height;
  if (above >= MARGIN_PX) return { left, top: Math.min(above, stage.height - bar.height - MARGIN_PX) };
  const below = bottom + GAP_PX;
  if (below + bar.height <= stage.height - MARGIN_PX) return { left, top: below };
  const top = within(selection.y, stage.height - bar.height);
  if (right + GAP_PX + bar.width <= stage.width - MARGIN_PX) return { left: right + GAP_PX, top };
  if (selection.x - GAP_PX - bar.width >= MARGIN_PX) return { left: selection.x - GAP_PX - bar.width, top };
  return { left, top: stage.height - bar.height - MARGIN_PX };
}

function useSelected(): ItemRecord[] {
  const { store, view } = useUi();
  const scene = store.scene.value;
  return [...view.selection.value].flatMap((id) => scene.get(id) ?? []);
}

function ItemTools({ items }: { readonly items: readonly ItemRecord[] }): JSX.Element {
  const ui = useUi();
  const ids = items.map((item) => item.id);
  const notes = items.filter((item) => item.kind === "note");
  const type = sharedType(notes);
  return (
    <>
      {notes.length > 0 && (
        <MenuButton
          owner="selection-type"
          class="tool tool-wide"
          label={type ? t("Type: %(type)s", { type: t(noteTypeOf[type].name) }) : t("Type")}
          title={t("Change the type")}
          items={() => typeChoices(type, (chosen) => changeType(ui, ids, chosen))}
        >
          {type && <TypeChip type={type} />}
          <span>{type ? t(noteTypeOf[type].name) : t("Type")}</span>
          <Icon name="chevron-down" />
        </MenuButton>
      )}
      <MenuButton
        owner="selection-frame"
        class="tool tool-wide"
        label={t("Move to a frame")}
        title={t("Move to a frame")}
        items={() => frameChoices(ui, sharedFrame(items), (frame) => moveTo(ui, ids, frame))}
      >
        <Icon name="folder-input" />
        <span>{t("Move to")}</span>
        <Icon name="chevron-down" />
      </MenuButton>
    </>
  );
}

function Tools({ items }: { readonly items: readonly ItemRecord[] }): JSX.Element {
  const ui = useUi();
  const { view, commands, shell } = ui;
  const ids = items.map((item) => item.id);
  const only = items.length === 1 ? items[0] : undefined;
  const editName = only?.kind === "frame" ? t("Title and question") : t("Write");
  return (
    <>
      {items.length > 1 && (
        <span class="selection-count">{tn("%(n)s selected", "%(n)s selected", items.length)}</span>
      )}
      {only && (
        <button
          type="button"
          class="tool tool-wide"
          title={`${editName} (${t("Enter")})`}
          onClick={() => {
            if (only.kind === "frame") shell.dialog.value = { name: "frame", id: only.id };
            else view.editing.value = only.id;
          }}
        >
          <Icon name="pencil" />
          <span>{editName}</span>
        </button>
      )}
      {items.every((item) => item.kind !== "frame") && <ItemTools items={items} />}
      <button
        type="button"
        class="tool"
        aria-label={t("Duplicate")}
        title={t("Duplicate (Ctrl D)")}
        onClick={() => commands.duplicate(ids)}
      >
        <Icon name="copy" />
      </button>
      <button
        type="button"
        class="tool tool-danger"
        aria-label={t("Delete")}
        title={t("Delete (Del)")}
        onClick={() => deleteItems(ui, ids)}
      >
        <Icon name="trash-2" />
      </button>
    </>
  );
}

export function SelectionBar(): JSX.Element | null {
  const { view, commands } = useUi();
  const bar = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const items = useSelected();
  const box = union(items);
  const isBusy = view.preview.value !== null || view.editing.value !== null;
  const isShown = box !== null && !isBusy && items.every((item) => commands.canEdit(item));

  useLayoutEffect(() => {
    const now = bar.current?.getBoundingClientRect();
    if (now && (now.width !== size.width || now.height !== size.height)) setSize(now);
  });

  if (!isShown) return null;
  const place = placeBar(boxToScreen(view.camera.value, box), size, view.viewport.value);
  const style = place
    ? { transform: `translate(${Math.round(place.left)}px, ${Math.round(place.top)}px)` }
    : { visibility: "hidden" as const };
  return (
    <div
      ref={bar}
      class="selection-bar"
      role="toolbar"
      aria-label={t("Selection")}
      style={style}
      onKeyDown={(event) => bar.current && stepFocus(event, bar.current, "horizontal")}
    >
      <Tools items={items} />
    </div>
  );
}
