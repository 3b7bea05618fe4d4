/** Where a new or moved item goes when nobody says where: tidy, near, and on nothing else. */

import { type Box, encloses, inflate, intersects, type Point, sharedArea } from "./geometry.ts";

export interface Size {
  readonly w: number;
  readonly h: number;
}

export const NOTE_SIZE: Size = { w: 200, h: 200 };
export const TEXT_SIZE: Size = { w: 300, h: 60 };
export const FRAME_SIZE: Size = { w: 800, h: 600 };

/** The top of a frame, where its title and prompt are. */
export const TITLE_BAND = 96;
/** Between neighbours, and from the edge of a frame. */
export const GAP = 20;
/** How far the fallback shifts an item from one that it cannot help covering. */
const CASCADE = 24;
const RINGS = 12;
/** With more neighbours than this, their edges are not looked at one by one. */
const MOST_EDGES = 80;

/** The part of a frame that items may cover. */
export function insideOf(frame: Box): Box {
  return {
    x: frame.x + GAP,
    y: frame.y + TITLE_BAND,
    w: Math.max(0, frame.w - 2 * GAP),
    h: Math.max(0, frame.h - TITLE_BAND - GAP),
  };
}

/**
 * The top left corner of a free spot in a frame, the first in reading order. In a full frame, the
 * spot that covers least, a little shifted so that nothing disappears behind it.
 */
export function spotInFrame(frame: Box, size: Size, taken: readonly Box[]): Point {
  const inside = insideOf(frame);
  const near = taken.filter((box) => intersects(box, inside));
  const columns = stops(
    inside.x,
    inside.w,
    size.w,
    near.map((box) => box.x + box.w),
  );
  const rows = stops(
    inside.y,
    inside.h,
    size.h,
    near.map((box) => box.y + box.h),
  );
  let best = { x: inside.x, y: inside.y };
  let leastCovered = Infinity;
  for (const y of rows) {
    for (const x of columns) {
      const spot = { x, y, w: size.w, h: size.h };
      if (isFree(spot, near)) return { x, y };
      const covered = near.reduce((sum, box) => sum + sharedArea(spot, box), 0);
      if (covered < leastCovered) {
        leastCovered = covered;
        best = { x, y };
      }
    }
  }
  return aside(best, size, near);
}

/**
 * The top left corner of a free spot around `middle`, the nearest ring first. `isAllowed` can rule
 * spots out. When there is none within reach: in the middle, shifted aside, or null if even that is
 * not allowed.
 */
export function spotNear(
  middle: Point,
  size: Size,
  taken: readonly Box[],
  isAllowed: (spot: Box) => boolean = () => true,
): Point | null {
  const { w, h } = size; // an item may be given as its own size, and has a place too
  const home = { x: middle.x - w / 2, y: middle.y - h / 2, w, h };
  const reach = inflate(home, RINGS * (Math.max(w, h) + GAP));
  const near = taken.filter((box) => intersects(box, reach));
  for (const [column, row] of RING_STEPS) {
    const spot = { x: home.x + column * (w + GAP), y: home.y + row * (h + GAP), w, h };
    if (isFree(spot, near) && isAllowed(spot)) return { x: spot.x, y: spot.y };
  }
  const last = aside(home, size, near);
  return isAllowed({ ...last, w, h }) ? last : null;
}

/** Whether an item there would sit well: wholly inside a frame's free part, or clear of all frames. */
export function sitsWell(spot: Box, frames: readonly Box[]): boolean {
  return frames.every((frame) => !intersects(frame, spot) || encloses(insideOf(frame), spot));
}

function isFree(spot: Box, taken: readonly Box[]): boolean {
  const wide = inflate(spot, GAP / 2);
  return !taken.some((box) => intersects(wide, box));
}

/** Coordinates to try: a plain grid, and right after each neighbour; always at least the start. */
function stops(start: number, length: number, step: number, ends: readonly number[]): number[] {
  const last = start + length - step;
  const places = new Set<number>([start]);
  for (let at = start + step + GAP; at <= last; at += step + GAP) places.add(at);
  if (ends.length <= MOST_EDGES) {
    for (const end of ends) if (end + GAP > start && end + GAP <= last) places.add(end + GAP);
  }
  return [...places].sort((a, b) => a - b);
}

/** Moves the spot down and right until its corner is not just where another one's is. */
function aside(spot: Point, size: Size, taken: readonly Box[]): Point {
  let { x, y } = spot;
  const isHiding = (): boolean =>
    taken.some((box) => Math.abs(box.x - x) < CASCADE / 2 && Math.abs(box.y - y) < CASCADE / 2);
  for (let shifts = 0; shifts < size.w / CASCADE && isHiding(); shifts += 1) {
    x += CASCADE;
    y += CASCADE;
  }
  return { x, y };
}

/** Steps from the centre outwards, [column, row]; within a ring the nearest first, then by rows. */
function ringSteps(rings: number): [number, number][] {
  const steps: [number, number][] = [];
  for (let row = -rings; row <= rings; row += 1) {
    for (let column = -rings; column <= rings; column += 1) steps.push([column, row]);
  }
  const ring = ([column, row]: [number, number]): number => Math.max(Math.abs(column), Math.abs(row));
  const distance = ([column, row]: [number, number]): number => column * column + row * row;
  return steps.sort((a, b) => ring(a) - ring(b) || distance(a) - distance(b));
}

const RING_STEPS = ringSteps(RINGS);
