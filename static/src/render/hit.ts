/** What lies under a point of the board. */

import { type Box, center, contains, distanceToLine, type Point, turnedPoint } from "../core/geometry.ts";
import { rotationOf } from "../core/records.ts";
import type { StrokeRecord } from "../core/types.ts";
import type { SceneIndex } from "./scene_index.ts";
import { isOnFrame, TITLE_ABOVE_LINE_PX } from "./shapes.ts";

/** Screen pixels around a finger or pointer within which small things still count. */
const LEAST_TARGET_PX = 12;
/** The points of a stroke are parts of its box. */
const ACROSS = 10_000;

/**
 * The topmost item under `point` (board units), or null.
 *
 * A frame counts only by its title and border: its inside is board, where one draws a selection or adds
 * notes. When zoomed far out, items smaller than a finger have a wider reach.
 */
export function itemAt(index: SceneIndex, point: Point, zoom: number): string | null {
  const around = Math.max(TITLE_ABOVE_LINE_PX, LEAST_TARGET_PX, 24) / zoom;
  const near = index.search({ x: point.x - around, y: point.y - around, w: 2 * around, h: 2 * around });
  let reached: string | null = null;
  for (let at = near.length - 1; at >= 0; at -= 1) {
    const entry = near[at];
    if (!entry) continue;
    const { record } = entry;
    if (record.kind === "frame") {
      if (reached === null && isOnFrame(record, point, zoom)) reached = record.id;
      continue;
    }
    const inside = turnedPoint(point, center(record), -rotationOf(record));
    if (record.kind === "stroke") {
      // Between the lines of a drawing one sees what lies below, and takes hold of that.
      if (isOnInk(record, inside, zoom)) return record.id;
    } else if (contains(record, inside)) return record.id;
    else if (contains(withReach(record, zoom), inside)) reached ??= record.id;
  }
  return reached;
}

/** Small things, seen from afar, are as large as a finger. */
function withReach({ x, y, w, h }: Box, zoom: number): Box {
  const [dx, dy] = [w, h].map((side) => Math.max(0, LEAST_TARGET_PX / zoom - side) / 2) as [number, number];
  return { x: x - dx, y: y - dy, w: w + 2 * dx, h: h + 2 * dy };
}

/** Whether the point is on the line of a stroke, or as near as a finger is wide. */
function isOnInk(record: StrokeRecord, { x, y }: Point, zoom: number): boolean {
  const reach = Math.max((record.width ?? 4) / 2, LEAST_TARGET_PX / zoom / 2);
  const { points } = record;
  const pointAt = (at: number): Point => ({
    x: record.x + ((points[at] ?? 0) / ACROSS) * record.w,
    y: record.y + ((points[at + 1] ?? 0) / ACROSS) * record.h,
  });
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [from, to] = [pointAt(Math.max(0, at - 3)), pointAt(at)];
    if (distanceToLine({ x, y }, from, to) <= reach) return true;
  }
  return false;
}
