/** Sorting as a menu of choices, for the list and the canvas. */

import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import type { Sorting } from "../../tools/arrange/sorting.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createSorting } from "../../tools/commands/sorting.ts";
import type { Ui } from "../context.ts";
import type { MenuItem } from "../shell.ts";

/** What can be sorted of these items (notes, clusters, frames), and by what; [] when nothing can. */
export function sortChoices(ui: Ui, ids: readonly string[]): MenuItem[] {
  const sorting = createSorting(createCommandBoard(ui.store, ui.view, makeId));
  const say = ({ length }: readonly string[]): void =>
    ui.announcer.say(
      length === 0
        ? t("They are in this order already.")
        : tn("%(n)s item sorted", "%(n)s items sorted", length),
    );
  const choice = (way: Sorting, label: string, icon: string): MenuItem => ({
    label,
    icon,
    run: () => say(sorting.sort(ids, way)),
  });
  const ways: Record<Sorting, () => MenuItem> = {
    type: () => choice("type", t("By type"), "shapes"),
    author: () => choice("author", t("By who wrote them"), "user"),
    votes: () => choice("votes", t("By votes, most first"), "vote"),
    time: () => choice("time", t("By time, oldest first"), "clock"),
  };
  const items = sorting.ways(ids).map((way) => ways[way]());
  if (sorting.canRank(ids)) {
    items.push({
      label: t("The clusters by votes"),
      icon: "boxes",
      startsGroup: items.length > 0,
      run: () => say(sorting.rank(ids)),
    });
  }
  return items;
}
