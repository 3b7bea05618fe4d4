/** One step of the agenda: what it is, what people read and may do in it, where, and for how long. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { currentLocale, t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { Right, StepMode, StepRecord } from "../../core/types.ts";
import { MODES } from "../../core/workshop.ts";
import type { StepWords } from "../../tools/commands/agenda.ts";
import { framesOf, titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { agendaCommands } from "../workshop/stepdoing.ts";
import { MODE_LOOKS, RIGHTS } from "../workshop/words.ts";
import { Form } from "./form.tsx";

/** The server takes no more for one step. */
const MOST_AREAS = 20;

type Words = Required<StepWords>;
type Set = (changed: Partial<Words>) => void;

interface PartProps {
  readonly words: Words;
  readonly set: Set;
}

const NEW: Words = {
  title: "",
  mode: "explain",
  say_it: "",
  say_en: "",
  areas: [],
  may: null,
  private: false,
  anonymous: false,
  counted: false,
  moderated: false,
  minutes: 5,
};

/** What there is only where writing is private. */
const OPEN = { private: false, anonymous: false, counted: false } as const;

function wordsOf(step: StepRecord | undefined): Words {
  if (step === undefined) return NEW;
  const { title, mode, say_it = "", say_en = "", areas = [], may = null, minutes = 0 } = step;
  const { private: isPrivate = false, anonymous = false, counted = false, moderated = false } = step;
  const flags = { private: isPrivate, anonymous, counted, moderated };
  return { title, mode, say_it, say_en, areas, may, ...flags, minutes };
}

function ModeField({ words, set }: PartProps): JSX.Element {
  return (
    <div class="field">
      <label for="step-mode">{t("What happens")}</label>
      <select
        id="step-mode"
        class="input"
        data-first
        value={words.mode}
        onChange={(event) => {
          const mode = event.currentTarget.value as StepMode;
          set({ mode, may: null, private: mode === "silent" && !words.moderated });
        }}
      >
        {Object.entries(MODE_LOOKS).map(([mode, { name }]) => (
          <option key={mode} value={mode}>
            {t(name)}
          </option>
        ))}
      </select>
    </div>
  );
}

function TitleAndMinutes({ words, set }: PartProps): JSX.Element {
  return (
    <div class="field-pair">
      <div class="field">
        <label for="step-title">{t("Title (optional)")}</label>
        <input
          id="step-title"
          class="input"
          maxLength={LIMITS.title}
          placeholder={t(MODE_LOOKS[words.mode].name)}
          value={words.title}
          onInput={(event) => set({ title: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="step-minutes">{t("Length in minutes")}</label>
        <input
          id="step-minutes"
          class="input"
          type="number"
          min={0}
          max={240}
          step={1}
          required
          value={words.minutes}
          aria-describedby="step-minutes-hint"
          onInput={(event) => set({ minutes: event.currentTarget.valueAsNumber })}
        />
        <p id="step-minutes-hint" class="field-hint">
          {t("0: without a timer")}
        </p>
      </div>
    </div>
  );
}

/** The reader's own language comes first. */
function SayFields({ words, set }: PartProps): JSX.Element {
  const both = [
    ["say_it", t("What people read, in Italian"), "it"],
    ["say_en", t("What people read, in English"), "en"],
  ] as const;
  const inOrder = currentLocale().startsWith("it") ? both : [both[1], both[0]];
  return (
    <>
      {inOrder.map(([name, label, lang]) => (
        <div key={name} class="field">
          <label for={`step-${name}`}>{label}</label>
          <textarea
            id={`step-${name}`}
            class="input"
            rows={2}
            lang={lang}
            maxLength={LIMITS.text}
            placeholder={lang === currentLocale().slice(0, 2) ? t(MODE_LOOKS[words.mode].say) : undefined}
            value={words[name]}
            onInput={(event) => set({ [name]: event.currentTarget.value })}
          />
        </div>
      ))}
    </>
  );
}

interface CheckProps {
  readonly isOn: boolean;
  readonly words: string;
  turn(isOn: boolean): void;
}

function Check({ isOn, words, turn }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={(event) => turn(event.currentTarget.checked)} />
      {words}
    </label>
  );
}

function AreasField({ words, set }: PartProps): JSX.Element | null {
  const frames = framesOf(useUi());
  if (frames.length === 0) return null;
  const isFull = words.areas.length >= MOST_AREAS;
  return (
    <fieldset class="field step-choices">
      <legend>{t("Where: the areas in play")}</legend>
      <p class="field-hint">{t("None: the whole board.")}</p>
      {frames.map((frame) => {
        const isOn = words.areas.includes(frame.id);
        return (
          <Check
            key={frame.id}
            isOn={isOn}
            words={titleOf(frame)}
            turn={(turned) => {
              const others = words.areas.filter((id) => id !== frame.id);
              if (!turned || !isFull) set({ areas: turned ? [...others, frame.id] : others });
            }}
          />
        );
      })}
    </fieldset>
  );
}

function RightsField({ words, set }: PartProps): JSX.Element {
  const usual = MODES[words.mode];
  const may = words.may ?? usual;
  const names = Object.keys(RIGHTS) as Right[];
  const choose = (right: Right, isOn: boolean): void => {
    const next = names.filter((name) => (name === right ? isOn : may.includes(name)));
    const isUsual = next.length === usual.length && next.every((name) => usual.includes(name));
    const isPrivate = words.private && next.includes("add");
    const moderated = words.moderated && next.includes("add");
    set({ may: isUsual ? null : next, private: isPrivate, moderated });
  };
  return (
    <fieldset class="field step-choices">
      <legend>{t("What participants may do")}</legend>
      {names.map((right) => (
        <Check
          key={right}
          isOn={may.includes(right)}
          words={t(RIGHTS[right])}
          turn={(isOn) => choose(right, isOn)}
        />
      ))}
      <hr />
      <Check
        isOn={words.private}
        words={t("What they write stays private until it is revealed")}
        turn={(isOn) => {
          if (isOn && !may.includes("add")) choose("add", true);
          set({ private: isOn, ...(isOn ? {} : OPEN), moderated: words.moderated && !isOn });
        }}
      />
      {words.private && (
        <>
          <Check
            isOn={words.anonymous}
            words={t("It stays anonymous: nobody will ever know who wrote what")}
            turn={(isOn) => set({ anonymous: isOn })}
          />
          <Check
            isOn={words.counted}
            words={t("Everybody reads about how many are writing, never who")}
            turn={(isOn) => set({ counted: isOn })}
          />
        </>
      )}
      <Check
        isOn={words.moderated}
        words={t("Who leads reads each note before everybody sees it")}
        turn={(isOn) => {
          if (isOn && !may.includes("add")) choose("add", true);
          set({ moderated: isOn, ...(isOn ? OPEN : {}) });
        }}
      />
    </fieldset>
  );
}

/** False when the board refused it. */
function save(ui: Ui, id: string | null, words: Words): boolean {
  const commands = agendaCommands(ui);
  const title = words.title.trim() || t(MODE_LOOKS[words.mode].name);
  const step = { ...words, title, minutes: Math.round(words.minutes) };
  const isTaken = id === null ? commands.add(step) !== null : commands.set(id, step);
  if (isTaken) ui.announcer.say(id === null ? t("Step added.") : t("Step changed."));
  return isTaken;
}

export function StepDialog({ id }: { readonly id: string | null }): JSX.Element {
  const ui = useUi();
  const record = ui.store.scene.peek().get(id ?? "");
  const [words, setWords] = useState(wordsOf(record?.kind === "step" ? record : undefined));
  const set: Set = (changed) => setWords((before) => ({ ...before, ...changed }));
  return (
    <Form
      title={id === null ? t("New step") : t("Change the step")}
      done={id === null ? t("Add the step") : t("Save")}
      class="step-dialog"
      save={() => save(ui, id, words)}
    >
      <ModeField words={words} set={set} />
      <TitleAndMinutes words={words} set={set} />
      <SayFields words={words} set={set} />
      <AreasField words={words} set={set} />
      <RightsField words={words} set={set} />
    </Form>
  );
}
