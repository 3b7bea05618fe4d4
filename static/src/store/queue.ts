/**
 * Unsent changes outlive their page: each is in the browser's database from the moment it is made
 * until its final answer. The next page of the same person on that board sends what a page that is
 * gone left, under the op ids it had, so nothing can happen twice (SEQ2).
 */

import { signal } from "@preact/signals-core";

import type { OpId } from "../core/types.ts";
import { type Claims, createBeatClaims, createLockClaims } from "./claims.ts";
import { type Disk, openDisk, type Place } from "./disk.ts";
import type { PendingChange } from "./pending.ts";
import type { Keeper } from "./store.ts";

export interface Queue extends Keeper {
  /**
   * Hands over what pages that are gone left on this board, oldest page first; from now on it is
   * this page's to send. Calls `adopt` once for each such page, perhaps never.
   */
  takeOver(adopt: (changes: readonly PendingChange[]) => void): Promise<void>;
  /** The same now and every 15 seconds. Answers after the first time, or after a second. */
  watch(adopt: (changes: readonly PendingChange[]) => void): Promise<void>;
  /** How many unsent changes of this person wait in this browser, all pages and boards together. */
  count(): Promise<number>;
  /** Forgets them all, and keeps nothing more. For signing out. */
  forget(): Promise<void>;
}

const WATCH_MS = 15_000;
/** A browser that does not answer must not hold up the page. */
const FIRST_LOOK_MS = 1_000;

export interface QueueOptions extends Place {
  /** null: this browser keeps nothing. */
  readonly disk: Disk | null;
  readonly claims: Claims;
  /** This page's own client id. */
  readonly clientId: string;
}

export function createQueue(options: QueueOptions): Queue {
  return new ChangeQueue(options);
}

class ChangeQueue implements Queue {
  readonly unkept = signal(0);

  private readonly options: QueueOptions;
  private readonly taken = new Set<string>();
  /** By `keyOf`: what is to be in the database, and what is. */
  private wanted = new Map<string, PendingChange>();
  private readonly stored = new Map<string, PendingChange>();
  private isWriting = false;
  private isLooking = false;
  private isOver = false;

  constructor(options: QueueOptions) {
    this.options = options;
    this.taken.add(options.clientId);
  }

  keep(unsent: readonly PendingChange[]): void {
    if (this.isOver) return;
    this.wanted = new Map(unsent.map((change) => [keyOf(change), change]));
    this.countUnkept();
    void this.write();
  }

  async takeOver(adopt: (changes: readonly PendingChange[]) => void): Promise<void> {
    const { disk } = this.options;
    if (disk === null || this.isLooking) return;
    this.isLooking = true;
    const left = await this.takeLeft(disk).finally(() => {
      this.isLooking = false;
    });
    for (const changes of left.sort((a, b) => (a[0]?.atMs ?? 0) - (b[0]?.atMs ?? 0))) {
      // In one go: what is stored but not wanted would be removed.
      for (const change of changes) this.stored.set(keyOf(change), change);
      adopt(changes);
    }
  }

  private async takeLeft(disk: Disk): Promise<PendingChange[][]> {
    const left: PendingChange[][] = [];
    for (const client of await disk.clients(this.options)) {
      if (this.taken.has(client) || !(await this.options.claims.take(client))) continue;
      this.taken.add(client);
      // Read only now: until it was taken, its page may have gone on.
      left.push(await disk.changesOf(this.options, client));
    }
    return left;
  }

  async watch(adopt: (changes: readonly PendingChange[]) => void): Promise<void> {
    // When the browser cannot tell now, it is asked again next time.
    const look = (): Promise<void> => this.takeOver(adopt).catch(() => undefined);
    setInterval(look, WATCH_MS);
    await Promise.race([look(), new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS))]);
  }

  async count(): Promise<number> {
    const { disk, person } = this.options;
    // What this page could not store is unsent too.
    const stored = disk === null ? 0 : await disk.count(person).catch(() => 0);
    return stored + this.unkept.peek();
  }

  async forget(): Promise<void> {
    this.isOver = true;
    this.wanted.clear();
    this.stored.clear();
    this.countUnkept();
    await this.options.disk?.forget(this.options.person);
  }

  /** Until the database holds what is wanted. */
  private async write(): Promise<void> {
    const { disk } = this.options;
    if (disk === null || this.isWriting) return;
    this.isWriting = true;
    try {
      for (let step = this.nextStep(); step !== null; step = this.nextStep()) {
        await disk.write(this.options, step.put, step.remove);
        for (const change of step.put) this.stored.set(keyOf(change), change);
        for (const [client, n] of step.remove) this.stored.delete(keyOf({ client, n }));
        this.countUnkept();
      }
    } catch {
      // Full, or taken away: `unkept` says so, and the next change tries again.
    } finally {
      this.isWriting = false;
    }
  }

  private nextStep(): { put: PendingChange[]; remove: OpId[] } | null {
    const put = [...this.wanted.values()].filter((change) => this.stored.get(keyOf(change)) !== change);
    const gone = [...this.stored].filter(([key]) => !this.wanted.has(key));
    if (put.length + gone.length === 0) return null;
    return { put, remove: gone.map(([, { client, n }]) => [client, n]) };
  }

  private countUnkept(): void {
    const open = [...this.wanted].filter(([key, change]) => this.stored.get(key) !== change);
    this.unkept.value = open.length;
  }
}

function keyOf({ client, n }: Pick<PendingChange, "client" | "n">): string {
  return `${client}/${n}`;
}

/** The queue of this browser. Answers within about a second, whatever the browser does. */
export async function openQueue(place: Place, clientId: string): Promise<Queue> {
  const disk = await openDisk(Date.now());
  return createQueue({ ...place, disk, claims: claimsFor(clientId, disk), clientId });
}

const PAGE_KEY = "tavolo.page";

function claimsFor(clientId: string, disk: Disk | null): Claims {
  if (disk === null) return { take: async () => false };
  // Not there without TLS, whatever the types say.
  const locks: LockManager | undefined = navigator.locks;
  if (locks !== undefined) return createLockClaims(clientId, locks);
  const predecessor = swapPage(clientId);
  const every = (callback: () => void, ms: number): void => void setInterval(callback, ms);
  return createBeatClaims(clientId, { disk, predecessor, now: Date.now, every });
}

/** The client id that this tab had before a reload. */
function swapPage(clientId: string): string | null {
  try {
    const before = sessionStorage.getItem(PAGE_KEY);
    sessionStorage.setItem(PAGE_KEY, clientId);
    return before;
  } catch {
    return null; // the browser keeps its storage shut
  }
}
