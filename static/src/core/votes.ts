/**
 * What every page asks about votes, from the first moment on; the rest is in `ballot.ts`. Mirrors a part of
 * `board/core/votes.py`.
 */

import type { Person, VoteRecord } from "./types.ts";

/** What one person says: a number by item, or [impact, feasibility]. */
export type Choice = number | readonly [impact: number, feasibility: number];
export type Choices = Readonly<Record<string, Choice>>;
/** How many have voted. */
export interface Turnout {
  readonly vote: string;
  readonly people: number;
}

export type VoteState = "set" | "open" | "closed" | "revealed";

/** Whoever is named; every participant if nobody is. */
export function mayVote(vote: VoteRecord, { id, role }: Person): boolean {
  return vote.voters ? role !== null && vote.voters.includes(id) : role === "participant";
}
