/** A commitment in writing: what, who, and by when. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { compareNames, t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { CommitmentRecord, DecisionRecord } from "../../core/types.ts";
import type { CommitmentWords } from "../../tools/commands/deciding.ts";
import { useUi } from "../context.ts";
import { decidedOf, openDecisions } from "../decisions/decided.ts";
import { decidingOf } from "../decisions/doing.ts";
import { nameOfDecision, textOf } from "../decisions/words.ts";
import { Form, WordsField } from "./form.tsx";
import { ChoiceField } from "./parts.tsx";

/** So many letters of a decision are told where one is chosen. */
const SHOWN = 80;

interface PartProps {
  readonly words: CommitmentWords;
  set(changed: Partial<CommitmentWords>): void;
}

function wordsOf(record: CommitmentRecord | undefined, of: string | null): CommitmentWords {
  const { text = "", who = "", due = "", decision = of } = record ?? {};
  return { text, who, due, decision };
}

/** Any name will do; those of the people on the board are offered. */
function WhoPart({ words, set }: PartProps): JSX.Element {
  const { store } = useUi();
  const names = [...store.people.value.values()].flatMap(({ name, role }) => (role ? [name] : []));
  return (
    <div class="field">
      <label for="commitment-who">{t("Who")}</label>
      <input
        id="commitment-who"
        class="input"
        dir="auto"
        list="commitment-people"
        autocomplete="off"
        maxLength={LIMITS.title}
        value={words.who}
        onInput={(event) => set({ who: event.currentTarget.value })}
      />
      <datalist id="commitment-people">
        {[...new Set(names)].sort(compareNames).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

function DuePart({ words, set }: PartProps): JSX.Element {
  return (
    <div class="field">
      <label for="commitment-due">{t("By when")}</label>
      <input
        id="commitment-due"
        class="input"
        type="date"
        min="1000-01-01"
        max="9999-12-31"
        value={words.due}
        onInput={(event) => set({ due: event.currentTarget.value })}
      />
    </div>
  );
}

function choiceOf(decision: DecisionRecord): { value: string; name: string } {
  const name = `${nameOfDecision(decision)}: ${textOf(decision)}`;
  return { value: decision.id, name: [...name].slice(0, SHOWN).join("") };
}

interface CommitmentDialogProps {
  readonly id: string | null;
  /** Id of the decision that a new one follows from. */
  readonly decision: string | null;
}

export function CommitmentDialog({ id, decision }: CommitmentDialogProps): JSX.Element {
  const ui = useUi();
  const record = ui.store.present.peek().get(id ?? "");
  const [words, setWords] = useState(wordsOf(record?.kind === "commitment" ? record : undefined, decision));
  const part: PartProps = { words, set: (changed) => setWords((before) => ({ ...before, ...changed })) };
  const decisions = decidedOf(ui.store).decisions.value;

  function save(): boolean {
    const deciding = decidingOf(ui);
    const saved = id === null ? deciding.commit(words) : deciding.setCommitment(id, words) && id;
    if (!saved) return false;
    if (id === null) ui.announcer.say(t("Commitment added."));
    openDecisions(ui, saved);
    return true;
  }

  return (
    <Form
      title={id === null ? t("New commitment") : t("Change the commitment")}
      done={id === null ? t("Add the commitment") : t("Save")}
      isReady={words.text.trim() !== ""}
      save={save}
    >
      <WordsField
        id="commitment-text"
        label={t("What will be done")}
        value={words.text}
        set={(text) => part.set({ text })}
      />
      <WhoPart {...part} />
      <DuePart {...part} />
      {decisions.length > 0 && (
        <ChoiceField
          id="commitment-decision"
          label={t("It follows from")}
          choices={[{ value: "", name: t("No decision") }, ...decisions.map(choiceOf)]}
          value={words.decision ?? ""}
          set={(value) => part.set({ decision: value || null })}
        />
      )}
    </Form>
  );
}
