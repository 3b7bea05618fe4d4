/** What several dialogs are made of. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
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

export interface Choice {
  readonly value: string;
  readonly name: string;
}

interface ChoiceFieldProps {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  set(value: string): void;
}

/** A select with its label. */
export function ChoiceField({ id, label, choices, value, set }: ChoiceFieldProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => set(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface KeptCheckProps {
  readonly label: string;
  /** What the server says. */
  readonly isOn: boolean;
  /** True when it went well. */
  set(isOn: boolean): Promise<boolean>;
}

/** A box for what the server keeps: it shows at once what was chosen, until the server says what holds. */
export function KeptCheck({ label, isOn, set }: KeptCheckProps): JSX.Element {
  const [chosen, setChosen] = useState<boolean | null>(null);
  useEffect(() => setChosen(null), [isOn]);
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={chosen ?? isOn}
        onChange={(event) => {
          setChosen(event.currentTarget.checked);
          void set(event.currentTarget.checked).then((isDone) => isDone || setChosen(null));
        }}
      />
      {label}
    </label>
  );
}
