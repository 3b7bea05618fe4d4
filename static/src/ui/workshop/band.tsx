/** The strip above the board while a workshop is on: in one sentence, what is happening now. */

import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { leads } from "../../core/roles.ts";
import type { StepRecord } from "../../core/types.ts";
import { titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { openDecisions } from "../decisions/decided.ts";
import { Icon } from "../icon.tsx";
import { StepControls, StepVote } from "../rare.ts";
import { areasOf } from "./agenda.ts";
import { AttentionTools } from "./attention.tsx";
import { type Fold, FoldButton, useFold, useFoldedLines } from "./fold.tsx";
import { agendaOf } from "./now.ts";
import { SeatLine } from "./seat.tsx";
import { seatsOf } from "./seats.ts";
import { type Sight, watchSight } from "./sight.ts";
import { StepTime } from "./time.tsx";
import { MODE_LOOKS, minutesWords, sayOf, stepSentence, titleOfStep } from "./words.ts";

/** Longer instructions, in letters, begin folded to one line. */
const LONGEST = { phone: 72, wide: 120 };
interface InstructionProps {
  readonly step: StepRecord;
  readonly fold: Fold;
  /** Folded and unfolded with all that stands above the board. */
  readonly isWithAll: boolean;
}

function Instruction({ step, fold, isWithAll }: InstructionProps): JSX.Element {
  const { shell } = useUi();
  const say = sayOf(step);
  const isLong = say.length > LONGEST[shell.isPhone.value ? "phone" : "wide"];
  return (
    <>
      <span class="step-say" data-open={isLong ? fold.isOpen : undefined} dir="auto">
        {say}
      </span>
      {isLong && !isWithAll && (
        <button type="button" class="step-more" aria-expanded={fold.isOpen} onClick={fold.toggle}>
          {fold.isOpen ? t("Less") : t("Read it all")}
        </button>
      )}
    </>
  );
}

/** The areas in play, to go to. */
function Where({ step }: { readonly step: StepRecord }): JSX.Element | null {
  const ui = useUi();
  const areas = areasOf(ui.store.present.value, step);
  const [first] = areas;
  if (!first) return null;
  const where = areas.map((frame) => titleOf(frame)).join(", ");
  const label = t("Go to: %(where)s", { where });
  return (
    <button
      type="button"
      class="step-where"
      aria-label={label}
      title={label}
      onClick={() => {
        if (ui.view.mode.peek() === "canvas") ui.canvas.fit(areas.map(({ id }) => id));
        else ui.shell.wantedRow.value = { id: first.id, isFocused: true };
      }}
    >
      <Icon name="locate-fixed" />
      <span>{where}</span>
    </button>
  );
}

/** Where decisions and commitments are written down, in the steps that are for them. */
function Written({ step }: { readonly step: StepRecord }): JSX.Element | null {
  const ui = useUi();
  if ((step.mode !== "decide" && step.mode !== "owners") || ui.view.panel.value === "decisions") return null;
  return (
    <button
      type="button"
      class="button step-written"
      data-opens="decisions"
      onClick={() => openDecisions(ui)}
    >
      {step.mode === "decide" ? t("Decisions") : t("Commitments")}
    </button>
  );
}

/** The area in play comes into view; in the list new notes go there. */
function useArea(ui: Ui, step: StepRecord | null): void {
  const isFirst = useRef(true);
  useEffect(() => {
    const isOpening = isFirst.current;
    isFirst.current = false;
    const areas = step === null ? [] : areasOf(ui.store.present.peek(), step);
    const [first] = areas;
    if (!first) return;
    ui.shell.nearFrame.value = first.id;
    const isWriting = document.activeElement?.matches("textarea, input") ?? false;
    const isApart = seatsOf(ui.store).apart.peek() > 0;
    const mayMove = ui.view.mode.peek() === "canvas" && !isOpening && !isWriting && !isApart;
    if (mayMove) ui.canvas.fit(areas.map(({ id }) => id));
    // At 400 % the page scrolls as a whole: it stays at the strip that says what to do.
    const page = document.scrollingElement;
    const isLow = page !== null && page.scrollHeight > innerHeight;
    if (ui.view.mode.peek() === "list" && !isWriting && !isLow) {
      ui.shell.wantedRow.value = { id: first.id, isFocused: false };
    }
  }, [step?.id]);
}

/** Whoever comes in and whoever is here hears of a step once, as soon as it is on. */
function useToldSteps(step: StepRecord | null, n: number, all: number): void {
  const { announcer } = useUi();
  useEffect(() => {
    if (step === null) return;
    const sentence = stepSentence(step, n, all);
    const { minutes = 0 } = step;
    announcer.say(minutes > 0 ? `${sentence} (${minutesWords(minutes)})` : sentence);
  }, [step?.id]);
}

/** Where everybody is to look, for those who are kept there and those who are still writing. */
function SightNote({
  sight,
  isHeld,
}: {
  readonly sight: Sight;
  readonly isHeld: boolean;
}): JSX.Element | null {
  if (sight.waiting.value) {
    return (
      <button type="button" class="button step-sight" onClick={() => sight.go()}>
        <Icon name="locate-fixed" />
        {t("Look where everybody looks")}
      </button>
    );
  }
  return isHeld ? (
    <p class="step-sight muted">
      <Icon name="lock" />
      {t("The facilitator keeps the view here.")}
    </p>
  ) : null;
}

/** People are at their tables, and no step is on. */
function SeatBand({ sight }: { readonly sight: Sight }): JSX.Element {
  return (
    <section class="step-band" aria-label={t("What is happening now")}>
      <Icon name="users" />
      <div class="step-words">
        <SeatLine />
      </div>
      <SightNote sight={sight} isHeld={false} />
      <AttentionTools />
    </section>
  );
}

/** What was voted before lies on a phone where the board is: the next step begins on the board. */
function useBoard({ view, shell }: Ui, step: StepRecord | null): void {
  useEffect(() => {
    const isResult = view.panel.peek() === "votes" && step !== null && step.mode !== "vote";
    if (isResult && step.mode !== "reveal" && shell.isPhone.peek()) view.panel.value = "none";
  }, [step?.id]);
}

export function StepBand(): JSX.Element | JSX.Element[] | null {
  const ui = useUi();
  const { store } = ui;
  const agenda = agendaOf(store);
  const step = agenda.step.value;
  const workshop = agenda.workshop.value;
  const n = agenda.place.value + 1;
  const all = agenda.steps.value.length;
  const isLeader = leads(store.me.value.role);
  const root = useRef<HTMLElement>(null);
  const fold = useFold(step?.id ?? null);
  const isFolding = isLeader && step !== null && ui.shell.isPhone.value;
  const lines = useFoldedLines(root, isFolding, fold.isOpen);
  useToldSteps(step, n, all);
  useArea(ui, step);
  useBoard(ui, step);
  const sight = useMemo(() => watchSight(ui, agenda), [ui, agenda]);
  useEffect(() => () => sight.stop(), [sight]);

  if (workshop === null || (step === null && seatsOf(store).apart.value === 0)) return null;
  if (step === null) return <SeatBand sight={sight} />;
  const strip = (
    <section ref={root} class="step-band" aria-label={t("What is happening now")} data-mode={step.mode}>
      <Icon name={MODE_LOOKS[step.mode].icon} />
      <div class="step-words">
        <p class="step-line">
          <span class="step-place">{t("Step %(n)s of %(all)s", { n, all })}</span>
          <b class="step-title" dir="auto">
            {titleOfStep(step)}
          </b>
        </p>
        <p class="step-line">
          <Instruction step={step} fold={fold} isWithAll={isFolding} />
          <Where step={step} />
        </p>
        <SeatLine />
      </div>
      <StepTime step={step.id} timer={workshop.timer} />
      {isFolding && <FoldButton fold={fold} lines={lines} />}
      <Written step={step} />
      <SightNote sight={sight} isHeld={!isLeader && (workshop.hold ?? false)} />
      <AttentionTools />
      {isLeader && <StepControls />}
    </section>
  );
  return isLeader ? [strip, <StepVote key="vote" />] : strip;
}
