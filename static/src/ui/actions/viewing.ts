/** Where one looks, what is selected, and what else the board offers. */

import { t, tn } from "../../core/i18n.ts";
import { isBare } from "../../core/records.ts";
import { openDecisions } from "../decisions/decided.ts";
import { mainMenu } from "../mainmenu.ts";
import { partsOfOthers, toggleOthers } from "../othersshown.ts";
import { openSearch } from "../search/wish.ts";
import { anchorOf } from "../shell.ts";
import type { Action, Subject } from "./action.ts";

export function viewActions({ ui, items, ids }: Subject): Action[] {
  const { canvas, view } = ui;
  const isCanvas = view.mode.peek() === "canvas";
  const look = (id: string, name: string, icon: string, run: () => void, isOn = isCanvas): Action => ({
    id,
    name,
    icon,
    group: "view",
    isOn,
    run,
  });
  return [
    look("view.all", t("Show everything"), "maximize", () => canvas.fit()),
    look(
      "view.selection",
      t("Show what is selected"),
      "scan",
      () => canvas.fit(ids),
      isCanvas && items.length > 0,
    ),
    look("view.actual", t("Actual size"), "zoom-in", () => canvas.zoomTo(1)),
    look("view.closer", t("Closer"), "plus", () => canvas.zoomStep(1)),
    look("view.further", t("Further away"), "minus", () => canvas.zoomStep(-1)),
    {
      ...look("view.map", t("Map of the board"), "map", () => {
        ui.shell.isMapShown.value = !ui.shell.isMapShown.peek();
      }),
      isChecked: ui.shell.isMapShown.peek(),
    },
    ...partsOfOthers().map(([part, name, icon]) => ({
      ...look(`others.${part}`, name, icon, () => toggleOthers(view, part)),
      isChecked: view.others.peek()[part],
    })),
    look("view.canvas", t("Canvas"), "layout-dashboard", () => showMode("canvas"), !isCanvas),
    look("view.list", t("List"), "list", () => showMode("list"), isCanvas),
  ];

  function showMode(mode: "canvas" | "list"): void {
    view.mode.value = mode;
  }
}

export function selectActions({ ui }: Subject): Action[] {
  return [
    {
      id: "select.all",
      name: t("Select everything"),
      icon: "square-dashed",
      group: "select",
      isOn: ui.commands.canAdd("note") && !isBare(ui.store.scene.peek()),
      run() {
        ui.commands.selectAll();
        const { size } = ui.view.selection.peek();
        ui.announcer.say(tn("%(n)s item selected", "%(n)s items selected", size));
      },
    },
  ];
}

/** The panels beside the board that the top bar opens too. */
export function panelActions({ ui }: Subject): Action[] {
  const { view } = ui;
  return [
    {
      id: "panel.search",
      name: t("Search"),
      icon: "search",
      group: "board",
      isOn: true,
      run: () => openSearch(ui),
    },
    {
      id: "panel.decisions",
      name: t("Decisions and commitments"),
      icon: "gavel",
      group: "board",
      isOn: true,
      run: () => openDecisions(ui),
    },
    {
      id: "panel.comments",
      name: t("Comments"),
      icon: "message-square",
      group: "board",
      isOn: true,
      run() {
        view.panel.value = "comments";
      },
    },
  ];
}

export function helpActions({ ui }: Subject): Action[] {
  const { shell } = ui;
  return [
    {
      id: "help.palette",
      name: t("All commands"),
      icon: "command",
      group: "board",
      isOn: true,
      run() {
        shell.dialog.value = { name: "palette" };
      },
    },
    {
      id: "help.shortcuts",
      name: t("Keyboard shortcuts"),
      icon: "keyboard",
      group: "board",
      isOn: true,
      run() {
        shell.dialog.value = { name: "shortcuts" };
      },
    },
    {
      id: "help.snap",
      name: t("What is dragged finds the lines of its neighbours"),
      icon: "magnet",
      group: "board",
      isOn: true,
      isChecked: shell.isSnapping.peek(),
      run() {
        shell.isSnapping.value = !shell.isSnapping.peek();
      },
    },
    {
      id: "help.letters",
      name: t("Single keys such as N and T work on the canvas"),
      icon: "keyboard",
      group: "board",
      isOn: true,
      isChecked: shell.hasLetterKeys.peek(),
      run() {
        shell.hasLetterKeys.value = !shell.hasLetterKeys.peek();
      },
    },
    {
      id: "board.menu",
      name: t("Menu"),
      icon: "menu",
      group: "board",
      isOn: true,
      run() {
        const button = document.querySelector(".topbar [aria-haspopup=menu]:last-child");
        const anchor = anchorOf(button ?? document.body);
        shell.menu.value = { owner: "main", label: t("Menu"), anchor, items: mainMenu(ui) };
      },
    },
  ];
}
