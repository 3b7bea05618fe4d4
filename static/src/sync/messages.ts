/** What goes over the wire besides ops and entries (see board/PROTOCOL.md). */

import type { Attention } from "../core/attention.ts";
import type { Entry, ErrorAnswer, Here, ItemRecord, NewItem, OpId, Person } from "../core/types.ts";
import type { Choices, Turnout } from "../core/votes.ts";
import type { DraftMessage, HiddenNews } from "../store/drafts.ts";
import type { BoardFacts } from "../store/facts.ts";

export interface HelloAnswer {
  readonly ok: true;
  readonly me: Person;
  /** The number of this connection, as in `Here`. */
  readonly session: number;
  readonly board: BoardMessage;
  readonly people: readonly Person[];
  readonly here: readonly HereMessage[];
  readonly attention: Attention;
  readonly head: number;
  /** What this person has written in private, if anything. */
  readonly drafts?: readonly DraftMessage[];
  /** What of theirs was taken off the board, until they have read why. */
  readonly hidden?: readonly HiddenNews[];
  /** For who leads: how much waits to be read. */
  readonly inbox?: number;
  /** The server's clock. */
  readonly now_ms: number;
  /** Of the votes that are open, what this person has said, and how many have voted. */
  readonly ballots?: Readonly<Record<string, Choices>>;
  readonly turnout?: readonly Turnout[];
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

export interface DraftAnswer {
  readonly ok: true;
  /** Whoever wrote it decides what becomes of it: no reveal takes it. */
  readonly late?: true;
}

/** Keeps a note in private, takes it away, or shows it to everybody. */
export type DraftWish =
  | {
      readonly id: OpId;
      readonly put: NewItem;
      readonly round: number;
      readonly waits?: true;
      readonly anonymous?: true;
    }
  | { readonly id: OpId; readonly gone: string }
  | { readonly id: OpId; readonly publish: string };

export type BoardMessage = BoardFacts & { readonly id: string };

/** What the server tells every few seconds. */
export interface HeadMessage {
  readonly seq: number;
  readonly hash: number;
  /** Its clock. */
  readonly now_ms: number;
  /** About how many people are writing in private, where that is told. */
  readonly writing?: number;
}

/**
 * A presence as it travels: `shift` tells how far the boxes of `preview` have been carried since, `start`
 * where the cursor was then, if it is not there still.
 */
export type HereMessage = Here & {
  readonly shift?: readonly [number, number];
  readonly start?: readonly [number, number] | null;
};

/** Session, cursor and, while it drags something, how far; without it that goes along with the cursor. */
export type Move = readonly [session: number, x: number, y: number, dx?: number, dy?: number];

/** What changed since the last one. Parts without anything to tell are not there. */
export interface News {
  readonly entries?: readonly Entry[];
  /** Those who joined, or have a new name or role. */
  readonly people?: readonly Person[];
  readonly here?: readonly HereMessage[];
  readonly moves?: readonly Move[];
  readonly gone?: readonly number[];
  /** How many have voted, by vote. */
  readonly turnout?: readonly Turnout[];
  readonly attention?: Omit<Attention, "is_ready">;
}

/** Where this page is; when only the cursor and the shift are new, a `MoveMessage` goes out instead. */
export type PresenceMessage = Omit<Here, "session" | "person">;
export type MoveMessage =
  | readonly [x: number, y: number]
  | readonly [x: number, y: number, dx: number, dy: number];

export type Answer<Good> = Good | ErrorAnswer;
