/** The bottom of a phone: one big button to write, and a bar to switch between list, canvas, people. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";

function AddButton(): JSX.Element {
  const { shell } = useUi();
  return (
    <button
      type="button"
      class="button button-primary button-large add-note"
      onClick={() => {
        shell.dialog.value = { name: "addNote", frame: shell.nearFrame.peek() };
      }}
    >
      <Icon name="plus" />
      <span>{t("Add a note")}</span>
    </button>
  );
}

export function PhoneDock(): JSX.Element {
  const { commands, view, shell } = useUi();
  const mode = view.mode.value;
  const isPeopleOpen = shell.dialog.value?.name === "people";
  const tabs: [icon: string, name: string, isNow: boolean, go: () => void][] = [
    ["list", t("List"), mode === "list" && !isPeopleOpen, () => (view.mode.value = "list")],
    ["layout-dashboard", t("Canvas"), mode === "canvas" && !isPeopleOpen, () => (view.mode.value = "canvas")],
    ["users", t("People"), isPeopleOpen, () => (shell.dialog.value = { name: "people" })],
  ];
  return (
    <footer class="dock">
      {commands.canAdd("note") && <AddButton />}
      <nav class="dock-tabs" aria-label={t("How to see the board")}>
        {tabs.map(([icon, name, isNow, go]) => (
          <button key={icon} type="button" aria-pressed={isNow} onClick={go}>
            <Icon name={icon} />
            {name}
          </button>
        ))}
      </nav>
    </footer>
  );
}
