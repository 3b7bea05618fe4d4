/** What is done to the items that are selected. */

import { isSource } from "../../core/decisions.ts";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { isBoxed, isWritten } from "../../core/records.ts";
import { leads } from "../../core/roles.ts";
import { changeType, deleteItems, frameChoices, moveTo, sharedFrame, sharedType } from "../choices.ts";
import { beginDecision, mayDecide } from "../decisions/doing.ts";
import { mayBeHidden } from "../moderation/hiding.ts";
import { typeChoices } from "../typechoices.tsx";
import { takeBack } from "../undobuttons.tsx";
import type { Action, Subject } from "./action.ts";
import { HAS_WORDS, openItem } from "./opening.ts";

export function editActions(subject: Subject): Action[] {
  const { ui, items, ids } = subject;
  const isSome = items.length > 0;
  return [
    writeAction(subject),
    typeAction(subject),
    frameAction(subject),
    whoAction(subject),
    decideAction(subject),
    {
      id: "edit.copy",
      name: t("Copy"),
      icon: "clipboard",
      group: "edit",
      isOn: isSome,
      run: () => void document.execCommand("copy"),
    },
    {
      id: "edit.cut",
      name: t("Cut out"),
      icon: "scissors",
      group: "edit",
      isOn: isSome,
      run: () => void document.execCommand("cut"),
    },
    {
      id: "edit.duplicate",
      name: t("Duplicate"),
      icon: "copy",
      group: "edit",
      isOn: isSome,
      run() {
        const { length } = ui.commands.duplicate(ids);
        if (length > 0) ui.announcer.say(tn("%(n)s item duplicated", "%(n)s items duplicated", length));
      },
    },
    hideAction(subject),
    {
      id: "edit.delete",
      name: t("Delete"),
      icon: "trash-2",
      group: "edit",
      isOn: isSome,
      isDanger: true,
      run: () => deleteItems(ui, ids),
    },
  ];
}

function writeAction({ ui, items }: Subject): Action {
  const only = items.length === 1 ? items[0] : undefined;
  const isFrame = only?.kind === "frame";
  return {
    id: "item.write",
    name: isFrame ? t("Title and question") : t("Write"),
    icon: "pencil",
    group: "edit",
    isOn: only !== undefined && (isFrame || isWritten(only) || HAS_WORDS.has(only.kind)),
    run() {
      if (only) openItem(ui, only.id);
    },
  };
}

function typeAction({ ui, items, anchor }: Subject): Action {
  const notes = items.filter(({ kind }) => kind === "note");
  const ids = notes.map(({ id }) => id);
  return {
    id: "item.type",
    name: t("Change the type"),
    icon: "shapes",
    group: "edit",
    isOn: notes.length > 0 && items.every(({ kind }) => kind !== "frame"),
    run() {
      const choices = typeChoices(sharedType(notes), (type) => changeType(ui, ids, type));
      ui.shell.menu.value = { owner: "canvas-type", label: t("Type"), anchor, items: choices };
    },
  };
}

function frameAction({ ui, items, ids, anchor }: Subject): Action {
  return {
    id: "item.frame",
    name: t("Move to a frame"),
    icon: "folder-input",
    group: "edit",
    isOn: items.some(isBoxed) && items.every(({ kind }) => kind !== "frame"),
    run() {
      const choices = frameChoices(ui, sharedFrame(items), (frame) => moveTo(ui, ids, frame));
      ui.shell.menu.value = { owner: "canvas-frame", label: t("Move to a frame"), anchor, items: choices };
    },
  };
}

function whoAction({ ui, items }: Subject): Action {
  const only = items.length === 1 && items[0]?.kind !== "frame" ? items[0] : undefined;
  return {
    id: "item.who",
    name: t("Who wrote this?"),
    icon: "user",
    group: "edit",
    isOn: only !== undefined,
    run() {
      if (only) ui.shell.dialog.value = { name: "who", id: only.id };
    },
  };
}

/** Off the board for a reason: for who leads. */
function hideAction({ ui, items }: Subject): Action {
  const ids = items.filter((item) => mayBeHidden(item)).map(({ id }) => id);
  return {
    id: "item.hide",
    name: t("Hide with a reason…"),
    icon: "eye-off",
    group: "edit",
    isOn: ids.length > 0 && leads(ui.store.me.peek().role),
    isDanger: true,
    run: () => (ui.shell.dialog.value = { name: "hide", ids }),
  };
}

/** A decision that comes from what is selected. */
function decideAction({ ui, items }: Subject): Action {
  const sources = items.filter(isSource).slice(0, LIMITS.sources);
  return {
    id: "item.decide",
    name: t("New decision from this"),
    icon: "gavel",
    group: "edit",
    isOn: sources.length > 0 && mayDecide(ui),
    run: () =>
      beginDecision(
        ui,
        sources.map(({ id }) => id),
      ),
  };
}

/** Taking back and doing again, whatever is selected. */
export function undoActions({ ui }: Subject): Action[] {
  const { undoLabel, redoLabel } = ui.store.history;
  const isNow = ui.store.past.peek() === null;
  return [
    {
      id: "edit.undo",
      name: t("Undo"),
      icon: "undo-2",
      group: "edit",
      isOn: isNow && undoLabel.peek() !== null,
      run: () => takeBack(ui, "undo"),
    },
    {
      id: "edit.redo",
      name: t("Redo"),
      icon: "redo-2",
      group: "edit",
      isOn: isNow && redoLabel.peek() !== null,
      run: () => takeBack(ui, "redo"),
    },
  ];
}
