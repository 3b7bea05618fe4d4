/** All keys in one place, and how to do the same without them. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { keysOf, type ShortcutId } from "../../tools/shortcuts.ts";
import { type Action, type Group, keysFor, subjectOf } from "../actions/action.ts";
import { allActions } from "../actions/all.ts";
import { type Ui, useUi } from "../context.ts";
import { Dialog } from "./dialog.tsx";

type Shortcut = readonly [keys: string, what: string];

/** What is not one command, or means something else while one writes. */
function canvasKeys(): Shortcut[] {
  return [
    [t("Arrow keys"), t("Move the selected items")],
    [`${t("Ctrl")} ${t("Shift")} →`, t("Resize the selected item")],
    [t("Esc"), t("Stop writing, select nothing")],
    [t("Alt + drag"), t("Drag a copy")],
    [t("Space + drag"), t("Move the board")],
  ];
}

function listKeys(): Shortcut[] {
  return [
    ["↑ ↓", t("From note to note")],
    ["← →", t("To the buttons of a note")],
    [t("Enter"), t("Write")],
    ["T", t("Change the type")],
    ["M", t("Move to a frame")],
    [t("Alt ↑ ↓"), t("Earlier or later in the frame")],
    [t("Del"), t("Delete")],
    [t("Shift Enter"), t("New line while writing")],
    ...(["edit.undo", "edit.redo"] as const).map((id: ShortcutId): Shortcut => {
      return [keysOf(id), id === "edit.undo" ? t("Undo what you did") : t("Do again what you undid")];
    }),
  ];
}

function groups(ui: Ui): [title: string, shortcuts: Shortcut[]][] {
  const all = allActions(subjectOf(ui));
  const of = (...wanted: Group[]): Shortcut[] =>
    all.filter(({ group }) => wanted.includes(group)).flatMap((action) => shown(action) ?? []);
  return [
    [t("On the canvas"), [...of("edit", "select"), ...canvasKeys()]],
    [t("Arrange"), of("arrange")],
    [t("Tools and view"), of("tools", "view", "board")],
    [t("In the list"), listKeys()],
  ];
}

function shown({ id, name, short }: Action): [Shortcut] | null {
  const keys = keysFor(id);
  return keys === undefined ? null : [[keys, short ?? name]];
}

export function ShortcutsDialog(): JSX.Element {
  const ui = useUi();
  const { shell } = ui;
  return (
    <Dialog title={t("Keyboard shortcuts")} class="dialog-wide">
      <div class="shortcuts">
        {groups(ui).map(([title, shortcuts]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={shell.hasLetterKeys.value}
          onChange={(event) => {
            shell.hasLetterKeys.value = event.currentTarget.checked;
          }}
        />
        {t("Single keys such as N and T work on the canvas")}
      </label>
    </Dialog>
  );
}
