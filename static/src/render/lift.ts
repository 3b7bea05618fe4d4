/**
 * What I drag, as one bitmap that follows the hand: however much it is, a step of the hand paints nothing.
 * What changes its size, or does not move as one, is painted with the board instead.
 */

import { type Box, inflate, union } from "../core/geometry.ts";
import { paintedBox } from "../core/records.ts";
import type { BoxedRecord, Preview } from "../core/types.ts";
import type { Camera } from "../store/view.ts";
import { makeElement } from "./dom.ts";
import { place } from "./overview.ts";
import { originOf, type Surface } from "./pen.ts";
import type { SceneIndex } from "./scene_index.ts";
import type { ViewportSize } from "./viewport.ts";

export type Previews = ReadonlyMap<string, Preview>;

export interface Lift {
  /** Ids of what the bitmap shows: the board leaves them out. */
  readonly held: ReadonlySet<string>;
  /** Takes up, carries or puts down, as `preview` says; true when `held` has changed. */
  follow(preview: Previews | null, index: SceneIndex, look: Look): boolean;
  /** Shows the bitmap; `paint` is called when it has to be made. */
  show(look: Look, paint: PaintRecords): void;
  destroy(): void;
}

/** From where the board is seen, and on what. */
export interface Look {
  readonly camera: Camera;
  /** Screen pixels. */
  readonly size: ViewportSize;
  readonly ratio: number;
}

export type PaintRecords = (surface: Surface, records: readonly BoxedRecord[]) => void;

interface Carried {
  readonly records: readonly BoxedRecord[];
  readonly box: Box;
}

/** Previews are rounded to hundredths: items that move as one may differ by so much. */
const AS_ONE = 0.021;
const NOTHING: ReadonlySet<string> = new Set();
/** A bitmap larger than so many viewports is not made. */
const VIEWPORTS_MOST = 3;
/** Screen pixels around the items, for their edges. */
const EDGE_PX = 4;

export function createLift(root: Element): Lift {
  const canvas = makeElement("canvas", "board-lift", root);
  canvas.setAttribute("aria-hidden", "true");
  canvas.style.display = "none";
  let held: ReadonlySet<string> = NOTHING;
  let carried: Carried | null = null;
  let shift = { x: 0, y: 0 };
  let surface: Surface | null = null;

  /** How far all of it has moved; null when it does not move as one. */
  function commonShift(preview: Previews, records: readonly BoxedRecord[]): { x: number; y: number } | null {
    let common: { x: number; y: number } | null = null;
    for (const record of records) {
      const at = preview.get(record.id);
      if (!at || at.rotation !== undefined) return null;
      if ((at.w ?? record.w) !== record.w || (at.h ?? record.h) !== record.h) return null;
      common ??= { x: at.x - record.x, y: at.y - record.y };
      const isApart =
        Math.abs(at.x - record.x - common.x) > AS_ONE || Math.abs(at.y - record.y - common.y) > AS_ONE;
      if (isApart) return null;
    }
    return common;
  }

  function isCarrying(preview: Previews, index: SceneIndex): boolean {
    if (!carried || preview.size !== held.size) return false;
    return carried.records.every(
      (record) => index.get(record.id)?.record === record && preview.has(record.id),
    );
  }

  function takeUp(preview: Previews, index: SceneIndex): void {
    const entries = [...preview.keys()].flatMap((id) => index.get(id) ?? []);
    entries.sort((a, b) => a.rank - b.rank);
    const records = entries.flatMap(({ record }) => (record.kind === "frame" ? [] : [record]));
    const around = union(records.map(paintedBox));
    // A frame lies below the notes that it is carried under.
    carried = around && records.length === preview.size ? { records, box: around } : null;
    surface = null;
  }

  function follow(preview: Previews | null, index: SceneIndex, look: Look): boolean {
    const before = held;
    if (preview === null || preview.size === 0) carried = null;
    else if (!isCarrying(preview, index)) takeUp(preview, index);
    const moved = carried && preview ? commonShift(preview, carried.records) : null;
    if (!moved || !carried || isTooLarge(carried.box, look)) {
      carried = null;
      held = NOTHING;
      canvas.style.display = "none";
      return before.size > 0;
    }
    shift = moved;
    if (before.size === carried.records.length && carried.records.every(({ id }) => before.has(id)))
      return false;
    held = new Set(carried.records.map(({ id }) => id));
    return true;
  }

  /** A bitmap for what is carried, at the scale of the camera. */
  function prepare({ camera, ratio }: Look, around: Box): Surface | null {
    const box = inflate(around, EDGE_PX / camera.zoom);
    const scale = camera.zoom * ratio;
    canvas.width = Math.ceil(box.w * scale) + 1;
    canvas.height = Math.ceil(box.h * scale) + 1;
    canvas.style.width = `${canvas.width / ratio}px`;
    canvas.style.height = `${canvas.height / ratio}px`;
    const g = canvas.getContext("2d");
    const view = { x: box.x, y: box.y, zoom: camera.zoom };
    return g && { g, camera: view, ratio, width: canvas.width, height: canvas.height };
  }

  function show(look: Look, paint: PaintRecords): void {
    const { camera, ratio } = look;
    if (!carried) return;
    if (surface?.camera.zoom !== camera.zoom || surface.ratio !== ratio) {
      surface = prepare(look, carried.box);
      if (surface) paint(surface, carried.records);
    }
    if (!surface) return;
    canvas.style.display = "";
    const mine = originOf(surface.camera, ratio);
    const shown = originOf({ ...camera, x: camera.x - shift.x, y: camera.y - shift.y }, ratio);
    place(canvas, (shown.x - mine.x) / ratio, (shown.y - mine.y) / ratio, 1);
  }

  return {
    get held() {
      return held;
    },
    follow,
    show,
    destroy: () => canvas.remove(),
  };
}

function isTooLarge(box: Box, { camera, size }: Look): boolean {
  const area = box.w * box.h * camera.zoom * camera.zoom;
  return area > VIEWPORTS_MOST * size.width * size.height;
}
