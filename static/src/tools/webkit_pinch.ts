/**
 * Pinching on the trackpad of a Mac in Safari, which has events of its own for it where other browsers
 * report a wheel with Ctrl. Elsewhere these events never come.
 */

interface PinchEvent extends Event {
  /** Distance of the fingers over that at the start. */
  readonly scale: number;
  readonly clientX: number;
  readonly clientY: number;
}

function isPinch(event: Event): event is PinchEvent {
  return "scale" in event && "clientX" in event && "clientY" in event;
}

/** `zoom` gets the factor since the last call, and the event for its place. Ends with `signal`. */
export function watchWebkitPinch(
  root: HTMLElement,
  signal: AbortSignal,
  zoom: (factor: number, event: PinchEvent) => void,
): void {
  let last = 1;
  root.addEventListener(
    "gesturestart",
    (event) => {
      event.preventDefault(); // the page would zoom instead of the board
      last = 1;
    },
    { signal },
  );
  root.addEventListener(
    "gesturechange",
    (event) => {
      event.preventDefault();
      if (!isPinch(event) || event.scale <= 0) return;
      zoom(event.scale / last, event);
      last = event.scale;
    },
    { signal },
  );
}
