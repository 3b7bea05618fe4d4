/** What opens when somebody opens an item: its text, its title, its page. */

import { isWritten } from "../../core/records.ts";
import type { Ui } from "../context.ts";
import { openThread } from "../talk/opening.ts";

export function openItem(ui: Ui, id: string): void {
  const record = ui.store.scene.peek().get(id);
  if (!record) return;
  if (record.kind === "frame") ui.shell.dialog.value = { name: "frame", id };
  else if (isWritten(record)) ui.view.editing.value = id;
  else if (record.kind === "comment") openThread(ui, id);
  else if (HAS_WORDS.has(record.kind)) ui.shell.dialog.value = { name: "item", id };
}

/** Kinds whose words are written in a dialog. */
export const HAS_WORDS: ReadonlySet<string> = new Set(["connector", "image", "link", "cluster"]);
