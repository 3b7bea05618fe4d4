/** Where the viewport looks: from board units to screen pixels and back. All pure. */

import { type Box, clamp, type Point, type Turned } from "../core/geometry.ts";
import type { Camera } from "../store/view.ts";

export const ZOOM_LEAST = 0.02;
export const ZOOM_MOST = 4;
/** Each step of the zoom keys and buttons. */
export const ZOOM_STEP = 1.25;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function toBoard(camera: Camera, point: Point): Point {
  return { x: camera.x + point.x / camera.zoom, y: camera.y + point.y / camera.zoom };
}

export function toScreen(camera: Camera, point: Point): Point {
  return { x: (point.x - camera.x) * camera.zoom, y: (point.y - camera.y) * camera.zoom };
}

export function boxToScreen(camera: Camera, box: Box): Box {
  const { x, y } = toScreen(camera, box);
  return { x, y, w: box.w * camera.zoom, h: box.h * camera.zoom };
}

export function turnedToScreen(camera: Camera, box: Turned): Turned {
  return { ...boxToScreen(camera, box), turn: box.turn };
}

/** The part of the board in the viewport. */
export function visibleBox(camera: Camera, viewport: Size): Box {
  return { x: camera.x, y: camera.y, w: viewport.width / camera.zoom, h: viewport.height / camera.zoom };
}

/** The camera after the board has been dragged by `dx`, `dy` screen pixels. */
export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom };
}

/** The camera at another zoom (clamped), with the board point under `anchor` (screen) left in place. */
export function zoomedTo(camera: Camera, zoom: number, anchor: Point): Camera {
  const clamped = clamp(zoom, ZOOM_LEAST, ZOOM_MOST);
  const held = toBoard(camera, anchor);
  return { x: held.x - anchor.x / clamped, y: held.y - anchor.y / clamped, zoom: clamped };
}

/** The camera that shows the whole `box` in the middle, `padding` screen pixels from the edges; at most `most`. */
export function fitted(box: Box, viewport: Size, padding: number, most: number): Camera {
  const room = {
    width: Math.max(1, viewport.width - 2 * padding),
    height: Math.max(1, viewport.height - 2 * padding),
  };
  const zoom = clamp(
    Math.min(room.width / box.w, room.height / box.h),
    ZOOM_LEAST,
    Math.min(most, ZOOM_MOST),
  );
  return {
    x: box.x + box.w / 2 - viewport.width / 2 / zoom,
    y: box.y + box.h / 2 - viewport.height / 2 / zoom,
    zoom,
  };
}

/** The camera moved as little as needed for `box` to be in view, `margin` screen pixels from the edges. */
export function revealing(camera: Camera, viewport: Size, box: Box, margin: number): Camera {
  const shift = (start: number, length: number, from: number, room: number): number => {
    const inset = margin / camera.zoom;
    const first = from + inset;
    const last = from + room / camera.zoom - inset;
    if (length > last - first) return start < from || start > last ? start - first : 0;
    if (start < first) return start - first;
    return start + length > last ? start + length - last : 0;
  };
  const dx = shift(box.x, box.w, camera.x, viewport.width);
  const dy = shift(box.y, box.h, camera.y, viewport.height);
  return dx === 0 && dy === 0 ? camera : { ...camera, x: camera.x + dx, y: camera.y + dy };
}
