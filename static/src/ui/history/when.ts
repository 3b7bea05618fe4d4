/** Moments in words. */

import { formatDay, formatTime, t } from "../../core/i18n.ts";
import type { Moment } from "./moments.ts";

/** "23 November, 10:42"; the empty board that every board began as has no time. */
export function whenOf({ atMs }: Pick<Moment, "atMs">): string {
  if (atMs === null) return t("the very beginning");
  return t("%(day)s, %(time)s", { day: formatDay(atMs), time: formatTime(atMs) });
}

/** From when to when something went on, on the clock. */
export function spanOf(fromMs: number, toMs: number): string {
  const from = formatTime(fromMs);
  const to = formatTime(toMs);
  return from === to ? to : `${from}–${to}`;
}
