/** What can be done to an item of the list, by menu, button or key. */

import { t } from "../../core/i18n.ts";
import { isWritten, parentOf, wordsOf } from "../../core/records.ts";
import { HAS_WORDS } from "../actions/opening.ts";
import { changeType, deleteItems, frameChoices, moveTo, typeChoices } from "../choices.tsx";
import type { Ui } from "../context.ts";
import { anchorOf, type MenuItem } from "../shell.ts";
import { whoItem } from "../whoitem.ts";
import type { ListItem, ListState } from "./state.ts";
import { mayMove, mayRemove, openThing, thingItems } from "./things.tsx";

export interface RowActions {
  /** Where its words are written; its menu when it has none. */
  edit(from: HTMLElement): void;
  openTypes(from: HTMLElement): void;
  openFrames(from: HTMLElement): void;
  openAll(from: HTMLElement): void;
  /** Earlier (-1) or later (1) in its frame. */
  moveInOrder(step: -1 | 1): void;
  remove(): void;
}

export function startEditing(list: ListState, item: ListItem): void {
  const { id } = item;
  const text = wordsOf(item);
  list.editing.value = { id, textBefore: text, text, selection: null, isDone: false };
}

/** The actions on one item. `returnTo` finds who gets the focus after a menu. */
export function actionsOn(ui: Ui, list: ListState, item: ListItem): RowActions {
  const ids = [item.id];

  function open(what: string, label: string, from: HTMLElement, items: readonly MenuItem[]): void {
    const row = from.closest<HTMLElement>("[data-item]");
    const returnTo = row?.querySelector<HTMLElement>(".row-main") ?? from;
    ui.shell.menu.value = { owner: `${what}-${item.id}`, label, anchor: anchorOf(from), items, returnTo };
  }

  const actions: RowActions = {
    edit(from) {
      if (isWritten(item)) startEditing(list, item);
      else if (!openThing(ui, item)) actions.openAll(from);
    },
    openTypes(from) {
      if (item.kind !== "note") return;
      open(
        "type",
        t("Type"),
        from,
        typeChoices(item.type, (type) => changeType(ui, ids, type)),
      );
    },
    openFrames(from) {
      if (!mayMove(item)) return;
      open(
        "frame",
        t("Move to a frame"),
        from,
        frameChoices(ui, parentOf(item), (frame) => moveTo(ui, ids, frame)),
      );
    },
    openAll(from) {
      open("all", t("What to do with it"), from, allActions(ui, actions, { item, from }));
    },
    moveInOrder(step) {
      if (!ui.commands.moveInOrder(item.id, step)) return;
      ui.announcer.say(step === -1 ? t("Moved up.") : t("Moved down."));
    },
    remove() {
      if (mayRemove(ui, item)) deleteItems(ui, ids);
    },
  };
  return actions;
}

interface Spot {
  readonly item: ListItem;
  /** What was pressed. */
  readonly from: HTMLElement;
}

function allActions(ui: Ui, actions: RowActions, { item, from }: Spot): MenuItem[] {
  const changeType: MenuItem = {
    label: t("Change the type"),
    icon: "shapes",
    keys: "T",
    run: () => actions.openTypes(from),
  };
  const write: MenuItem = {
    label: t("Write"),
    icon: "pencil",
    keys: t("Enter"),
    run: () => actions.edit(from),
  };
  const move: MenuItem = {
    label: t("Move to a frame"),
    icon: "folder-input",
    keys: "M",
    run: () => actions.openFrames(from),
  };
  const remove: MenuItem = {
    label: t("Delete"),
    icon: "trash-2",
    keys: t("Del"),
    isDanger: true,
    startsGroup: true,
    run: () => actions.remove(),
  };
  return [
    ...(isWritten(item) || HAS_WORDS.has(item.kind) ? [write] : []),
    ...(item.kind === "note" ? [changeType] : []),
    ...(mayMove(item) ? [move] : []),
    { label: t("Move up"), icon: "arrow-up", keys: "Alt ↑", run: () => actions.moveInOrder(-1) },
    { label: t("Move down"), icon: "arrow-down", keys: "Alt ↓", run: () => actions.moveInOrder(1) },
    ...thingItems(ui, item),
    whoItem(ui, item.id),
    ...(mayRemove(ui, item) ? [remove] : []),
  ];
}
