/** Short messages for the person, newest last. The same message is never on the list twice. */

import { type Signal, signal } from "@preact/signals-core";

/** Words of which a message says that they found no place, because their item is gone. */
export interface Lost {
  readonly item: string;
  readonly text: string;
}

export interface Notice {
  readonly id: number;
  readonly kind: "error" | "info";
  /** In the person's language. */
  readonly message: string;
  readonly lost?: Lost;
}

/** Whether all that `one` gives back `other` gives back too. */
function isIn(one: Lost | undefined, other: Lost | undefined): boolean {
  return one !== undefined && one.item === other?.item && other.text.includes(one.text);
}

/** More would cover the board; the rest is shown when there is room. */
export const NOTICES_SHOWN = 4;
/** Errors may hold words that are nowhere else; what only informs makes room. */
const ERRORS_KEPT = 200;

export interface Notices {
  readonly list: Signal<readonly Notice[]>;
  /** What gives back no more than another message does is on the list once. */
  notify(kind: Notice["kind"], message: string, lost?: Lost): void;
  dismiss(id: number): void;
}

export function createNotices(): Notices {
  const list = signal<readonly Notice[]>([]);
  let lastId = 0;
  return {
    list,
    notify(kind, message, lost) {
      const before = list.peek();
      if (before.some((notice) => notice.kind === kind && notice.message === message)) return;
      if (before.some((notice) => isIn(lost, notice.lost))) return;
      lastId += 1;
      const more = { id: lastId, kind, message, ...(lost && { lost }) };
      const all = [...before.filter((notice) => !isIn(notice.lost, lost)), more];
      const newest = (of: Notice["kind"], most: number): readonly Notice[] =>
        all.filter((notice) => notice.kind === of).slice(-most);
      const kept = new Set([...newest("error", ERRORS_KEPT), ...newest("info", NOTICES_SHOWN)]);
      list.value = all.filter((notice) => kept.has(notice));
    },
    dismiss(id) {
      list.value = list.peek().filter((notice) => notice.id !== id);
    },
  };
}
