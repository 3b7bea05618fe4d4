/** Short messages for the person, newest last. The same message is never on the list twice. */

import { type Signal, signal } from "@preact/signals-core";

export interface Notice {
  readonly id: number;
  readonly kind: "error" | "info";
  /** In the person's language. */
  readonly message: string;
}

/** More would cover the board; the oldest makes room. */
const MOST = 4;

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
      list.value = [...list.peek(), { id: lastId, kind, message }].slice(-MOST);
    },
    dismiss(id) {
      list.value = list.peek().filter((notice) => notice.id !== id);
    },
  };
}
