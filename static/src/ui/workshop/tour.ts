/** Where the projector looks: at the area in play, or where a facilitator has brought everybody. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Box, center, contains, inflate, union } from "../../core/geometry.ts";
import { isBoxed, isWritten } from "../../core/records.ts";
import type { BoxedRecord } from "../../core/types.ts";
import { fitted } from "../../render/camera.ts";
import type { Ui } from "../context.ts";
import { areasOf } from "./agenda.ts";
import type { Agenda } from "./now.ts";
import { LEGIBLE_PX, partsOf } from "./touring.ts";
import { createTurning, type Turning } from "./turning.ts";

export interface Tour extends Turning {
  /** What is shown one after the other. */
  readonly parts: ReadonlySignal<readonly Box[]>;
  /** Whether it stands where it is to stand: until then the board would jump. */
  readonly isThere: ReadonlySignal<boolean>;
  stop(): void;
}

/** New notes are shown at once; where to stand is worked out again when they rest. */
const REST_MS = 800;
/** At first nothing has to rest: as soon as there is something. */
const FIRST_MS = 60;
/** As long as the camera is on its way. */
const FLIGHT_MS = 300;
/** Letters that do not come are not waited for. */
const PATIENCE_MS = 4_000;
/** Board units around what is shown. */
const MARGIN = 24;
const CLOSEST = 2.5;

export function createTour(ui: Ui, { workshop, step }: Agenda): Tour {
  const { store, view, canvas } = ui;
  const parts = signal<readonly Box[]>([]);
  const brought = signal<Box | null>(null);
  const isThere = signal(false);
  const count = computed(() => parts.value.length);
  const turning = createTurning(count, () => brought.value !== null);
  const at = turning.part;
  let seen = workshop.peek()?.bring?.n ?? 0;
  let wasHeld = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let arrival: ReturnType<typeof setTimeout> | undefined;

  function arriveIn(ms: number): void {
    clearTimeout(arrival);
    arrival = setTimeout(() => {
      isThere.value = true;
    }, ms);
  }

  function itemsIn(areas: readonly Box[]): BoxedRecord[] {
    const all = [...store.present.peek().values()].filter(isBoxed);
    if (areas.length === 0) return all;
    return all.filter((item) => areas.some((area) => contains(area, center(item))));
  }

  /** The size of the smallest letters, in board units; null while the letters are still being loaded. */
  function leastLetters(items: readonly BoxedRecord[]): number | null {
    const { zoom } = view.camera.peek();
    const written = items.filter((item) => isWritten(item)).filter(({ text }) => text.trim() !== "");
    const sizes = written.flatMap(({ id, text }) => canvas.textPlace(id, text)?.size ?? []);
    if (sizes.length < written.length) return null;
    return sizes.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...sizes) / zoom;
  }

  function lookAgain(): void {
    const now = step.peek();
    const areas = now === null ? [] : areasOf(store.present.peek(), now);
    const items = itemsIn(areas);
    const whole = union(areas.length > 0 ? areas : items);
    const size = view.viewport.peek();
    if (size.width === 0 || store.seq.peek() < 0) return;
    if (!whole) {
      arriveIn(0);
      return;
    }
    const box = inflate(whole, MARGIN);
    const letters = leastLetters(items);
    if (letters === null) {
      timer = setTimeout(lookAgain, isThere.peek() ? REST_MS : FIRST_MS);
      return;
    }
    if (!isThere.peek()) arriveIn(FLIGHT_MS);
    const fit = fitted(box, size, 0, CLOSEST).zoom;
    const zoom = Math.min(CLOSEST, Math.max(fit, LEGIBLE_PX / letters));
    const notes = items.filter(({ kind }) => kind !== "frame");
    parts.value = zoom > fit ? partsOf(box, size, zoom, notes) : [box];
  }

  const stops = [
    effect(() => {
      store.present.value;
      view.viewport.value;
      step.value;
      clearTimeout(timer);
      timer = setTimeout(lookAgain, isThere.peek() ? REST_MS : FIRST_MS);
    }),
    effect(() => {
      step.value;
      turning.begin();
      brought.value = null;
    }),
    effect(() => {
      const { bring = null, hold = false } = workshop.value ?? {};
      if (bring && (bring.n !== seen || hold)) brought.value = bring;
      else if (wasHeld && !hold) brought.value = null;
      seen = bring?.n ?? seen;
      wasHeld = hold;
    }),
    effect(() => {
      const box = brought.value ?? parts.value[at.value];
      view.viewport.value;
      if (box) canvas.show({ x: box.x, y: box.y, w: box.w, h: box.h });
    }),
  ];
  arriveIn(PATIENCE_MS);

  return {
    ...turning,
    parts,
    isThere,
    turn(by) {
      brought.value = null;
      turning.turn(by);
    },
    stop() {
      turning.stop();
      for (const stop of stops) stop();
      clearTimeout(timer);
      clearTimeout(arrival);
    },
  };
}
