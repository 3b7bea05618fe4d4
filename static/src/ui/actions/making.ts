/** New items, and the tools that make them. */

import { t } from "../../core/i18n.ts";
import type { Kind } from "../../core/types.ts";
import { createPlacing } from "../../tools/placing.ts";
import { toolRows } from "../toolrows.ts";
import type { Action, Subject } from "./action.ts";

/** One for each tool of the bar on the left. */
export function toolActions({ ui }: Subject): Action[] {
  return toolRows(ui).map(({ tool, icon, name }) => ({
    id: `tool.${tool}`,
    name: t("Tool: %(name)s", { name }),
    icon,
    group: "tools",
    isOn: ui.view.mode.peek() === "canvas",
    run() {
      ui.view.tool.value = tool;
    },
  }));
}

/** Puts a new item where the pointer asked, or on a free spot in view. */
export function addActions({ ui, at }: Subject): Action[] {
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
    add("text", at ? t("Add a text here") : t("Add a text"), "type", () => placing.text(point)),
    add("frame", at ? t("Add a frame here") : t("Add a frame"), "frame", () =>
      placing.frame(point ? { at: point } : {}),
    ),
  ];
}
