/** Questions to the server over the socket that answer once: what is neither an op nor kept for later. */

import { asErrorAnswer } from "../core/errors.ts";
import { t } from "../core/i18n.ts";
import type { ErrorAnswer } from "../core/types.ts";
import type { Connection } from "./connection.ts";
import { CallFailed } from "./http.ts";
import type { Answer } from "./messages.ts";

export interface Calls {
  /** Answers when the server has done it. Throws CallFailed: refused, or there is no connection now. */
  call<Good extends { readonly ok: true }>(event: string, payload: unknown): Promise<Good>;
}

/** Without an answer for so long, nobody knows what became of it. */
const ANSWER_MS = 8_000;

/** Sends `payload` and waits for the answer; `connection` is null while there is none. */
export function callOver<Good extends { readonly ok: true }>(
  connection: Pick<Connection, "emit"> | null,
  event: string,
  payload: unknown,
): Promise<Good> {
  return new Promise((resolve, reject) => {
    const fail = ({ code, message, data, retry_ms }: ErrorAnswer): void =>
      reject(new CallFailed({ code, message, data, status: 0, retryMs: retry_ms }));
    if (connection === null) {
      fail(unreadable());
      return;
    }
    const timer = setTimeout(() => fail(unreadable()), ANSWER_MS);
    connection.emit(event, payload, (said) => {
      clearTimeout(timer);
      const answer = readAnswer<Good>(said);
      if (answer.ok) resolve(answer);
      else fail(answer);
    });
  });
}

/** What the server answered; never trusted to have a shape. */
export function readAnswer<Good extends { readonly ok: true }>(answer: unknown): Answer<Good> {
  const error = asErrorAnswer(answer);
  if (error !== null) return error;
  const isGood = typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;
  return isGood ? (answer as Good) : unreadable();
}

/** Stands for an answer in no known shape: worth another try, as after any broken connection. */
export function unreadable(): ErrorAnswer {
  const message = t("The server cannot be reached. Check your connection and try again.");
  return { ok: false, code: "network", message, data: {} };
}
