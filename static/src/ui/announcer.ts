/**
 * What a screen reader hears. One's own actions are said at once; the changes of others are counted
 * and said as one sentence every few seconds, so that a busy board stays calm.
 */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t, tn } from "../core/i18n.ts";
import { isOnBoard } from "../core/records.ts";
import type { Scene } from "../core/types.ts";
import { remember, remembered } from "./remember.ts";

export type Pause = 0 | 10 | 30;
export const PAUSES: readonly Pause[] = [0, 10, 30];
const REMEMBERED = "announce_s";

export interface Announcer {
  /** The sentence that the live region holds now. */
  readonly sentence: ReadonlySignal<string>;
  /** Seconds between two summaries of what others did; 0 means never. */
  readonly pause: Signal<Pause>;
  say(sentence: string): void;
  /** Counts what changed between two scenes, all of it made by others. */
  count(before: Scene, after: Scene, ids: Iterable<string>): void;
  stop(): void;
}

function rememberedPause(): Pause {
  const seconds = Number(remembered(REMEMBERED) ?? 10);
  return PAUSES.find((pause) => pause === seconds) ?? 10;
}

interface Counts {
  added: number;
  changed: number;
  deleted: number;
}

function summary(counts: Counts): string {
  const parts = [
    counts.added && tn("%(n)s item added", "%(n)s items added", counts.added),
    counts.changed && tn("%(n)s item changed", "%(n)s items changed", counts.changed),
    counts.deleted && tn("%(n)s item deleted", "%(n)s items deleted", counts.deleted),
  ].filter((part) => typeof part === "string");
  return t("By others: %(what)s.", { what: parts.join(", ") });
}

export function createAnnouncer(): Announcer {
  const sentence = signal("");
  const pause = signal<Pause>(rememberedPause());
  let counts: Counts = { added: 0, changed: 0, deleted: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(words: string): void {
    // The same sentence twice must be heard twice: a live region speaks only when its text changes.
    sentence.value = words === sentence.value ? `${words}\u00a0` : words;
  }

  function sayCounts(): void {
    timer = undefined;
    if (counts.added + counts.changed + counts.deleted > 0) say(summary(counts));
    counts = { added: 0, changed: 0, deleted: 0 };
  }

  const forget = pause.subscribe((seconds) => {
    remember(REMEMBERED, String(seconds));
    clearTimeout(timer);
    timer = undefined;
    counts = { added: 0, changed: 0, deleted: 0 };
  });

  return {
    sentence,
    pause,
    say,
    count(before, after, ids) {
      if (pause.value === 0) return;
      let isAny = false;
      for (const id of ids) {
        const record = after.get(id) ?? before.get(id);
        if (record === undefined || !isOnBoard(record)) continue;
        isAny = true;
        if (!after.has(id)) counts.deleted += 1;
        else if (before.has(id)) counts.changed += 1;
        else counts.added += 1;
      }
      if (isAny) timer ??= setTimeout(sayCounts, pause.value * 1000);
    },
    stop() {
      forget();
      clearTimeout(timer);
    },
  };
}
