/**
 * Where one is in the history of the board. At the end that is now; anywhere else the store shows that
 * moment instead of the present, while what others do goes on behind it.
 */

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { BoardStore } from "../../store/store.ts";
import type { View } from "../../store/view.ts";
import { CallFailed } from "../../sync/http.ts";
import { type BoardServer, sentenceOf } from "../server.ts";
import { createMoments, type Moment } from "./moments.ts";

export interface Timeline {
  /** Number of the entry after which one looks; the newest one is now. */
  readonly position: ReadonlySignal<number>;
  /** Number of the newest entry. */
  readonly head: ReadonlySignal<number>;
  /** The first moment that can be shown. */
  readonly oldest: Signal<number>;
  /** What is shown instead of now; null: now. It follows `position` as fast as it can. */
  readonly shown: ReadonlySignal<Moment | null>;
  readonly isPlaying: ReadonlySignal<boolean>;
  /** Why a moment could not be shown; empty when it could. */
  readonly trouble: ReadonlySignal<string>;
  goTo(seq: number): void;
  step(by: number): void;
  play(): void;
  pause(): void;
  /** Back to the present. */
  leave(): void;
}

export interface TimelineOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly server: Pick<BoardServer, "moment" | "entries">;
}

/** A slider that is being dragged asks for nothing until it rests this long. */
const REST_MS = 100;
const PLAY_EVERY_MS = 500;
/** Playing a long history takes bigger steps, so that it ends within a minute. */
const PLAY_STEPS = 100;

export function createTimeline({ store, view, server }: TimelineOptions): Timeline {
  const oldest = signal(0);
  const wanted = signal<number | null>(null);
  const shown = signal<Moment | null>(null);
  const trouble = signal("");
  const isPlaying = signal(false);
  const head = computed(() => Math.max(store.seq.value, 0));
  const position = computed(() => wanted.value ?? head.value);
  const moments = createMoments({
    server,
    oldest: () => oldest.peek(),
    present: () => store.present.peek(),
  });
  let isPointing = false; // whether what an entry was about is to be seen at once: one comes to it step by step
  let rest: ReturnType<typeof setTimeout> | undefined;
  let ticking: ReturnType<typeof setInterval> | undefined;

  function show(moment: Moment | null): void {
    if (moment !== null && shown.peek() === null) {
      // What is being written is stored first: in the past nothing can be.
      view.editing.value = null;
      view.tool.value = "select";
      view.preview.value = null;
    }
    batch(() => {
      shown.value = moment;
      store.past.value = moment && { seq: moment.seq, scene: moment.scene };
      const scene = store.scene.peek();
      const pointed = moment !== null && isPointing ? moment.ids : view.selection.peek();
      view.selection.value = new Set([...pointed].filter((id) => scene.has(id)));
    });
  }

  function leave(): void {
    pause();
    clearTimeout(rest);
    wanted.value = null;
    trouble.value = "";
    if (shown.peek() !== null) show(null);
  }

  /** Shows what is wanted if it can be told, and says whether it could. */
  function showIfReady(): boolean {
    const seq = wanted.peek();
    const moment = seq === null ? null : moments.ready(seq);
    if (moment !== null) show(moment);
    return moment !== null;
  }

  async function load(): Promise<void> {
    const seq = wanted.peek();
    if (seq === null) return;
    try {
      await moments.load(seq);
      trouble.value = "";
      if (!showIfReady() && wanted.peek() !== null && wanted.peek() !== seq) await load();
    } catch (error) {
      failed(error);
    }
  }

  function failed(error: unknown): void {
    if (wanted.peek() === null) return;
    const kept = error instanceof CallFailed && error.code === "history.compacted" ? error.data.seq : null;
    if (typeof kept === "number") oldest.value = kept;
    leave();
    trouble.value = sentenceOf(error);
  }

  function goTo(seq: number, isStep = false): void {
    isPointing = isStep;
    const target = Math.max(seq, oldest.peek());
    if (target >= head.peek()) {
      leave();
      return;
    }
    wanted.value = target;
    clearTimeout(rest);
    if (!showIfReady()) rest = setTimeout(() => void load(), REST_MS);
  }

  function tick(): void {
    if (shown.peek()?.seq !== wanted.peek()) return; // still on its way
    const stride = Math.max(1, Math.ceil((head.peek() - oldest.peek()) / PLAY_STEPS));
    goTo(position.peek() + stride, true);
  }

  function pause(): void {
    clearInterval(ticking);
    isPlaying.value = false;
  }

  return {
    position,
    head,
    oldest,
    shown,
    isPlaying,
    trouble,
    goTo: (seq) => goTo(seq),
    step: (by) => goTo(position.peek() + by, true),
    play() {
      pause();
      if (wanted.peek() === null) goTo(oldest.peek());
      isPlaying.value = wanted.peek() !== null;
      if (isPlaying.peek()) ticking = setInterval(tick, PLAY_EVERY_MS);
    },
    pause,
    leave,
  };
}
