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
   * From now on hands over what pages that are gone have left on this board, as soon as they are gone:
   * it is this page's to send then. Answers when it has handed over what was there from the start, or
   * when that takes too long to wait for (`isReady` tells).
   */
  watch(adopt: Adopt): Promise<void>;
  /** How many unsent changes of this person wait in this browser, all pages and boards together. */
  count(): Promise<number>;
  /** Forgets them all, and keeps nothing more. For signing out. */
  forget(): Promise<void>;
}

export type Adopt = (changes: readonly PendingChange[]) => void;

/** How often to look for pages that are new. */
const LOOK_MS = 5_000;
/** For so long the page shows nothing while the browser looks. */
const HOLD_UP_MS = 400;
/** A page that has just crashed may count as alive for a while on a busy machine; one that lives is not waited for longer. */
const GONE_MS = 5_000;
/** A browser that has not answered by then keeps nothing. */
const OPEN_MS = 10_000;

/** The browser's database, and who speaks for whom in it. */
export interface Opened {
  readonly disk: Disk;
  readonly claims: Claims;
}

export interface QueueOptions extends Place {
  /** null: this browser keeps nothing. Never fails, may take long. */
  readonly opening: Promise<Opened | null>;
  /** This page's own client id. */
  readonly clientId: string;
  /** Calls back every `ms`. */
  readonly every: (callback: () => void, ms: number) => void;
}

export function createQueue(options: QueueOptions): Queue {
  return new ChangeQueue(options);
}

class ChangeQueue implements Queue {
  readonly unkept = signal(0);
  readonly isReady = signal(false);

  private readonly options: QueueOptions;
  private disk: Disk | null = null;
  /** Client ids of pages that this one waits for or speaks for. */
  private readonly known = new Set<string>();
  /** By `keyOf`: what is to be in the database, what it was told, and what it is known to hold. */
  private wanted = new Map<string, PendingChange>();
  private readonly told = new Map<string, PendingChange>();
  private readonly stored = new Map<string, PendingChange>();
  /** Pages that are gone and whose changes have not been handed over yet. */
  private readonly heirless = new Set<string>();
  private hasLooked = false;
  private isOver = false;

  constructor(options: QueueOptions) {
    this.options = options;
    this.known.add(options.clientId);
    void options.opening.then((opened) => {
      this.disk = opened?.disk ?? null;
      void this.write();
    });
  }

  keep(unsent: readonly PendingChange[]): void {
    if (this.isOver) return;
    this.wanted = new Map(unsent.map((change) => [keyOf(change), change]));
    this.countUnkept();
    void this.write();
  }

  async watch(adopt: Adopt): Promise<void> {
    // A browser that cannot tell now is asked again next time.
    const look = (): Promise<void> => this.look(adopt).catch(() => undefined);
    this.options.every(look, LOOK_MS);
    const first = atMost(OPEN_MS, look()).then(() => {
      this.hasLooked = true;
      this.settle();
    });
    await atMost(HOLD_UP_MS, first);
  }

  /** Answers when each page found is known to live, or is gone and what it left has been handed over. */
  private async look(adopt: Adopt): Promise<void> {
    const opened = await this.options.opening;
    if (opened === null) return;
    const { disk, claims } = opened;
    for (const client of this.heirless) void this.takeOver(disk, client, adopt);
    const found = (await disk.clients(this.options)).filter((client) => !this.known.has(client));
    await Promise.all(
      found.map((client) => {
        this.known.add(client);
        const taken = claims.whenGone(client).then(() => {
          this.heirless.add(client);
          return this.takeOver(disk, client, adopt);
        });
        return atMost(GONE_MS, taken);
      }),
    );
  }

  /** Hands over what a page left that is gone. If that cannot be read now, the next look tries again. */
  private async takeOver(disk: Disk, client: string, adopt: Adopt): Promise<void> {
    try {
      // Read only now: until it was gone, the page may have gone on.
      const left = await disk.changesOf(this.options, client);
      if (this.isOver || !this.heirless.delete(client)) return;
      // In one go: what the database was told but is not wanted would be removed.
      for (const change of left) {
        this.told.set(keyOf(change), change);
        this.stored.set(keyOf(change), change);
      }
      adopt(left);
      this.settle();
    } catch {
      // It stays without an heir.
    }
  }

  /** Nothing is safe as long as a page that is gone has left something that nobody sends. */
  private settle(): void {
    if (this.hasLooked && this.heirless.size === 0) this.isReady.value = true;
  }

  async count(): Promise<number> {
    // What this page could not store is unsent too.
    const stored = (await this.disk?.count(this.options.person).catch(() => 0)) ?? 0;
    return stored + this.unkept.peek();
  }

  async forget(): Promise<void> {
    this.isOver = true;
    this.wanted.clear();
    this.told.clear();
    this.stored.clear();
    this.countUnkept();
    await this.disk?.forget(this.options.person);
  }

  /**
   * Tells the database what is new, at once and without waiting for what it was told before: it keeps
   * the order, and the page may crash at any moment.
   */
  private async write(): Promise<void> {
    const { disk } = this;
    if (disk === null) return;
    const put = [...this.wanted.values()].filter((change) => this.told.get(keyOf(change)) !== change);
    const gone = [...this.told.values()].filter((change) => !this.wanted.has(keyOf(change)));
    if (put.length + gone.length === 0) return;
    for (const change of put) this.told.set(keyOf(change), change);
    for (const change of gone) this.told.delete(keyOf(change));
    try {
      await disk.write(
        this.options,
        put,
        gone.map(({ client, n }): OpId => [client, n]),
      );
      for (const change of put) this.stored.set(keyOf(change), change);
      for (const change of gone) this.stored.delete(keyOf(change));
    } catch {
      // Full, or taken away: `unkept` says so, and the next change tries again.
      for (const change of put) if (this.told.get(keyOf(change)) === change) this.told.delete(keyOf(change));
      for (const change of gone) if (!this.told.has(keyOf(change))) this.told.set(keyOf(change), change);
    }
    this.countUnkept();
  }

  private countUnkept(): void {
    const open = [...this.wanted].filter(([key, change]) => this.stored.get(key) !== change);
    this.unkept.value = open.length;
  }
}

function keyOf({ client, n }: Pick<PendingChange, "client" | "n">): string {
  return `${client}/${n}`;
}

/** Answers with `what`, or after `ms` without it. */
async function atMost(ms: number, what: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([what, end]);
  clearTimeout(timer);
}

/** The queue of this browser, at once; it finds out later what the browser can do. */
export function openQueue(place: Place, clientId: string): Queue {
  const opening = openDisk(Date.now()).then((disk) =>
    disk === null ? null : { disk, claims: claimsFor(clientId, disk) },
  );
  return createQueue({ ...place, opening, clientId, every });
}

function every(callback: () => void, ms: number): void {
  setInterval(callback, ms);
}

const PAGE_KEY = "tavolo.page";

function claimsFor(clientId: string, disk: Disk): Claims {
  // Not there without TLS, whatever the types say.
  const locks: LockManager | undefined = navigator.locks;
  if (locks !== undefined) return createLockClaims(clientId, locks);
  return createBeatClaims(clientId, { disk, predecessor: swapPage(clientId), now: Date.now, every });
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
