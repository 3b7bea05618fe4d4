/** The bottom of a phone: one big button to write, and a bar to switch between list, canvas, people. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";
import { useWaiting, WaitingMark, waitingWords } from "./people.tsx";

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
  const waiting = useWaiting();
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
          <button key={icon} type="button" class="counted" aria-pressed={isNow} onClick={go}>
            <Icon name={icon} />
            {name}
            {icon === "users" && waiting > 0 && <WaitingMark count={waiting} />}
            {icon === "users" && waiting > 0 && <span class="hidden-text">{waitingWords(waiting)}</span>}
          </button>
        ))}
      </nav>
    </footer>
  );
}
