/** This page's own changes that are not part of the confirmed scene yet, in the order they were made. */

import type { Op } from "../core/types.ts";

export interface PendingChange {
  /** The second half of its op id: 1, 2, 3 for each page load, without a gap. */
  readonly n: number;
  /** What the person did, in words; for undo lists. */
  readonly label: string;
  readonly ops: readonly Op[];
  /** When it was made, by this page's clock: stands in for the server's until that is known. */
  readonly atMs: number;
  /** The entry it became; null while the server has not answered. */
  readonly seq: number | null;
}

export interface Pending {
  all(): readonly PendingChange[];
  /** Those that the server has not answered for, oldest first. */
  unsent(): readonly PendingChange[];
  add(label: string, ops: readonly Op[], atMs: number): void;
  /** Notes which entry it became. False when there is no such change (any more). */
  acked(n: number, seq: number): boolean;
  /** Takes it away; undefined when there is no such change. */
  remove(n: number): PendingChange | undefined;
  /** Takes away what entries up to `seq` contain. True if there was something. */
  settle(seq: number): boolean;
  /** Gives unanswered changes after `lastN`, and those from `from` on, the numbers that follow it. */
  renumber(lastN: number, from?: number): void;
}

export function createPending(): Pending {
  let changes: PendingChange[] = [];
  let lastUsed = 0;

  const remove = (n: number): PendingChange | undefined => {
    const found = changes.find((change) => change.n === n);
    if (found !== undefined) changes = changes.filter((change) => change !== found);
    return found;
  };

  return {
    all: () => changes,
    unsent: () => changes.filter((change) => change.seq === null),
    add(label, ops, atMs) {
      lastUsed += 1;
      changes = [...changes, { n: lastUsed, label, ops, atMs, seq: null }];
    },
    acked(n, seq) {
      const isKnown = changes.some((change) => change.n === n && change.seq === null);
      if (isKnown) changes = changes.map((change) => (change.n === n ? { ...change, seq } : change));
      return isKnown;
    },
    remove,
    settle(seq) {
      const before = changes.length;
      changes = changes.filter((change) => change.seq === null || change.seq > seq);
      return changes.length < before;
    },
    renumber(lastN, from = lastN + 1) {
      let next = lastN;
      changes = changes.map((change) => {
        if (change.seq !== null || (change.n <= lastN && change.n < from)) return change;
        next += 1;
        return { ...change, n: next };
      });
      // A change that is answered keeps its number, so never fall below those either.
      lastUsed = Math.max(next, ...changes.map((change) => change.n));
    },
  };
}
