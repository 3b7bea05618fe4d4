/** What the rest of the page sees of the board that it holds (see `store.ts`). */

import type { ReadonlySignal, Signal } from "@preact/signals-core";

import type { DraftRecord } from "../core/drafts.ts";
import type { Entry, ErrorAnswer, ItemRecord, Op, OpId, Person, Scene } from "../core/types.ts";
import type { Rights } from "../core/workshop.ts";
import type { DraftMessage, DraftNews, HiddenNews } from "./drafts.ts";
import type { BoardFacts } from "./facts.ts";
import type { History, TakeBack, Way } from "./history.ts";
import type { Lost, Notice } from "./notices.ts";
import type { PendingChange } from "./pending.ts";

export interface SaveState {
  /** "readonly": the server cannot save right now, or this page can go no further (`ended`). */
  readonly state: "saved" | "saving" | "offline" | "readonly";
  /** Changes that the server has not confirmed yet. */
  readonly unsent: number;
  /** Whether unsent changes are kept where a reload or a crash of this page does not reach them. */
  readonly isKept: boolean;
}

/** Keeps unsent changes outside of this page (see `queue.ts`). */
export interface Keeper {
  /** From now on these are the unsent changes; others are forgotten. */
  keep(unsent: readonly PendingChange[]): void;
  /** How many of them are not safe yet. */
  readonly unkept: ReadonlySignal<number>;
  /** Whether it is known by now what waits from before. */
  readonly isReady: ReadonlySignal<boolean>;
}

/** The board after entry `seq`. */
export interface Past {
  readonly seq: number;
  readonly scene: Scene;
}

/** Why the page stopped for good. */
export interface Ended {
  readonly code: string;
  readonly message: string;
}

/** `isRemote`: somebody else's changes are among them. */
export type ChangeListener = (changed: ReadonlySet<string>, isRemote: boolean) => void;

/** What this person writes in private (see `drafts.ts`); the notes themselves are in the scene. */
export interface Drafts {
  /** The notes as they are in the scene; another list whenever one of them has changed. */
  readonly notes: ReadonlySignal<readonly DraftRecord[]>;
  /** What this person is to be told of: it was taken off the board. */
  readonly hidden: ReadonlySignal<readonly HiddenNews[]>;
  /** For who leads: how much waits to be read. */
  readonly inbox: ReadonlySignal<number>;
  /** What a private note said when it came onto the board, or another page deleted it; undefined for all else. */
  taken(id: string): string | undefined;
  /** For who leads, counted: how often other words may have come to wait, and how often something was hidden
   * or put back. What it is the server tells when it is asked. */
  readonly inboxNews: ReadonlySignal<number>;
  readonly hidingNews: ReadonlySignal<number>;
  /** Shows these notes to everybody, with the name of who wrote them. */
  publish(ids: readonly string[]): void;
  /** Lets late notes wait for the next reveal. */
  join(ids: readonly string[]): void;

  // --- for sync ---

  /** What the server has not answered for, in the order to send it. */
  unsent(): readonly PendingChange[];
  /** All that the server has, on a new connection. */
  load(told: readonly DraftMessage[], hidden?: readonly HiddenNews[], inbox?: number): void;
  hear(news: DraftNews): void;
  /** `isLate`: no reveal takes it. */
  acked(id: OpId, isLate?: boolean): void;
  /** The server will never take this: it goes away, and the person reads why. */
  refused(id: OpId, error: ErrorAnswer): void;
}

export interface BoardStore {
  /** One for each page load: the first half of every op id. */
  readonly clientId: string;
  /** What is shown: the present, or an earlier moment. A new Map whenever something changed. */
  readonly scene: ReadonlySignal<Scene>;
  /** The board now: confirmed plus pending. */
  readonly present: ReadonlySignal<Scene>;
  /** An earlier moment to show instead of the present. While it is set, nothing can be changed. */
  readonly past: Signal<Past | null>;
  /** Number of the last confirmed entry; -1 until the board has been loaded. */
  readonly seq: ReadonlySignal<number>;
  readonly me: Signal<Person>;
  /** What the step that is on lets this person do; null: all that their role may. */
  readonly rights: ReadonlySignal<Rights | null>;
  /** By person id, people who have left or only wrote here once included. */
  readonly people: Signal<ReadonlyMap<string, Person>>;
  readonly name: Signal<string>;
  readonly facts: ReadonlySignal<BoardFacts>;
  /** Follows the server's acknowledgements only (ACK2). */
  readonly saveState: ReadonlySignal<SaveState>;
  readonly notices: Signal<readonly Notice[]>;
  /** Set when the page can go no further: the board is gone, or one has to sign in again. */
  readonly ended: Signal<Ended | null>;
  readonly drafts: Drafts;

  /**
   * Makes a change at once and hands it to the server later. All of `ops` or, when one of them
   * does not apply here, none: then a notice says why and the answer is false. What is made in parts is
   * taken back as one when all parts name the same `gesture`.
   */
  change(label: string, ops: readonly Op[], gesture?: string): boolean;
  /** What this page did and took back. Read its labels; the rest is the store's. */
  readonly history: Pick<History, "undoLabel" | "redoLabel">;
  /** Takes the newest change of this page back, or does it again; null when there is none. */
  takeBack(way: Way): TakeBack | null;
  /** Calls back after each change of the scene, with the ids that look different now. */
  onChange(listener: ChangeListener): () => void;
  /** `lost`: the words that the message gives back, because their item is gone. */
  notify(kind: Notice["kind"], message: string, lost?: Lost): void;
  dismiss(id: number): void;

  // --- for sync ---

  /** Replaces what is confirmed by a snapshot; pending changes stay. */
  load(seq: number, items: readonly ItemRecord[]): void;
  /** Takes the entries that come next, skips old ones. "gap": one is missing; the rest is not taken. */
  receive(entries: readonly Entry[]): "ok" | "gap";
  /** Changes that the server has not answered for, oldest first. */
  unsent(): readonly PendingChange[];
  /** Takes over what pages that are gone left: shown and sent as if it were this page's own. */
  adopt(changes: readonly PendingChange[]): void;
  /** The server has stored this change as entry `seq`; it stays on top until that entry is here. */
  acked(id: OpId, seq: number): void;
  /** The server will never take this change: it goes away, and the person reads why. */
  refused(id: OpId, error: ErrorAnswer): void;
  /** The server cannot take changes for now; they wait here. True until the next answer. */
  delayed(): void;
  /** Numbers a page's unanswered changes anew from `lastN` + 1 on: those after `lastN`, and from `from`. */
  renumber(client: string, lastN: number, from?: number): void;
  setOnline(isOnline: boolean): void;
  /** What the server says about the board itself. */
  setFacts(facts: BoardFacts): void;
  /** The hash of what is confirmed; null while too much of it is still to be looked at. */
  confirmedHash(): number | null;
}
