/**
 * Changes that are not part of the confirmed scene yet, in the order they were made: this page's
 * own, and before them those that pages which are gone could not send any more.
 */

import type { Op, OpId } from "../core/types.ts";

export interface PendingChange {
  /** The first half of its op id: the page that made it. */
  readonly client: string;
  /** The second half: 1, 2, 3 for each page load, without a gap. */
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
  /** Takes over what a page that is gone left; it goes first. True if any of it was new. */
  adopt(changes: readonly PendingChange[]): boolean;
  /** Notes which entry it became. False when there is no such change (any more). */
  acked(id: OpId, seq: number): boolean;
  /** Whether one of these changes became this entry. */
  holds(seq: number): boolean;
  /** Takes it away; undefined when there is no such change. */
  remove(id: OpId): PendingChange | undefined;
  /** Takes away what entries up to `seq` contain. True if there was something. */
  settle(seq: number): boolean;
  /**
   * Gives unanswered changes of a page after `lastN`, and those from `from` on, the numbers that
   * follow it.
   */
  renumber(client: string, lastN: number, from?: number): void;
}

/** `clientId`: this page's own; `add` counts for it. */
export function createPending(clientId: string): Pending {
  let changes: readonly PendingChange[] = [];
  let lastUsed = 0;

  const find = ([client, n]: OpId): PendingChange | undefined =>
    changes.find((change) => change.n === n && change.client === client);

  return {
    all: () => changes,
    unsent: () => changes.filter((change) => change.seq === null),
    add(label, ops, atMs) {
      lastUsed += 1;
      changes = [...changes, { client: clientId, n: lastUsed, label, ops, atMs, seq: null }];
    },
    adopt(left) {
      const fresh = left.filter(({ client, n }) => client !== clientId && find([client, n]) === undefined);
      const own = changes.filter((change) => change.client === clientId);
      const others = changes.filter((change) => change.client !== clientId);
      changes = [...others, ...fresh, ...own];
      return fresh.length > 0;
    },
    acked(id, seq) {
      const found = find(id);
      if (found === undefined || found.seq !== null) return false;
      changes = changes.map((change) => (change === found ? { ...change, seq } : change));
      return true;
    },
    holds: (seq) => changes.some((change) => change.seq === seq),
    remove(id) {
      const found = find(id);
      if (found !== undefined) changes = changes.filter((change) => change !== found);
      return found;
    },
    settle(seq) {
      const before = changes.length;
      changes = changes.filter((change) => change.seq === null || change.seq > seq);
      return changes.length < before;
    },
    renumber(client, lastN, from = lastN + 1) {
      let next = lastN;
      changes = changes.map((change) => {
        if (change.client !== client || change.seq !== null) return change;
        if (change.n <= lastN && change.n < from) return change;
        next += 1;
        return { ...change, n: next };
      });
      if (client !== clientId) return;
      // A change that is answered keeps its number, so never fall below those either.
      const own = changes.filter((change) => change.client === clientId);
      lastUsed = Math.max(next, ...own.map((change) => change.n));
    },
  };
}
