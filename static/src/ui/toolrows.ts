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

export interface ToolRows {
  /** What stands in the bar. */
  readonly main: readonly ToolRow[];
  /** What is behind "More tools". */
  readonly more: readonly ToolRow[];
}

function row(tool: Tool, icon: string, name: string): ToolRow {
  return { tool, icon, name, shortcut: `tool.${tool}` };
}

/** Those that this person may use. */
export function toolRows({ commands }: Pick<Ui, "commands">): ToolRows {
  const look = [row("select", "mouse-pointer-2", t("Select")), row("hand", "hand", t("Move the board"))];
  const comment = commands.canAdd("comment") ? [row("comment", "message-square", t("Comment"))] : [];
  const lasso = row("lasso", "lasso", t("Lasso"));
  if (!commands.canAdd("note")) {
    return { main: [...look, ...comment], more: commands.canAdd("cluster") ? [lasso] : [] };
  }
  const frame = commands.canAdd("frame") ? [row("frame", "frame", t("Frame"))] : [];
  return {
    main: [
      ...look,
      row("note", "sticky-note", t("Note")),
      row("text", "type", t("Text")),
      ...frame,
      row("shape", "shapes", t("Shape")),
      row("connector", "spline", t("Line")),
      row("pen", "pen-line", t("Pen")),
      ...comment,
    ],
    more: [
      row("highlighter", "highlighter", t("Highlighter")),
      row("eraser", "eraser", t("Eraser")),
      lasso,
      row("stamp", "smile", t("Stamp")),
      row("dot", "circle-dot", t("Dot")),
    ],
  };
}
