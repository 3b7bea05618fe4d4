/** What facilitators do with a vote: open, close, reveal, enter what others say. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { stateOf, votedOn } from "../../core/ballot.ts";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import type { VoteRecord } from "../../core/types.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createVoting, type VotingCommands } from "../../tools/commands/voting.ts";
import { type Ui, useUi } from "../context.ts";
import { sentenceOf } from "../server.ts";
import { termsOf } from "./words.ts";

type Deed = "open" | "close" | "reveal" | "cancel";

export function votingOf({ store, view }: Ui): VotingCommands {
  return createVoting(createCommandBoard(store, view, makeId));
}

function useDeeds(vote: VoteRecord): { readonly isBusy: boolean; do(...deeds: Deed[]): Promise<void> } {
  const ui = useUi();
  const [isBusy, setIsBusy] = useState(false);
  return {
    isBusy,
    async do(...deeds) {
      setIsBusy(true);
      try {
        for (const deed of deeds) await ui.calls.call("vote", { vote: vote.id, do: deed });
      } catch (error) {
        ui.store.notify("error", sentenceOf(error));
      } finally {
        setIsBusy(false);
      }
    },
  };
}

interface ButtonProps {
  readonly words: string;
  readonly isMain?: boolean;
  readonly isOff?: boolean;
  press(): void;
}

function Press({ words, isMain = false, isOff = false, press }: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={isMain ? "button button-primary" : "button"}
      disabled={isOff}
      onClick={press}
    >
      {words}
    </button>
  );
}

function SetButtons({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const ui = useUi();
  const deeds = useDeeds(vote);
  const count = votedOn(ui.store.scene.value, vote).length;
  return (
    <>
      <p class="vote-line">
        {termsOf(vote)} · {tn("on %(n)s thing", "on %(n)s things", count)}
      </p>
      <div class="vote-buttons">
        <Press
          words={t("Open the vote")}
          isMain
          isOff={deeds.isBusy || count === 0}
          press={() => void deeds.do("open")}
        />
        <Press words={t("Change")} press={() => (ui.shell.dialog.value = { name: "vote", id: vote.id })} />
        <Press words={t("Delete")} press={() => votingOf(ui).remove(vote.id)} />
      </div>
    </>
  );
}

function OpenButtons({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const { shell } = useUi();
  const deeds = useDeeds(vote);
  const [isSure, setIsSure] = useState(false);
  return (
    <div class="vote-buttons">
      <Press
        words={t("Close and reveal")}
        isMain
        isOff={deeds.isBusy}
        press={() => void deeds.do("close", "reveal")}
      />
      <Press words={t("Close")} isOff={deeds.isBusy} press={() => void deeds.do("close")} />
      <Press
        words={t("Enter for others…")}
        press={() => (shell.dialog.value = { name: "voteFor", id: vote.id })}
      />
      {/* Pressed twice: the ballots are gone with it. */}
      <Press
        words={isSure ? t("Delete all ballots") : t("Call off")}
        isOff={deeds.isBusy}
        press={() => (isSure ? void deeds.do("cancel") : setIsSure(true))}
      />
    </div>
  );
}

function ClosedButtons({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const deeds = useDeeds(vote);
  return (
    <div class="vote-buttons">
      <Press
        words={t("Reveal the result")}
        isMain
        isOff={deeds.isBusy}
        press={() => void deeds.do("reveal")}
      />
    </div>
  );
}

export function VoteRuns({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const ui = useUi();
  const state = stateOf(vote);
  if (state === "set") return <SetButtons vote={vote} />;
  if (state === "open") return <OpenButtons vote={vote} />;
  if (state === "closed") return <ClosedButtons vote={vote} />;
  return (
    <div class="vote-buttons">
      <Press words={t("Delete")} press={() => votingOf(ui).remove(vote.id)} />
    </div>
  );
}
