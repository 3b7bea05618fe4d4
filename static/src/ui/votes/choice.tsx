/** What one person says of one thing: the same control on the canvas, in the list and in the panel. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { fits, mostOf } from "../../core/ballot.ts";
import { t } from "../../core/i18n.ts";
import type { VoteRecord } from "../../core/types.ts";
import type { Choice } from "../../core/votes.ts";
import { ballotOf } from "../../store/ballots.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { say } from "./sending.ts";
import { ANSWERS, leftWords, nameOfVoted } from "./words.ts";

const STEPS = [1, 2, 3, 4, 5];

export interface ChoiceProps {
  readonly vote: VoteRecord;
  /** Of what is voted on. */
  readonly id: string;
  /** On the canvas keys lead elsewhere: the panel says the same. */
  readonly isForPointer?: boolean;
}

interface PartProps extends ChoiceProps {
  readonly name: string;
  readonly choice: Choice | undefined;
  choose(choice: Choice | null): void;
}

interface StepButtonProps {
  readonly icon: "plus" | "minus";
  readonly label: string;
  readonly isOff: boolean;
  readonly isForPointer: boolean;
  press(): void;
}

/** Stays where it is when it can do no more, so that the focus is never lost. */
function StepButton({ icon, label, isOff, isForPointer, press }: StepButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="tool vote-step"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      tabIndex={isForPointer ? -1 : undefined}
      onClick={() => !isOff && press()}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Dots and points, one by one. */
function Stepper({ vote, id, name, choice, choose, isForPointer = false }: PartProps): JSX.Element {
  const { ballots } = useUi();
  const now = typeof choice === "number" ? choice : 0;
  const choices = ballotOf(ballots, vote.id);
  const mayStep = (by: number): boolean => fits(vote, choices, id, now + by);
  const isPoints = vote.way === "points";
  const shown = isPoints && now > 0 ? `+${now}` : `${now}`.replace("-", "−");
  return (
    <span class="vote-stepper" data-said={now !== 0}>
      <StepButton
        icon="minus"
        label={isPoints ? t("One point less: %(name)s", { name }) : t("Take a dot away: %(name)s", { name })}
        isOff={!mayStep(-1)}
        isForPointer={isForPointer}
        press={() => choose(now - 1)}
      />
      <span class="vote-number">{shown}</span>
      <StepButton
        icon="plus"
        label={isPoints ? t("One point more: %(name)s", { name }) : t("Give a dot: %(name)s", { name })}
        isOff={!mayStep(1)}
        isForPointer={isForPointer}
        press={() => choose(now + 1)}
      />
    </span>
  );
}

function Amount({ vote, id, name, choice, choose, isForPointer = false }: PartProps): JSX.Element {
  const { ballots } = useUi();
  const [typed, setTyped] = useState<number | null>(null);
  const now = typeof choice === "number" ? choice : 0;
  const isTooMuch = typed !== null && !fits(vote, ballotOf(ballots, vote.id), id, typed);
  return (
    <input
      class="input vote-amount"
      type="number"
      inputMode="numeric"
      min={0}
      max={mostOf(vote)}
      step={1}
      aria-label={t("For: %(name)s", { name })}
      aria-invalid={isTooMuch}
      tabIndex={isForPointer ? -1 : undefined}
      value={typed ?? (now === 0 ? "" : now)}
      placeholder="0"
      onInput={(event) => {
        const { valueAsNumber } = event.currentTarget;
        const wanted = Number.isNaN(valueAsNumber) ? 0 : valueAsNumber;
        setTyped(wanted === 0 ? null : wanted);
        choose(wanted);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

interface MarksProps {
  readonly label: string;
  readonly marks: readonly (readonly [mark: number, words: string])[];
  readonly now: number | null;
  readonly isForPointer: boolean;
  choose(mark: number | null): void;
}

/** One of a few answers; pressed again it is taken back. */
function Marks({ label, marks, now, isForPointer, choose }: MarksProps): JSX.Element {
  return (
    <span class="segmented segmented-words vote-marks" role="group" aria-label={label}>
      {marks.map(([mark, words]) => (
        <button
          key={mark}
          type="button"
          aria-pressed={mark === now}
          tabIndex={isForPointer ? -1 : undefined}
          onClick={() => choose(mark === now ? null : mark)}
        >
          {words}
        </button>
      ))}
    </span>
  );
}

const SCALE = STEPS.map((step) => [step, `${step}`] as const);

/** Two marks; the ballot has them once both are there. */
function Matrix({ name, choice, choose, isForPointer = false }: PartProps): JSX.Element {
  const [begun, begin] = useState<readonly [number | null, number | null]>([null, null]);
  const now = Array.isArray(choice) ? (choice as readonly [number, number]) : begun;
  const mark = (place: 0 | 1, value: number | null): void => {
    const next = place === 0 ? ([value, now[1]] as const) : ([now[0], value] as const);
    begin(next);
    const [impact, feasibility] = next;
    if (impact !== null && feasibility !== null) choose([impact, feasibility]);
    else if (choice !== undefined) choose(null);
  };
  const axes = [t("Impact"), t("Feasibility")] as const;
  return (
    <span class="vote-matrix">
      {axes.map((axis, place) => (
        <span key={axis} class="vote-axis">
          <span class="vote-axis-name" aria-hidden="true">
            {axis}
          </span>
          <Marks
            label={`${axis}: ${name}`}
            marks={SCALE}
            now={now[place as 0 | 1] ?? null}
            isForPointer={isForPointer}
            choose={(value) => mark(place as 0 | 1, value)}
          />
        </span>
      ))}
    </span>
  );
}

/**
 * A vote is closed by somebody else: whoever was on its controls goes on beside them, at the question in the
 * panel or at the row in the list.
 */
function leave(control: HTMLElement | null): void {
  if (!control?.contains(document.activeElement)) return;
  const home = control.closest(".vote, .row");
  home?.querySelector<HTMLElement>(".vote-title, .row-main")?.focus();
}

export function ItemChoice(props: ChoiceProps): JSX.Element {
  const control = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const { current } = control;
    return () => leave(current);
  }, []);
  return (
    <span ref={control} class="vote-control">
      <Control {...props} />
    </span>
  );
}

function Control(props: ChoiceProps): JSX.Element {
  const ui = useUi();
  const { vote, id, isForPointer = false } = props;
  const name = nameOfVoted(ui, id);
  const choice = ballotOf(ui.ballots, vote.id)[id];
  const choose = (next: Choice | null): void => {
    const isTaken = say(ui, vote, id, next);
    if (isTaken && (vote.way === "dots" || vote.way === "points")) {
      ui.announcer.say(`${next ?? 0}. ${leftWords(vote, ballotOf(ui.ballots, vote.id))}`);
    }
  };
  const part = { ...props, name, choice, choose };
  if (vote.way === "dots" || vote.way === "points") return <Stepper {...part} />;
  if (vote.way === "budget") return <Amount {...part} />;
  if (vote.way === "matrix") return <Matrix {...part} />;
  const marks = vote.way === "scale" ? SCALE : ANSWERS.map(([mark, words]) => [mark, t(words)] as const);
  return (
    <Marks
      label={name}
      marks={marks}
      now={typeof choice === "number" ? choice : null}
      isForPointer={isForPointer}
      choose={choose}
    />
  );
}
