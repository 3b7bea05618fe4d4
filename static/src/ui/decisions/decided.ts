/** The decisions of the board as a signal: drawn anew when one of them changes, not with every note. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { decisionsOf } from "../../core/decisions.ts";
import type { DecisionRecord, ItemRecord } from "../../core/types.ts";
import type { BoardStore } from "../../store/store.ts";
import type { Ui } from "../context.ts";

export interface DecidedNow {
  /** By number. */
  readonly decisions: ReadonlySignal<readonly DecisionRecord[]>;
  /** Id of what the panel is to show as soon as it is open. */
  readonly wanted: Signal<string | null>;
}

const known = new WeakMap<BoardStore, DecidedNow>();

/** Always the same for a store. */
export function decidedOf(store: BoardStore): DecidedNow {
  const decided = known.get(store) ?? follow(store);
  known.set(store, decided);
  return decided;
}

/** What `find` finds, and the same array as long as it is the same records. */
export function kept<Found extends ItemRecord>(
  find: () => readonly Found[],
): ReadonlySignal<readonly Found[]> {
  let before: readonly Found[] = [];
  return computed(() => {
    const now = find();
    const isSame = now.length === before.length && now.every((record, at) => record === before[at]);
    if (!isSame) before = now;
    return before;
  });
}

function follow(store: BoardStore): DecidedNow {
  return {
    decisions: kept(() => decisionsOf(store.scene.value)),
    wanted: signal(null),
  };
}

/** Opens the panel, at this decision or commitment if one is given. */
export function openDecisions({ store, view }: Ui, id: string | null = null): void {
  decidedOf(store).wanted.value = id;
  view.panel.value = "decisions";
}
