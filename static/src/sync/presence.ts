/** Tells others where this person is and what they hold, and keeps what others tell. */

import { effect } from "@preact/signals-core";

import { round2 } from "../core/geometry.ts";
import type { Here, Preview } from "../core/types.ts";
import type { View } from "../store/view.ts";
import type { PresenceMessage } from "./messages.ts";

export interface Presence {
  /** A connection is there: everybody on it, and this page's own session, which is left out. */
  greeted(here: readonly Here[], session: string): void;
  /** The sessions that changed. */
  heard(here: readonly Here[]): void;
  gone(session: string): void;
  /** Nothing is sent until the next `greeted`. */
  pause(): void;
  stop(): void;
}

export interface PresenceOptions {
  readonly view: View;
  readonly send: (message: PresenceMessage) => void;
  /** Calls back once, `ms` from now; answers with what cancels it. `setTimeout` by default. */
  readonly later?: (callback: () => void, ms: number) => () => void;
  readonly now?: () => number;
}

/** At most 15 a second; the server refuses 25. */
const EVERY_MS = 67;
/** More than this is not sent: others see the items jump at the end instead of moving. */
const MOST_ITEMS = 200;

export function createPresence(options: PresenceOptions): Presence {
  const { view, send, later = timeout, now = () => performance.now() } = options;
  let isOpen = false;
  let ownSession = "";
  let lastSent = ""; // what others know, as JSON
  let sentAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  function flush(): void {
    cancel = null;
    if (!isOpen) return;
    const message = messageOf(view);
    const text = JSON.stringify(message);
    if (text === lastSent) return;
    lastSent = text;
    sentAt = now();
    send(message);
  }

  /** The newest state goes out as soon as the pace allows; what came in between is never sent. */
  function schedule(): void {
    if (!isOpen || cancel !== null) return;
    const wait = sentAt + EVERY_MS - now();
    if (wait <= 0) flush();
    else cancel = later(flush, wait);
  }

  const stopWatching = effect(() => {
    view.cursor.value;
    view.selection.value;
    view.preview.value;
    view.mode.value;
    schedule();
  });

  function pause(): void {
    isOpen = false;
    cancel?.();
    cancel = null;
  }

  return {
    greeted(here, session) {
      ownSession = session;
      view.here.value = new Map(others(here, ownSession));
      isOpen = session !== "";
      lastSent = "";
      schedule();
    },
    heard(here) {
      view.here.value = new Map([...view.here.peek(), ...others(here, ownSession)]);
    },
    gone(session) {
      const left = new Map(view.here.peek());
      if (left.delete(session)) view.here.value = left;
    },
    pause,
    stop() {
      pause();
      stopWatching();
    },
  };
}

function others(here: readonly Here[], ownSession: string): [string, Here][] {
  return here.filter(({ session }) => session !== ownSession).map((one) => [one.session, one]);
}

function messageOf(view: View): PresenceMessage {
  const cursor = view.cursor.peek();
  const preview = view.preview.peek();
  const isSmall = preview !== null && preview.size > 0 && preview.size <= MOST_ITEMS;
  return {
    cursor: cursor === null ? null : [round2(cursor[0]), round2(cursor[1])],
    selection: [...view.selection.peek()].slice(0, MOST_ITEMS),
    preview: isSmall ? Object.fromEntries([...preview].map(([id, box]) => [id, rounded(box)])) : null,
    view: view.mode.peek(),
  };
}

function rounded({ x, y, w, h }: Preview): Preview {
  return {
    x: round2(x),
    y: round2(y),
    ...(w === undefined ? {} : { w: round2(w) }),
    ...(h === undefined ? {} : { h: round2(h) }),
  };
}

function timeout(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
