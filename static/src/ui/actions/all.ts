/** Every action there is, and the menus made of them. */

import type { Point } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import type { Ui } from "../context.ts";
import type { Anchor, MenuItem } from "../shell.ts";
import { type Action, menuOf, type Subject, subjectOf } from "./action.ts";
import { arrangeActions, similarAction } from "./arranging.ts";
import { editActions, undoActions } from "./editing.ts";
import { holdActions } from "./holding.ts";
import { inStep } from "./instep.ts";
import { leadActions } from "./leading.ts";
import { LINK_ACTIONS, linkActions } from "./links.ts";
import { lookActions } from "./looks.ts";
import { addActions, toolActions } from "./making.ts";
import { pasteAction } from "./pasting.ts";
import { helpActions, panelActions, selectActions, viewActions } from "./viewing.ts";

/** In the order of the palette: what is done most often first. */
export function allActions(subject: Subject): Action[] {
  const actions = [
    ...addActions(subject),
    ...editActions(subject),
    ...linkActions(subject),
    pasteAction(subject),
    ...undoActions(subject),
    ...lookActions(subject),
    ...holdActions(subject),
    ...arrangeActions(subject),
    ...selectActions(subject),
    similarAction(subject),
    ...toolActions(subject),
    ...viewActions(subject),
    ...leadActions(subject),
    ...panelActions(subject),
    ...helpActions(subject),
  ];
  return actions.map((action) => inStep(action, subject));
}

/** Does what an action's id stands for, if it can be done now. */
export function runById(ui: Ui, id: string): void {
  const action = allActions(subjectOf(ui)).find((one) => one.id === id);
  if (action?.isOn) action.run();
}

function pick(actions: readonly Action[], ...ids: readonly string[]): (Action | undefined)[] {
  return ids.map((id) => actions.find((action) => action.id === id));
}

const LOOKS: readonly string[] = [
  "look.colour",
  "look.edge",
  "look.shape",
  "look.width",
  "look.size",
  "look.line",
  "look.heads",
  "look.align",
  "look.grid",
];

/** What can be done with the selection. */
function itemMenu(subject: Subject): MenuItem[] {
  const actions = allActions(subject);
  if (subject.items.every(({ kind }) => kind === "comment")) return commentMenu(actions);
  const arrange: Action = {
    id: "menu.arrange",
    name: t("Arrange"),
    icon: "align-start-vertical",
    group: "arrange",
    isOn: subject.items.length > 0,
    run: () => openArrangeMenu(subject.ui, subject.anchor),
  };
  const arranging = inStep(arrange, subject);
  return menuOf(
    pick(
      actions,
      "item.write",
      "item.type",
      "item.frame",
      "item.pin",
      "item.who",
      "item.decide",
      "add.comment",
      ...LINK_ACTIONS,
    ),
    [...pick(actions, "edit.copy", "edit.cut", "edit.duplicate", "select.similar"), arranging],
    pick(actions, "item.connect", "item.line", "item.group", "item.ungroup", "item.cluster", "item.clusters"),
    pick(actions, "item.stack", "item.openStack", "item.unstack", "item.merge", "item.split"),
    pick(actions, "item.language", "item.lock"),
    pick(actions, ...LOOKS),
    pick(actions, "style.copy", "style.paste"),
    pick(actions, "order.front", "order.back"),
    pick(actions, "item.hide", "edit.delete"),
  );
}

/** A comment has no look, and nothing is put in order by it. */
function commentMenu(actions: readonly Action[]): MenuItem[] {
  return menuOf(
    pick(actions, "item.write", "item.pin", "item.who"),
    pick(actions, "item.hide", "edit.delete"),
  );
}

/** What can be done where nothing lies. */
function boardMenu(subject: Subject): MenuItem[] {
  const actions = allActions(subject);
  return menuOf(
    pick(
      actions,
      "add.note",
      "add.notes",
      "add.text",
      "add.frame",
      "add.shape",
      "add.image",
      "add.link",
      "add.comment",
    ),
    pick(actions, "edit.paste", "select.all"),
    pick(actions, "view.all", "help.palette"),
  );
}

/** The menu at a point of the window; `at`: the same point in board units. */
export function openContextMenu(ui: Ui, where: { point: Point; at: Point; id: string | null }): void {
  const { x, y } = where.point;
  const anchor = { left: x, top: y, right: x, bottom: y };
  const subject = subjectOf(ui, where.at, anchor);
  const isOnItem = where.id !== null && subject.items.length > 0;
  const items = isOnItem ? itemMenu(subject) : boardMenu(subject);
  ui.shell.menu.value = { owner: "canvas", label: t("What to do with it"), anchor, items };
}

export function openItemMenu(ui: Ui, anchor: Anchor): void {
  const items = itemMenu(subjectOf(ui, null, anchor));
  ui.shell.menu.value = { owner: "selection-more", label: t("More"), anchor, items };
}

export function openArrangeMenu(ui: Ui, anchor: Anchor): void {
  const actions = allActions(subjectOf(ui, null, anchor));
  const items = menuOf(
    pick(actions, "align.left", "align.center", "align.right"),
    pick(actions, "align.top", "align.middle", "align.bottom"),
    pick(actions, "spread.across", "spread.down", "arrange.tidy", "arrange.sort", "arrange.alike"),
    pick(actions, "turn.right", "turn.left", "turn.straight"),
  );
  ui.shell.menu.value = { owner: "selection-arrange", label: t("Arrange"), anchor, items };
}

/** How the selection looks. */
export function openLookMenu(ui: Ui, anchor: Anchor): void {
  const actions = allActions(subjectOf(ui, null, anchor));
  const items = menuOf(pick(actions, ...LOOKS), pick(actions, "style.copy", "style.paste"));
  ui.shell.menu.value = { owner: "selection-look", label: t("Change the look"), anchor, items };
}

export function openFrameMenu(ui: Ui, anchor: Anchor): void {
  pick(allActions(subjectOf(ui, null, anchor)), "item.frame")[0]?.run();
}
