/** Putting several items in order. */

import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { writes } from "../../core/roles.ts";
import type { Axis, Edge } from "../../tools/arrange/places.ts";
import { createArranging } from "../../tools/commands/arranging.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { openSimilar } from "../organise/alike.ts";
import { sortChoices } from "../organise/sorting.ts";
import type { Action, Subject } from "./action.ts";

/** Enough of them for a gap between neighbours to be the same. */
const LEAST_TO_SPREAD = 3;

export function arrangeActions(subject: Subject): Action[] {
  const { ui, ids } = subject;
  const arranging = createArranging(createCommandBoard(ui.store, ui.view, makeId));
  const moved = (changed: readonly string[]): void =>
    ui.announcer.say(tn("%(n)s item moved", "%(n)s items moved", changed.length));
  const align = (edge: Edge, name: string, icon: string): Action => ({
    id: `align.${edge}`,
    name,
    icon,
    group: "arrange",
    isOn: ids.length > 1,
    run: () => moved(arranging.align(ids, edge)),
  });
  const spread = (axis: Axis, name: string, icon: string): Action => ({
    id: `spread.${axis}`,
    name,
    icon,
    group: "arrange",
    isOn: ids.length >= LEAST_TO_SPREAD,
    run: () => moved(arranging.distribute(ids, axis)),
  });
  const order = (id: string, name: string, icon: string, run: () => readonly string[]): Action => ({
    id,
    name,
    icon,
    group: "arrange",
    isOn: ids.length > 0,
    run: () => moved(run()),
  });

  return [
    align("left", t("Align to the left"), "align-start-vertical"),
    align("center", t("Centre one below the other"), "align-center-vertical"),
    align("right", t("Align to the right"), "align-end-vertical"),
    align("top", t("Align to the top"), "align-start-horizontal"),
    align("middle", t("Centre beside each other"), "align-center-horizontal"),
    align("bottom", t("Align to the bottom"), "align-end-horizontal"),
    spread("across", t("Spread evenly across"), "align-horizontal-distribute-center"),
    spread("down", t("Spread evenly down"), "align-vertical-distribute-center"),
    {
      id: "arrange.tidy",
      name: t("Tidy up into a grid"),
      icon: "layout-grid",
      group: "arrange",
      isOn: ids.length > 1,
      run: () => moved(arranging.tidy(ids)),
    },
    sortAction(subject),
    alikeAction(subject),
    order("order.front", t("Bring to the front"), "bring-to-front", () => arranging.toFront(ids)),
    order("order.back", t("Send to the back"), "send-to-back", () => arranging.toBack(ids)),
  ];
}

/** By type, author, votes or time: notes that are selected, or those of clusters and frames. */
function sortAction({ ui, ids, anchor }: Subject): Action {
  const choices = sortChoices(ui, ids);
  return {
    id: "arrange.sort",
    name: t("Sort…"),
    icon: "arrow-down-wide-narrow",
    group: "arrange",
    isOn: choices.length > 0,
    run() {
      ui.shell.menu.value = { owner: "selection-sort", label: t("Sort"), anchor, items: choices };
    },
  };
}

/** Notes in other words that say the same: suggested, and put together by who agrees. */
function alikeAction({ ui, items }: Subject): Action {
  const ids = items.filter(({ kind }) => kind === "note").map(({ id }) => id);
  return {
    id: "arrange.alike",
    name: t("Similar notes…"),
    icon: "copy-check",
    group: "arrange",
    isOn: writes(ui.store.me.peek().role),
    run: () => openSimilar(ui, ids),
  };
}

export function similarAction({ ui, ids }: Subject): Action {
  return {
    id: "select.similar",
    name: t("Select similar"),
    icon: "copy-check",
    group: "select",
    isOn: ids.length > 0,
    run() {
      const arranging = createArranging(createCommandBoard(ui.store, ui.view, makeId));
      const n = arranging.selectSimilar(ids);
      ui.announcer.say(tn("%(n)s item selected", "%(n)s items selected", n));
    },
  };
}
