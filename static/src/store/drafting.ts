/** Private notes as the rest of the page uses them: what is done to them shows at once. */

import { computed, type ReadonlySignal, signal } from "@preact/signals-core";

import type { Scene } from "../core/types.ts";
import type { Drafts } from "./board_store.ts";
import type { HiddenNews, PrivateNotes } from "./drafts.ts";
import { lostText } from "./typed.ts";

/** What of the store it needs. */
interface Desk {
  readonly present: ReadonlySignal<Scene>;
  /** Person id. */
  readonly me: () => string;
  readonly now: () => number;
  /** Shows the notes as they are now. */
  readonly show: (isRemote: boolean) => void;
  /** Something looks as before, but is to be sent. */
  readonly send: () => void;
  /** The server can store. */
  readonly answered: () => void;
  readonly say: (message: string) => void;
}

export function createDrafts(
  notes: PrivateNotes,
  { present, me, now, show, send, answered, say }: Desk,
): Drafts {
  const inbox = signal(0);
  const inboxNews = signal(0);
  const hidingNews = signal(0);
  const hidden = signal<readonly HiddenNews[]>([]);
  return {
    notes: computed(() => present.value && notes.list()),
    hidden,
    inbox,
    taken: (id) => notes.taken.get(id),
    inboxNews,
    hidingNews,
    publish(ids) {
      notes.publish(ids, now());
      show(false);
      send();
    },
    join(ids) {
      notes.join(ids, new Map(present.peek()), now());
      show(false);
    },
    unsent: () => notes.unsent(),
    load(told, taken = [], waiting = 0) {
      inbox.value = waiting;
      inboxNews.value += 1; // nobody knows what was told meanwhile
      hidingNews.value += 1;
      hidden.value = taken;
      notes.load(told, me());
      show(true);
    },
    hear(news) {
      if (news.hidden) hidden.value = news.hidden;
      inbox.value = news.inbox ?? inbox.peek();
      if (news.inbox !== undefined) inboxNews.value += 1;
      if (news.hiding !== undefined) hidingNews.value += 1;
      notes.hear(news, me());
      show(true);
    },
    acked(id, isLate = false) {
      answered();
      notes.acked(id, now(), isLate);
      show(false);
    },
    refused(id, error) {
      say(lostText(error.message, notes.refused(id)));
      show(false);
    },
  };
}
