/** All keys in one place, and how to do the same without them. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Dialog } from "./dialog.tsx";

type Shortcut = readonly [keys: string, what: string];

function groups(): [title: string, shortcuts: Shortcut[]][] {
  const canvas: Shortcut[] = [
    ["V", t("Select")],
    ["H", t("Move the board")],
    ["N", t("New note")],
    ["T", t("New text")],
    ["F", t("New frame (facilitators)")],
    [t("Enter"), t("Write in the selected item")],
    [t("Esc"), t("Stop writing, select nothing")],
    [t("Arrow keys"), t("Move the selected items")],
    ["M", t("Move to a frame")],
    [t("Ctrl D"), t("Duplicate")],
    [t("Del"), t("Delete")],
    [t("Ctrl A"), t("Select everything")],
    ["+ / -", t("Closer, further away")],
    [t("Shift 1"), t("Show everything")],
    [t("Shift 2"), t("Show what is selected")],
    ["?", t("Show these shortcuts")],
  ];
  const list: Shortcut[] = [
    ["↑ ↓", t("From note to note")],
    ["← →", t("To the buttons of a note")],
    [t("Enter"), t("Write")],
    ["T", t("Change the type")],
    ["M", t("Move to a frame")],
    [t("Alt ↑ ↓"), t("Earlier or later in the frame")],
    [t("Del"), t("Delete")],
    [t("Shift Enter"), t("New line while writing")],
  ];
  const both: Shortcut[] = [
    [t("Ctrl Z"), t("Undo what you did")],
    [t("Ctrl Shift Z"), t("Do again what you undid")],
  ];
  return [
    [t("On the canvas"), [...canvas, ...both]],
    [t("In the list"), [...list, ...both]],
  ];
}

export function ShortcutsDialog(): JSX.Element {
  const { shell } = useUi();
  return (
    <Dialog title={t("Keyboard shortcuts")} class="dialog-wide">
      <div class="shortcuts">
        {groups().map(([title, shortcuts]) => (
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
