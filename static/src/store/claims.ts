/**
 * Which page speaks for which client id. A live page's changes are its own to send; a page that is
 * gone, however it went, is spoken for by one other.
 */

import type { Disk } from "./disk.ts";

export interface Claims {
  /** Whether the page with this client id is gone. If so it is this page's from now on, and no other's. */
  take(client: string): Promise<boolean>;
}

/** Without locks a page counts as gone when it has been silent for so long. */
const SILENT_MS = 15_000;
const BEAT_MS = 5_000;

/** The browser frees a page's locks when the page is gone. `own` is this page's client id. */
export function createLockClaims(own: string, locks: LockManager): Claims {
  const nameOf = (client: string): string => `tavolo page ${client}`;
  const forever = (): Promise<never> => new Promise(() => undefined);
  void locks.request(nameOf(own), forever);
  return {
    take: (client) =>
      new Promise((resolve, reject) => {
        locks
          .request(nameOf(client), { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock === null ? undefined : forever();
          })
          .catch(reject);
      }),
  };
}

export interface BeatOptions {
  readonly disk: Disk;
  /** The page that was in this tab before: a reload does not have to wait until it counts as silent. */
  readonly predecessor: string | null;
  readonly now: () => number;
  /** Calls back every `ms`. */
  readonly every: (callback: () => void, ms: number) => void;
}

/**
 * For pages without TLS, where there are no locks. A hidden page may be taken for gone because its
 * timers are slowed down; then two pages send the same changes, which does no harm (SEQ2).
 */
export function createBeatClaims(own: string, { disk, predecessor, now, every }: BeatOptions): Claims {
  const mine = [own];
  const beat = (): void => {
    // A beat that cannot be written is like one that comes late.
    disk.beat(mine, now()).catch(() => undefined);
  };
  beat();
  every(beat, BEAT_MS);
  return {
    async take(client) {
      const sinceMs = client === predecessor ? Number.POSITIVE_INFINITY : now() - SILENT_MS;
      const isGone = await disk.takeSilent(client, sinceMs, now());
      if (isGone) mine.push(client);
      return isGone;
    },
  };
}
