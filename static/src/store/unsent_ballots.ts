/**
 * Ballots that the server does not have yet, in this browser. They outlive their page, but not their vote,
 * and nobody else who uses the browser finds them (VOTE4).
 */

import type { Choices } from "../core/votes.ts";

/** What of the browser's storage it needs: it answers at once, so that a page may crash right after. */
export type BallotStorage = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

/** Whose ballot in which vote: one that was called off and opened again is another one. */
export interface BallotPlace {
  readonly person: string;
  readonly board: string;
  readonly vote: string;
  readonly openedMs: number;
}

export interface UnsentBallot {
  readonly choices: Choices;
  /** What the server had before, and may have got since. Anything else was said elsewhere. */
  readonly over: readonly Choices[];
}

const START = "tavolo.ballot/";
/** A page that never comes back to its board cannot see that the vote is closed. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

export function browserStorage(): BallotStorage | null {
  try {
    return localStorage;
  } catch {
    return null; // the browser keeps its storage shut
  }
}

/** The same for choices that say the same, in whatever order. */
export function keyOfChoices(choices: Choices): string {
  return JSON.stringify(Object.entries(choices).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function keyOf({ person, board, vote, openedMs }: BallotPlace): string {
  return START + [person, board, vote, openedMs].join("/");
}

function placeOf(key: string): BallotPlace {
  const [person = "", board = "", vote = "", openedMs = ""] = key.slice(START.length).split("/");
  return { person, board, vote, openedMs: Number(openedMs) };
}

function keysIn(storage: BallotStorage): string[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  return keys.filter((key) => key.startsWith(START));
}

function read(storage: BallotStorage, key: string): (UnsentBallot & { readonly atMs: number }) | null {
  try {
    return JSON.parse(storage.getItem(key) ?? "null");
  } catch {
    return null; // cut off while it was written
  }
}

/** Whether the browser has it now. */
export function keepBallot(
  storage: BallotStorage | null,
  place: BallotPlace,
  { choices, over }: UnsentBallot,
  nowMs: number,
): boolean {
  try {
    storage?.setItem(keyOf(place), JSON.stringify({ choices, over, atMs: nowMs }));
  } catch {
    return false; // full
  }
  return storage !== null;
}

/** `choices`: only if it says nothing else. */
export function dropBallot(storage: BallotStorage | null, place: BallotPlace, choices?: Choices): void {
  if (storage === null) return;
  const key = keyOf(place);
  const kept = choices && read(storage, key);
  if (kept && keyOfChoices(kept.choices) !== keyOfChoices(choices)) return;
  storage.removeItem(key);
}

/** The unsent ballots of a person on a board. */
export function ballotsKept(
  storage: BallotStorage | null,
  person: string,
  board: string,
): (BallotPlace & UnsentBallot)[] {
  if (storage === null) return [];
  return keysIn(storage).flatMap((key) => {
    const place = placeOf(key);
    if (place.person !== person || place.board !== board) return [];
    const kept = read(storage, key);
    return kept === null ? [] : [{ ...place, choices: kept.choices, over: kept.over }];
  });
}

/** How many there are of a person, on all boards. */
export function countBallots(storage: BallotStorage | null, person: string): number {
  if (storage === null) return 0;
  return keysIn(storage).filter((key) => placeOf(key).person === person).length;
}

/** Removes those of a person, for signing out. */
export function forgetBallots(storage: BallotStorage | null, person: string): void {
  removeWhere(storage, (place) => place.person === person);
}

/** Removes all that are not of who uses this browser now, and those nobody has come back for. */
export function forgetForeign(storage: BallotStorage | null, person: string, nowMs: number): void {
  removeWhere(
    storage,
    (place, kept) => place.person !== person || kept === null || !(kept.atMs > nowMs - KEPT_MS),
  );
}

function removeWhere(
  storage: BallotStorage | null,
  isOver: (place: BallotPlace, kept: ReturnType<typeof read>) => boolean,
): void {
  if (storage === null) return;
  for (const key of keysIn(storage)) {
    if (isOver(placeOf(key), read(storage, key))) storage.removeItem(key);
  }
}
