/** How much time a step has left, on the server's clock. */

import { t, tn } from "../../core/i18n.ts";
import type { StepTimer } from "../../core/types.ts";

export interface Time {
  readonly isRunning: boolean;
  /** Whole seconds, rounded up; never below 0. */
  readonly left: number;
}

/** null: the step has no timer. */
export function timeLeft(timer: StepTimer | null | undefined, nowMs: number): Time | null {
  if (timer === null || timer === undefined) return null;
  const isRunning = "ends_at_ms" in timer;
  const leftMs = isRunning ? timer.ends_at_ms - nowMs : timer.left_ms;
  return { isRunning, left: Math.max(0, Math.ceil(leftMs / 1_000)) };
}

/** In how many ms the next second is to be shown; null when nothing will change any more. */
export function nextTick(timer: StepTimer | null | undefined, nowMs: number): number | null {
  if (timer === null || timer === undefined || !("ends_at_ms" in timer)) return null;
  const leftMs = timer.ends_at_ms - nowMs;
  return leftMs <= 0 ? null : leftMs % 1_000 || 1_000;
}

/** As on a clock: 4:05, also above an hour. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** As somebody would say it. */
export function timeWords({ isRunning, left }: Time): string {
  if (left === 0) return t("The time is up");
  const minutes = Math.floor(left / 60);
  const parts = [
    minutes > 0 && tn("%(n)s minute", "%(n)s minutes", minutes),
    left % 60 > 0 && tn("%(n)s second", "%(n)s seconds", left % 60),
  ].filter((part) => typeof part === "string");
  const time = parts.join(" ");
  return isRunning ? t("Time left: %(time)s", { time }) : t("The timer is paused at %(time)s", { time });
}

/** The last minute is worth a word when there was more than that. */
const LAST_S = 60;

/** What has just happened to the time that everybody should hear; null for nothing. */
export function timeNews(before: Time | null, now: Time | null): string | null {
  if (now === null || before === null) return null;
  if (now.left === 0) return before.left > 0 ? t("The time is up. Finish your sentence.") : null;
  if (now.isRunning !== before.isRunning) {
    return now.isRunning ? t("The timer goes on. %(left)s.", { left: timeWords(now) }) : `${timeWords(now)}.`;
  }
  const isLonger = now.left > before.left + 1;
  const isShorter = now.left < before.left - 30;
  if (isLonger || isShorter) return `${timeWords(now)}.`;
  return now.left <= LAST_S && before.left > LAST_S ? `${timeWords(now)}.` : null;
}
