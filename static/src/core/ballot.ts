/** Votes while they are held: what they are on, and what a ballot may still say. Mirrors `board/core/votes.py`. */

import { byOrder } from "./outline.ts";
import { fieldOf, parentOf } from "./records.ts";
import { topOf } from "./relations.ts";
import type { ClusterRecord, NoteRecord, Person, Scene, VoteRecord } from "./types.ts";
import type { VoteWay } from "./vote_types.ts";
import { type Choice, type Choices, mayVote, type VoteState } from "./votes.ts";

/** Voters below whom no totals are told. */
export const FEWEST = 3;
/** Ways in which each person has so much to give. */
const SPENT: ReadonlySet<VoteWay> = new Set(["dots", "points", "budget"]);

export function stateOf(vote: VoteRecord): VoteState {
  return vote.state ?? "set";
}

/** The votes of the board, in order. */
export function votesOf(scene: Scene): VoteRecord[] {
  return [...scene.values()].filter((record) => record.kind === "vote").sort(byOrder);
}

export function isSpent(vote: Pick<VoteRecord, "way">): boolean {
  return SPENT.has(vote.way);
}

/** How much each person has, in all. */
export function eachOf(vote: VoteRecord): number {
  return fieldOf(vote, "each") as number;
}

/** How much of it may be on one thing. */
export function mostOf(vote: VoteRecord): number {
  return Math.min(eachOf(vote), fieldOf(vote, "most") as number);
}

/** How many may vote, with those who have no device. */
export function votersOf(vote: VoteRecord, people: Iterable<Person>): number {
  return [...people].filter((person) => mayVote(vote, person)).length + (vote.helped ?? 0);
}

/** What a vote is on if it opens now, in order; a stack counts once (STACK2). */
export function votedOn(scene: Scene, vote: Pick<VoteRecord, "about" | "areas">): VotedRecord[] {
  const kind = vote.about === "notes" ? "note" : "cluster";
  const areas = new Set(vote.areas);
  return [...scene.values()]
    .filter((record): record is VotedRecord => record.kind === kind)
    .filter((record) => topOf(record, scene) === undefined)
    .filter((record) => areas.size === 0 || isIn(scene, record, areas))
    .sort(byOrder);
}

export type VotedRecord = NoteRecord | ClusterRecord;

function isIn(scene: Scene, record: VotedRecord, areas: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  let frame = parentOf(record);
  while (frame !== null && !seen.has(frame)) {
    if (areas.has(frame)) return true;
    seen.add(frame);
    const outer = scene.get(frame);
    frame = outer === undefined ? null : parentOf(outer);
  }
  return false;
}

function weight(choice: Choice | undefined): number {
  return typeof choice === "number" ? Math.abs(choice) : 0;
}

/** What is left to give; of no meaning where nothing is spent. */
export function leftOf(vote: VoteRecord, choices: Choices): number {
  return eachOf(vote) - Object.values(choices).reduce<number>((sum, choice) => sum + weight(choice), 0);
}

/** Whether the ballot may say this of an item. */
export function fits(vote: VoteRecord, choices: Choices, id: string, choice: Choice | null): boolean {
  if (choice === null || !isSpent(vote)) return true;
  if (typeof choice !== "number" || !Number.isInteger(choice)) return false;
  if (Math.abs(choice) > mostOf(vote) || (choice < 0 && vote.way !== "points")) return false;
  return weight(choice) - weight(choices[id]) <= leftOf(vote, choices);
}

/** The ballot with this said of an item; null takes it back. */
export function saying(vote: VoteRecord, choices: Choices, id: string, choice: Choice | null): Choices {
  const { [id]: _before, ...others } = choices;
  const isNothing = choice === null || (isSpent(vote) && choice === 0);
  return isNothing ? others : { ...others, [id]: choice };
}
