/** New items, and the tools that make them. */

import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import type { Kind } from "../../core/types.ts";
import { viewMiddle } from "../../tools/commands/adding.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createMaking, MADE_SIZE } from "../../tools/commands/making.ts";
import { createPlacing } from "../../tools/placing.ts";
import { beginHere } from "../talk/pin.ts";
import { toolRows } from "../toolrows.ts";
import type { Action, Subject } from "./action.ts";
import { pictureAction } from "./pictures.ts";

/** One for each tool of the bar on the left. */
export function toolActions({ ui }: Subject): Action[] {
  const { main, more } = toolRows(ui);
  return [...main, ...more].map(({ tool, icon, name }) => ({
    id: `tool.${tool}`,
    name: t("Tool: %(name)s", { name }),
    short: name,
    icon,
    group: "tools",
    isOn: ui.view.mode.peek() === "canvas",
    run() {
      ui.view.tool.value = tool;
    },
  }));
}

/** Puts a new item where the pointer asked, or on a free spot in view. */
export function addActions(subject: Subject): Action[] {
  const { ui, at } = subject;
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const placing = createPlacing(ui.view, ui.commands, (id) => {
    ui.shell.dialog.value = { name: "frame", id };
  });
  const add = (kind: Kind, name: string, icon: string, run: () => void): Action => ({
    id: `add.${kind}`,
    name,
    icon,
    group: "edit",
    isOn: ui.commands.canAdd(kind),
    run,
  });
  const point = at ?? undefined;
  return [
    add("note", at ? t("Add a note here") : t("Add a note"), "sticky-note", () => placing.note(point)),
    {
      ...add("note", t("Add several notes"), "list-plus", () => {
        ui.shell.dialog.value = { name: "paste", text: "", at };
      }),
      id: "add.notes",
    },
    add("text", at ? t("Add a text here") : t("Add a text"), "type", () => placing.text(point)),
    add("frame", at ? t("Add a frame here") : t("Add a frame"), "frame", () =>
      placing.frame(point ? { at: point } : {}),
    ),
    add("shape", at ? t("Add a shape here") : t("Add a shape"), "shapes", () => {
      const { w, h } = MADE_SIZE.shape;
      const { x, y } = at ?? viewMiddle(board);
      const id = createMaking(board).shape({ x: x - w / 2, y: y - h / 2, w, h });
      if (id !== null) ui.view.editing.value = id;
    }),
    add("link", at ? t("Add a link here") : t("Add a link"), "link", () => {
      ui.shell.dialog.value = { name: "addLink", at, url: "" };
    }),
    pictureAction(subject),
    add("comment", at ? t("Comment here") : t("Comment"), "message-square", () => beginHere(ui, at)),
    add("stamp", at ? t("Add a stamp here") : t("Add a stamp"), "smile", () => {
      createMaking(board).stamp(at ?? viewMiddle(board));
    }),
    add("dot", at ? t("Add a dot here") : t("Add a dot"), "circle-dot", () => {
      createMaking(board).dot(at ?? viewMiddle(board));
    }),
  ];
}
