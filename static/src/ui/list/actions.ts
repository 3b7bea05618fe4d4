/** What can be done to an item of the list, by menu, button or key. */

import { t } from "../../core/i18n.ts";
import { isWritten, parentOf, wordsOf } from "../../core/records.ts";
import type { Doing } from "../../core/workshop.ts";
import { changeType, deleteItems, frameChoices, moveTo } from "../choices.ts";
import type { Ui } from "../context.ts";
import { withTools } from "../rare.ts";
import { anchorOf, type MenuItem } from "../shell.ts";
import { typeChoices } from "../typechoices.tsx";
import type { Seen } from "./rows.ts";
import type { ListItem, ListState } from "./state.ts";
import { mayConnect, mayMove, mayRemove, openThing, threadOf } from "./things.tsx";

export interface RowActions {
  /** Where its words are written; its menu when it has none. */
  edit(from: HTMLElement): void;
  openTypes(from: HTMLElement): void;
  openFrames(from: HTMLElement): void;
  openClusters(from: HTMLElement): void;
  openAll(from: HTMLElement): void;
  /** A line from it to another item, in words. */
  connect(): void;
  comment(): void;
  /** Earlier (-1) or later (1) in its frame. */
  moveInOrder(step: -1 | 1): void;
  remove(): void;
}

export function startEditing(list: ListState, item: ListItem): void {
  const { id } = item;
  const text = wordsOf(item);
  list.editing.value = { id, textBefore: text, text, selection: null, isDone: false };
}

/** Opens a menu beside what was pressed; its row gets the focus back. */
function openMenu(ui: Ui, owner: string, label: string, from: HTMLElement, items: readonly MenuItem[]): void {
  const row = from.closest<HTMLElement>("[data-row]");
  const returnTo = row?.querySelector<HTMLElement>(".row-main") ?? from;
  ui.shell.menu.value = { owner, label, anchor: anchorOf(from), items, returnTo };
}

/** The actions on one row. */
export function actionsOn(ui: Ui, list: ListState, row: Seen): RowActions {
  const { item } = row;
  const ids = [item.id];
  const can = (doing: Doing): boolean => ui.commands.canEdit(item, doing);
  const open = (what: string, label: string, from: HTMLElement, items: readonly MenuItem[]): void =>
    openMenu(ui, `${what}-${row.key}`, label, from, items);

  const actions: RowActions = {
    edit(from) {
      if (!can("write")) actions.openAll(from);
      else if (isWritten(item)) startEditing(list, item);
      else if (!openThing(ui, row)) actions.openAll(from);
    },
    openTypes(from) {
      if (item.kind !== "note" || !can("write")) return;
      const choices = typeChoices(item.type, (type) => changeType(ui, ids, type));
      open("type", t("Type"), from, choices);
    },
    openFrames(from) {
      if (!mayMove(item) || !can("move")) return;
      const choices = frameChoices(ui, parentOf(item), (frame) => {
        if (item.kind !== "cluster") moveTo(ui, ids, frame);
        else withTools(ui, (tools) => tools.moveClusterTo(ui, item.id, frame));
      });
      open("frame", t("Move to a frame"), from, choices);
    },
    openClusters(from) {
      if (can("group")) withTools(ui, (tools) => tools.openClusterMenu(ui, { row, from, open }));
    },
    openAll(from) {
      withTools(ui, (tools) => tools.openRowMenu(ui, actions, { row, from, open }));
    },
    connect() {
      if (mayConnect(ui, item)) ui.shell.dialog.value = { name: "connect", item: item.id, line: null };
    },
    comment() {
      if (threadOf(item) === null) withTools(ui, (tools) => tools.commentOn(ui, item.id));
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
