/** What the projector shows besides the board: who sits where, what came of a vote, what was decided. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { VoteRecord } from "../../core/types.ts";
import type { VoteItem } from "../../core/vote_types.ts";
import type { BoardStore } from "../../store/store.ts";
import { decidedOf } from "../decisions/decided.ts";
import { toldOf } from "../decisions/told.ts";
import { isVoted, lastRevealed } from "../votes/latest.ts";
import { type Agenda, agendaOf } from "./now.ts";
import { seatsOf } from "./seats.ts";
import { createTurning, type Turning } from "./turning.ts";

export type WallView = "board" | "tables" | "result" | "decisions" | "commitments";

export interface WallViews {
  /** Those in which there is something to see. */
  readonly there: ReadonlySignal<readonly WallView[]>;
  readonly shown: ReadonlySignal<WallView>;
  /** What who stands at the projector has chosen; null for what is usual now. */
  readonly wanted: Signal<WallView | null>;
  /** The vote that was revealed last. */
  readonly vote: ReadonlySignal<VoteRecord | null>;
  /** Pages of what is shown; so many entries are tried on one at first. */
  readonly turning: Turning;
  readonly each: Signal<number>;
  stop(): void;
}

/** So many entries are tried on a page at first; it is as many as have room. */
export const MOST = 12;

/** What somebody has given something to, in the order of the result: a room reads no list of zeros. */
export function votedFor({ result }: VoteRecord): readonly VoteItem[] {
  return (result?.items ?? []).filter(isVoted);
}

/** One more for all that nobody has given anything to; one where there are no totals. */
function resultCards(vote: VoteRecord): number {
  const all = vote.result?.items?.length ?? 0;
  const voted = votedFor(vote).length;
  return Math.max(1, voted < all ? voted + 1 : voted);
}

type Counts = Readonly<Record<WallView, ReadonlySignal<number>>>;

/** How many entries each view has; the board has no pages of this kind. */
function countsOf(store: BoardStore, vote: ReadonlySignal<VoteRecord | null>): Counts {
  const seats = seatsOf(store);
  const decided = decidedOf(store);
  return {
    board: computed(() => 0),
    tables: computed(() => (seats.apart.value > 0 ? seats.tables.value.length : 0)),
    result: computed(() => (vote.value ? resultCards(vote.value) : 0)),
    decisions: computed(() => decided.decisions.value.length),
    commitments: computed(() => toldOf(store).commitments.value.length),
  };
}

/** A result is shown where it was revealed: in the step for voting, and in the one right after it. */
function isFresh({ opened_ms = 0 }: VoteRecord, { workshop, step, steps, place }: Agenda): boolean {
  if (step.value?.mode === "vote") return opened_ms >= (workshop.value?.since_ms ?? 0);
  return step.value?.mode === "reveal" && steps.value[place.value - 1]?.mode === "vote";
}

function usualView(counts: Counts, vote: VoteRecord | null, agenda: Agenda): WallView {
  const mode = agenda.step.value?.mode;
  if (counts.tables.value > 0) return "tables";
  if (vote && isFresh(vote, agenda)) return "result";
  if (mode === "decide" && counts.decisions.value > 0) return "decisions";
  return mode === "owners" && counts.commitments.value > 0 ? "commitments" : "board";
}

export function createWallViews(store: BoardStore): WallViews {
  const agenda = agendaOf(store);
  const vote = computed(() => lastRevealed(store.present.value));
  const counts = countsOf(store, vote);
  const each = signal(MOST);
  const wanted = signal<WallView | null>(null);
  const usual = computed(() => usualView(counts, vote.value, agenda));
  const shown = computed(() => {
    const { value } = wanted;
    return value === "board" || (value !== null && counts[value].value > 0) ? value : usual.value;
  });
  const there = computed(() => {
    const all = Object.keys(counts) as WallView[];
    return all.filter((view) => view === "board" || counts[view].value > 0);
  });
  const turning = createTurning(computed(() => Math.ceil(counts[shown.value].value / each.value)));
  const stops = [
    effect(() => {
      usual.value;
      agenda.step.value?.id;
      wanted.value = null;
    }),
    effect(() => {
      shown.value;
      each.value = MOST;
      turning.begin();
    }),
  ];
  return {
    there,
    shown,
    wanted,
    vote,
    turning,
    each,
    stop() {
      turning.stop();
      for (const stop of stops) stop();
    },
  };
}
