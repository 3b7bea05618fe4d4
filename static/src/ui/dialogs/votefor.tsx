/** Ballots for people without a device: of one person, once, or of the room as a count. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isSpent, stateOf } from "../../core/ballot.ts";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { VoteRecord } from "../../core/types.ts";
import { mayVote } from "../../core/votes.ts";
import { useUi } from "../context.ts";
import { ANSWERS, nameOfVoted, termsOf, titleOfVote } from "../votes/words.ts";
import { Dialog } from "./dialog.tsx";
import { useAttempt } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";
import { PeopleOptions } from "./whose.tsx";

type Whom = "person" | "name" | "room";
/** By item: as many numbers as there are fields. */
type Numbers = Readonly<Record<string, readonly (number | null)[]>>;

const SCALE = ["1", "2", "3", "4", "5"];

/** The fields of one thing. One person gives one number, or two; of the room people are counted. */
function fieldsOf({ way }: VoteRecord, whom: Whom): readonly string[] {
  const [impact, feasibility] = [t("Impact"), t("Feasibility")];
  if (whom !== "room") return way === "matrix" ? [impact, feasibility] : [""];
  if (way === "points") return [t("For"), t("Against")];
  if (way === "yesno") return ANSWERS.map(([, name]) => t(name));
  if (way === "scale") return SCALE;
  if (way === "matrix")
    return [impact, feasibility].flatMap((axis) => SCALE.map((step) => `${axis} ${step}`));
  return [""];
}

/** What the server is asked to take; things without a number are left out. */
function choicesOf(vote: VoteRecord, whom: Whom, numbers: Numbers): Record<string, unknown> {
  const said = Object.entries(numbers).filter(([, all]) => all.some((number) => number !== null));
  return Object.fromEntries(
    said.map(([id, all]) => {
      if (whom === "room") return [id, all.map((number) => number ?? 0)];
      return [id, vote.way === "matrix" ? all : all[0]];
    }),
  );
}

interface NumberBoxProps {
  readonly vote: VoteRecord;
  readonly whom: Whom;
  readonly label: string;
  readonly value: number | null;
  set(value: number | null): void;
}

function NumberBox({ vote, whom, label, value, set }: NumberBoxProps): JSX.Element {
  if (vote.way === "yesno" && whom !== "room") {
    return (
      <select
        class="input vote-amount"
        aria-label={label}
        value={value === null ? "" : `${value}`}
        onChange={({ currentTarget }) => set(currentTarget.value === "" ? null : Number(currentTarget.value))}
      >
        <option value="">–</option>
        {ANSWERS.map(([answer, name]) => (
          <option key={answer} value={`${answer}`}>
            {t(name)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      class="input vote-amount"
      type="number"
      inputMode="numeric"
      step={1}
      aria-label={label}
      value={value ?? ""}
      placeholder={isSpent(vote) || whom === "room" ? "0" : "–"}
      onInput={({ currentTarget }) => {
        const { valueAsNumber } = currentTarget;
        set(Number.isNaN(valueAsNumber) ? null : valueAsNumber);
      }}
    />
  );
}

interface ItemsProps {
  readonly vote: VoteRecord;
  readonly whom: Whom;
  readonly numbers: Numbers;
  set(numbers: Numbers): void;
}

function Items({ vote, whom, numbers, set }: ItemsProps): JSX.Element {
  const ui = useUi();
  const fields = fieldsOf(vote, whom);
  return (
    <ul role="list" class="vote-items vote-entries">
      {(vote.items ?? []).map((id) => {
        const name = nameOfVoted(ui, id);
        const now = numbers[id] ?? fields.map(() => null);
        return (
          <li key={id} class="vote-item" data-way={vote.way}>
            <span class="vote-name" dir="auto">
              {name}
            </span>
            <span class="vote-boxes">
              {fields.map((field, place) => (
                <span key={field} class="vote-box">
                  {field !== "" && <span aria-hidden="true">{field}</span>}
                  <NumberBox
                    vote={vote}
                    whom={whom}
                    label={field === "" ? name : `${name}, ${field}`}
                    value={now[place] ?? null}
                    set={(value) =>
                      set({ ...numbers, [id]: now.map((old, at) => (at === place ? value : old)) })
                    }
                  />
                </span>
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

interface WhomProps {
  readonly vote: VoteRecord;
  readonly whom: Whom;
  readonly value: string;
  choose(whom: Whom, value: string): void;
}

function WhoField({ vote, whom, value, choose }: WhomProps): JSX.Element {
  const field = { id: "vote-who", class: "input", required: true, value };
  const onInput = (event: { readonly currentTarget: HTMLInputElement }): void =>
    choose(whom, event.currentTarget.value);
  if (whom === "room")
    return <input {...field} type="number" min={1} max={vote.helped ?? 0} onInput={onInput} />;
  return <input {...field} maxLength={LIMITS.name} onInput={onInput} />;
}

function WhomPart({ vote, whom, value, choose }: WhomProps): JSX.Element {
  const { store } = useUi();
  const voters = [...store.people.value.values()].filter((person) => mayVote(vote, person));
  const kinds: [Whom, string][] = [
    ["person", t("Somebody on this board")],
    ["name", t("Somebody by name")],
    ["room", t("The room, as a count")],
  ];
  return (
    <>
      <div class="field">
        <label for="vote-whom">{t("For whom")}</label>
        <select
          id="vote-whom"
          class="input"
          data-first
          value={whom}
          onChange={(event) => choose(event.currentTarget.value as Whom, "")}
        >
          {kinds
            .filter(([kind]) => kind === "person" || (vote.helped ?? 0) > 0)
            .map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
        </select>
      </div>
      <div class="field">
        <label for="vote-who">{whom === "room" ? t("How many people") : t("Name")}</label>
        {whom === "person" ? (
          <select
            id="vote-who"
            class="input"
            required
            value={value}
            onChange={(event) => choose(whom, event.currentTarget.value)}
          >
            <option value="">–</option>
            <PeopleOptions people={voters} />
          </select>
        ) : (
          <WhoField vote={vote} whom={whom} value={value} choose={choose} />
        )}
      </div>
    </>
  );
}

function EnterForm({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const { calls, announcer } = useUi();
  const [[whom, value], setWhom] = useState<readonly [Whom, string]>(["person", ""]);
  const [numbers, setNumbers] = useState<Numbers>({});
  const { trouble, isBusy, attempt } = useAttempt();

  async function enter(): Promise<void> {
    if (isBusy) return;
    const who = whom === "room" ? { room: Number(value) } : { [whom]: value };
    const ballot = { vote: vote.id, for: who, choices: choicesOf(vote, whom, numbers) };
    if (!(await attempt(() => calls.call("ballot", ballot)))) return;
    announcer.say(t("Entered. The next one can follow."));
    setWhom([whom, ""]);
    setNumbers({});
    document.getElementById("vote-who")?.focus();
  }

  return (
    <form
      class="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <p class="field-hint">{termsOf(vote)}</p>
      <p class="field-hint">
        {t("A person's votes are entered once; the count of the room can be corrected.")}
      </p>
      <WhomPart
        vote={vote}
        whom={whom}
        value={value}
        choose={(kind, who) => {
          setWhom([kind, who]);
          if (kind !== whom) setNumbers({});
        }}
      />
      <Items vote={vote} whom={whom} numbers={numbers} set={setNumbers} />
      <Trouble sentence={trouble} />
      <div class="dialog-foot">
        <button type="submit" class="button button-primary" aria-disabled={isBusy}>
          {t("Enter the votes")}
        </button>
      </div>
    </form>
  );
}

export function VoteForDialog({ id }: { readonly id: string }): JSX.Element | null {
  const ui = useUi();
  const record = ui.store.scene.value.get(id);
  if (record?.kind !== "vote") return null;
  return (
    <Dialog title={t("Enter votes for others")} class="vote-dialog" hasForm>
      <p class="vote-question" dir="auto">
        {titleOfVote(record)}
      </p>
      {stateOf(record) === "open" ? <EnterForm vote={record} /> : <p>{t("This vote is not open.")}</p>}
    </Dialog>
  );
}
