/** Puts steps in order by dragging their numbers. The keyboard has Alt with the arrows, the menu has words. */

import { useState } from "preact/hooks";

interface Drag {
  readonly id: string;
  /** Before which row it would come to lie; as many as there are rows: at the end. */
  readonly before: number;
}

export interface StepDrag {
  readonly drag: Drag | null;
  readonly handlers: {
    onPointerDown(event: PointerEvent): void;
    onPointerMove(event: PointerEvent): void;
    onPointerUp(event: PointerEvent): void;
    onPointerCancel(): void;
  };
}

function rowsOf(list: EventTarget | null): HTMLElement[] {
  return [...(list as HTMLElement).querySelectorAll<HTMLElement>("[data-step]")];
}

function rowAt(rows: readonly HTMLElement[], y: number): number {
  const found = rows.findIndex((row) => {
    const { top, height } = row.getBoundingClientRect();
    return y < top + height / 2;
  });
  return found < 0 ? rows.length : found;
}

/** `drop` gets the step and its new place among the others, if that is another one. */
export function useStepDrag(drop: (id: string, place: number) => void): StepDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  return {
    drag,
    handlers: {
      onPointerDown(event) {
        const grip = (event.target as Element).closest(".agenda-grip");
        const id = grip?.closest<HTMLElement>("[data-step]")?.dataset.step;
        if (!grip || id === undefined || event.button !== 0) return;
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        event.preventDefault();
        setDrag({ id, before: rowAt(rowsOf(event.currentTarget), event.clientY) });
      },
      onPointerMove(event) {
        if (drag) setDrag({ ...drag, before: rowAt(rowsOf(event.currentTarget), event.clientY) });
      },
      onPointerUp(event) {
        if (!drag) return;
        setDrag(null);
        const rows = rowsOf(event.currentTarget);
        const from = rows.findIndex((row) => row.dataset.step === drag.id);
        const to = rowAt(rows, event.clientY);
        const place = to > from ? to - 1 : to;
        if (from >= 0 && place !== from) drop(drag.id, place);
      },
      onPointerCancel: () => setDrag(null),
    },
  };
}
