/** The slider through time, its buttons, and what can be done with the moment that is shown. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { leads } from "../../core/roles.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { useTimeline } from "./usetimeline.ts";
import { whenOf } from "./when.ts";

/** Where we are, in words. */
function whereOf(shown: Parameters<typeof whenOf>[0] | null): string {
  return shown === null ? t("Now") : whenOf(shown);
}

function Slider(): JSX.Element {
  const timeline = useTimeline();
  const head = timeline.head.value;
  const position = timeline.position.value;
  const place = t("change %(n)s of %(all)s", { n: position, all: head });
  return (
    <input
      type="range"
      class="time-slider"
      aria-label={t("Moment")}
      aria-valuetext={`${whereOf(timeline.shown.value)}, ${place}`}
      min={timeline.oldest.value}
      max={head}
      step={1}
      value={position}
      onInput={(event) => {
        timeline.pause();
        timeline.goTo(event.currentTarget.valueAsNumber);
      }}
      onKeyDown={(event) => event.stopPropagation()}
    />
  );
}

interface StepProps {
  readonly icon: string;
  readonly name: string;
  readonly isOff: boolean;
  run(): void;
}

function Step({ icon, name, isOff, run }: StepProps): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={name}
      aria-disabled={isOff}
      onClick={() => !isOff && run()}
    >
      <Icon name={icon} />
    </button>
  );
}

function Steps(): JSX.Element {
  const { announcer } = useUi();
  const timeline = useTimeline();
  const position = timeline.position.value;
  const isPlaying = timeline.isPlaying.value;
  const isFirst = position <= timeline.oldest.value;
  const isNow = position >= timeline.head.value;
  const say = (): void => {
    const place = t("change %(n)s of %(all)s", { n: timeline.position.peek(), all: timeline.head.peek() });
    announcer.say(`${whereOf(timeline.shown.peek())}, ${place}`);
  };
  const step = (by: number): void => {
    timeline.pause();
    timeline.step(by);
    say();
  };
  const pause = (): void => {
    timeline.pause();
    say();
  };
  return (
    <div class="time-steps" role="group" aria-label={t("Through time")}>
      <Step icon="chevron-left" name={t("One change back")} isOff={isFirst} run={() => step(-1)} />
      <Step
        icon={isPlaying ? "pause" : "play"}
        name={isPlaying ? t("Pause") : t("Play")}
        isOff={timeline.head.value <= timeline.oldest.value}
        run={isPlaying ? pause : timeline.play}
      />
      <Step icon="chevron-right" name={t("One change on")} isOff={isNow} run={() => step(1)} />
    </div>
  );
}

export function TimeControls(): JSX.Element {
  const timeline = useTimeline();
  return (
    <div class="time">
      <p class="time-where">
        <b>{whereOf(timeline.shown.value)}</b>
        <span class="muted">
          {t("Change %(n)s of %(all)s", { n: timeline.position.value, all: timeline.head.value })}
        </span>
      </p>
      <Steps />
      <Slider />
    </div>
  );
}

/** Buttons for the dialogs that ask first. */
export function MomentActions(): JSX.Element {
  const { shell, store } = useUi();
  const timeline = useTimeline();
  const isNow = timeline.shown.value === null;
  return (
    <div class="time-actions">
      {leads(store.me.value.role) && (
        <button
          type="button"
          class="button"
          disabled={isNow}
          onClick={() => {
            timeline.pause();
            shell.dialog.value = { name: "restore" };
          }}
        >
          <Icon name="rotate-ccw" />
          {t("Restore this moment")}
        </button>
      )}
      <button
        type="button"
        class="button"
        onClick={() => {
          timeline.pause();
          shell.dialog.value = { name: "copyBoard" };
        }}
      >
        <Icon name="copy" />
        {t("Copy as a new board")}
      </button>
    </div>
  );
}
