/** What never came to be: what was done to it later needs no second explanation. */

import type { ErrorAnswer } from "../core/types.ts";
import type { PendingChange } from "./pending.ts";

export interface Losses {
  /** Remembers a refused change, and answers whether an earlier refusal says why already. */
  explains(refused: PendingChange, error: ErrorAnswer): boolean;
}

export function createLosses(): Losses {
  const items = new Set<unknown>(); // ids of items whose create was refused
  const changes = new Set<string>(); // refused changes, as "client n"
  return {
    explains({ client, n, ops }, { code, data }) {
      changes.add(`${client} ${n}`);
      for (const op of ops) if (op.do === "create") items.add(op.item.id);
      if (code === "item.missing") return items.has(data.id);
      return code === "undo.nothing" && ops.some((op) => op.do === "undo" && changes.has(op.of.join(" ")));
    },
  };
}
