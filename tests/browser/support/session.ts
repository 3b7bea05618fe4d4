/** A session on a board with one note, and its effects in few words. */

import assert from "node:assert/strict";

import type { Entry, Op } from "../../../static/src/core/types.ts";
import type { BoardStore } from "../../../static/src/store/store.ts";
import type { HelloAnswer } from "../../../static/src/sync/messages.ts";
import {
  createSession,
  type Effect,
  type Session,
  type SessionEvent,
} from "../../../static/src/sync/session.ts";
import { ANNA, BRUNO, note, storeWith } from "./board.ts";

export const move = (x: number): Op => ({ do: "patch", id: "note-1", set: { x } });

export function entry(seq: number, x: number): Entry {
  return { seq, at_ms: seq, actor: BRUNO.id, ops: [move(x)] };
}

export function helloAnswer(fields: Partial<HelloAnswer> = {}): HelloAnswer {
  return {
    ok: true,
    me: ANNA,
    session: 1,
    board: { id: "board-1", name: "Prova", is_writable: true, is_add_only: false },
    people: [ANNA, BRUNO],
    here: [],
    attention: { hands: [], ready: { n: 0, of: 0 }, is_ready: false },
    head: 0,
    now_ms: 0,
    entries: [],
    ...fields,
  };
}

/** A session on a board with one note, with `random` always 0. */
export function open(): { store: BoardStore; session: Session; on: (event: SessionEvent) => string[] } {
  const store = storeWith([note("note-1")]);
  const session = createSession({ store, random: () => 0 });
  return { store, session, on: (event) => session.on(event).map(inShort) };
}

export function live(): ReturnType<typeof open> {
  const opened = open();
  opened.on({ type: "start" });
  opened.on({ type: "connected" });
  opened.on({ type: "hello", answer: helloAnswer() });
  assert.equal(opened.session.phase(), "live");
  return opened;
}

/** "op 1", "sync 3", "timer answer 8000" ... */
export function inShort(effect: Effect): string {
  if (effect.do === "op") return `op ${effect.id[1]}`;
  if (effect.do === "hello" || effect.do === "sync") return `${effect.do} ${effect.since}`;
  if (effect.do === "timer") return `timer ${effect.name} ${effect.ms}`;
  if (effect.do === "diverged") return `diverged ${effect.seq} ${effect.hash}`;
  return effect.do === "cancel" ? `cancel ${effect.name}` : effect.do;
}

export function isReconnecting(effects: readonly string[]): boolean {
  return effects.includes("disconnect") && effects.some((effect) => effect.startsWith("timer reconnect"));
}
