/** What somebody wrote on a board that is over for them, and that was not sent: to be taken elsewhere. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { isBlank } from "../core/words.ts";
import type { PendingChange } from "../store/pending.ts";
import { wordsIn } from "../store/typed.ts";
import { useUi } from "./context.ts";

/** The words of all these changes, those of each item as they were last. */
export function wordsLeft(changes: readonly PendingChange[]): string[] {
  const words = new Map<string, string>(); // item id -> words
  for (const op of changes.flatMap(({ ops }) => ops)) {
    const said = wordsIn([op]);
    if (op.do !== "undo" && !isBlank(said)) words.set("item" in op ? op.item.id : op.id, said);
  }
  return [...words.values()];
}

export function LeftWords(): JSX.Element | null {
  const words = wordsLeft(useUi().store.unsent());
  return words.length === 0 ? null : (
    <textarea
      class="input"
      readOnly
      dir="auto"
      rows={5}
      aria-label={t("What you wrote there")}
      value={words.join("\n\n")}
    />
  );
}
