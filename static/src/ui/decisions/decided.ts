/** Decisions and commitments of the board as signals: drawn anew when one of them changes, not with every note. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { bySource, commitmentsOf, decisionsOf } from "../../core/decisions.ts";
import type { CommitmentRecord, DecisionRecord, ItemRecord } from "../../core/types.ts";
import type { BoardStore } from "../../store/store.ts";
import type { Ui } from "../context.ts";

export interface DecidedNow {
  /** By number. */
  readonly decisions: ReadonlySignal<readonly DecisionRecord[]>;
  /** Open ones first. */
  readonly commitments: ReadonlySignal<readonly CommitmentRecord[]>;
  /** Item id -> the decisions that come from it. */
  readonly from: ReadonlySignal<ReadonlyMap<string, readonly DecisionRecord[]>>;
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
function kept<Found extends ItemRecord>(find: () => readonly Found[]): ReadonlySignal<readonly Found[]> {
  let before: readonly Found[] = [];
  return computed(() => {
    const now = find();
    const isSame = now.length === before.length && now.every((record, at) => record === before[at]);
    if (!isSame) before = now;
    return before;
  });
}

function follow(store: BoardStore): DecidedNow {
  const decisions = kept(() => decisionsOf(store.scene.value));
  return {
    decisions,
    commitments: kept(() => commitmentsOf(store.scene.value)),
    from: computed(() => bySource(decisions.value)),
    wanted: signal(null),
  };
}

/** Opens the panel, at this decision or commitment if one is given. */
export function openDecisions({ store, view }: Ui, id: string | null = null): void {
  decidedOf(store).wanted.value = id;
  view.panel.value = "decisions";
}
