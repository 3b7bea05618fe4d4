/** The floating bar on the left: what the next press on the canvas does. */

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import { ariaKeysOf, keysOf } from "../tools/shortcuts.ts";
import { type Ui, useUi } from "./context.ts";
import { Icon, TypeChip } from "./icon.tsx";
import { MenuButton } from "./menubutton.tsx";
import { ToolOptions, withTools } from "./rare.ts";
import { stepFocus } from "./roving.ts";
import type { MenuItem } from "./shell.ts";
import { type ToolRow, toolRows } from "./toolrows.ts";
import { typeChoices } from "./typechoices.tsx";

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

/** The tools as lines of a menu; the one in use is ticked. */
function toolChoices(ui: Ui, rows: readonly ToolRow[]): MenuItem[] {
  return rows.map(({ tool, icon, name, shortcut }) => ({
    label: name,
    icon,
    keys: keysOf(shortcut),
    isChecked: tool === ui.view.tool.peek(),
    run() {
      ui.view.tool.value = tool;
    },
  }));
}

function pictureChoice(ui: Ui): MenuItem {
  const run = (): void => withTools(ui, (tools) => tools.runById(ui, "add.image"));
  return { label: t("Picture"), icon: "image", startsGroup: true, run };
}

function linkChoice({ shell }: Ui): MenuItem {
  const run = (): void => {
    shell.dialog.value = { name: "addLink", at: null, url: "" };
  };
  return { label: t("Link"), icon: "link", run };
}

interface ToolButtonProps extends ToolRow {
  readonly isNow: boolean;
  choose(): void;
}

function ToolButton({ icon, name, shortcut, isNow, choose }: ToolButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      aria-pressed={isNow}
      aria-label={name}
      aria-keyshortcuts={ariaKeysOf(shortcut)}
      title={`${name} (${keysOf(shortcut)})`}
      tabIndex={isNow ? 0 : -1}
      onClick={choose}
    >
      <Icon name={icon} />
    </button>
  );
}

export function Toolbar(): JSX.Element {
  const ui = useUi();
  const { view } = ui;
  const bar = useRef<HTMLDivElement>(null);
  const { main, more } = toolRows(ui);
  const now = view.tool.value;
  const rare = more.find(({ tool }) => tool === now);

  return (
    <div class="toolbar-place">
      <div
        ref={bar}
        class="toolbar"
        role="toolbar"
        aria-orientation="vertical"
        aria-label={t("Tools")}
        onKeyDown={(event) => bar.current && stepFocus(event, bar.current, "vertical")}
      >
        {main.map((row) => (
          <>
            <ToolButton
              key={row.tool}
              {...row}
              isNow={row.tool === now}
              choose={() => {
                view.tool.value = row.tool;
              }}
            />
            {row.tool === "note" && <TypeButton key="type" tabIndex={-1} />}
          </>
        ))}
        {more.length > 0 && (
          <MenuButton
            owner="tool-more"
            class={rare ? "tool is-now" : "tool"}
            label={rare ? t("More tools: %(name)s", { name: rare.name }) : t("More tools")}
            title={t("More tools")}
            tabIndex={rare ? 0 : -1}
            items={() => [...toolChoices(ui, more), pictureChoice(ui), linkChoice(ui)]}
          >
            <Icon name={rare?.icon ?? "ellipsis"} />
          </MenuButton>
        )}
      </div>
      {HAS_OPTIONS.has(now) && <ToolOptions tool={now} />}
    </div>
  );
}

const HAS_OPTIONS: ReadonlySet<string> = new Set([
  "shape",
  "connector",
  "pen",
  "highlighter",
  "stamp",
  "dot",
]);

/** On a phone the tools are a sheet that rises from the bottom. */
export function PhoneTools(): JSX.Element | null {
  const ui = useUi();
  const { main, more } = toolRows(ui);
  const all = [...main, ...more];
  const now = all.find(({ tool }) => tool === ui.view.tool.value);
  if (more.length === 0) return null;
  return (
    <div class="phone-tools">
      <MenuButton
        owner="phone-tools"
        class="tool"
        label={t("Tool: %(name)s", { name: now?.name ?? "" })}
        items={() => [...toolChoices(ui, all), pictureChoice(ui), linkChoice(ui)]}
      >
        <Icon name={now?.icon ?? "mouse-pointer-2"} />
      </MenuButton>
      {now && HAS_OPTIONS.has(now.tool) && <ToolOptions tool={now.tool} />}
    </div>
  );
}
