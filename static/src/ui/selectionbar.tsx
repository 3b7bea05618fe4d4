/** The bar that floats beside the selection: what can be done with it. It never covers it. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { bounds, itemsIn, path } from "../core/connectors.ts";
import { type Box, union } from "../core/geometry.ts";
import { t, tn } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import { coverOf, isBoxed, isWritten } from "../core/records.ts";
import type { ItemRecord, Scene } from "../core/types.ts";
import { boxToScreen } from "../render/camera.ts";
import { keysOf } from "../tools/shortcuts.ts";
import { changeType, deleteItems, frameChoices, moveTo, sharedFrame, sharedType } from "./choices.ts";
import { type Ui, useUi } from "./context.ts";
import { Icon, TypeChip } from "./icon.tsx";
import { MenuButton } from "./menubutton.tsx";
import { StackOffer } from "./organise/offer.tsx";
import { placeBar, type Size } from "./placebar.ts";
import { withTools } from "./rare.ts";
import { stepFocus } from "./roving.ts";
import { type Anchor, anchorOf } from "./shell.ts";
import { typeChoices } from "./typechoices.tsx";

function useSelected(): ItemRecord[] {
  const { store, view } = useUi();
  const scene = store.scene.value;
  return [...view.selection.value].flatMap((id) => scene.get(id) ?? []);
}

function ItemTools({ items }: { readonly items: readonly ItemRecord[] }): JSX.Element {
  const ui = useUi();
  const ids = items.map((item) => item.id);
  const notes = items.filter((item) => item.kind === "note" && ui.commands.canEdit(item, "write"));
  const isMovable = items.some((item) => ui.commands.canEdit(item, "move"));
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
      {isMovable && (
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
      )}
    </>
  );
}

interface LaterMenuProps {
  readonly owner: string;
  readonly icon: string;
  readonly name: string;
  open(ui: Ui, anchor: Anchor): void;
}

/** A button whose menu is loaded when it is needed. */
function LaterMenu({ owner, icon, name, open }: LaterMenuProps): JSX.Element {
  const ui = useUi();
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={name}
      aria-haspopup="menu"
      aria-expanded={ui.shell.menu.value?.owner === owner}
      onClick={(event) => open(ui, anchorOf(event.currentTarget))}
    >
      <Icon name={icon} />
    </button>
  );
}

function Tools({ items }: { readonly items: readonly ItemRecord[] }): JSX.Element {
  const ui = useUi();
  const { view, commands, shell } = ui;
  const ids = items.map((item) => item.id);
  const only = items.length === 1 ? items[0] : undefined;
  const canWrite = items.some((item) => commands.canEdit(item, "write"));
  const isPlaced = items.every((item) => isBoxed(item) && item.kind !== "frame");
  const editName = only?.kind === "frame" ? t("Title and question") : t("Write");
  return (
    <>
      {items.length > 1 && (
        <span class="selection-count">{tn("%(n)s selected", "%(n)s selected", items.length)}</span>
      )}
      {only && canWrite && (
        <button
          type="button"
          class="tool tool-wide"
          title={`${editName} (${t("Enter")})`}
          onClick={() => {
            if (only.kind === "frame") shell.dialog.value = { name: "frame", id: only.id };
            else if (isWritten(only)) view.editing.value = only.id;
            else withTools(ui, (tools) => tools.openItem(ui, only.id));
          }}
        >
          <Icon name="pencil" />
          <span>{editName}</span>
        </button>
      )}
      {only?.kind === "note" && <StackOffer note={only} />}
      {isPlaced && <ItemTools items={items} />}
      {canWrite && !(isPlaced && shell.isPhone.value) && (
        <LaterMenu
          owner="selection-look"
          icon="palette"
          name={t("Change the look")}
          open={(on, anchor) => withTools(on, (tools) => tools.openLookMenu(on, anchor))}
        />
      )}
      {items.length > 1 && items.some((item) => commands.canEdit(item, "move")) && (
        <LaterMenu
          owner="selection-arrange"
          icon="align-start-vertical"
          name={t("Arrange")}
          open={(on, anchor) => withTools(on, (tools) => tools.openArrangeMenu(on, anchor))}
        />
      )}
      {items.some((item) => isBoxed(item) && commands.canAdd(item.kind)) && (
        <button
          type="button"
          class="tool"
          aria-label={t("Duplicate")}
          title={`${t("Duplicate")} (${keysOf("edit.duplicate")})`}
          onClick={() => commands.duplicate(ids)}
        >
          <Icon name="copy" />
        </button>
      )}
      {canWrite && (
        <button
          type="button"
          class="tool tool-danger"
          aria-label={t("Delete")}
          title={`${t("Delete")} (${keysOf("edit.delete")})`}
          onClick={() => deleteItems(ui, ids)}
        >
          <Icon name="trash-2" />
        </button>
      )}
      <LaterMenu
        owner="selection-more"
        icon="ellipsis"
        name={t("More")}
        open={(on, anchor) => withTools(on, (tools) => tools.openItemMenu(on, anchor))}
      />
    </>
  );
}

/** Where an item is; a comment has its thread instead of a bar. */
function areaOf(item: ItemRecord, scene: Scene): Box[] {
  if (isBoxed(item)) return [coverOf(item)];
  const way = item.kind === "connector" ? path(itemsIn(scene), item) : null;
  return way ? [bounds(way)] : [];
}

/** A selection out of sight has its bar out of sight too. */
function styleAt(place: { left: number; top: number } | null): Record<string, string> {
  if (place === null) return { visibility: "hidden" };
  return { transform: `translate(${Math.round(place.left)}px, ${Math.round(place.top)}px)` };
}

/** On phones the bar stands at the bottom; the style sheet places it. */
export function SelectionBar(): JSX.Element | null {
  const { store, view, commands, shell } = useUi();
  const bar = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const items = useSelected();
  const box = union(items.flatMap((item) => areaOf(item, store.scene.value)));
  const isBusy = view.preview.value !== null || view.editing.value !== null;
  const isShown = box !== null && !isBusy && items.every((item) => commands.canEdit(item));

  useLayoutEffect(() => {
    const now = bar.current?.getBoundingClientRect();
    if (now && (now.width !== size.width || now.height !== size.height)) setSize(now);
  });

  if (!isShown) return null;
  const style = shell.isPhone.value
    ? {}
    : styleAt(placeBar(boxToScreen(view.camera.value, box), size, view.viewport.value));
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
