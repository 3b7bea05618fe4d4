/**
 * Which page speaks for which client id. A live page's changes are its own to send; a page that is
 * gone, however it went, is spoken for by one other.
 */

import type { Disk } from "./disk.ts";

export interface Claims {
  /**
   * Answers when the page with this client id is gone and this page speaks for it, and no other does.
   * Perhaps at once, perhaps never.
   */
  whenGone(client: string): Promise<void>;
}

/** Without locks a page counts as gone when it has been silent for so long. */
const SILENT_MS = 15_000;
const BEAT_MS = 5_000;

/** The browser frees a page's locks when the page is gone. `own` is this page's client id. */
export function createLockClaims(own: string, locks: LockManager): Claims {
  const hold = (client: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const forever = (): Promise<never> => {
        resolve();
        return new Promise(() => undefined);
      };
      locks.request(`tavolo page ${client}`, forever).catch(reject);
    });
  void hold(own);
  return { whenGone: hold };
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
  const asked = new Map<string, () => void>(); // client id -> whom to tell that it is gone

  async function look(client: string): Promise<void> {
    const sinceMs = client === predecessor ? Number.POSITIVE_INFINITY : now() - SILENT_MS;
    const tell = asked.get(client);
    if (tell === undefined || !(await disk.takeSilent(client, sinceMs, now()))) return;
    mine.push(client);
    asked.delete(client);
    tell();
  }

  // What cannot be read or written now is like a beat that comes late.
  const beat = (): void => {
    disk.beat(mine, now()).catch(() => undefined);
    for (const client of asked.keys()) look(client).catch(() => undefined);
  };
  beat();
  every(beat, BEAT_MS);
  return {
    whenGone: (client) =>
      new Promise((resolve) => {
        asked.set(client, resolve);
        look(client).catch(() => undefined);
      }),
  };
}
