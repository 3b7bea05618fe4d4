/** The opaque canvas that fills the root: its size in real pixels, whatever the screen and the zoom. */

import { makeElement } from "./dom.ts";

export interface ViewportSize {
  /** Screen pixels. */
  readonly width: number;
  readonly height: number;
}

export interface Viewport {
  readonly g: CanvasRenderingContext2D;
  readonly canvas: HTMLCanvasElement;
  /** Device pixels for one screen pixel. */
  readonly ratio: number;
  /** While the root has no place on the page nothing needs painting. */
  readonly isHidden: boolean;
  destroy(): void;
}

/**
 * The whole device pixels of a length. What the browser reports is exact and keeps half pixels from blurring
 * the picture; a report that is off by more is not about device pixels (an emulated screen).
 */
function devicePixels(expected: number, reported: number | undefined): number {
  return reported !== undefined && Math.abs(reported - expected) < 2 ? reported : Math.round(expected);
}

/**
 * `onResize` is called with the new size, before the browser shows it: whoever paints at once leaves no
 * blank moment. It is called when the root appears, not when it is hidden.
 */
export function createViewport(root: HTMLElement, onResize: (size: ViewportSize) => void): Viewport {
  const canvas = makeElement("canvas", "board-canvas", root);
  canvas.setAttribute("aria-hidden", "true");
  const g = canvas.getContext("2d", { alpha: false });
  if (!g) throw new Error("This browser has no 2D canvas.");
  let ratio = window.devicePixelRatio;
  let isHidden = true;

  function resize(entry?: ResizeObserverEntry): void {
    const width = root.clientWidth;
    const height = root.clientHeight;
    isHidden = width === 0 || height === 0;
    if (isHidden) return;
    ratio = window.devicePixelRatio;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    canvas.width = devicePixels(width * ratio, exact?.inlineSize);
    canvas.height = devicePixels(height * ratio, exact?.blockSize);
    onResize({ width, height });
  }

  const observer = new ResizeObserver((entries) => resize(entries[entries.length - 1]));
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas); // Safari does not know that box
  }

  let resolution: MediaQueryList | null = null;
  function watchRatio(): void {
    resolution?.removeEventListener("change", changed);
    resolution = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    resolution.addEventListener("change", changed);
  }
  function changed(): void {
    watchRatio();
    resize();
  }
  watchRatio();

  return {
    g,
    canvas,
    get ratio() {
      return ratio;
    },
    get isHidden() {
      return isHidden;
    },
    destroy() {
      observer.disconnect();
      resolution?.removeEventListener("change", changed);
      canvas.remove();
    },
  };
}
