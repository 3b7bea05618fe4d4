/** The time that a step has left, second by second. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import type { StepTimer } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { clockText, nextTick, type Time, timeLeft, timeNews, timeWords } from "./timing.ts";

/** Drawn anew whenever another second is to be shown. */
function useTime(timer: StepTimer | null | undefined): Time | null {
  const { clock } = useUi();
  const [, tick] = useState(0);
  const ahead = clock.ahead.value;
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      const ms = nextTick(timer, clock.now());
      if (ms === null) return;
      waiting = setTimeout(() => {
        tick((n) => n + 1);
        wait();
      }, ms);
    };
    wait();
    return () => clearTimeout(waiting);
  }, [timer, clock, ahead]);
  return timeLeft(timer, clock.now());
}

/** Says what happens to the time of one step: `step` is its id. */
function useTold(time: Time | null, step: string): void {
  const { announcer } = useUi();
  const before = useRef<{ readonly step: string; readonly time: Time | null } | null>(null);
  useEffect(() => {
    const news = before.current?.step === step ? timeNews(before.current.time, time) : null;
    before.current = { step, time };
    if (news !== null) announcer.say(news);
  }, [step, time?.left, time?.isRunning]);
}

interface StepTimeProps {
  readonly step: string;
  readonly timer: StepTimer | null | undefined;
}

export function StepTime({ step, timer }: StepTimeProps): JSX.Element | null {
  const time = useTime(timer);
  useTold(time, step);
  if (time === null) return null;
  const look = time.left === 0 ? "over" : time.isRunning ? "running" : "paused";
  return (
    <span class="step-time" data-look={look}>
      <Icon name={look === "paused" ? "pause" : "timer"} />
      <span class="hidden-text">{timeWords(time)}</span>
      <span aria-hidden="true">{look === "over" ? t("Time is up") : clockText(time.left)}</span>
    </span>
  );
}
