/** What a facilitator does with one step of the agenda, by menu, key or drag. */

import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import type { StepRecord } from "../../core/types.ts";
import { type AgendaCommands, createAgenda } from "../../tools/commands/agenda.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import type { Ui } from "../context.ts";
import type { MenuItem } from "../shell.ts";
import { agendaOf } from "./now.ts";
import { titleOfStep } from "./words.ts";

/** What can be done to the steps of this board. */
export function agendaCommands({ store, view }: Ui): AgendaCommands {
  return createAgenda(createCommandBoard(store, view, makeId));
}

/** The row of a step keeps the focus when it is drawn at another place. */
function focusStep(id: string): void {
  document.querySelector<HTMLElement>(`.agenda [data-step="${CSS.escape(id)}"] .agenda-main`)?.focus();
}

function moveBy(ui: Ui, step: StepRecord, by: number): void {
  const { steps } = agendaOf(ui.store);
  const place = steps.peek().findIndex(({ id }) => id === step.id) + by;
  if (place >= 0 && place < steps.peek().length) moveTo(ui, step, place);
}

export function moveTo(ui: Ui, step: StepRecord, place: number): void {
  const { steps } = agendaOf(ui.store);
  if (!agendaCommands(ui).move(step.id, place)) return;
  ui.announcer.say(
    t("%(title)s is step %(n)s of %(all)s now.", {
      title: titleOfStep(step),
      n: place + 1,
      all: steps.peek().length,
    }),
  );
  requestAnimationFrame(() => focusStep(step.id));
}

function remove(ui: Ui, step: StepRecord): void {
  const { steps, step: now } = agendaOf(ui.store);
  if (now.peek()?.id === step.id) {
    ui.store.notify("info", t("This step is on. Go to another one before you delete it."));
    return;
  }
  const place = steps.peek().findIndex(({ id }) => id === step.id);
  if (!agendaCommands(ui).remove(step.id)) return;
  ui.announcer.say(t("Step deleted. Undo brings it back."));
  const next = steps.peek()[place] ?? steps.peek()[place - 1];
  requestAnimationFrame(() => {
    if (next) focusStep(next.id);
    else document.querySelector<HTMLElement>(".agenda-add")?.focus();
  });
}

export function edit({ shell }: Ui, id: string | null): void {
  shell.dialog.value = { name: "step", id };
}

export function stepMenu(ui: Ui, step: StepRecord, place: number, all: number): MenuItem[] {
  const items: (MenuItem | false)[] = [
    { label: t("Change the step"), icon: "pencil", run: () => edit(ui, step.id) },
    place > 0 && {
      label: t("Move up"),
      icon: "arrow-up",
      keys: "Alt+↑",
      run: () => moveBy(ui, step, -1),
    },
    place < all - 1 && {
      label: t("Move down"),
      icon: "arrow-down",
      keys: "Alt+↓",
      run: () => moveBy(ui, step, 1),
    },
    {
      label: t("Duplicate"),
      icon: "copy",
      run: () => {
        if (agendaCommands(ui).double(step.id)) ui.announcer.say(t("Step added."));
      },
    },
    {
      label: t("Delete the step"),
      icon: "trash-2",
      isDanger: true,
      startsGroup: true,
      run: () => remove(ui, step),
    },
  ];
  return items.filter((item) => item !== false);
}

export function onKeys(ui: Ui, step: StepRecord): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.altKey && event.key === "ArrowUp") moveBy(ui, step, -1);
    else if (event.altKey && event.key === "ArrowDown") moveBy(ui, step, 1);
    else if (event.key === "Delete") remove(ui, step);
    else if (event.key === "F2") edit(ui, step.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
