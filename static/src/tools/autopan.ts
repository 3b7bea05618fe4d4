/** The board moves on by itself while something is dragged to the edge of the viewport. */

import type { Point } from "../core/geometry.ts";

export interface Autopan {
  /** Where the pointer is now; near an edge it starts moving. */
  follow(at: Point): void;
  stop(): void;
}

/** Screen pixels from the edge, and the most to move in one frame. */
const REACH = 36;
const MOST = 14;

/** How far to move in a frame, for a pointer at `at` on an axis of `length` pixels. */
export function autopanSpeed(at: number, length: number): number {
  const before = Math.max(0, REACH - at);
  const after = Math.max(0, at - (length - REACH));
  return ((Math.min(before, REACH) - Math.min(after, REACH)) / REACH) * MOST;
}

/** `pan` is called once a frame with what to move the board by. */
export function createAutopan(root: HTMLElement, pan: (dx: number, dy: number) => void): Autopan {
  let request = 0;
  let dx = 0;
  let dy = 0;

  function tick(): void {
    request = 0;
    if (dx === 0 && dy === 0) return;
    pan(dx, dy);
    request ||= requestAnimationFrame(tick);
  }

  return {
    follow(at) {
      dx = autopanSpeed(at.x, root.clientWidth);
      dy = autopanSpeed(at.y, root.clientHeight);
      if (dx !== 0 || dy !== 0) request ||= requestAnimationFrame(tick);
    },
    stop() {
      cancelAnimationFrame(request);
      request = 0;
      dx = 0;
      dy = 0;
    },
  };
}
