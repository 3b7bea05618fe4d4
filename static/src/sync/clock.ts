/**
 * What time it is at the server: people look at one clock, whatever their own says. The server tells its
 * time now and then; what was the quickest on its way is the nearest to the truth.
 */

import { type ReadonlySignal, signal } from "@preact/signals-core";

export interface Clock {
  /** The server's time now, in ms; this page's own until the server has told. */
  now(): number;
  /** How far the server is ahead of this page, in ms. Changes only when that is noticed. */
  readonly ahead: ReadonlySignal<number>;
  /** The server's time as it has just arrived. */
  heard(serverMs: number): void;
}

/** So many tellings count: a clock that somebody has set is believed again after half a minute. */
const REMEMBERED = 6;
/** What nobody would notice is no reason to draw anything anew. */
const NOTICED_MS = 50;

export function createClock(now: () => number = Date.now): Clock {
  const ahead = signal(0);
  let told: number[] = [];
  return {
    now: () => now() + ahead.peek(),
    ahead,
    heard(serverMs) {
      told = [...told, serverMs - now()].slice(-REMEMBERED);
      const best = Math.max(...told); // being on the way makes it smaller
      if (Math.abs(best - ahead.peek()) >= NOTICED_MS) ahead.value = best;
    },
  };
}
