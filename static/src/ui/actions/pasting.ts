/** What comes by the clipboard: items of a board at once, several lines after a look at them. */

import type { Point } from "../../core/geometry.ts";
import { formatNumber, t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { LIMITS } from "../../core/kinds.ts";
import { codePoints } from "../../core/words.ts";
import { rememberedAs } from "../../tools/clipboard/clip.ts";
import type { Pasted } from "../../tools/clipboard/events.ts";
import { pasteItems, pasteNotes, readClip } from "../../tools/clipboard/pasting.ts";
import { isTooMuch, PASTE_LIMITS } from "../../tools/clipboard/table.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { keysOf } from "../../tools/shortcuts.ts";
import type { Ui } from "../context.ts";
import type { Action, Subject } from "./action.ts";
import { addPictures, hasPicture } from "./pictures.ts";

export function paste(ui: Ui, { json, text, files }: Pasted, at: Point | null = pointer(ui)): void {
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const items = readClip(json, ui.boot.board.id);
  if (!ui.commands.canAdd("note")) {
    board.refuseKind("note");
    return;
  }
  if (items.length > 0) {
    void pasteItems(board, items, at).then(({ length }) => {
      if (length > 0) ui.announcer.say(tn("%(n)s item pasted", "%(n)s items pasted", length));
    });
    return;
  }
  if (hasPicture(files)) void addPictures(ui, files, at);
  else pasteText(ui, text, at);
}

/** From a menu: browsers that do not let a page read the clipboard still know Ctrl+V. */
export function pasteAction({ ui, at }: Subject): Action {
  return {
    id: "edit.paste",
    name: at ? t("Paste here") : t("Paste"),
    icon: "clipboard-paste",
    group: "edit",
    isOn: ui.commands.canAdd("note"),
    run() {
      readText().then(
        (text) => paste(ui, { json: rememberedAs(text), text, files: [] }, at),
        () =>
          ui.store.notify(
            "info",
            t("This browser lets you paste with the keys only: %(keys)s.", { keys: keysOf("edit.paste") }),
          ),
      );
    },
  };
}

async function readText(): Promise<string> {
  return (await navigator.clipboard.readText()).replace(/\r\n/g, "\n");
}

/** Where the pointer is over the board; who works by keyboard gets a free spot in view. */
function pointer({ view }: Ui): Point | null {
  const cursor = view.cursor.peek();
  return cursor === null ? null : { x: cursor[0], y: cursor[1] };
}

function pasteText(ui: Ui, text: string, at: Point | null): void {
  if (isTooMuch(text)) {
    const most = {
      characters: formatNumber(PASTE_LIMITS.characters),
      cells: formatNumber(PASTE_LIMITS.cells),
    };
    ui.store.notify(
      "error",
      t(
        "This is too much to paste at once: at most %(characters)s characters or %(cells)s cells. Copy a part of it.",
        most,
      ),
    );
    return;
  }
  const words = text.trim();
  if (words === "") {
    ui.store.notify("info", t("There is nothing on the clipboard that can be pasted here."));
    return;
  }
  if (/[\r\n\t]/.test(words) || codePoints(words) > LIMITS.text) {
    ui.shell.dialog.value = { name: "paste", text, at };
    return;
  }
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const type = ui.view.noteType.peek();
  void pasteNotes(board, { table: [[words]], type, at, isTable: false }).then(({ length }) => {
    if (length > 0) ui.announcer.say(tn("%(n)s note pasted", "%(n)s notes pasted", length));
  });
}
