/** The agenda for facilitators: the steps of the workshop in order, to make, change, move and go to. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import type { StepRecord } from "../../core/types.ts";
import { USUAL_STEPS } from "../../tools/commands/agenda.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { minutesOf } from "./agenda.ts";
import { StepRow } from "./agendarow.tsx";
import { ask, openProjector } from "./going.ts";
import { agendaOf } from "./now.ts";
import { agendaCommands, edit, moveTo } from "./stepdoing.ts";
import { useStepDrag } from "./stepdrag.ts";
import { openTables } from "./tabledoing.ts";
import { MODE_LOOKS, minutesWords } from "./words.ts";

function NoSteps(): JSX.Element {
  const ui = useUi();
  const usual = USUAL_STEPS.map(([mode, minutes]) => ({
    title: t(MODE_LOOKS[mode].name),
    mode,
    minutes,
    private: mode === "silent",
  }));
  return (
    <div class="agenda-empty">
      <p>{t("Steps lead the group through the workshop: everybody reads what to do now, and how long.")}</p>
      <button
        type="button"
        class="button button-primary"
        onClick={() => {
          if (!agendaCommands(ui).addAll(usual)) return;
          ui.announcer.say(t("The usual steps are on the agenda."));
          focusSoon(".agenda-top .button");
        }}
      >
        {t("Begin with the usual steps")}
      </button>
      <p class="muted">{USUAL_STEPS.map(([mode]) => t(MODE_LOOKS[mode].name)).join(" · ")}</p>
    </div>
  );
}

/** What was pressed has gone away: the focus goes to what comes next, as soon as that is there. */
function focusSoon(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

interface TopProps {
  readonly steps: readonly StepRecord[];
  readonly isOn: boolean;
}

function Top({ steps, isOn }: TopProps): JSX.Element {
  const ui = useUi();
  return (
    <div class="agenda-top">
      <p>
        {tn("%(n)s step", "%(n)s steps", steps.length)} · {minutesWords(minutesOf(steps))}
      </p>
      {!isOn && (
        <button
          type="button"
          class="button button-primary"
          onClick={async () => {
            if (await ask(ui, { do: "start" })) focusSoon(".step-next, .agenda [aria-current] .agenda-main");
          }}
        >
          <Icon name="play" />
          {t("Start the workshop")}
        </button>
      )}
    </div>
  );
}

export function AgendaPanel(): JSX.Element {
  const ui = useUi();
  const agenda = useMemo(() => agendaOf(ui.store), [ui]);
  const steps = agenda.steps.value;
  const now = agenda.step.value;
  const { drag, handlers } = useStepDrag((id, place) => {
    const step = agenda.steps.peek().find((one) => one.id === id);
    if (step) moveTo(ui, step, place);
  });
  const dropAt = (place: number): "before" | "after" | undefined => {
    if (drag?.before === place) return "before";
    return drag?.before === steps.length && place === steps.length - 1 ? "after" : undefined;
  };
  return (
    <div class="agenda">
      {steps.length === 0 && <NoSteps />}
      {steps.length > 0 && <Top steps={steps} isOn={now !== null} />}
      <ol role="list" class="agenda-steps" aria-label={t("Steps")} {...handlers}>
        {steps.map((step, place) => (
          <StepRow
            key={step.id}
            step={step}
            place={place}
            all={steps.length}
            isNow={step.id === now?.id}
            drop={dropAt(place)}
          />
        ))}
      </ol>
      <div class="agenda-foot">
        <button type="button" class="button agenda-add" onClick={() => edit(ui, null)}>
          <Icon name="plus" />
          {t("Add a step")}
        </button>
        <button type="button" class="button button-quiet" onClick={() => openTables(ui)}>
          <Icon name="users" />
          {t("Tables for small groups")}
        </button>
        <button type="button" class="button button-quiet" onClick={() => openProjector(ui)}>
          <Icon name="presentation" />
          {t("Projector view")}
        </button>
      </div>
    </div>
  );
}
