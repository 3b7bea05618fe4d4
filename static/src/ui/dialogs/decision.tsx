/** A decision in writing: what, how it was taken, who objected, and what it comes from. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { votesOf } from "../../core/ballot.ts";
import { isSource } from "../../core/decisions.ts";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { nowIn } from "../../core/origins.ts";
import { inReadingOrder } from "../../core/outline.ts";
import type { DecisionRecord, ItemRecord } from "../../core/types.ts";
import type { DecisionWords } from "../../tools/commands/deciding.ts";
import { type Ui, useUi } from "../context.ts";
import { openDecisions } from "../decisions/decided.ts";
import { decidingOf } from "../decisions/doing.ts";
import { toldOf } from "../decisions/told.ts";
import { nowWords, sourceIcon, sourceWords } from "../decisions/words.ts";
import { Icon } from "../icon.tsx";
import { titleOfVote } from "../votes/words.ts";
import { Form, WordsField } from "./form.tsx";

/** So many letters of a source are told where one is chosen. */
const SHOWN = 80;

interface PartProps {
  readonly words: DecisionWords;
  set(changed: Partial<DecisionWords>): void;
}

function wordsOf(record: DecisionRecord | undefined, sources: readonly string[]): DecisionWords {
  const { text = "", how = "", objections = "" } = record ?? {};
  return { text, how, objections, sources: record?.sources ?? sources };
}

/** What is said most often of how a decision was taken. */
function usualWays(ui: Ui): string[] {
  const revealed = votesOf(ui.store.scene.value).filter(({ state }) => state === "revealed");
  const votes = revealed
    .slice(-2)
    .map((vote) => t("after the vote “%(title)s”", { title: titleOfVote(vote) }));
  return [t("consensus"), t("majority"), ...votes.map((way) => [...way].slice(0, LIMITS.title).join(""))];
}

function HowPart({ words, set }: PartProps): JSX.Element {
  const ui = useUi();
  return (
    <div class="field">
      <label for="decision-how">{t("How it was taken")}</label>
      <input
        id="decision-how"
        class="input"
        dir="auto"
        maxLength={LIMITS.title}
        value={words.how}
        onInput={(event) => set({ how: event.currentTarget.value })}
      />
      <div class="decision-ways">
        {usualWays(ui).map((how) => (
          <button key={how} type="button" class="decision-chip" onClick={() => set({ how })}>
            {how}
          </button>
        ))}
      </div>
    </div>
  );
}

function ObjectionsPart({ words, set }: PartProps): JSX.Element {
  return (
    <div class="field">
      <label for="decision-objections">{t("Objections and remarks")}</label>
      <textarea
        id="decision-objections"
        class="input"
        dir="auto"
        rows={2}
        maxLength={LIMITS.text}
        value={words.objections}
        onInput={(event) => set({ objections: event.currentTarget.value })}
      />
    </div>
  );
}

function Chosen({ words, set }: PartProps): JSX.Element {
  const ui = useUi();
  const scene = ui.store.scene.value;
  const made = toldOf(ui.store).made.value;
  return (
    <ul role="list" class="decision-chosen">
      {words.sources.map((id) => {
        const record = scene.get(id);
        const what = record ? sourceWords(ui, record) : t("Not on the board any more");
        const now = nowIn(id, scene, made);
        const name = now.length > 0 ? `${what} ${t("now in:")} ${nowWords(ui, now)}` : what;
        return (
          <li key={id}>
            <Icon name={record ? sourceIcon(record) : "x"} />
            <span dir="auto">
              {what}
              {now.length > 0 && (
                <span class="decision-now muted">
                  {t("now in:")} {nowWords(ui, now)}
                </span>
              )}
            </span>
            <button
              type="button"
              class="tool"
              aria-label={t("Take away: %(text)s", { text: name })}
              title={t("Take away")}
              onClick={() => set({ sources: words.sources.filter((one) => one !== id) })}
            >
              <Icon name="x" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Votes and clusters first: decisions mostly come from those. */
function toChoose(ui: Ui): ItemRecord[] {
  const scene = ui.store.scene.peek();
  const items = inReadingOrder(scene).filter(isSource);
  const first = items.filter(({ kind }) => kind === "cluster");
  return [...votesOf(scene), ...first, ...items.filter(({ kind }) => kind === "note" || kind === "text")];
}

function SourcesPart({ words, set }: PartProps): JSX.Element {
  const ui = useUi();
  const all = useMemo(() => toChoose(ui), [ui]);
  const left = all.filter(({ id }) => !words.sources.includes(id));
  const isFull = words.sources.length >= LIMITS.sources;
  return (
    <div class="field">
      <label for="decision-source">{t("What it comes from")}</label>
      {words.sources.length > 0 && <Chosen words={words} set={set} />}
      <select
        id="decision-source"
        class="input"
        disabled={isFull || left.length === 0}
        value=""
        onChange={(event) => {
          const { value } = event.currentTarget;
          event.currentTarget.value = "";
          if (value) set({ sources: [...words.sources, value] });
        }}
      >
        <option value="">{t("Add a vote, a cluster or a note…")}</option>
        {left.map((record) => (
          <option key={record.id} value={record.id}>
            {[...sourceWords(ui, record)].slice(0, SHOWN).join("")}
          </option>
        ))}
      </select>
    </div>
  );
}

interface DecisionDialogProps {
  readonly id: string | null;
  readonly sources: readonly string[];
}

export function DecisionDialog({ id, sources }: DecisionDialogProps): JSX.Element {
  const ui = useUi();
  const record = ui.store.present.peek().get(id ?? "");
  const [words, setWords] = useState(wordsOf(record?.kind === "decision" ? record : undefined, sources));
  const part: PartProps = { words, set: (changed) => setWords((before) => ({ ...before, ...changed })) };

  function save(): boolean {
    const deciding = decidingOf(ui);
    const saved = id === null ? deciding.decide(words) : deciding.setDecision(id, words) && id;
    if (!saved) return false;
    if (id === null) ui.announcer.say(t("Decision added."));
    openDecisions(ui, saved);
    return true;
  }

  return (
    <Form
      title={id === null ? t("New decision") : t("Change the decision")}
      done={id === null ? t("Add the decision") : t("Save")}
      class="decision-dialog"
      isReady={words.text.trim() !== ""}
      save={save}
    >
      <WordsField
        id="decision-text"
        label={t("What was decided")}
        value={words.text}
        set={(text) => part.set({ text })}
      />
      <HowPart {...part} />
      <ObjectionsPart {...part} />
      <SourcesPart {...part} />
    </Form>
  );
}
