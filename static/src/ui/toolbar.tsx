/** The floating bar on the left: what the next press on the canvas does. */

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import type { Tool } from "../store/view.ts";
import { typeChoices } from "./choices.tsx";
import { useUi } from "./context.ts";
import { Icon, TypeChip } from "./icon.tsx";
import { MenuButton } from "./menu.tsx";
import { stepFocus } from "./roving.ts";

interface ToolRow {
  readonly tool: Tool;
  readonly icon: string;
  readonly name: string;
  readonly key: string;
}

function toolRows(canFrame: boolean, canWrite: boolean): ToolRow[] {
  const look: ToolRow[] = [
    { tool: "select", icon: "mouse-pointer-2", name: t("Select"), key: "V" },
    { tool: "hand", icon: "hand", name: t("Move the board"), key: "H" },
  ];
  const write: ToolRow[] = [
    { tool: "note", icon: "sticky-note", name: t("Note"), key: "N" },
    { tool: "text", icon: "type", name: t("Text"), key: "T" },
  ];
  const frame: ToolRow = { tool: "frame", icon: "frame", name: t("Frame"), key: "F" };
  return [...look, ...(canWrite ? write : []), ...(canFrame ? [frame] : [])];
}

function TypeButton({ tabIndex }: { readonly tabIndex: number }): JSX.Element {
  const { view } = useUi();
  const type = view.noteType.value;
  const name = t(noteTypeOf[type].name);
  return (
    <MenuButton
      owner="tool-type"
      class="tool tool-type"
      label={t("Type of the next note: %(type)s", { type: name })}
      title={t("Type of the next note: %(type)s", { type: name })}
      tabIndex={tabIndex}
      items={() =>
        typeChoices(type, (chosen) => {
          view.noteType.value = chosen;
          view.tool.value = "note";
        })
      }
    >
      <TypeChip type={type} />
    </MenuButton>
  );
}

export function Toolbar(): JSX.Element {
  const { commands, view } = useUi();
  const bar = useRef<HTMLDivElement>(null);
  const rows = toolRows(commands.canAdd("frame"), commands.canAdd("note"));
  const now = view.tool.value;

  return (
    <div
      ref={bar}
      class="toolbar"
      role="toolbar"
      aria-orientation="vertical"
      aria-label={t("Tools")}
      onKeyDown={(event) => bar.current && stepFocus(event, bar.current, "vertical")}
    >
      {rows.map(({ tool, icon, name, key }) => (
        <>
          <button
            key={tool}
            type="button"
            class="tool"
            aria-pressed={tool === now}
            aria-label={name}
            aria-keyshortcuts={key}
            title={`${name} (${key})`}
            tabIndex={tool === now ? 0 : -1}
            onClick={() => {
              view.tool.value = tool;
            }}
          >
            <Icon name={icon} />
          </button>
          {tool === "note" && <TypeButton key="type" tabIndex={-1} />}
        </>
      ))}
    </div>
  );
}
