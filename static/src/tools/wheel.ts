/** What a turn of the wheel means, on all the devices that have one. */

export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages: as in WheelEvent. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export type WheelMove =
  | { readonly do: "pan"; readonly dx: number; readonly dy: number }
  | { readonly do: "zoom"; readonly factor: number };

const PIXELS_OF_MODE = [1, 20, 400] as const;
/** A notch of a mouse wheel is about 100 pixels, a step of a pinch on a trackpad 1 to 10. */
const ZOOM_OF_PIXEL = 0.0016;
const ZOOM_OF_PINCH = 0.01;
const NOTCH = 50;
const MOST_PER_TURN = 240;

/** Ctrl or Cmd zooms, and so does a pinch on a trackpad, which browsers report as Ctrl; else the board moves. */
export function wheelMove(turn: WheelTurn): WheelMove {
  const pixels = PIXELS_OF_MODE[turn.deltaMode] ?? 1;
  const dx = turn.deltaX * pixels;
  const dy = turn.deltaY * pixels;
  if (turn.ctrlKey || turn.metaKey) {
    const along = Math.max(-MOST_PER_TURN, Math.min(MOST_PER_TURN, dy));
    const rate = Math.abs(along) < NOTCH ? ZOOM_OF_PINCH : ZOOM_OF_PIXEL;
    return { do: "zoom", factor: Math.exp(-along * rate) };
  }
  // A plain wheel moves sideways with Shift; some browsers have swapped the axes already.
  const isSideways = turn.shiftKey && dx === 0;
  return { do: "pan", dx: isSideways ? -dy : -dx, dy: isSideways ? 0 : -dy };
}
