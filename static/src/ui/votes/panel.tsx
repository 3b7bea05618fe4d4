/** The votes of the board: ballots while they are open, results once they are revealed, and how to run them. */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isSpent, stateOf, votesOf } from "../../core/ballot.ts";
import { t } from "../../core/i18n.ts";
import { leads } from "../../core/roles.ts";
import type { VoteRecord } from "../../core/types.ts";
import { mayVote } from "../../core/votes.ts";
import { ballotOf } from "../../store/ballots.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { VoteRuns } from "../rare.ts";
import { ItemChoice } from "./choice.tsx";
import { standingOf } from "./keeping.ts";
import { Results } from "./results.tsx";
import {
  answeredWords,
  hasLostAll,
  leftWords,
  nameOfVoted,
  STATES,
  termsOf,
  titleOfVote,
  turnoutWords,
} from "./words.ts";

/** What there is to vote on, each with what I say of it. */
function BallotPart({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const ui = useUi();
  const choices = ballotOf(ui.ballots, vote.id);
  const standing = standingOf(ui, vote);
  return (
    <>
      <p class="vote-left">
        <strong>{isSpent(vote) ? leftWords(vote, choices) : answeredWords(vote, choices)}</strong>
        {standing?.isUnsent === false && <span class="muted">{standing.words}</span>}
        {standing?.isUnsent && (
          <span class="vote-unsent">
            <Icon name="cloud-off" />
            {standing.words}
          </span>
        )}
      </p>
      <ul role="list" class="vote-items" aria-label={titleOfVote(vote)}>
        {(vote.items ?? []).map((id) => (
          <li key={id} class="vote-item" data-way={vote.way}>
            <span class="vote-name" dir="auto">
              {nameOfVoted(ui, id)}
            </span>
            <ItemChoice vote={vote} id={id} />
          </li>
        ))}
      </ul>
      <p class="vote-line muted">
        {t("Nobody sees what you vote, and you can change it until the vote is closed.")}
      </p>
    </>
  );
}

function OpenPart({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const ui = useUi();
  const isVoter = mayVote(vote, ui.store.me.value);
  const mayNow = ui.ballots.mayNow.value;
  if (hasLostAll(ui.store.scene.value, vote)) {
    const isLeading = leads(ui.store.me.value.role);
    return (
      <p class="vote-line">
        {t("All that this vote was on has been deleted.")}{" "}
        {isLeading
          ? t("Close it, or choose again what it is on: that throws away the ballots.")
          : t("Whoever leads closes it, or chooses again what it is on.")}
      </p>
    );
  }
  return (
    <>
      <p class="vote-line">{termsOf(vote)}</p>
      {isVoter && mayNow && <BallotPart vote={vote} />}
      {isVoter && !mayNow && <p class="vote-line">{t("The step that is on now is not for voting.")}</p>}
      {!isVoter && <p class="vote-line muted">{t("You do not vote here.")}</p>}
    </>
  );
}

function VotePart({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const ui = useUi();
  const state = stateOf(vote);
  const title = titleOfVote(vote);
  return (
    <article class="vote" data-state={state} data-vote={vote.id}>
      <h3 class="vote-title" tabIndex={-1} dir="auto">
        {title}
      </h3>
      <p class="vote-head">
        <span class="vote-state">{t(STATES[state])}</span>
        {state === "open" && <span>{turnoutWords(ui, vote)}</span>}
      </p>
      {state === "open" && <OpenPart vote={vote} />}
      {state === "closed" && (
        <p class="vote-line">{t("The votes are counted. The result is shown when it is revealed.")}</p>
      )}
      {state === "revealed" && <Results vote={vote} />}
      {leads(ui.store.me.value.role) && <VoteRuns vote={vote} />}
    </article>
  );
}

/** Those that are open come first, those that nobody can vote in yet last; facilitators see all. */
const ORDER = ["open", "closed", "revealed", "set"];

export function VotesPanel(): JSX.Element {
  const { store, shell } = useUi();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The line across the board that leads here is gone, and with it the focus of who pressed its button.
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isLost) panel.current?.querySelector<HTMLElement>(".vote-title")?.focus();
  }, []);
  const isRunning = leads(store.me.value.role);
  const votes = useComputed(() =>
    votesOf(store.scene.value)
      .filter((vote) => isRunning || stateOf(vote) !== "set")
      .sort((a, b) => ORDER.indexOf(stateOf(a)) - ORDER.indexOf(stateOf(b))),
  );
  return (
    <div ref={panel} class="votes">
      {isRunning && (
        <div class="votes-top">
          <button
            type="button"
            class="button"
            onClick={() => {
              shell.dialog.value = { name: "vote", id: null };
            }}
          >
            <Icon name="plus" />
            {t("New vote")}
          </button>
        </div>
      )}
      {votes.value.map((vote) => (
        <VotePart key={vote.id} vote={vote} />
      ))}
      {votes.value.length === 0 && (
        <p class="empty">
          <Icon name="vote" />
          {isRunning
            ? t("No votes yet. A vote is on notes or on clusters; nobody sees who voted for what.")
            : t("There is no vote yet.")}
        </p>
      )}
    </div>
  );
}
