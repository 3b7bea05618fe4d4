/**
 * Keeps what this person has said and the server does not have yet, and takes up what an earlier page could
 * not send (VOTE4). As soon as a vote is over nothing of it is kept.
 */

import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals-core";
import { stateOf } from "../../core/ballot.ts";
import { msgid, t } from "../../core/i18n.ts";
import type { VoteRecord } from "../../core/types.ts";
import type { Choices } from "../../core/votes.ts";
import type { Ballots } from "../../store/ballots.ts";
import {
  type BallotPlace,
  type BallotStorage,
  ballotsKept,
  browserStorage,
  dropBallot,
  forgetForeign,
  keepBallot,
  keyOfChoices,
} from "../../store/unsent_ballots.ts";
import type { Ui } from "../context.ts";
import { mayBeThere, sendLeft } from "./sending.ts";
import { titleOfVote } from "./words.ts";

const keepings = new WeakMap<Ballots, ReadonlySignal<boolean>>();
const NEVER = signal(false);

/** Whether the browser holds all that waits: begins to keep it, once for each page. */
export function isKeeping(ui: Ui): ReadonlySignal<boolean> {
  // The wall is for everybody: nothing of one person is read there.
  if (ui.boot.projector !== undefined) return NEVER;
  const before = keepings.get(ui.ballots);
  if (before) return before;
  const isKept = keepUnsent(ui, browserStorage());
  keepings.set(ui.ballots, isKept);
  addEventListener("beforeunload", (event) => {
    if (ui.ballots.wanted.peek().size > 0 && !isKept.peek()) event.preventDefault();
  });
  return isKept;
}

/** The same, in a storage of one's own. */
export function keepUnsent(ui: Ui, storage: BallotStorage | null): ReadonlySignal<boolean> {
  const keeping = new Keeping(ui, storage);
  keeping.begin();
  return keeping.isKept;
}

/** Openings by vote. */
type Open = ReadonlyMap<string, number>;

class Keeping {
  private readonly ui: Ui;
  private readonly storage: BallotStorage | null;
  readonly isKept: Signal<boolean>;
  private readonly open: ReadonlySignal<string>;
  /** What this page has kept, by vote. */
  private readonly kept = new Map<string, BallotPlace & { readonly choices: Choices }>();

  constructor(ui: Ui, storage: BallotStorage | null) {
    this.ui = ui;
    this.storage = storage;
    this.isKept = signal(storage !== null);
    const { store, ballots } = ui;
    // As text: the same for as long as no vote is opened or over, whatever else happens on the board.
    this.open = computed(() =>
      JSON.stringify(store.ended.value ? [] : ballots.opened.value.filter(isOpen).map(openingOf)),
    );
  }

  begin(): void {
    const { store, boot, ballots } = this.ui;
    forgetForeign(this.storage, boot.me.id, Date.now());
    effect(() => {
      const open: Open = new Map(JSON.parse(this.open.value));
      const isKnown = store.seq.value >= 0 || store.ended.value !== null;
      if (isKnown) untracked(() => this.takeUp(open));
    });
    effect(() => {
      const open: Open = new Map(JSON.parse(this.open.value));
      const wanted = ballots.wanted.value;
      untracked(() => this.follow(open, wanted));
    });
  }

  /** What an earlier page has left for a vote that is open is this page's to send; of others nothing stays. */
  private takeUp(open: Open): void {
    const { boot, ballots } = this.ui;
    for (const left of ballotsKept(this.storage, boot.me.id, boot.board.id)) {
      const isOver = open.get(left.vote) !== left.openedMs;
      if (isOver) dropBallot(this.storage, left);
      if (ballots.wanted.peek().has(left.vote)) continue;
      const now = keyOfChoices(ballots.kept.peek().get(left.vote) ?? {});
      const isThere = now === keyOfChoices(left.choices);
      if (isOver) this.tellLate(left);
      else if (!isThere && left.over.map(keyOfChoices).includes(now)) sendLeft(this.ui, left);
      else {
        dropBallot(this.storage, left);
        if (!isThere)
          this.tell(
            left.vote,
            msgid("%(title)s: your ballot was changed elsewhere meanwhile, and that one counts."),
          );
      }
    }
  }

  /** The browser holds what waits for votes that are open, and nothing else. */
  private follow(open: Open, wanted: ReadonlyMap<string, Choices>): void {
    for (const place of this.kept.values()) {
      if (wanted.has(place.vote) && open.get(place.vote) === place.openedMs) continue;
      dropBallot(this.storage, place, place.choices);
      this.kept.delete(place.vote);
    }
    const { boot, ballots } = this.ui;
    for (const [vote, choices] of wanted) {
      const openedMs = open.get(vote);
      if (openedMs === undefined || this.kept.get(vote)?.choices === choices) continue;
      const place = { person: boot.me.id, board: boot.board.id, vote, openedMs, choices };
      this.kept.set(vote, place);
      const over = mayBeThere(ballots, vote);
      this.isKept.value = keepBallot(this.storage, place, { choices, over }, Date.now());
    }
  }

  private tellLate({ vote: id, openedMs }: BallotPlace): void {
    const vote = this.ui.store.present.peek().get(id);
    const isGone = vote?.kind !== "vote" || vote.opened_ms !== openedMs || stateOf(vote) === "open";
    // One that was called off has lost all ballots, and of a board that was left nobody reads more.
    if (!isGone) this.tell(id, msgid("%(title)s: the vote was closed before your last change was sent."));
  }

  private tell(id: string, words: string): void {
    const vote = this.ui.store.present.peek().get(id);
    if (vote?.kind === "vote") this.ui.store.notify("error", t(words, { title: titleOfVote(vote) }));
  }
}

function isOpen(vote: VoteRecord): boolean {
  return stateOf(vote) === "open";
}

function openingOf({ id, opened_ms = 0 }: VoteRecord): [id: string, openedMs: number] {
  return [id, opened_ms];
}

export interface Standing {
  readonly isUnsent: boolean;
  readonly words: string;
}

/** Whether the server has what I have said; null when I have said nothing. */
export function standingOf(ui: Ui, { id }: VoteRecord): Standing | null {
  const { ballots, store } = ui;
  if (ballots.wanted.value.has(id)) {
    const { state } = store.saveState.value;
    if (state !== "offline" && state !== "readonly") return { isUnsent: false, words: t("Being sent…") };
    const words = isKeeping(ui).value
      ? t("Not sent yet. Your votes are kept on this device, and sent when the connection is back.")
      : t("Not sent yet. Keep this page open: your votes are sent when the connection is back.");
    return { isUnsent: true, words };
  }
  return ballots.kept.value.has(id) ? { isUnsent: false, words: t("Saved on the server") } : null;
}
