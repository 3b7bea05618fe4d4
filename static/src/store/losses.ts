/** What never came to be, or is known to be gone: what was done to it needs no second explanation. */

import type { ErrorAnswer } from "../core/types.ts";
import { isBlank } from "../core/words.ts";
import type { PendingChange } from "./pending.ts";
import { wordsIn, wordsMade } from "./typed.ts";

export interface Losses {
  /** Remembers a refused change, and answers whether an earlier refusal says why already. */
  explains(refused: PendingChange, error: ErrorAnswer): boolean;
  /** The person has been told already that this item is gone. */
  said(id: string): void;
  /** Why making the item of this refusal was refused; undefined when it was not. */
  whyUnmade(error: ErrorAnswer): string | undefined;
}

export function createLosses(): Losses {
  const items = new Set<unknown>(); // ids of items whose create was refused, or that are known to be gone
  const changes = new Set<string>(); // refused changes, as "client n"
  const unmade = new Map<unknown, string>(); // ids of items whose create was refused -> why
  return {
    said: (id) => void items.add(id),
    whyUnmade: ({ code, data }) => (code === "item.missing" ? unmade.get(data.id) : undefined),
    explains({ client, n, ops }, { code, data, message }) {
      changes.add(`${client} ${n}`);
      for (const op of ops) {
        if (op.do !== "create") continue;
        items.add(op.item.id);
        unmade.set(op.item.id, message);
      }
      // Words that go with a note that was never made are given back.
      if (unmade.has(data.id) && !isBlank(wordsIn(ops))) return false;
      if (code === "item.missing") return items.has(data.id) && wordsMade(ops) === "";
      return code === "undo.nothing" && ops.some((op) => op.do === "undo" && changes.has(op.of.join(" ")));
    },
  };
}
