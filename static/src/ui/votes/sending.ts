/** Hands ballots to the server, the newest word of each, one after the other. */

import { fits, saying, stateOf } from "../../core/ballot.ts";
import { t } from "../../core/i18n.ts";
import type { VoteRecord } from "../../core/types.ts";
import type { Choice, Choices } from "../../core/votes.ts";
import { type Ballots, ballotOf } from "../../store/ballots.ts";
import type { BallotPlace, UnsentBallot } from "../../store/unsent_ballots.ts";
import { CallFailed } from "../../sync/http.ts";
import type { Ui } from "../context.ts";
import { sentenceOf } from "../server.ts";

const AGAIN_MS = 2_000;

const sending = new WeakSet<Ballots>();
/** By vote: what the server had before, and what was sent to it since. */
const sent = new WeakMap<Ballots, Map<string, readonly Choices[]>>();
const SENT_MOST = 20;

/** What the server may have of a ballot that waits, as far as this page can know. */
export function mayBeThere(ballots: Ballots, id: string): readonly Choices[] {
  return sent.get(ballots)?.get(id) ?? [ballots.kept.peek().get(id) ?? {}];
}

function noteSent(ballots: Ballots, id: string, all: readonly Choices[]): void {
  const byVote = sent.get(ballots) ?? new Map<string, readonly Choices[]>();
  const [before = {}, ...since] = new Set(all);
  sent.set(ballots, byVote.set(id, [before, ...since.slice(-SENT_MOST)]));
}

/** Says something of an item on my ballot; false when the vote does not allow it. */
export function say(ui: Ui, vote: VoteRecord, id: string, choice: Choice | null): boolean {
  const choices = ballotOf(ui.ballots, vote.id);
  if (!fits(vote, choices, id, choice)) return false;
  want(ui, vote.id, saying(vote, choices, id, choice));
  return true;
}

/** Sends what an earlier page has left, as this page's own. */
export function sendLeft(ui: Ui, { vote, choices, over }: BallotPlace & UnsentBallot): void {
  noteSent(ui.ballots, vote, over);
  want(ui, vote, choices);
}

function want(ui: Ui, id: string, choices: Choices): void {
  const { wanted } = ui.ballots;
  wanted.value = new Map(wanted.peek()).set(id, choices);
  if (!sending.has(ui.ballots)) void sendAll(ui);
}

/** Until nothing waits any more. */
async function sendAll(ui: Ui): Promise<void> {
  const { ballots } = ui;
  sending.add(ballots);
  for (let next = first(ballots); next !== undefined; next = first(ballots)) await send(ui, ...next);
  sending.delete(ballots);
}

function first({ wanted }: Ballots): [id: string, choices: Choices] | undefined {
  return wanted.peek().entries().next().value;
}

async function send(ui: Ui, id: string, choices: Choices): Promise<void> {
  const { ballots, calls, store } = ui;
  noteSent(ballots, id, [...mayBeThere(ballots, id), choices]);
  try {
    await calls.call("ballot", { vote: id, choices });
    ballots.heard({ [id]: choices });
    forget(ballots, id, choices);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (isOpen(ui, id) && isPassing(error)) await pause(error.retryMs ?? AGAIN_MS);
    else {
      forget(ballots, id);
      store.notify("error", t("Your vote was not taken. %(why)s", { why: sentenceOf(error) }));
    }
  }
}

function isOpen({ store }: Ui, id: string): boolean {
  if (store.ended.peek()) return false;
  const vote = store.present.peek().get(id);
  return vote?.kind === "vote" && stateOf(vote) === "open";
}

function isPassing({ code, retryMs }: CallFailed): boolean {
  return code === "network" || retryMs !== undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** `choices`: only if nothing newer waits. */
function forget(ballots: Ballots, id: string, choices?: Choices): void {
  const { wanted } = ballots;
  if (choices !== undefined && wanted.peek().get(id) !== choices) return;
  sent.get(ballots)?.delete(id);
  const left = new Map(wanted.peek());
  left.delete(id);
  wanted.value = left;
}
