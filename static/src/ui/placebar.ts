/** Where the selection bar goes: beside the selection, never on it. */

import type { Box } from "../core/geometry.ts";

/** Room for the resize handles between the selection and the bar. */
const GAP_PX = 16;
const MARGIN_PX = 8;
/** The toolbar stands on the left edge. */
const TOOLBAR_PX = 72;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where the bar goes, in pixels from the stage's corner: above the selection, or below it, or beside it.
 * A selection that fills the stage leaves only the bottom edge. Null: the selection is out of sight.
 */
export function placeBar(selection: Box, bar: Size, stage: Size): { left: number; top: number } | null {
  const right = selection.x + selection.w;
  const bottom = selection.y + selection.h;
  const isInSight = right > 0 && bottom > 0 && selection.x < stage.width && selection.y < stage.height;
  if (!isInSight) return null;
  const within = (value: number, least: number, most: number): number =>
    Math.max(least, Math.min(value, most));
  const middle = selection.x + selection.w / 2 - bar.width / 2;
  const left = within(middle, TOOLBAR_PX, stage.width - bar.width - MARGIN_PX);
  const above = selection.y - GAP_PX - bar.height;
  if (above >= MARGIN_PX) return { left, top: Math.min(above, stage.height - bar.height - MARGIN_PX) };
  const below = bottom + GAP_PX;
  if (below + bar.height <= stage.height - MARGIN_PX) return { left, top: below };
  const top = within(selection.y, MARGIN_PX, stage.height - bar.height - MARGIN_PX);
  if (right + GAP_PX + bar.width <= stage.width - MARGIN_PX) return { left: right + GAP_PX, top };
  if (selection.x - GAP_PX - bar.width >= TOOLBAR_PX) return { left: selection.x - GAP_PX - bar.width, top };
  return { left, top: stage.height - bar.height - MARGIN_PX };
}
