/** What a facilitator leads the workshop with: back and on, the time, and where everybody looks. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import type { WorkshopRecord } from "../../core/types.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { MenuButton } from "../menubutton.tsx";
import type { MenuItem } from "../shell.ts";
import {
  ask,
  bring,
  end,
  goBack,
  goOn,
  MINUTE_MS,
  openAgenda,
  openProjector,
  release,
  stepBeside,
  type WorkshopWish,
} from "./going.ts";
import { takeAlong } from "./leading.ts";
import { agendaOf } from "./now.ts";
import { endedBy } from "./stepvote.tsx";
import { openTables } from "./tabledoing.ts";
import { minutesWords } from "./words.ts";

interface ToolProps {
  readonly icon: string;
  readonly name: string;
  readonly wish: WorkshopWish | null;
  readonly isPressed?: boolean;
}

/** One thing to ask for, as an icon with a name; null: there is nothing to ask for now. */
function Tool({ icon, name, wish, isPressed }: ToolProps): JSX.Element {
  const ui = useUi();
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={name}
      aria-pressed={isPressed}
      aria-disabled={wish === null}
      onClick={() => wish && void ask(ui, wish)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** On phones only what is needed in a hurry; the menu has the rest. */
function TimeTools({ workshop }: { readonly workshop: WorkshopRecord }): JSX.Element | null {
  const isPhone = useUi().shell.isPhone.value;
  const { timer } = workshop;
  const isPaused = timer ? "left_ms" in timer : false;
  if (isPhone && !timer) return null;
  return (
    <div class="step-tools" role="group" aria-label={t("Timer")}>
      {timer && !isPhone && (
        <Tool icon="minus" name={t("One minute less")} wish={{ do: "timer", add_ms: -MINUTE_MS }} />
      )}
      {timer && (
        <Tool
          icon={isPaused ? "play" : "pause"}
          name={isPaused ? t("Let the timer run") : t("Pause the timer")}
          wish={{ do: "timer", to: isPaused ? "run" : "pause" }}
        />
      )}
      {!isPhone && (
        <Tool
          icon="plus"
          name={timer ? t("One minute more") : t("Start a timer of one minute")}
          wish={{ do: "timer", add_ms: MINUTE_MS }}
        />
      )}
    </div>
  );
}

function SightTools({ workshop }: { readonly workshop: WorkshopRecord }): JSX.Element {
  const ui = useUi();
  const isHeld = workshop.hold ?? false;
  return (
    <div class="step-tools">
      <button
        type="button"
        class="tool tool-wide"
        aria-label={t("Bring everybody here")}
        title={t("Bring everybody here")}
        onClick={() => void bring(ui)}
      >
        <Icon name="locate-fixed" />
        <span class="step-tool-name">{t("Bring everybody here")}</span>
      </button>
      <button
        type="button"
        class="tool"
        aria-pressed={isHeld}
        aria-label={t("Keep everybody here")}
        title={isHeld ? t("Let everybody look around") : t("Keep everybody here")}
        onClick={() => void (isHeld ? release(ui) : bring(ui, true))}
      >
        <Icon name={isHeld ? "lock" : "lock-open"} />
      </button>
    </div>
  );
}

/** Usual lengths, in minutes. */
const LENGTHS = [1, 3, 5, 10];

/** What wide screens have as buttons. */
function handItems(ui: Ui, { timer, hold = false }: WorkshopRecord): MenuItem[] {
  const add = (add_ms: number) => (): void => void ask(ui, { do: "timer", add_ms });
  const times: MenuItem[] = [
    { label: t("One minute more"), icon: "plus", run: add(MINUTE_MS) },
    { label: t("One minute less"), icon: "minus", run: add(-MINUTE_MS) },
  ];
  return [
    { label: t("Bring everybody here"), icon: "locate-fixed", run: () => void bring(ui) },
    {
      label: hold ? t("Let everybody look around") : t("Keep everybody here"),
      icon: hold ? "lock-open" : "lock",
      run: () => void (hold ? release(ui) : bring(ui, true)),
    },
    ...(timer ? times : []),
  ];
}

function moreItems(ui: Ui, { timer }: WorkshopRecord): MenuItem[] {
  const run = (wish: WorkshopWish) => (): void => void ask(ui, wish);
  const lengths = LENGTHS.map((minutes, at) => ({
    label: t("Timer: %(time)s", { time: minutesWords(minutes) }),
    icon: "timer",
    startsGroup: at === 0,
    run: run({ do: "timer", set_ms: minutes * MINUTE_MS }),
  }));
  return [
    { label: t("Agenda"), icon: "list-ordered", run: () => openAgenda(ui) },
    { label: t("Tables for small groups"), icon: "users", run: () => openTables(ui) },
    { label: t("Projector view"), icon: "presentation", run: () => openProjector(ui) },
    ...lengths,
    ...(timer ? [{ label: t("Without a timer"), icon: "x", run: run({ do: "timer", to: "off" }) }] : []),
    { label: t("End the workshop"), icon: "square", startsGroup: true, run: () => void end(ui) },
  ];
}

function Ways(): JSX.Element {
  const ui = useUi();
  const next = stepBeside(ui, 1);
  const onWords = endedBy(ui, next).length > 0 ? t("Close and reveal") : t("Next step");
  return (
    <div class="step-tools step-ways">
      <button
        type="button"
        class="button"
        aria-label={t("Back")}
        aria-disabled={stepBeside(ui, -1) === null}
        onClick={() => void goBack(ui)}
      >
        <Icon name="arrow-left" />
        <span class="step-tool-name">{t("Back")}</span>
      </button>
      {/* A step may reveal for good what was written: a double click or a key that is held goes one on. */}
      <button
        type="button"
        class="button button-primary step-next"
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onClick={(event) => event.detail < 2 && void goOn(ui)}
      >
        {next ? onWords : t("End the workshop")}
        <Icon name={next ? "arrow-right" : "square"} />
      </button>
    </div>
  );
}

export function StepControls(): JSX.Element | null {
  const ui = useUi();
  const agenda = agendaOf(ui.store);
  const workshop = agenda.workshop.value;
  useEffect(() => takeAlong(ui, agenda, (box) => void ask(ui, { do: "bring", ...box })), [ui, agenda]);
  const isPhone = ui.shell.isPhone.value;
  if (workshop === null) return null;
  return (
    <div class="step-controls" role="group" aria-label={t("Lead the workshop")}>
      <TimeTools workshop={workshop} />
      {!isPhone && <SightTools workshop={workshop} />}
      <MenuButton
        owner="workshop"
        class="tool"
        label={t("More for the workshop")}
        items={() => [...(isPhone ? handItems(ui, workshop) : []), ...moreItems(ui, workshop)]}
      >
        <Icon name="ellipsis" />
      </MenuButton>
      <Ways />
    </div>
  );
}
