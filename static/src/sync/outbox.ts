/**
 * Which changes are under way to the server, and what an answer means for the others. They go out
 * in order, several at a time; when one cannot be taken now, the rest waits until all answers are
 * in, because only then it is certain which numbers the server has seen.
 */

import { isFinal } from "../core/errors.ts";
import type { ErrorAnswer, OpId } from "../core/types.ts";
import type { BoardStore, PendingChange } from "../store/store.ts";
import type { Answer, OpAnswer } from "./messages.ts";

export type Verdict =
  /** Send what is next. */
  | { readonly do: "send" }
  /** Nothing more before `resume`, `ms` from now. */
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "reconnect" }
  | { readonly do: "end"; readonly error: ErrorAnswer };

export interface Outbox {
  /** What to send now; it counts as sent from here on. */
  next(): readonly PendingChange[];
  answered(id: OpId, answer: Answer<OpAnswer>): Verdict;
  /** Whether an answer is due. */
  isWaiting(): boolean;
  resume(): void;
  /** A new connection: everything unanswered goes out again, with its old numbers (SEQ2). */
  reset(): void;
}

/** Enough for a slow line; with polling, one request holds at most 16 packets, others included. */
const WINDOW = 8;
const RETRY_MS = 1_000;
const GAP_RETRY_MS = { least: 50, most: 5_000 };
/** A change that makes the server stumble so often must not hold up all others for ever. */
const FAULTS_LIMIT: ReadonlyMap<string, number> = new Map([
  ["server", 5],
  // A text begins anew within seconds; what waits for that longer than ten waits for nothing.
  ["text.epoch", 50],
]);

export function createOutbox(store: BoardStore): Outbox {
  return new WindowedOutbox(store);
}

class WindowedOutbox implements Outbox {
  private readonly store: BoardStore;
  /** The changes that wait for an answer, by `keyOf`. */
  private readonly flying = new Set<string>();
  private isHeld = false;
  /** How long to wait once all answers are in. */
  private retryMs = 0;
  /** By client id: each page numbers its own changes. */
  private readonly gaps = new Map<string, { readonly lastN: number; readonly from: number }>();
  /** By client id: the highest number with a final answer since the last wait. */
  private readonly settled = new Map<string, number>();
  private gapsInRow = 0;
  private faultsInRow = 0;

  constructor(store: BoardStore) {
    this.store = store;
  }

  next(): readonly PendingChange[] {
    if (this.isHeld) return [];
    const due = this.store.unsent().filter(({ client, n }) => !this.flying.has(keyOf([client, n])));
    const sent = due.slice(0, Math.max(0, WINDOW - this.flying.size));
    for (const { client, n } of sent) this.flying.add(keyOf([client, n]));
    return sent;
  }

  answered(id: OpId, answer: Answer<OpAnswer>): Verdict {
    // A late answer to a number that is no longer under way says nothing about what has it now.
    if (!this.flying.delete(keyOf(id))) return { do: "send" };
    if (!answer.ok) return this.refused(id, answer);
    this.gapsInRow = 0;
    this.faultsInRow = 0;
    this.noteSettled(id);
    this.store.acked(id, answer.seq);
    return this.goOn();
  }

  isWaiting(): boolean {
    return this.flying.size > 0;
  }

  resume(): void {
    this.isHeld = false;
  }

  reset(): void {
    this.flying.clear();
    this.isHeld = false;
    this.retryMs = 0;
    this.gaps.clear();
    this.settled.clear();
  }

  private refused(id: OpId, error: ErrorAnswer): Verdict {
    const { code } = error;
    // What another page left may be refused; only this page's own id being taken is the end of it.
    if (code === "op.client" && id[0] === this.store.clientId) return { do: "end", error };
    // The next hello tells whether this is for good, or the connection was only too old.
    if (code === "board.missing" || code === "auth.needed") return { do: "reconnect" };
    if (isFinal(code) || this.isPoison(code)) {
      this.noteSettled(id);
      this.store.refused(id, error);
      return this.goOn();
    }
    this.isHeld = true;
    if (code === "op.gap") this.noteGap(id, error);
    else {
      this.retryMs = Math.max(this.retryMs, error.retry_ms ?? RETRY_MS);
      if (code === "storage") this.store.delayed();
    }
    return this.goOn();
  }

  private isPoison(code: string): boolean {
    if (code === "op.gap") return false; // follows from what came before
    const limit = FAULTS_LIMIT.get(code);
    this.faultsInRow = limit === undefined ? 0 : this.faultsInRow + 1;
    if (limit === undefined || this.faultsInRow < limit) return false;
    this.faultsInRow = 0;
    return true;
  }

  private noteSettled([client, n]: OpId): void {
    this.settled.set(client, Math.max(n, this.settled.get(client) ?? 0));
  }

  private noteGap([client, n]: OpId, error: ErrorAnswer): void {
    const lastN = error.data.last_n;
    const from = Math.min(n, this.gaps.get(client)?.from ?? n);
    if (typeof lastN === "number") this.gaps.set(client, { lastN, from });
  }

  private goOn(): Verdict {
    if (!this.isHeld || this.flying.size > 0) return { do: "send" }; // `next` gives nothing while held
    if (this.gaps.size > 0) {
      for (const [client, { lastN, from }] of this.gaps) {
        // What came on an older connection may have been taken after the gap was found: then a number is
        // used up although the gap says that it is free. Sent again as it is, it gets the right answer.
        const isOutdated = (this.settled.get(client) ?? 0) > lastN;
        if (!isOutdated) this.store.renumber(client, lastN, from);
      }
      this.gaps.clear();
      const backOffMs = Math.min(GAP_RETRY_MS.most, GAP_RETRY_MS.least * 2 ** this.gapsInRow);
      this.retryMs = Math.max(this.retryMs, backOffMs);
      this.gapsInRow += 1;
    }
    this.settled.clear();
    const ms = this.retryMs;
    this.retryMs = 0;
    return { do: "wait", ms };
  }
}

function keyOf([client, n]: OpId): string {
  return `${client}/${n}`;
}
