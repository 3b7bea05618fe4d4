/** Short messages for the person, newest last. The same message is never on the list twice. */

import { type Signal, signal } from "@preact/signals-core";

export interface Notice {
  readonly id: number;
  readonly kind: "error" | "info";
  /** In the person's language. */
  readonly message: string;
}

/** More would cover the board; the rest is shown when there is room. */
export const NOTICES_SHOWN = 4;
/** Errors may hold words that are nowhere else; what only informs makes room. */
const ERRORS_KEPT = 200;

export interface Notices {
  readonly list: Signal<readonly Notice[]>;
  notify(kind: Notice["kind"], message: string): void;
  dismiss(id: number): void;
}

export function createNotices(): Notices {
  const list = signal<readonly Notice[]>([]);
  let lastId = 0;
  return {
    list,
    notify(kind, message) {
      if (list.peek().some((notice) => notice.kind === kind && notice.message === message)) return;
      lastId += 1;
      const all = [...list.peek(), { id: lastId, kind, message }];
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
