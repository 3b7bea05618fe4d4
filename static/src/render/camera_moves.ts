/** The moves that keys, wheel, buttons and gestures make with the camera. */

import { type Box, type Point, union } from "../core/geometry.ts";
import { outline } from "../core/outline.ts";
import { coverOf, isBoxed } from "../core/records.ts";
import { stepOn } from "../core/workshop.ts";
import type { BoardStore } from "../store/store.ts";
import type { Camera, View } from "../store/view.ts";
import { fitted, panned, revealing, ZOOM_MOST, ZOOM_STEP, zoomedTo } from "./camera.ts";
import { createGlide } from "./glide.ts";

export interface CameraMoves {
  /** Moves the board under the viewport by screen pixels. */
  panBy(dx: number, dy: number): void;
  /** Multiplies the zoom around a point of the viewport, at once. */
  zoomBy(factor: number, anchor: Point): void;
  /** Steps of the zoom keys and buttons: 1 nearer, -1 farther; around the middle. */
  zoomStep(steps: number): void;
  /** To a zoom (1 is 100 %), around the middle. */
  zoomTo(zoom: number): void;
  /** Shows these items, or the whole board. An empty board is shown at 100 % around its origin. */
  fit(ids?: Iterable<string>): void;
  /** Makes a box of the board fill the view, unless it does already. */
  show(box: Box): void;
  /**
   * What one sees on opening the board, at once: the areas of the step that is on, else all of it, or the first frame with something in it where
   * the whole board would be too small to find anything (a phone).
   */
  showFirst(): void;
  /** Brings a box of the board into view if it is not, nearer if the zoom is under `leastZoom`. */
  reveal(box: Box, leastZoom?: number): void;
}

/** Screen pixels around a board that is shown whole, on wide and on narrow screens. */
const PADDING_WIDE = 84;
const PADDING_NARROW = 24;
const NARROW = 640;
const REVEAL_MARGIN = 24;
/** A few items are not blown up beyond this, a whole board not beyond 100 %. */
const ZOOM_MOST_FOR_ITEMS = 1.5;
/** Below this a note is a coloured spot without words. */
const READABLE_ZOOM = 0.25;
/** When the zoom has to change to read an item, it goes this much beyond the least, to 100 % at most. */
const READING_MARGIN = 1.75;

/** `lineBox`: around a line or the pin of a comment, as it is shown. */
export function createCameraMoves(
  store: BoardStore,
  view: View,
  lineBox: (id: string) => Box | undefined = () => undefined,
): CameraMoves {
  const { camera, viewport } = view;
  const glide = createGlide(camera);
  const middle = (): Point => ({ x: viewport.peek().width / 2, y: viewport.peek().height / 2 });

  function zoomTo(zoom: number): void {
    glide.to(zoomedTo(camera.peek(), zoom, middle()));
  }

  function fittedTo(boxes: readonly Box[], most: number): Camera {
    const size = viewport.peek();
    const box = union(boxes);
    if (!box) return { x: -size.width / 2, y: -size.height / 2, zoom: 1 };
    return fitted(box, size, size.width < NARROW ? PADDING_NARROW : PADDING_WIDE, most);
  }

  function fit(ids?: Iterable<string>): void {
    const scene = store.scene.peek();
    const records = ids ? [...ids].flatMap((id) => scene.get(id) ?? []) : [...scene.values()];
    const boxes = records.flatMap((record) => {
      if (isBoxed(record)) return coverOf(record);
      return (ids && lineBox(record.id)) ?? [];
    });
    if (ids && boxes.length === 0) return;
    glide.to(fittedTo(boxes, ids ? ZOOM_MOST_FOR_ITEMS : 1));
  }

  function show(box: Box): void {
    const now = camera.peek();
    const next = fitted(box, viewport.peek(), 0, ZOOM_MOST);
    const px = Math.max(Math.abs(next.x - now.x), Math.abs(next.y - now.y)) * next.zoom;
    if (px > 1 || Math.abs(next.zoom / now.zoom - 1) > 0.001) glide.to(next);
  }

  function showFirst(): void {
    const scene = store.scene.peek();
    const { frames } = outline(scene);
    // Whoever comes late to a step sees where it is.
    const areas = (stepOn(scene)?.areas ?? []).flatMap((id) => scene.get(id) ?? []).filter(isBoxed);
    const first = areas[0] ?? (frames.find(({ items }) => items.length > 0) ?? frames[0])?.frame;
    const whole = fittedTo((areas.length > 0 ? areas : [...scene.values()].filter(isBoxed)).map(coverOf), 1);
    glide.stop();
    const isTooSmall = whole.zoom < READABLE_ZOOM || viewport.peek().width < NARROW;
    camera.value = first && isTooSmall ? fittedTo([first], 1) : whole;
  }

  function reveal(box: Box, leastZoom = 0): void {
    const now = camera.peek();
    const size = viewport.peek();
    if (now.zoom >= leastZoom) {
      const target = revealing(now, size, box, REVEAL_MARGIN);
      if (target !== now) glide.to(target);
      return;
    }
    const comfortable = Math.max(leastZoom, Math.min(1, leastZoom * READING_MARGIN));
    glide.to(fitted(box, size, REVEAL_MARGIN, comfortable));
  }

  return {
    panBy(dx, dy) {
      glide.stop();
      camera.value = panned(camera.peek(), dx, dy);
    },
    zoomBy(factor, anchor) {
      glide.stop();
      camera.value = zoomedTo(camera.peek(), camera.peek().zoom * factor, anchor);
    },
    zoomStep: (steps) => zoomTo(camera.peek().zoom * ZOOM_STEP ** steps),
    zoomTo,
    fit,
    show,
    showFirst,
    reveal,
  };
}
