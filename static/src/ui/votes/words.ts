/** What votes are called, and how their numbers are said. */

import { eachOf, isSpent, leftOf, mostOf, votersOf } from "../../core/ballot.ts";
import { formatNumber, msgid, t, tn } from "../../core/i18n.ts";
import type { ItemRecord, Scene, VoteRecord } from "../../core/types.ts";
import type { VoteWay } from "../../core/vote_types.ts";
import type { Choice, Choices, VoteState } from "../../core/votes.ts";
import { nameOf } from "../../render/item_names.ts";
import type { Ui } from "../context.ts";

interface WayLook {
  /** English: keys for `t`. */
  readonly name: string;
  readonly hint: string;
}

export const WAYS: Readonly<Record<VoteWay, WayLook>> = {
  dots: { name: msgid("Dots"), hint: msgid("Each person has a few dots to give away.") },
  points: { name: msgid("Points for and against"), hint: msgid("Each point is for or against something.") },
  budget: { name: msgid("Budget"), hint: msgid("Each person shares out a sum.") },
  yesno: { name: msgid("Yes, no, abstain"), hint: msgid("One answer for each thing.") },
  scale: { name: msgid("Scale from 1 to 5"), hint: msgid("One mark for each thing.") },
  matrix: {
    name: msgid("Impact and feasibility"),
    hint: msgid("Two marks for each thing, from 1 to 5: how much it changes, and how easy it is."),
  },
};

export const STATES: Readonly<Record<VoteState, string>> = {
  set: msgid("Not open yet"),
  open: msgid("Open"),
  closed: msgid("Closed, not revealed"),
  revealed: msgid("Result"),
};

export const ANSWERS: readonly (readonly [answer: number, name: string])[] = [
  [1, msgid("Yes")],
  [-1, msgid("No")],
  [0, msgid("Abstain")],
];

type Asked = Pick<VoteRecord, "about" | "areas">;

/** Whether it has areas, and none of them is on the board any more. */
export function hasLostAreas(scene: Scene, { areas = [] }: Asked): boolean {
  return areas.length > 0 && areas.every((id) => !scene.has(id));
}

/** Why there is nothing to vote on, before it is opened. */
export function emptyWords(scene: Scene, vote: Asked): string {
  if (hasLostAreas(scene, vote)) return t("The areas that it was on have been deleted.");
  const isOnClusters = vote.about === "clusters";
  if ((vote.areas ?? []).length === 0) {
    return isOnClusters
      ? t("There is no cluster on the board yet.")
      : t("There is no note on the board yet.");
  }
  return isOnClusters ? t("There is no cluster in its areas yet.") : t("There is no note in its areas yet.");
}

/** Whether all that an open vote is on has been deleted since. */
export function hasLostAll(scene: Scene, { items = [] }: VoteRecord): boolean {
  return items.every((id) => !scene.has(id));
}

/** What people read over a ballot: how much they have. */
export function termsOf(vote: VoteRecord): string {
  if (!isSpent(vote)) return t(WAYS[vote.way].hint);
  const most = t("at most %(n)s on one thing", { n: formatNumber(mostOf(vote)) });
  return `${eachWords(vote)} · ${most}`;
}

function eachWords(vote: VoteRecord): string {
  const each = eachOf(vote);
  if (vote.way === "dots") return tn("%(n)s dot each", "%(n)s dots each", each);
  if (vote.way === "points") {
    return tn("%(n)s point each, for or against", "%(n)s points each, for or against", each);
  }
  return t("%(n)s each to share out", { n: formatNumber(each) });
}

/** What one person says of one thing, in short. */
export function choiceWords({ way }: VoteRecord, choice: Choice): string {
  if (typeof choice !== "number") return choice.map(formatNumber).join(" · ");
  const answer = way === "yesno" ? ANSWERS.find(([number]) => number === choice) : undefined;
  return answer ? t(answer[1]) : formatNumber(choice);
}

/** What is left of it. */
export function leftWords(vote: VoteRecord, choices: Choices): string {
  const left = leftOf(vote, choices);
  if (vote.way === "dots") return tn("%(n)s dot left", "%(n)s dots left", left);
  if (vote.way === "points") return tn("%(n)s point left", "%(n)s points left", left);
  return t("%(n)s left", { n: formatNumber(left) });
}

/** Where there is nothing to be left of: how far one has come. */
export function answeredWords({ items = [] }: VoteRecord, choices: Choices): string {
  return t("You have answered %(n)s of %(all)s", { n: Object.keys(choices).length, all: items.length });
}

export function titleOfVote({ title }: VoteRecord): string {
  return title.trim() || t("Vote without a question");
}

/** What is voted on, by name; it may have been deleted since. */
export function nameOfVoted({ store }: Ui, id: string): string {
  const scene = store.scene.value;
  const record: ItemRecord | undefined = scene.get(id);
  if (record === undefined) return t("Deleted since");
  const words = record.kind === "note" ? record.text : record.kind === "cluster" ? record.title : "";
  return words.trim() || nameOf(record, scene, store.people.value);
}

/** "12 of 14 have voted". */
export function turnoutWords({ store, ballots }: Ui, vote: VoteRecord): string {
  const n = ballots.turnout.value.get(vote.id) ?? 0;
  const all = Math.max(n, votersOf(vote, store.people.value.values()));
  return tn("%(n)s of %(all)s has voted", "%(n)s of %(all)s have voted", n, { all });
}
