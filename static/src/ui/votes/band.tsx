/** The line across the board while there is a vote: what is asked, how many have voted, and the way there. */

import { effect, type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { stateOf, votesOf } from "../../core/ballot.ts";
import { t } from "../../core/i18n.ts";
import type { VoteRecord } from "../../core/types.ts";
import { mayVote } from "../../core/votes.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon, IconButton } from "../icon.tsx";
import { isKeeping, standingOf } from "./keeping.ts";
import { titleOfVote, turnoutWords } from "./words.ts";

function sentenceOf({ store }: Ui, vote: VoteRecord): string {
  const title = titleOfVote(vote);
  const state = stateOf(vote);
  if (state === "closed") return t("The vote is closed: %(title)s", { title });
  if (state === "revealed") return t("The result is here: %(title)s", { title });
  if (mayVote(vote, store.me.peek())) return t("You can vote now: %(title)s", { title });
  return t("A vote is open: %(title)s", { title });
}

/** Says what becomes of votes, once each; the id of the one that was revealed last, until it was looked at. */
function useSaid(): Signal<string | null> {
  const ui = useUi();
  const revealed = useSignal<string | null>(null);
  const known = useRef<Map<string, string> | null>(null);
  useSignalEffect(() => {
    const before = known.current;
    const now = new Map(votesOf(ui.store.present.value).map((vote) => [vote.id, stateOf(vote)]));
    known.current = now;
    for (const [id, state] of now) {
      if (state === "set" || before?.get(id) === state || (before === null && state !== "open")) continue;
      const vote = ui.store.present.peek().get(id);
      if (vote?.kind !== "vote") continue;
      ui.announcer.say(sentenceOf(ui, vote));
      // Whoever has the votes before them sees the result there.
      if (state === "revealed" && ui.view.panel.peek() !== "votes") revealed.value = id;
    }
  });
  useSignalEffect(() => {
    if (ui.view.panel.value === "votes") revealed.value = null;
  });
  return revealed;
}

interface LineProps {
  readonly vote: VoteRecord;
  readonly words: string;
  readonly isMain: boolean;
  readonly name: string;
  /** Given for what may be put away. */
  close?(): void;
}

/** What it is on comes into view beside the panel, as soon as that has taken its room. */
function openVotes({ view, canvas }: Ui, { items = [] }: VoteRecord): void {
  const before = view.panel.peek() === "none" ? view.viewport.peek().width : null;
  view.panel.value = "votes";
  if (view.mode.peek() !== "canvas") return;
  const stop = effect(() => {
    const isOver = view.panel.value !== "votes";
    if (!isOver && view.viewport.value.width === before) return;
    queueMicrotask(() => stop());
    if (!isOver) canvas.fit(items);
  });
}

function Line({ vote, words, isMain, name, close }: LineProps): JSX.Element {
  const ui = useUi();
  return (
    <section class="band vote-band" aria-label={t("Votes")}>
      <Icon name="vote" />
      <p>
        <strong dir="auto">{titleOfVote(vote)}</strong>
        <span class="muted"> {words}</span>
      </p>
      <button
        type="button"
        class={isMain ? "button button-primary" : "button"}
        data-opens="votes"
        onClick={() => openVotes(ui, vote)}
      >
        {name}
      </button>
      {close && <IconButton icon="x" name={t("Close")} onClick={close} />}
    </section>
  );
}

/** On the canvas too one votes on the things themselves: small ones have their control once they are chosen. */
function bandWords(ui: Ui, vote: VoteRecord, isVoter: boolean): string {
  const turnout = turnoutWords(ui, vote);
  if (!isVoter || ui.view.mode.value !== "canvas" || ui.shell.isPhone.value) return turnout;
  const hint =
    vote.about === "notes" ? t("Press a note to vote on it.") : t("Press a cluster to vote on it.");
  return `${turnout} · ${hint}`;
}

export function VoteBand(): JSX.Element | null {
  const ui = useUi();
  const revealed = useSaid();
  useEffect(() => void isKeeping(ui), [ui]);
  const votes = votesOf(ui.store.present.value);
  if (ui.view.panel.value === "votes") return null;
  const open = votes.filter((vote) => stateOf(vote) === "open");
  const vote = ui.ballots.mine.value ?? open[0];
  if (vote) {
    const isVoter = vote === ui.ballots.mine.value;
    const name = isVoter ? t("Vote now") : t("Show");
    const isUnsent = standingOf(ui, vote)?.isUnsent ?? false;
    const words = isUnsent ? t("Your votes are not sent yet.") : bandWords(ui, vote, isVoter);
    return <Line vote={vote} words={words} isMain={isVoter} name={name} />;
  }
  const result = votes.find(({ id }) => id === revealed.value);
  const close = (): void => {
    revealed.value = null;
  };
  return result ? (
    <Line vote={result} words={t("The result is here.")} isMain={false} name={t("Show")} close={close} />
  ) : null;
}
