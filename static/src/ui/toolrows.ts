/** The tools, as the bar on the left and the palette show them. */

import { t } from "../core/i18n.ts";
import type { Tool } from "../store/view.ts";
import type { ShortcutId } from "../tools/shortcuts.ts";
import type { Ui } from "./context.ts";

export interface ToolRow {
  readonly tool: Tool;
  readonly icon: string;
  readonly name: string;
  readonly shortcut: ShortcutId;
}

/** Those that this person may use. */
export function toolRows({ commands }: Pick<Ui, "commands">): ToolRow[] {
  const look: ToolRow[] = [
    { tool: "select", icon: "mouse-pointer-2", name: t("Select"), shortcut: "tool.select" },
    { tool: "hand", icon: "hand", name: t("Move the board"), shortcut: "tool.hand" },
  ];
  const write: ToolRow[] = [
    { tool: "note", icon: "sticky-note", name: t("Note"), shortcut: "tool.note" },
    { tool: "text", icon: "type", name: t("Text"), shortcut: "tool.text" },
  ];
  const frame: ToolRow = { tool: "frame", icon: "frame", name: t("Frame"), shortcut: "tool.frame" };
  return [...look, ...(commands.canAdd("note") ? write : []), ...(commands.canAdd("frame") ? [frame] : [])];
}
