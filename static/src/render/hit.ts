/** What lies under a point of the board. */

import { center, type Point, turnedPoint } from "../core/geometry.ts";
import { rotationOf } from "../core/records.ts";
import type { SceneIndex } from "./scene_index.ts";
import { isOnFrame, TITLE_ABOVE_LINE_PX } from "./shapes.ts";

/** Screen pixels around a finger or pointer within which small things still count. */
const LEAST_TARGET_PX = 12;

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
    const slackX = Math.max(0, LEAST_TARGET_PX / zoom - record.w) / 2;
    const slackY = Math.max(0, LEAST_TARGET_PX / zoom - record.h) / 2;
    const inside = turnedPoint(point, center(record), -rotationOf(record));
    const isInside =
      inside.x >= record.x &&
      inside.x < record.x + record.w &&
      inside.y >= record.y &&
      inside.y < record.y + record.h;
    if (isInside) return record.id;
    const isNear =
      inside.x >= record.x - slackX &&
      inside.x < record.x + record.w + slackX &&
      inside.y >= record.y - slackY &&
      inside.y < record.y + record.h + slackY;
    if (isNear) reached ??= record.id;
  }
  return reached;
}
