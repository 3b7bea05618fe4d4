/** What those who lead do with a decision or a commitment: its menu, and the dialogs that change it. */

import { statusOf } from "../../core/decisions.ts";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { leads } from "../../core/roles.ts";
import type { CommitmentRecord, Decided, DecisionRecord } from "../../core/types.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createDeciding, type DecidingCommands } from "../../tools/commands/deciding.ts";
import type { Ui } from "../context.ts";
import type { MenuItem } from "../shell.ts";

export function decidingOf({ store, view }: Ui): DecidingCommands {
  return createDeciding(createCommandBoard(store, view, makeId));
}

/** Whether this person writes them down; nobody changes what was. */
export function mayDecide({ store }: Ui): boolean {
  return leads(store.me.value.role) && store.past.value === null;
}

/** Opens the dialog for a new decision that comes from these. */
export function beginDecision({ shell }: Ui, sources: readonly string[] = []): void {
  shell.dialog.value = { name: "decision", id: null, sources };
}

function removal(ui: Ui, record: Decided): MenuItem {
  return {
    label: t("Delete"),
    icon: "trash-2",
    isDanger: true,
    startsGroup: true,
    run() {
      if (decidingOf(ui).remove(record.id)) ui.announcer.say(t("Deleted. Undo brings it back."));
    },
  };
}

export function decisionMenu(ui: Ui, decision: DecisionRecord): MenuItem[] {
  const { shell } = ui;
  return [
    {
      label: t("Change"),
      icon: "pencil",
      run: () => (shell.dialog.value = { name: "decision", id: decision.id }),
    },
    {
      label: t("New commitment from it"),
      icon: "clipboard-list",
      run: () => (shell.dialog.value = { name: "commitment", id: null, decision: decision.id }),
    },
    removal(ui, decision),
  ];
}

export function commitmentMenu(ui: Ui, commitment: CommitmentRecord): MenuItem[] {
  const isDropped = statusOf(commitment) === "dropped";
  return [
    {
      label: t("Change"),
      icon: "pencil",
      run: () => (ui.shell.dialog.value = { name: "commitment", id: commitment.id }),
    },
    {
      label: isDropped ? t("To do again") : t("Do not pursue it"),
      icon: isDropped ? "undo-2" : "x",
      run: () => void decidingOf(ui).setStatus(commitment.id, isDropped ? "open" : "dropped"),
    },
    removal(ui, commitment),
  ];
}
