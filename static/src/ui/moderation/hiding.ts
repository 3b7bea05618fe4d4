/** Taking things off the board with a reason, as the server is asked for it. Each call throws CallFailed. */

import { isDraft } from "../../core/drafts.ts";
import { KINDS } from "../../core/kinds.ts";
import type { ItemRecord, Kind } from "../../core/types.ts";
import type { BoardServer } from "../server.ts";

/** Code points. */
export const REASON_LIMIT = 300;

/** Something that was hidden, as who leads knows it. */
export interface HiddenItem {
  readonly id: string;
  readonly item: string;
  readonly kind: Kind;
  /** Empty where it had none. */
  readonly words: string;
  readonly author: string;
  readonly why: string;
  readonly by: string;
  readonly at_ms: number;
  readonly back_by: string | null;
  readonly back_at_ms: number | null;
}

/** Whether this is something that people contribute. Mirrors `board/core/hiding.py`. */
export function mayBeHidden(record: ItemRecord): boolean {
  const { isOnBoard, isForFacilitators } = KINDS[record.kind];
  return isOnBoard && !isForFacilitators && !isDraft(record);
}

/** The newest first. */
export async function hiddenItems(server: BoardServer): Promise<readonly HiddenItem[]> {
  return (await server.ask<{ hidden: HiddenItem[] }>("/hidden")).hidden;
}

export function hide(server: BoardServer, items: readonly string[], why: string): Promise<unknown> {
  return server.ask("/hidden", { items, why });
}

export function putBack(server: BoardServer, id: string): Promise<unknown> {
  return server.ask("/hidden/back", { hidden: [id] });
}

/** Who wrote it has read why. */
export function readWhy(server: BoardServer, id: string): Promise<unknown> {
  return server.ask("/hidden/read", { hidden: [id] });
}
