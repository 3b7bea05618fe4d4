/** Commitments, and the ways between decisions and notes, as signals: worked out anew when one of them changes. */

import { computed, type ReadonlySignal } from "@preact/signals";
import { commitmentsOf } from "../../core/decisions.ts";
import { ledTo, type MadeOf, madeNotes, madeOf } from "../../core/origins.ts";
import type { CommitmentRecord, DecisionRecord } from "../../core/types.ts";
import type { BoardStore } from "../../store/store.ts";
import { decidedOf, kept } from "./decided.ts";

export interface Told {
  /** Open ones first. */
  readonly commitments: ReadonlySignal<readonly CommitmentRecord[]>;
  /** Item id -> the notes that were made of it. */
  readonly made: ReadonlySignal<MadeOf>;
  /** Item id -> the decisions that it led to. */
  readonly ledTo: ReadonlySignal<ReadonlyMap<string, readonly DecisionRecord[]>>;
}

const known = new WeakMap<BoardStore, Told>();

/** Always the same for a store. */
export function toldOf(store: BoardStore): Told {
  const told = known.get(store) ?? follow(store);
  known.set(store, told);
  return told;
}

function follow(store: BoardStore): Told {
  const { decisions } = decidedOf(store);
  const notes = kept(() => madeNotes(store.scene.value));
  return {
    commitments: kept(() => commitmentsOf(store.scene.value)),
    made: computed(() => madeOf(notes.value)),
    ledTo: computed(() => ledTo(decisions.value, notes.value)),
  };
}
