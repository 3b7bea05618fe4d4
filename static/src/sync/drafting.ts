/** What is written in private on its way to the server: one after the other, so that order needs no numbers. */

import { isFinal } from "../core/errors.ts";
import type { ErrorAnswer, OpId } from "../core/types.ts";
import type { BoardStore, PendingChange } from "../store/store.ts";
import type { Answer, DraftAnswer, DraftWish } from "./messages.ts";
import type { Verdict } from "./outbox.ts";

export interface DraftOutbox {
  /** What to send now, if nothing is under way; it counts as sent from here on. */
  next(): PendingChange | null;
  answered(id: OpId, answer: Answer<DraftAnswer>): Verdict;
  isWaiting(): boolean;
  resume(): void;
  /** A new connection: what is unanswered goes out again, with its number (SEQ2). */
  reset(): void;
}

const RETRY_MS = 1_000;
/** What makes the server stumble so often must not hold up the rest for ever. */
const FAULTS_LIMIT = 5;

export function createDraftOutbox(store: BoardStore): DraftOutbox {
  const { drafts } = store;
  let flying: OpId | null = null;
  let isHeld = false;
  let faults = 0;

  function refused(id: OpId, error: ErrorAnswer): Verdict {
    const { code } = error;
    if (code === "board.missing" || code === "auth.needed") return { do: "reconnect" };
    faults = code === "server" ? faults + 1 : 0;
    if (isFinal(code) || faults >= FAULTS_LIMIT) {
      faults = 0;
      drafts.refused(id, error);
      return { do: "send" };
    }
    isHeld = true;
    if (code === "storage") store.delayed();
    return { do: "wait", ms: error.retry_ms ?? RETRY_MS };
  }

  return {
    next() {
      if (isHeld || flying !== null) return null;
      const [change] = drafts.unsent();
      if (change === undefined) return null;
      flying = [change.client, change.n];
      return change;
    },
    answered(id, answer) {
      if (flying === null || id[0] !== flying[0] || id[1] !== flying[1]) return { do: "send" };
      flying = null;
      if (!answer.ok) return refused(id, answer);
      faults = 0;
      drafts.acked(id, answer.late);
      return { do: "send" };
    },
    isWaiting: () => flying !== null,
    resume() {
      isHeld = false;
    },
    reset() {
      flying = null;
      isHeld = false;
    },
  };
}

/** A change of a private note as it is sent. */
export function draftWish({ client, n, ops: [op], draft }: PendingChange): DraftWish {
  const id: OpId = [client, n];
  if (op?.do === "create") {
    const { round = 0, waits, anonymous } = draft ?? {};
    return { id, put: op.item, round, ...(waits && { waits }), ...(anonymous && { anonymous }) };
  }
  const item = op === undefined || op.do === "undo" || "item" in op ? "" : op.id;
  return draft?.what === "publish" ? { id, publish: item } : { id, gone: item };
}
