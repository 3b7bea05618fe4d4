/** What waits to be read before everybody sees it, as the server is asked for it. Each call throws CallFailed. */

import type { NoteType } from "../../core/types.ts";
import type { BoardServer } from "../server.ts";

export interface WaitingNote {
  readonly item: {
    readonly id: string;
    readonly text: string;
    readonly type: NoteType;
    readonly frame: string | null;
  };
  /** null where it was promised that nobody ever knows. */
  readonly author: string | null;
  readonly at_ms: number;
}

export interface Inbox {
  readonly waiting: readonly WaitingNote[];
  /** How many are not listed. */
  readonly more: number;
}

/** Which note it is, and which words of it were read. */
const readOf = ({ item, at_ms }: WaitingNote) => ({ id: item.id, at_ms });

/** The oldest first. */
export function inbox(server: BoardServer): Promise<Inbox> {
  return server.ask<Inbox>("/inbox");
}

/** `note` becomes a comment on each. */
export function accept(server: BoardServer, notes: readonly WaitingNote[], note: string): Promise<unknown> {
  return server.ask("/inbox/accept", { notes: notes.map(readOf), note });
}

export function decline(server: BoardServer, note: WaitingNote, why: string): Promise<unknown> {
  return server.ask("/inbox/decline", { notes: [readOf(note)], why });
}
