/** Tells others where this person is and what they hold, and keeps what others tell. */

import { effect, type ReadonlySignal, signal } from "@preact/signals-core";

import { round2 } from "../core/geometry.ts";
import { isSame } from "../core/records.ts";
import type { Here, Preview } from "../core/types.ts";
import type { View } from "../store/view.ts";
import type { HereMessage, Move, MoveMessage, News, PresenceMessage } from "./messages.ts";

export interface Presence {
  /** A connection is there: everybody on it, and this page's own session, which is left out. */
  greeted(here: readonly HereMessage[], session: number | null): void;
  /** Who came, changed, moved or left. */
  heard(news: Pick<News, "here" | "moves" | "gone">): void;
  /** Nothing is sent until the next `greeted`. */
  pause(): void;
  stop(): void;
}

export interface PresenceOptions {
  readonly view: View;
  readonly send: (message: PresenceMessage) => void;
  /** Cursor and shift, when nothing else is new. */
  readonly sendMove: (move: MoveMessage) => void;
  /** Whether nobody else may know of this item. */
  readonly isHidden?: (id: string) => boolean;
  /** Calls back once, `ms` from now; answers with what cancels it. `setTimeout` by default. */
  readonly later?: (callback: () => void, ms: number) => () => void;
  readonly now?: () => number;
}

/** At most 13 a second; the server refuses 25. */
const EVERY_MS = 75;
/** More than this is not sent: others see the items jump at the end instead of moving. */
const MOST_ITEMS = 200;
/** Boxes that are carried together may differ by so much, because each is rounded. */
const ROUNDING = 0.015;

export function createPresence(options: PresenceOptions): Presence {
  const { view, send, sendMove, later = timeout, now = () => performance.now() } = options;
  const { isHidden = () => false } = options;
  const others = createOthers(view);
  let isOpen = false;
  let told: PresenceMessage | null = null; // the newest message that others got in full
  let lastSent = ""; // what others know, as JSON
  let sentAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  function flush(): void {
    cancel = null;
    if (!isOpen) return;
    const message = messageOf(view, isHidden, others.isFollowed.peek());
    const text = JSON.stringify(message);
    if (text === lastSent) return;
    lastSent = text;
    sentAt = now();
    const move = told === null ? null : moveSince(told, message);
    if (move !== null) {
      sendMove(move);
      return;
    }
    told = message;
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
    view.caret.value;
    view.follows.value;
    if (others.isFollowed.value) {
      view.camera.value;
      view.viewport.value;
    }
    schedule();
  });

  function pause(): void {
    isOpen = false;
    cancel?.();
    cancel = null;
  }

  return {
    greeted(here, session) {
      others.meet(here, session);
      isOpen = session !== null;
      lastSent = "";
      told = null;
      schedule();
    },
    heard: others.heard,
    pause,
    stop() {
      pause();
      stopWatching();
    },
  };
}

/** Keeps `view.here`: everybody but this page's own session, as last told. */
function createOthers(view: View): Pick<Presence, "heard"> & {
  meet(here: readonly HereMessage[], ownSession: number | null): void;
  /** Whether anybody goes along with the view of this page. */
  readonly isFollowed: ReadonlySignal<boolean>;
} {
  let own: number | null = null;
  let told: ReadonlyMap<number, HereMessage> = new Map(); // boxes where they were told, not carried yet
  const isFollowed = signal(false);
  const lookWhoFollows = (): void => {
    isFollowed.value = own !== null && [...told.values()].some(({ follows }) => follows === own);
  };

  return {
    isFollowed,
    meet(here, ownSession) {
      own = ownSession;
      told = new Map(here.filter(({ session }) => session !== own).map((one) => [one.session, one]));
      view.here.value = new Map([...told].map(([session, one]) => [session, carried(one)]));
      lookWhoFollows();
    },
    heard({ here = [], moves = [], gone = [] }) {
      const changed = new Map(here.map((one) => [one.session, one]));
      for (const move of moves) {
        const before = changed.get(move[0]) ?? told.get(move[0]);
        if (before !== undefined) changed.set(move[0], moved(before, move));
      }
      if (own !== null) changed.delete(own);
      const left = gone.filter((session) => told.has(session) || changed.has(session));
      if (changed.size + left.length === 0) return;
      const shown = new Map(view.here.peek());
      const known = new Map(told);
      for (const [session, one] of changed) {
        known.set(session, one);
        shown.set(session, carried(one));
      }
      for (const session of left) {
        known.delete(session);
        shown.delete(session);
      }
      told = known;
      view.here.value = shown;
      lookWhoFollows();
    },
  };
}

function moved(before: HereMessage, [, x, y, dx, dy]: Move): HereMessage {
  const { start = before.cursor } = before;
  const after = { ...before, cursor: [x, y], start } as const;
  if (dx !== undefined && dy !== undefined) return { ...after, shift: [dx, dy] };
  if (before.preview === null || start === null) return after;
  return { ...after, shift: [round2(x - start[0]), round2(y - start[1])] };
}

/** With the boxes where they are now. */
function carried({ shift, start: _start, ...here }: HereMessage): Here {
  if (shift === undefined || here.preview === null) return here;
  const [dx, dy] = shift;
  const boxes = Object.entries(here.preview).map(
    ([id, box]) => [id, { ...box, x: box.x + dx, y: box.y + dy }] as const,
  );
  return { ...here, preview: Object.fromEntries(boxes) };
}

/** What says the same in fewer bytes, when only the cursor and the place of the boxes are new. */
function moveSince(told: PresenceMessage, message: PresenceMessage): MoveMessage | null {
  const { cursor, selection, preview, caret } = message;
  const isSameSelection =
    selection.length === told.selection.length && selection.every((id, at) => id === told.selection[at]);
  if (cursor === null || told.view !== message.view || !isSameSelection) return null;
  if (!isSame(caret ?? null, told.caret ?? null)) return null;
  if (message.follows !== told.follows || !isSame(message.sees ?? null, told.sees ?? null)) return null;
  if (preview === null && told.preview === null) return [cursor[0], cursor[1]];
  const shift = preview === null || told.preview === null ? null : shiftBetween(told.preview, preview);
  return shift === null ? null : [cursor[0], cursor[1], shift[0], shift[1]];
}

type Boxes = NonNullable<PresenceMessage["preview"]>;

/** How far all boxes have been carried; null when they did not stay together. */
function shiftBetween(before: Boxes, after: Boxes): readonly [number, number] | null {
  const ids = Object.keys(after);
  if (ids.length !== Object.keys(before).length) return null;
  let shift: readonly [number, number] | null = null;
  for (const id of ids) {
    const from = before[id];
    const to = after[id];
    if (from === undefined || to === undefined || from.w !== to.w || from.h !== to.h) return null;
    if (from.rotation !== to.rotation) return null;
    const [dx, dy] = [round2(to.x - from.x), round2(to.y - from.y)];
    shift ??= [dx, dy];
    if (Math.abs(dx - shift[0]) > ROUNDING || Math.abs(dy - shift[1]) > ROUNDING) return null;
  }
  return shift;
}

function messageOf(view: View, isHidden: (id: string) => boolean, isFollowed: boolean): PresenceMessage {
  const cursor = view.cursor.peek();
  const { zoom } = view.camera.peek();
  const preview = [...(view.preview.peek() ?? [])].filter(([id]) => !isHidden(id));
  const caret = view.caret.peek();
  const follows = view.follows.peek();
  const sees = isFollowed ? viewOf(view) : null;
  const isSmall = preview.length > 0 && preview.length <= MOST_ITEMS;
  return {
    cursor: cursor === null ? null : [nearly(cursor[0], zoom), nearly(cursor[1], zoom)],
    selection: [...view.selection.peek()].filter((id) => !isHidden(id)).slice(0, MOST_ITEMS),
    preview: isSmall ? Object.fromEntries(preview.map(([id, box]) => [id, rounded(box)])) : null,
    view: view.mode.peek(),
    ...(caret === null || isHidden(caret.id) ? {} : { caret }),
    ...(follows === null ? {} : { follows }),
    ...(sees === null ? {} : { sees }),
  };
}

/** What this page shows of the board; null while it shows the list. */
function viewOf(view: View): [number, number, number, number] | null {
  const { x, y, zoom } = view.camera.peek();
  const { width, height } = view.viewport.peek();
  if (view.mode.peek() === "list" || width === 0 || height === 0) return null;
  return [nearly(x, zoom), nearly(y, zoom), nearly(width / zoom, zoom), nearly(height / zoom, zoom)];
}

/** A pixel on this screen is exact enough for a cursor; decimals are half of its bytes. */
function nearly(units: number, zoom: number): number {
  return zoom > 1 ? Math.round(units * 10) / 10 : Math.round(units);
}

function rounded({ x, y, w, h, rotation }: Preview): Preview {
  return {
    x: round2(x),
    y: round2(y),
    ...(w === undefined ? {} : { w: round2(w) }),
    ...(h === undefined ? {} : { h: round2(h) }),
    ...(rotation === undefined ? {} : { rotation }),
  };
}

function timeout(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
