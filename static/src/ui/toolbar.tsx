/** The floating bar on the left: what the next press on the canvas does. */

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import { ariaKeysOf, keysOf } from "../tools/shortcuts.ts";
import { typeChoices } from "./choices.tsx";
import { useUi } from "./context.ts";
import { Icon, TypeChip } from "./icon.tsx";
import { MenuButton } from "./menu.tsx";
import { stepFocus } from "./roving.ts";
import { toolRows } from "./toolrows.ts";

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
  const ui = useUi();
  const { view } = ui;
  const bar = useRef<HTMLDivElement>(null);
  const rows = toolRows(ui);
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
      {rows.map(({ tool, icon, name, shortcut }) => (
        <>
          <button
            key={tool}
            type="button"
            class="tool"
            aria-pressed={tool === now}
            aria-label={name}
            aria-keyshortcuts={ariaKeysOf(shortcut)}
            title={`${name} (${keysOf(shortcut)})`}
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
