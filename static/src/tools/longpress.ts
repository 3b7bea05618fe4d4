/** A finger that rests on the board opens the menu, on every browser alike. */

export interface LongPress {
  start(event: PointerEvent): void;
  /** Ends it when the finger has gone too far. */
  move(event: PointerEvent): void;
  end(): void;
}

const REST_MS = 500;
const SLOP_PX = 10;

/** `open` gets the event with which the finger went down. A second finger ends it. */
export function createLongPress(open: (event: PointerEvent) => void): LongPress {
  let first: PointerEvent | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function end(): void {
    clearTimeout(timer);
    first = null;
  }

  return {
    start(event) {
      const isAlone = first === null;
      end();
      if (!isAlone) return;
      first = event;
      timer = setTimeout(() => {
        end();
        open(event);
      }, REST_MS);
    },
    move({ clientX, clientY }) {
      if (first && Math.hypot(clientX - first.clientX, clientY - first.clientY) > SLOP_PX) end();
    },
    end,
  };
}
