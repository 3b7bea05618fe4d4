/** Pages that turn by themselves, until somebody stops them. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";

export interface Turning {
  readonly count: ReadonlySignal<number>;
  /** The one that is shown, from 0. */
  readonly part: ReadonlySignal<number>;
  /** Whether it stays where it is until somebody turns on. */
  readonly isPaused: Signal<boolean>;
  turn(by: number): void;
  /** Back to the first one. */
  begin(): void;
  stop(): void;
}

/** Long enough to read a dozen notes. */
const EACH_MS = 15_000;

/** `isKept`: it stays where it is for another reason. */
export function createTurning(count: ReadonlySignal<number>, isKept: () => boolean = () => false): Turning {
  const wanted = signal(0);
  const isPaused = signal(false);
  const part = computed(() => Math.max(0, Math.min(wanted.value, count.value - 1)));

  function turn(by: number): void {
    const all = count.peek();
    wanted.value = all === 0 ? 0 : (part.peek() + by + all) % all;
  }

  const stop = effect(() => {
    part.value;
    if (isPaused.value || isKept() || count.value < 2) return;
    const next = setTimeout(() => turn(1), EACH_MS);
    return () => clearTimeout(next);
  });

  return {
    count,
    part,
    isPaused,
    turn,
    begin() {
      wanted.value = 0;
    },
    stop,
  };
}
