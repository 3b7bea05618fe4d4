/** The agenda of the open board as signals: drawn anew when a step changes, not with every note. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { StepRecord, WorkshopRecord } from "../../core/types.ts";
import { stepsOf, workshopOf } from "../../core/workshop.ts";
import type { BoardStore } from "../../store/store.ts";

export interface Agenda {
  /** In order. */
  readonly steps: ReadonlySignal<readonly StepRecord[]>;
  readonly workshop: ReadonlySignal<WorkshopRecord | null>;
  /** The step that is on; null while none is. */
  readonly step: ReadonlySignal<StepRecord | null>;
  /** Where it stands among the steps, from 0; -1 while none is on. */
  readonly place: ReadonlySignal<number>;
}

const known = new WeakMap<BoardStore, Agenda>();

/** Always the same for a store. */
export function agendaOf(store: BoardStore): Agenda {
  const agenda = known.get(store) ?? follow(store);
  known.set(store, agenda);
  return agenda;
}

function follow(store: BoardStore): Agenda {
  const steps = signal<readonly StepRecord[]>(stepsOf(store.present.peek()));
  const workshop = computed(() => workshopOf(store.present.value));
  store.onChange((changed) => {
    const scene = store.present.peek();
    const before = new Set(steps.peek().map(({ id }) => id));
    const isAbout = (id: string): boolean => before.has(id) || scene.get(id)?.kind === "step";
    if ([...changed].some(isAbout)) steps.value = stepsOf(scene);
  });
  const step = computed(() => steps.value.find(({ id }) => id === workshop.value?.step) ?? null);
  const place = computed(() => steps.value.findIndex(({ id }) => id === workshop.value?.step));
  return { steps, workshop, step, place };
}
