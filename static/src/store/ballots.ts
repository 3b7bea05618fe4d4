/** My ballots, and how many have voted: what the server tells this person only, or as presence. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { byOrder } from "../core/outline.ts";
import { leads } from "../core/roles.ts";
import type { ItemRecord, VoteRecord } from "../core/types.ts";
import { type Choices, mayVote, type Turnout } from "../core/votes.ts";
import { rightsNow } from "../core/workshop.ts";
import type { BoardStore } from "./store.ts";

/** By vote id. */
export type ByVote<Value> = ReadonlyMap<string, Value>;

export interface Ballots {
  /** What the server has of mine. */
  readonly kept: Signal<ByVote<Choices>>;
  /** What I have said since, until the server has it. */
  readonly wanted: Signal<ByVote<Choices>>;
  /** How many have voted. */
  readonly turnout: Signal<ByVote<number>>;
  /** Those that have been opened, whatever became of them. */
  readonly opened: ReadonlySignal<readonly VoteRecord[]>;
  /** Whether there are any. */
  readonly hasAny: ReadonlySignal<boolean>;
  /** Whether the step of the workshop that is on, if one is, lets me vote. */
  readonly mayNow: ReadonlySignal<boolean>;
  /** The first that is open and that I may vote in now. */
  readonly mine: ReadonlySignal<VoteRecord | null>;
  /** All that holds now, where the board has come to `head`. */
  greeted(head: number, kept?: Readonly<Record<string, Choices>>, turnout?: readonly Turnout[]): void;
  heard(kept: Readonly<Record<string, Choices>>): void;
  counted(turnout: readonly Turnout[]): void;
}

function byVote(turnout: readonly Turnout[]): [id: string, people: number][] {
  return turnout.map(({ vote, people }) => [vote, people]);
}

function isOpened(record: ItemRecord): record is VoteRecord {
  return record.kind === "vote" && record.state !== undefined;
}

export function createBallots(store: Pick<BoardStore, "present" | "seq" | "me">): Ballots {
  const opened = computed(() => [...store.present.value.values()].filter(isOpened));
  const kept = signal<ByVote<Choices>>(new Map());
  const wanted = signal<ByVote<Choices>>(new Map());
  const turnout = signal<ByVote<number>>(new Map());
  let openings = new Map<string, number>();
  /** The head of the board when the server told all that holds. */
  let toldAt = -1;
  effect(() => {
    const now = new Map(opened.value.map(({ id, opened_ms = 0 }) => [id, opened_ms]));
    // Called off, and perhaps opened again: no ballot of before counts any more.
    const over = [...openings.keys()].filter((id) => now.get(id) !== openings.get(id));
    openings = now;
    forgetVotes(wanted, over);
    if (store.seq.peek() <= toldAt) return; // what the server has told is newer
    forgetVotes(kept, over);
    forgetVotes(turnout, over);
  });
  const mayNow = computed(
    () => leads(store.me.value.role) || (rightsNow(store.present.value)?.may.includes("vote") ?? true),
  );
  return {
    kept,
    wanted,
    turnout,
    opened,
    hasAny: computed(() => opened.value.length > 0),
    mayNow,
    mine: computed(() => {
      if (!mayNow.value) return null;
      const me = store.me.value;
      return (
        [...opened.value].sort(byOrder).find((vote) => vote.state === "open" && mayVote(vote, me)) ?? null
      );
    }),
    greeted(head, ballots = {}, people = []) {
      toldAt = head;
      kept.value = new Map(Object.entries(ballots));
      turnout.value = new Map(byVote(people));
    },
    heard(ballots) {
      kept.value = new Map([...kept.peek(), ...Object.entries(ballots)]);
    },
    counted(people) {
      turnout.value = new Map([...turnout.peek(), ...byVote(people)]);
    },
  };
}

function forgetVotes(known: Signal<ByVote<unknown>>, ids: readonly string[]): void {
  if (!ids.some((id) => known.peek().has(id))) return;
  known.value = new Map([...known.peek()].filter(([id]) => !ids.includes(id)));
}

/** The ballot as its voter sees it. */
export function ballotOf({ kept, wanted }: Ballots, voteId: string): Choices {
  return wanted.value.get(voteId) ?? kept.value.get(voteId) ?? {};
}
