/** A vote before it is opened: the question, what it is on, how people vote, and who. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { eachOf, isSpent, mostOf, votedOn } from "../../core/ballot.ts";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { Person, VoteRecord } from "../../core/types.ts";
import type { VoteWay } from "../../core/vote_types.ts";
import type { VoteWords } from "../../tools/commands/voting.ts";
import { framesOf, titleOf } from "../choices.ts";
import { useUi } from "../context.ts";
import { sentenceOf } from "../server.ts";
import { votingOf } from "../votes/runs.tsx";
import { emptyWords, WAYS } from "../votes/words.ts";
import { Form } from "./form.tsx";

/** What each person has at first, by way. */
const USUAL: Readonly<Record<VoteWay, readonly [each: number, most: number]>> = {
  dots: [3, 2],
  points: [5, 3],
  budget: [100, 100],
  yesno: [3, 2],
  scale: [3, 2],
  matrix: [3, 2],
};

interface PartProps {
  readonly words: VoteWords;
  set(changed: Partial<VoteWords>): void;
}

function wordsOf(vote: VoteRecord | undefined): VoteWords {
  if (vote === undefined) {
    const [each, most] = USUAL.dots;
    return { title: "", about: "notes", way: "dots", areas: [], each, most, voters: null, helped: 0 };
  }
  const { title, about, way, areas = [], voters = null, helped = 0 } = vote;
  return { title, about, way, areas, each: eachOf(vote), most: mostOf(vote), voters, helped };
}

function QuestionPart({ words, set }: PartProps): JSX.Element {
  return (
    <div class="field">
      <label for="vote-title">{t("Question")}</label>
      <input
        id="vote-title"
        class="input"
        data-first
        dir="auto"
        required
        maxLength={LIMITS.title}
        value={words.title}
        onInput={(event) => set({ title: event.currentTarget.value })}
      />
    </div>
  );
}

function AboutPart({ words, set }: PartProps): JSX.Element {
  const ui = useUi();
  const frames = framesOf(ui);
  const count = votedOn(ui.store.scene.value, words).length;
  const isFull = words.areas.length >= LIMITS.areas;
  return (
    <>
      <div class="field">
        <label for="vote-about">{t("What it is on")}</label>
        <select
          id="vote-about"
          class="input"
          value={words.about}
          onChange={(event) => set({ about: event.currentTarget.value as VoteWords["about"] })}
        >
          <option value="notes">{t("Notes")}</option>
          <option value="clusters">{t("Clusters of notes")}</option>
        </select>
      </div>
      {frames.length > 0 && (
        <fieldset class="field vote-checks">
          <legend>{t("Where")}</legend>
          <p class="field-hint">{t("None: the whole board.")}</p>
          {frames.map((frame) => {
            const isOn = words.areas.includes(frame.id);
            return (
              <label key={frame.id} class="check">
                <input
                  type="checkbox"
                  checked={isOn}
                  disabled={!isOn && isFull}
                  onChange={() => {
                    const others = words.areas.filter((id) => id !== frame.id);
                    set({ areas: isOn ? others : [...others, frame.id] });
                  }}
                />
                {titleOf(frame)}
              </label>
            );
          })}
        </fieldset>
      )}
      <p class="field-hint" role="status">
        {count > LIMITS.voted
          ? t("Too many: %(n)s at most.", { n: LIMITS.voted })
          : count === 0
            ? emptyWords(ui.store.scene.value, words)
            : tn("%(n)s thing to vote on now", "%(n)s things to vote on now", count)}
      </p>
    </>
  );
}

interface NumberFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  set(value: number): void;
}

function NumberField({ id, label, value, least, most, set }: NumberFieldProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="number"
        required
        min={least}
        max={most}
        step={1}
        value={value}
        onInput={(event) => set(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

function WayPart({ words, set }: PartProps): JSX.Element {
  const isCounted = isSpent(words);
  return (
    <>
      <div class="field">
        <label for="vote-way">{t("How people vote")}</label>
        <select
          id="vote-way"
          class="input"
          value={words.way}
          aria-describedby="vote-way-hint"
          onChange={(event) => {
            const way = event.currentTarget.value as VoteWay;
            const [each, most] = USUAL[way];
            set({ way, each, most });
          }}
        >
          {Object.entries(WAYS).map(([way, { name }]) => (
            <option key={way} value={way}>
              {t(name)}
            </option>
          ))}
        </select>
        <p id="vote-way-hint" class="field-hint">
          {t(WAYS[words.way].hint)}
        </p>
      </div>
      {isCounted && (
        <div class="vote-pair">
          <NumberField
            id="vote-each"
            label={t("For each person")}
            value={words.each}
            least={1}
            most={LIMITS.amount}
            set={(each) => set({ each })}
          />
          <NumberField
            id="vote-most"
            label={t("At most on one thing")}
            value={words.most}
            least={1}
            most={LIMITS.amount}
            set={(most) => set({ most })}
          />
        </div>
      )}
    </>
  );
}

interface FromAttendanceProps {
  readonly people: readonly Person[];
  set(changed: Partial<VoteWords>): void;
}

/** Names those who are at the meeting and may vote, and counts the others for whom votes are entered. */
function FromAttendance({ people, set }: FromAttendanceProps): JSX.Element {
  const { server } = useUi();
  const [said, setSaid] = useState("");

  async function fill(): Promise<void> {
    try {
      const { meeting, voters, others } = await server.voting();
      const named = people.filter(({ id }) => voters.includes(id)).map(({ id }) => id);
      if (meeting === null) return setSaid(t("This board belongs to no meeting."));
      if (named.length + others === 0) return setSaid(t("By the attendance nobody who is there may vote."));
      set({ voters: named, helped: Math.min(others, LIMITS.helped) });
      setSaid(t("%(n)s people by the attendance of the meeting.", { n: named.length + others }));
    } catch (error) {
      setSaid(sentenceOf(error));
    }
  }

  return (
    <>
      <button type="button" class="button button-quiet vote-fill" onClick={() => void fill()}>
        {t("Take those of the attendance")}
      </button>
      <p class="field-hint" role="status">
        {said}
      </p>
    </>
  );
}

function VotersPart({ words, set }: PartProps): JSX.Element {
  const { store } = useUi();
  const people = [...store.people.value.values()].filter(mayBeNamed);
  const { voters } = words;
  return (
    <fieldset class="field vote-checks">
      <legend>{t("Who votes")}</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={voters === null}
          onChange={() => {
            const all = people.filter(({ role }) => role === "participant").map(({ id }) => id);
            set({ voters: voters === null ? all : null });
          }}
        />
        {t("Every participant")}
      </label>
      {voters !== null &&
        people.map(({ id, name }) => (
          <label key={id} class="check vote-voter">
            <input
              type="checkbox"
              checked={voters.includes(id)}
              onChange={() => {
                const others = voters.filter((one) => one !== id);
                set({ voters: voters.includes(id) ? others : [...others, id] });
              }}
            />
            <span dir="auto">{name}</span>
          </label>
        ))}
      <FromAttendance people={people} set={set} />
      <NumberField
        id="vote-helped"
        label={t("People without a device, for whom you will enter votes")}
        value={words.helped}
        least={0}
        most={LIMITS.helped}
        set={(helped) => set({ helped })}
      />
    </fieldset>
  );
}

function mayBeNamed({ role }: Person): boolean {
  return role !== null && role !== "viewer" && role !== "observer" && role !== "staff";
}

export function VoteDialog({ id }: { readonly id: string | null }): JSX.Element {
  const ui = useUi();
  const record = ui.store.present.peek().get(id ?? "");
  const [words, setWords] = useState<VoteWords>(() => {
    const before = wordsOf(record?.kind === "vote" ? record : undefined);
    // Areas that are gone could not be taken off here.
    return { ...before, areas: before.areas.filter((area) => ui.store.present.peek().has(area)) };
  });
  const part: PartProps = { words, set: (changed) => setWords((before) => ({ ...before, ...changed })) };

  function save(): boolean {
    const voting = votingOf(ui);
    if (id === null ? voting.add(words) === null : !voting.set(id, words)) return false;
    if (id === null) ui.announcer.say(t("Vote added. It is not open yet."));
    ui.view.panel.value = "votes";
    return true;
  }

  return (
    <Form
      title={id === null ? t("New vote") : t("Change the vote")}
      done={id === null ? t("Add the vote") : t("Save")}
      class="vote-dialog"
      isReady={words.voters === null || words.voters.length > 0}
      save={save}
    >
      <QuestionPart {...part} />
      <AboutPart {...part} />
      <WayPart {...part} />
      <VotersPart {...part} />
    </Form>
  );
}
