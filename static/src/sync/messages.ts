/** What goes over the wire besides ops and entries (see board/PROTOCOL.md). */

import type { Entry, ErrorAnswer, Here, ItemRecord, Person } from "../core/types.ts";

export interface HelloAnswer {
  readonly ok: true;
  readonly me: Person;
  /** The public name of this connection, as in `Here`. */
  readonly session: string;
  readonly board: { readonly id: string; readonly name: string };
  readonly people: readonly Person[];
  readonly here: readonly Here[];
  readonly head: number;
  /** What was missed; not there on the first hello, or when a snapshot is the shorter way. */
  readonly entries?: readonly Entry[];
}

export interface SyncAnswer {
  readonly ok: true;
  readonly head: number;
  readonly entries?: readonly Entry[];
  readonly snapshot?: true;
}

export interface SnapshotAnswer {
  readonly ok: true;
  readonly seq: number;
  readonly items: readonly ItemRecord[];
}

export interface OpAnswer {
  readonly ok: true;
  readonly seq: number;
}

/** Emitted to others at most 15 times a second. */
export type PresenceMessage = Omit<Here, "session" | "person">;

export type Answer<Good> = Good | ErrorAnswer;
