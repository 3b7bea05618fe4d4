/** Goes to an item from a panel: on the canvas the camera flies there, in the list its row is shown. */

import { t } from "../core/i18n.ts";
import { nameOf } from "../render/item_names.ts";
import type { Ui } from "./context.ts";
import { openDecisions } from "./decisions/decided.ts";

/** `isFocused`: the item gets the focus too; otherwise it stays where it is, to go on from there. */
export function jumpTo({ store, view, canvas, shell, announcer }: Ui, id: string, isFocused = true): void {
  const scene = store.scene.peek();
  const record = scene.get(id);
  if (!record) {
    store.notify("info", t("It is not on the board any more."));
    return;
  }
  if (view.mode.peek() === "list") shell.wantedRow.value = { id, isFocused };
  else {
    // A reply has no place of its own: its comment has.
    const shown = record.kind === "reply" ? record.thread : id;
    view.selection.value = new Set([shown]);
    canvas.goTo(shown, isFocused);
  }
  if (!isFocused) announcer.say(nameOf(record, scene, store.people.peek()));
}

/** The address of something on another board: whoever is not on that board learns nothing there (VIS2). */
export function addressOf({ boot }: Ui, board: string, id: string): string {
  return `${boot.base}/b/${encodeURIComponent(board)}#${encodeURIComponent(id)}`;
}

/** The same as `jumpTo` for a link that came from elsewhere: where the item is gone, nothing happens. */
export function goToAsked(ui: Ui, id: string): void {
  const kind = ui.store.scene.peek().get(id)?.kind;
  if (kind === "decision" || kind === "commitment") openDecisions(ui, id);
  else if (kind !== undefined) jumpTo(ui, id);
}
