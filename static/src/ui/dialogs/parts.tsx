/** What several dialogs are made of. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { sentenceOf } from "../server.ts";

export interface Attempt {
  /** Why the last one went wrong; empty when it did not. */
  readonly trouble: string;
  readonly isBusy: boolean;
  /** True when the call went well. */
  attempt(ask: () => Promise<unknown>): Promise<boolean>;
}

/** Calls of the server, one at a time, with the sentence of what went wrong. */
export function useAttempt(): Attempt {
  const [trouble, setTrouble] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  async function attempt(ask: () => Promise<unknown>): Promise<boolean> {
    setIsBusy(true);
    setTrouble("");
    try {
      await ask();
      return true;
    } catch (error) {
      setTrouble(sentenceOf(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  }
  return { trouble, isBusy, attempt };
}

interface BoardNameFieldProps {
  readonly name: string;
  setName(name: string): void;
}

/** The field has the focus when its dialog opens. */
export function BoardNameField({ name, setName }: BoardNameFieldProps): JSX.Element {
  return (
    <div class="field">
      <label for="board-name">{t("Name of the board")}</label>
      <input
        id="board-name"
        class="input"
        data-first
        required
        maxLength={LIMITS.title}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
    </div>
  );
}
