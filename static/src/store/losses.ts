/** What never came to be, or is known to be gone: what was done to it needs no second explanation. */

import type { ErrorAnswer } from "../core/types.ts";
import type { PendingChange } from "./pending.ts";

export interface Losses {
  /** Remembers a refused change, and answers whether an earlier refusal says why already. */
  explains(refused: PendingChange, error: ErrorAnswer): boolean;
  /** The person has been told already that this item is gone. */
  said(id: string): void;
}

export function createLosses(): Losses {
  const items = new Set<unknown>(); // ids of items whose create was refused, or that are known to be gone
  const changes = new Set<string>(); // refused changes, as "client n"
  return {
    said: (id) => void items.add(id),
    explains({ client, n, ops }, { code, data }) {
      changes.add(`${client} ${n}`);
      for (const op of ops) if (op.do === "create") items.add(op.item.id);
      if (code === "item.missing") return items.has(data.id);
      return code === "undo.nothing" && ops.some((op) => op.do === "undo" && changes.has(op.of.join(" ")));
    },
  };
}
