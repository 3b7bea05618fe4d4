/** Short camera moves that the eye can follow; at once for people who asked for less motion. */

import type { Signal } from "@preact/signals-core";

import type { Camera } from "../store/view.ts";

const GLIDE_MS = 160;

export interface Glide {
  /** Moves to `target`. Whoever sets the camera meanwhile wins. */
  to(target: Camera): void;
  stop(): void;
}

/** The camera `share` (0 to 1) of the way; zoom goes in equal ratios, so that it looks even. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  // The part of the way that keeps the fixed point of the zoom in its place.
  const part = from.zoom === to.zoom ? share : (1 / zoom - 1 / from.zoom) / (1 / to.zoom - 1 / from.zoom);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part, zoom };
}

export function createGlide(camera: Signal<Camera>): Glide {
  const isReduced = matchMedia("(prefers-reduced-motion: reduce)");
  let request = 0;

  function stop(): void {
    if (request !== 0) cancelAnimationFrame(request);
    request = 0;
  }

  function to(target: Camera): void {
    stop();
    const from = camera.peek();
    if (isReduced.matches) {
      camera.value = target;
      return;
    }
    let last = from;
    let start: number | null = null;
    const step = (now_ms: number): void => {
      request = 0;
      if (camera.peek() !== last) return;
      start ??= now_ms;
      const share = Math.min(1, (now_ms - start) / GLIDE_MS);
      last = share === 1 ? target : between(from, target, 1 - (1 - share) ** 3);
      camera.value = last;
      if (share < 1) request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
  }

  return { to, stop };
}
