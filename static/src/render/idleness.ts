/** Who of the others has not moved, chosen or typed anything for a while: their marks fade. */

import type { HereBySession } from "./presence.ts";

export interface Idleness {
  /** The sessions that have told nothing new for the whole time. Calls back when one more joins them. */
  among(here: HereBySession): ReadonlySet<number>;
  stop(): void;
}

export interface IdlenessOptions {
  readonly afterMs: number;
  /** Somebody has become idle. */
  changed(): void;
  now?(): number;
  /** Calls back once, `ms` from now; answers with what cancels it. */
  later?(callback: () => void, ms: number): () => void;
}

export function createIdleness({ afterMs, changed, now = monotonic, later = timeout }: IdlenessOptions) {
  const seen = new Map<number, { told: unknown; atMs: number }>(); // session -> its newest presence
  let cancel: (() => void) | null = null;

  function among(here: HereBySession): ReadonlySet<number> {
    const nowMs = now();
    for (const session of seen.keys()) if (!here.has(session)) seen.delete(session);
    const idle = new Set<number>();
    let first = Infinity;
    for (const [session, told] of here) {
      const before = seen.get(session);
      if (before?.told !== told) seen.set(session, { told, atMs: nowMs });
      const restMs = afterMs - (nowMs - (before?.told === told ? before.atMs : nowMs));
      if (restMs <= 0) idle.add(session);
      else first = Math.min(first, restMs);
    }
    cancel?.();
    cancel = first === Infinity ? null : later(changed, first);
    return idle;
  }

  return { among, stop: () => cancel?.() } satisfies Idleness;
}

function monotonic(): number {
  return performance.now();
}

function timeout(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
