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
import { emptyWords, hasLostAll, termsOf } from "./words.ts";

type Deed = "open" | "close" | "reveal" | "cancel";

export function votingOf({ store, view }: Ui): VotingCommands {
  return createVoting(createCommandBoard(store, view, makeId));
}

interface Deeds {
  readonly isBusy: boolean;
  /** Whether all of them were done. */
  do(...deeds: Deed[]): Promise<boolean>;
}

function useDeeds(vote: VoteRecord): Deeds {
  const ui = useUi();
  const [isBusy, setIsBusy] = useState(false);
  return {
    isBusy,
    async do(...deeds) {
      setIsBusy(true);
      try {
        for (const deed of deeds) await ui.calls.call("vote", { vote: vote.id, do: deed });
        return true;
      } catch (error) {
        ui.store.notify("error", sentenceOf(error));
        return false;
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
  const scene = ui.store.scene.value;
  const count = votedOn(scene, vote).length;
  const change = (): void => {
    ui.shell.dialog.value = { name: "vote", id: vote.id };
  };
  return (
    <>
      <p class="vote-line">
        {termsOf(vote)}
        {count > 0 && ` · ${tn("on %(n)s thing", "on %(n)s things", count)}`}
      </p>
      {count === 0 && <p class="vote-line">{emptyWords(scene, vote)}</p>}
      <div class="vote-buttons">
        {count > 0 ? (
          <>
            <Press
              words={t("Open the vote")}
              isMain
              isOff={deeds.isBusy}
              press={() => void deeds.do("open")}
            />
            <Press words={t("Change")} press={change} />
          </>
        ) : (
          <Press words={t("Choose what it is on…")} isMain press={change} />
        )}
        <Press words={t("Delete")} press={() => votingOf(ui).remove(vote.id)} />
      </div>
    </>
  );
}

/** It is on nothing any more: closed it has no result, called off it can be on something else. */
function LostButtons({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const { shell } = useUi();
  const deeds = useDeeds(vote);
  const [isSure, setIsSure] = useState(false);

  async function chooseAgain(): Promise<void> {
    if (await deeds.do("cancel")) shell.dialog.value = { name: "vote", id: vote.id };
  }

  return (
    <div class="vote-buttons">
      <Press
        words={isSure ? t("Delete all ballots") : t("Choose what it is on…")}
        isMain
        isOff={deeds.isBusy}
        press={() => (isSure ? void chooseAgain() : setIsSure(true))}
      />
      <Press words={t("Close")} isOff={deeds.isBusy} press={() => void deeds.do("close")} />
    </div>
  );
}

function OpenButtons({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const { shell, store } = useUi();
  const deeds = useDeeds(vote);
  const [isSure, setIsSure] = useState(false);
  if (hasLostAll(store.scene.value, vote)) return <LostButtons vote={vote} />;
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
