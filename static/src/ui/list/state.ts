/** What one list holds of its own: what is being written, and where the Tab key stops. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ListedRecord } from "../../core/outline.ts";
import type { Scene } from "../../core/types.ts";

/** Everything but frames, which are the sections. */
export type ListItem = ListedRecord;

/** Frame id of a section; "" for what lies outside the frames. */
export type SectionKey = string;

/** What the list is narrowed to: everything, my notes, or one section. */
export type Filter =
  | { readonly show: "all" | "mine" }
  | { readonly show: "section"; readonly key: SectionKey };

/** The writing on an item. Kept out of the text field, which may be drawn anew elsewhere. */
export interface Draft {
  readonly id: string;
  /** What the item said when the writing began. */
  readonly textBefore: string;
  /** What the field holds now. */
  text: string;
  selection: readonly [number, number] | null;
  /** Ended; nothing may be done with it again. */
  isDone: boolean;
}

export interface ListState {
  readonly editing: Signal<Draft | null>;
  /** The row of each section that Tab leads to; the first one when there is none. */
  readonly stops: Signal<ReadonlyMap<SectionKey, string>>;
  readonly filter: Signal<Filter>;
  /** Of a long list, so many rows have had their turn to be drawn. */
  readonly drawn: Signal<number>;
  /** A row that is drawn before its turn; null when none is asked for. */
  readonly urgent: Signal<string | null>;
  /** How often such a row has been drawn. */
  readonly arrived: Signal<number>;
  /** Whether rows may have led to decisions. */
  readonly hasDecisions: ReadonlySignal<boolean>;
}

/** Rows that are drawn at once; the others follow, as many at a time. */
export const ROWS_A_TURN = 128;

export function createListState(scene: ReadonlySignal<Scene>): ListState {
  return {
    editing: signal(null),
    stops: signal(new Map()),
    filter: signal<Filter>({ show: "all" }),
    drawn: signal(ROWS_A_TURN),
    urgent: signal(null),
    arrived: signal(0),
    hasDecisions: computed(() => hasDecisions(scene.value)),
  };
}

function hasDecisions(scene: Scene): boolean {
  for (const { kind } of scene.values()) if (kind === "decision") return true;
  return false;
}

const ListContext = createContext<ListState | null>(null);

export const ListProvider = ListContext.Provider;

export function useList(): ListState {
  const state = useContext(ListContext);
  if (!state) throw new Error("A row was drawn outside of a list.");
  return state;
}
