/** Votes as part of the agenda, for who leads: a step for voting opens one, the reveal after it closes it. */

import { effect } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { stateOf, votedOn, votesOf } from "../../core/ballot.ts";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { StepRecord, VoteRecord, WorkshopRecord } from "../../core/types.ts";
import type { VoteWords } from "../../tools/commands/voting.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { sentenceOf } from "../server.ts";
import { votingOf } from "../votes/runs.tsx";
import { emptyWords, termsOf } from "../votes/words.ts";
import { agendaOf } from "./now.ts";
import { titleOfStep } from "./words.ts";

/** The usual vote: on the clusters of the areas in play, or on the notes where there are none. */
function usualVote({ store }: Ui, step: StepRecord): VoteWords {
  const { areas = [] } = step;
  const clusters = votedOn(store.present.peek(), { about: "clusters", areas });
  const about = clusters.length > 1 ? "clusters" : "notes";
  const usual = { way: "dots", each: 3, most: 2, voters: null, helped: 0 } as const;
  return { ...usual, title: titleOfStep(step), about, areas };
}

/** One that was prepared and waits; null when there is none. */
function prepared({ store }: Ui): VoteRecord | null {
  return votesOf(store.present.value).find((vote) => stateOf(vote) === "set") ?? null;
}

/** Whether the step has had its vote, or is having it. */
function hasVote({ store }: Ui, { since_ms }: WorkshopRecord): boolean {
  return votesOf(store.present.value).some(
    (vote) => stateOf(vote) === "open" || stateOf(vote) === "closed" || (vote.opened_ms ?? 0) >= since_ms,
  );
}

/** Votes that going on to this step closes and reveals. */
export function endedBy({ store }: Ui, next: StepRecord | null): VoteRecord[] {
  if (next?.mode !== "reveal") return [];
  return votesOf(store.present.value).filter(
    (vote) => stateOf(vote) === "open" || stateOf(vote) === "closed",
  );
}

/** True when all of them are revealed; otherwise a notice says why not. */
export async function revealAll({ calls, store }: Ui, votes: readonly VoteRecord[]): Promise<boolean> {
  try {
    for (const vote of votes) {
      if (stateOf(vote) === "open") await calls.call("vote", { vote: vote.id, do: "close" });
      await calls.call("vote", { vote: vote.id, do: "reveal" });
    }
    return true;
  } catch (error) {
    store.notify("error", sentenceOf(error));
    return false;
  }
}

/** When the server has all that this page has changed. */
function whenSent({ store }: Ui): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (store.saveState.value.unsent > 0) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

async function openVote(ui: Ui, step: StepRecord): Promise<void> {
  const id = prepared(ui)?.id ?? votingOf(ui).add(usualVote(ui, step));
  if (id === null) return;
  await whenSent(ui);
  try {
    await ui.calls.call("vote", { vote: id, do: "open" });
  } catch (error) {
    ui.store.notify("error", sentenceOf(error));
  }
}

function chooseWhat(ui: Ui): void {
  ui.shell.dialog.value = { name: "vote", id: prepared(ui)?.id ?? null };
}

/** Why the step has no vote to open, and the way to one. */
function NothingYet({ words }: { readonly words: string }): JSX.Element {
  const ui = useUi();
  return (
    <section class="band vote-band" aria-label={t("The vote of this step")}>
      <Icon name="vote" />
      <p>
        <strong>{t("There is nothing to vote on.")}</strong>
        <span class="muted"> {words}</span>
      </p>
      <button type="button" class="button" onClick={() => chooseWhat(ui)}>
        {t("Choose what it is on…")}
      </button>
    </section>
  );
}

/** A line below the strip while the step is for voting and nobody can vote yet. */
export function StepVote(): JSX.Element | null {
  const ui = useUi();
  const [isBusy, setIsBusy] = useState(false);
  const agenda = agendaOf(ui.store);
  const step = agenda.step.value;
  const workshop = agenda.workshop.value;
  if (step?.mode !== "vote" || workshop === null || hasVote(ui, workshop)) return null;
  // The panel has the same button.
  if (ui.view.panel.value === "votes" && prepared(ui) !== null) return null;
  const unsaid = { kind: "vote", id: "", z: "", author: "", created_at_ms: 0 } as const;
  const vote: VoteRecord = prepared(ui) ?? { ...unsaid, ...usualVote(ui, step) };
  const { about, areas = [] } = vote;
  const count = votedOn(ui.store.present.value, { about, areas }).length;
  if (count > LIMITS.voted) return null;
  if (count === 0) return <NothingYet words={emptyWords(ui.store.present.value, vote)} />;
  return (
    <section class="band vote-band" aria-label={t("The vote of this step")}>
      <Icon name="vote" />
      <p>
        <strong>{about === "clusters" ? t("Clusters of notes") : t("Notes")}</strong>
        <span class="muted">
          {" "}
          {tn("%(n)s thing to vote on now", "%(n)s things to vote on now", count)} · {termsOf(vote)}
        </span>
      </p>
      <button type="button" class="button button-quiet" onClick={() => chooseWhat(ui)}>
        {t("Vote in another way…")}
      </button>
      <button
        type="button"
        class="button button-primary"
        aria-disabled={isBusy}
        onClick={() => {
          if (isBusy) return;
          setIsBusy(true);
          void openVote(ui, step).finally(() => setIsBusy(false));
        }}
      >
        {t("Open the vote")}
      </button>
    </section>
  );
}
