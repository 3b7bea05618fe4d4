/**
 * The whole board as one bitmap, for when it is seen from so far that all of it fits the viewport. Moving the
 * board then moves the bitmap; what changes is painted again in place.
 */

import { type Box, encloses, inflate } from "../core/geometry.ts";
import type { Camera } from "../store/view.ts";
import { makeElement } from "./dom.ts";
import type { Surface } from "./pen.ts";
import { originOf } from "./pen.ts";
import type { ViewportSize } from "./viewport.ts";

export interface Overview {
  /** Where to paint; null before `prepare`. */
  readonly surface: Surface | null;
  /** Makes the bitmap fit; true when all of it has to be painted. A resting camera gets its own scale. */
  prepare(bounds: Box, camera: Camera, ratio: number, isResting: boolean): boolean;
  /** Puts the bitmap where the camera sees the board. */
  show(camera: Camera): void;
  hide(): void;
  destroy(): void;
}

/** Fewer items are painted as quickly one by one. */
const ITEMS_LEAST = 400;
/** Share of the board's longer side that is kept free around it, so that it can grow. */
const MARGIN = 0.04;
/** From here on the board shows dots, which the bitmap has not. */
const ZOOM_MOST = 0.4;

/** Whether the board is seen from so far that the bitmap shows all there is to see. */
export function isSeenWhole(count: number, bounds: Box | null, camera: Camera, size: ViewportSize): boolean {
  if (bounds === null || count < ITEMS_LEAST) return false;
  return camera.zoom <= Math.min(size.width / bounds.w, size.height / bounds.h, ZOOM_MOST);
}

export function createOverview(root: Element): Overview {
  const canvas = makeElement("canvas", "board-overview", root);
  canvas.setAttribute("aria-hidden", "true");
  canvas.style.display = "none";
  const g = canvas.getContext("2d", { alpha: false });
  if (!g) throw new Error("This browser has no 2D canvas.");
  let cover: Box | null = null;
  let surface: Surface | null = null;

  function suits(bounds: Box, camera: Camera, ratio: number, isResting: boolean): boolean {
    if (!cover || !surface || surface.ratio !== ratio || !encloses(cover, bounds)) return false;
    return !isResting || surface.camera.zoom === camera.zoom;
  }

  function prepare(bounds: Box, camera: Camera, ratio: number, isResting: boolean): boolean {
    if (suits(bounds, camera, ratio, isResting)) return false;
    cover = inflate(bounds, Math.ceil(Math.max(bounds.w, bounds.h) * MARGIN));
    const scale = camera.zoom * ratio;
    canvas.width = Math.ceil(cover.w * scale) + 1;
    canvas.height = Math.ceil(cover.h * scale) + 1;
    canvas.style.width = `${canvas.width / ratio}px`;
    canvas.style.height = `${canvas.height / ratio}px`;
    const view = { x: cover.x, y: cover.y, zoom: camera.zoom };
    if (g) surface = { g, camera: view, ratio, width: canvas.width, height: canvas.height };
    return true;
  }

  function show(camera: Camera): void {
    if (!surface) return;
    const mine = originOf(surface.camera, surface.ratio);
    const ratio = surface.ratio;
    if (camera.zoom === surface.camera.zoom) {
      // Whole device pixels: what was painted sharp stays sharp.
      const shown = originOf(camera, ratio);
      place(canvas, (shown.x - mine.x) / ratio, (shown.y - mine.y) / ratio, 1);
    } else {
      const scale = surface.camera.zoom * ratio;
      const left = (-mine.x / scale - camera.x) * camera.zoom;
      const top = (-mine.y / scale - camera.y) * camera.zoom;
      place(canvas, left, top, camera.zoom / surface.camera.zoom);
    }
    canvas.style.display = "";
  }

  return {
    get surface() {
      return surface;
    },
    prepare,
    show,
    hide() {
      canvas.style.display = "none";
    },
    destroy: () => canvas.remove(),
  };
}

/** Moves and scales a bitmap without painting it anew. */
export function place(canvas: HTMLCanvasElement, left: number, top: number, scale: number): void {
  canvas.style.transform =
    scale === 1 ? `translate(${left}px, ${top}px)` : `translate(${left}px, ${top}px) scale(${scale})`;
}
