/**
 * What can go wrong, on this side of the wire: the codes of `board/core/errors.py`, the sentences
 * for what this page finds out by itself, and what to do about an answer.
 */

import { msgid, t, type Values } from "./i18n.ts";
import type { ErrorAnswer } from "./types.ts";

/** The sentences for errors that arise here, without asking the server. English: keys for `t`. */
const SENTENCES: Readonly<Record<string, string>> = {
  "bad.shape": msgid("This message could not be read. Reload the page and try again."),
  "bad.field": msgid("There is no field “%(field)s” that you can change here."),
  "bad.number": msgid("The position or size is outside the board."),
  "item.missing": msgid("Somebody has deleted this in the meantime."),
  "item.exists": msgid("This is on the board already."),
  "item.locked": msgid("This is locked. A facilitator can unlock it."),
  "item.of_others": msgid("On this board everyone changes only what they have added."),
  "frame.inside_itself": msgid("A frame cannot lie inside itself."),
  "comment.not_yours": msgid("Only who wrote this comment or a facilitator can change it."),
  "draft.alone": msgid("Only you see this note until the reveal: nothing can be tied to it before."),
  "link.bad": msgid("This is not the address of a page: it starts with https://, http:// or mailto:."),
  "step.not_now": msgid("Not now: the step is “%(step)s”."),
  "step.not_here": msgid("The step “%(step)s” is about another area of the board."),
  "item.too_many": msgid("The board is full: it holds %(limit)s items at most."),
  "text.too_long": msgid("The text is too long: %(limit)s characters at most."),
  denied: msgid("Only a facilitator can do this."),
  "denied.viewer": msgid("You are watching this board. Ask the facilitator if you want to write."),
  past: msgid("This is the board as it was. Go back to now to change it."),
  network: msgid("The server cannot be reached. Check your connection and try again."),
};

const UNKNOWN = msgid("That did not work.");

/** Resending the same op later may work. Every other code is final. */
const TRANSIENT: ReadonlySet<string> = new Set([
  "server",
  "join.too_many",
  "op.gap",
  "rate",
  "busy",
  "restart",
  "slow",
  "storage",
  "network",
  "text.epoch",
]);

/** Nothing more can be done with this page: the person has to sign in, join or reload. */
const ENDING: ReadonlySet<string> = new Set(["board.missing", "board.removed", "auth.needed", "op.client"]);

/** An error with a dotted code for machines and data for its sentence. */
export class BoardError extends Error {
  readonly code: string;
  readonly data: Values;

  constructor(code: string, data: Values = {}) {
    super(code);
    this.name = "BoardError";
    this.code = code;
    this.data = data;
  }
}

/** The sentence for an error of this page, in the person's language. */
export function messageOf(error: BoardError): string {
  return t(Object.hasOwn(SENTENCES, error.code) ? (SENTENCES[error.code] ?? UNKNOWN) : UNKNOWN, error.data);
}

/** Whether resending the same op can never work, so that it has to be dropped (SEQ2). */
export function isFinal(code: string): boolean {
  return !TRANSIENT.has(code);
}

/** Whether the code means that this page can go no further. */
export function isEnding(code: string): boolean {
  return ENDING.has(code);
}

/** What the server answered, if it has the shape of an error (ERR1); null otherwise. */
export function asErrorAnswer(answer: unknown): ErrorAnswer | null {
  if (typeof answer !== "object" || answer === null) return null;
  const { ok, code, message, data, retry_ms } = answer as Partial<Record<keyof ErrorAnswer, unknown>>;
  if (ok !== false || typeof code !== "string") return null;
  return {
    ok: false,
    code,
    message: typeof message === "string" && message !== "" ? message : t(UNKNOWN),
    data: typeof data === "object" && data !== null ? (data as ErrorAnswer["data"]) : {},
    ...(typeof retry_ms === "number" && retry_ms >= 0 ? { retry_ms } : {}),
  };
}
