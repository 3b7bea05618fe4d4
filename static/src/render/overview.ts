/**
 * The whole board as one bitmap, for when it is seen from so far that all of it fits the viewport. Moving the
 * board then moves the bitmap; what changes is painted again in place.
 */

import { type Box, encloses, inflate } from "../core/geometry.ts";
import type { Camera } from "../store/view.ts";
import { visibleBox } from "./camera.ts";
import { makeElement } from "./dom.ts";
import type { Surface } from "./pen.ts";
import { originOf } from "./pen.ts";
import type { ViewportSize } from "./viewport.ts";

export interface Overview {
  /** Where to paint; null before `prepare`. */
  readonly surface: Surface | null;
  /** Makes the bitmap fit; true when all of it has to be painted. A resting camera gets its own scale. */
  prepare(bounds: Box, camera: Camera, ratio: number, isResting: boolean): boolean;
  /** Whether the bitmap, painted for another zoom, can stand for what the camera sees while it moves. */
  canStandIn(bounds: Box, camera: Camera, ratio: number): boolean;
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
/** So many items in view take most of a frame to paint. */
const CROWD_LEAST = 600;
/** A bitmap that is enlarged more is too coarse, even in motion. */
const ENLARGED_MOST = 8;

/** Whether the board is seen from so far that the bitmap shows all there is to see. */
export function isSeenWhole(count: number, bounds: Box | null, camera: Camera, size: ViewportSize): boolean {
  if (bounds === null || count < ITEMS_LEAST) return false;
  return camera.zoom <= Math.min(size.width / bounds.w, size.height / bounds.h, ZOOM_MOST);
}

/** Whether so much is in view that painting it would hold up a zoom. */
export function isCrowded(count: number, bounds: Box, camera: Camera, size: ViewportSize): boolean {
  const seen = visibleBox(camera, size);
  const w = Math.min(bounds.x + bounds.w, seen.x + seen.w) - Math.max(bounds.x, seen.x);
  const h = Math.min(bounds.y + bounds.h, seen.y + seen.h) - Math.max(bounds.y, seen.y);
  const share = (Math.max(0, w) * Math.max(0, h)) / Math.max(1, bounds.w * bounds.h);
  return camera.zoom <= ZOOM_MOST && count * share >= CROWD_LEAST;
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

  function canStandIn(bounds: Box, camera: Camera, ratio: number): boolean {
    const isFine = surface !== null && camera.zoom <= ENLARGED_MOST * surface.camera.zoom;
    return isFine && suits(bounds, camera, ratio, false);
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
    canStandIn,
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
