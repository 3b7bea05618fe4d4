/**
 * Changes that are not part of the confirmed scene yet, in the order they were made: this page's
 * own, and before them those that pages which are gone could not send any more.
 */

import type { Op, OpId, UndoOp } from "../core/types.ts";

/** What the server is asked: ops, or one undo. */
export type SentOp = Op | UndoOp;

export interface PendingChange {
  /** The first half of its op id: the page that made it. */
  readonly client: string;
  /** The second half: 1, 2, 3 for each page load, without a gap. */
  readonly n: number;
  /** What the person did, in words; for undo lists. */
  readonly label: string;
  readonly ops: readonly SentOp[];
  /** When it was made, by this page's clock: stands in for the server's until that is known. */
  readonly atMs: number;
  /** The entry it became; null while the server has not answered. */
  readonly seq: number | null;
  /** What is to become of a private note, and the reveal that it waits for: see `drafts.ts`. */
  readonly draft?: {
    readonly what: "put" | "gone" | "publish";
    readonly round: number;
    /** It was written for who leads to read. */
    readonly waits?: true;
    /** Under the promise that nobody will ever know who wrote it. */
    readonly anonymous?: true;
  };
}

export interface Pending {
  all(): readonly PendingChange[];
  /** Those that the server has not answered for, oldest first. */
  unsent(): readonly PendingChange[];
  /** Answers with its op id. */
  add(label: string, ops: readonly SentOp[], atMs: number): OpId;
  /** Whether nothing can be sent from now on. So it is until it is said otherwise. */
  hold(isHeld: boolean): void;
  /** The newest change, if it was made while nothing could be sent. */
  lastHeld(): PendingChange | undefined;
  /** Puts other ops in the place of those of an unanswered change. */
  replace(id: OpId, ops: readonly SentOp[]): void;
  /** Takes over what a page that is gone left; it goes first. True if any of it was new. */
  adopt(changes: readonly PendingChange[]): boolean;
  /** Notes which entry it became. False when there is no such change (any more). */
  acked(id: OpId, seq: number): boolean;
  /** The op id of the change that became this entry; null when it is none of these. */
  idAt(seq: number): OpId | null;
  /** Takes it away; undefined when there is no such change. */
  remove(id: OpId): PendingChange | undefined;
  /** Takes away what entries up to `seq` contain. True if there was something. */
  settle(seq: number): boolean;
  /**
   * Gives unanswered changes of a page after `lastN`, and those from `from` on, the numbers that
   * follow it. Answers with what each number became.
   */
  renumber(client: string, lastN: number, from?: number): ReadonlyMap<number, number>;
}

/** `clientId`: this page's own; `add` counts for it. */
export function createPending(clientId: string): Pending {
  let changes: readonly PendingChange[] = [];
  let lastUsed = 0;
  let heldFrom = 1; // changes of this page from this number on cannot have been sent

  const find = ([client, n]: OpId): PendingChange | undefined =>
    changes.find((change) => change.n === n && change.client === client);

  return {
    all: () => changes,
    unsent: () => changes.filter((change) => change.seq === null),
    add(label, ops, atMs) {
      lastUsed += 1;
      changes = [...changes, { client: clientId, n: lastUsed, label, ops, atMs, seq: null }];
      return [clientId, lastUsed];
    },
    hold(isHeld) {
      heldFrom = isHeld ? Math.min(heldFrom, lastUsed + 1) : Number.POSITIVE_INFINITY;
    },
    lastHeld() {
      const last = changes.at(-1);
      return last?.client === clientId && last.n >= heldFrom ? last : undefined;
    },
    replace(id, ops) {
      const found = find(id);
      changes = changes.map((change) => (change === found ? { ...change, ops } : change));
    },
    adopt(left) {
      const fresh = left.filter(({ client, n }) => client !== clientId && find([client, n]) === undefined);
      const own = changes.filter((change) => change.client === clientId);
      const others = changes.filter((change) => change.client !== clientId);
      // A page may have built on what an older one left.
      changes = [...byAge([...others, ...fresh]), ...own];
      return fresh.length > 0;
    },
    acked(id, seq) {
      const found = find(id);
      if (found === undefined || found.seq !== null) return false;
      changes = changes.map((change) => (change === found ? { ...change, seq } : change));
      return true;
    },
    idAt(seq) {
      const found = changes.find((change) => change.seq === seq);
      return found === undefined ? null : [found.client, found.n];
    },
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
      const moved = new Map<number, number>();
      changes = changes.map((change) => {
        if (change.client !== client || change.seq !== null) return change;
        if (change.n <= lastN && change.n < from) return change;
        next += 1;
        moved.set(change.n, next);
        return { ...change, n: next };
      });
      changes = changes.map((change) => ({
        ...change,
        ops: change.ops.map((op) => follow(op, client, moved)),
      }));
      if (client !== clientId) return moved;
      // A change that is answered keeps its number, so never fall below those either.
      const own = changes.filter((change) => change.client === clientId);
      lastUsed = Math.max(next, ...own.map((change) => change.n));
      return moved;
    },
  };
}

/** The oldest page's changes first, each page's in their order. */
function byAge(changes: readonly PendingChange[]): PendingChange[] {
  const since = new Map<string, number>();
  for (const { client, atMs } of changes) since.set(client, Math.min(atMs, since.get(client) ?? atMs));
  const age = ({ client }: PendingChange): number => since.get(client) ?? 0;
  return [...changes].sort((a, b) => age(a) - age(b) || a.client.localeCompare(b.client) || a.n - b.n);
}

/** An undo of a change that has a new number names the new one. */
function follow(op: SentOp, client: string, moved: ReadonlyMap<number, number>): SentOp {
  const n = op.do === "undo" && op.of[0] === client ? moved.get(op.of[1]) : undefined;
  return n === undefined ? op : { do: "undo", of: [client, n] };
}
