/**
 * Takes this page to its own table, or where a facilitator brought everybody, and keeps it there while the
 * view is held. Only the
 * view: the keyboard focus stays where it is, nobody is called away from what they are writing, and whoever
 * goes through the board by keyboard, or reads the list, is let be.
 */

import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Box } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { byOrder } from "../../core/outline.ts";
import { leads } from "../../core/roles.ts";
import type { FrameRecord, Scene } from "../../core/types.ts";
import { titleOf } from "../choices.ts";
import type { Ui } from "../context.ts";
import type { Agenda } from "./now.ts";
import { seatSentence, seatsOf } from "./seats.ts";

export interface Sight {
  /** Where this page is to go as soon as its person has finished writing; null for nowhere. */
  readonly waiting: ReadonlySignal<Box | null>;
  /** Goes there now. */
  go(): void;
  stop(): void;
}

/** A view that was moved away goes back when it has rested for so long. */
const REST_MS = 400;

/** The frame that fills most of `box`; the open board when none does. */
export function frameIn(scene: Scene, box: Box): FrameRecord | null {
  let best: FrameRecord | null = null;
  let most = 0;
  const frames = [...scene.values()].filter((record) => record.kind === "frame").sort(byOrder);
  for (const frame of frames) {
    const w = Math.min(frame.x + frame.w, box.x + box.w) - Math.max(frame.x, box.x);
    const h = Math.min(frame.y + frame.h, box.y + box.h) - Math.max(frame.y, box.y);
    const shared = w > 0 && h > 0 ? w * h : 0;
    if (shared > most) [best, most] = [frame, shared];
  }
  return best;
}

function isWriting({ shell }: Ui): boolean {
  const at = document.activeElement;
  return shell.dialog.peek() !== null || (at?.matches("textarea, input, select, [contenteditable]") ?? false);
}

/** Begins to follow the workshop; what happened before this page opened moves it only while it is held. */
export function watchSight(ui: Ui, { workshop }: Agenda): Sight {
  const { view, shell, store } = ui;
  const waiting = signal<Box | null>(null);
  let seen = workshop.peek()?.bring?.n ?? 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const { mine } = seatsOf(store);
  let sat = ""; // where this page was sent last

  const held = (): Box | null => {
    const now = workshop.peek();
    return now?.hold && now.bring && !leads(store.me.peek().role) ? now.bring : null;
  };
  const show = (box: Box): void => {
    const { x, y, w, h } = box;
    const frame = frameIn(store.present.peek(), box);
    if (view.mode.peek() === "canvas") ui.canvas.show({ x, y, w, h });
    else if (frame) shell.wantedRow.value = { id: frame.id, isFocused: false };
  };
  const go = (): void => {
    const box = waiting.peek();
    waiting.value = null;
    if (box) show(box);
  };
  const goTo = (box: Box): void => {
    waiting.value = box;
    goWhenDone();
  };
  const goWhenDone = (): void => {
    if (waiting.peek() && !isWriting(ui)) go();
  };
  const comeBack = (): void => {
    const isByKeys = document.activeElement?.closest(".board-mirror") ?? null;
    const box = held();
    if (box && view.mode.peek() === "canvas" && isByKeys === null && !isWriting(ui)) show(box);
  };

  const stops = [
    effect(() => {
      const bring = workshop.value?.bring;
      if (!bring || bring.n === seen) return;
      seen = bring.n;
      if (bring.by === store.me.peek().id) return;
      const frame = frameIn(store.present.peek(), bring);
      const where = frame ? titleOf(frame) : t("a place on the board");
      ui.announcer.say(t("The facilitator shows everybody: %(where)s.", { where }));
      goTo(bring);
    }),
    effect(() => {
      const seat = mine.value;
      const place = seat === null ? "" : `${seat.sinceMs} ${seat.table.id} ${seat.area?.id}`;
      if (place === sat) return;
      sat = place;
      if (seat === null) return;
      ui.announcer.say(seatSentence(store.present.peek(), seat));
      const { area } = seat;
      // The strip takes its place first, so that the area fits what is left.
      if (area) requestAnimationFrame(() => requestAnimationFrame(() => goTo(area)));
    }),
    effect(() => {
      shell.dialog.value;
      goWhenDone();
    }),
    effect(() => {
      view.camera.value;
      view.viewport.value;
      view.mode.value;
      workshop.value;
      clearTimeout(rest);
      if (held()) rest = setTimeout(comeBack, REST_MS);
    }),
  ];
  const page = new AbortController();
  document.addEventListener("focusout", () => queueMicrotask(goWhenDone), { signal: page.signal });

  return {
    waiting,
    go,
    stop() {
      for (const stop of stops) stop();
      clearTimeout(rest);
      page.abort();
    },
  };
}
