/** Items turned together, around the middle of the box around them. */

import { type Box, center, type Point, round2, turnedPoint, turnWithin, union } from "../../core/geometry.ts";
import { coverOf, rotationOf } from "../../core/records.ts";
import type { BoxedRecord } from "../../core/types.ts";

export interface TurnedPlace {
  readonly x: number;
  readonly y: number;
  readonly rotation: number;
}

/** What they turn around. */
export function middleOf(items: readonly BoxedRecord[]): Point {
  const [first] = items;
  // Of one item its own middle, without what rounding does to the box around it.
  const around: Box | null = items.length === 1 && first ? first : union(items.map(coverOf));
  return around ? center(around) : { x: 0, y: 0 };
}

/** Where each goes when all are turned by degrees around their common middle. */
export function turnedPlaces(items: readonly BoxedRecord[], by: number): ReadonlyMap<string, TurnedPlace> {
  const middle = middleOf(items);
  return new Map(
    items.map((item) => {
      const { x, y } = turnedPoint(center(item), middle, by);
      const rotation = turnWithin(rotationOf(item) + by);
      return [item.id, { x: round2(x - item.w / 2), y: round2(y - item.h / 2), rotation }] as const;
    }),
  );
}

/** Degrees between which the right angles draw a single item to themselves. */
const RIGHT_ANGLE_REACH = 3;
const STEP = 15;

export interface TurnKeys {
  /** In steps of 15 degrees. */
  readonly isStraight?: boolean;
  /** Right angles do not draw it to themselves. */
  readonly isFree?: boolean;
}

/** How far to turn: `wanted` degrees made even, for what stands at `start` now. */
export function evenTurn(start: number, wanted: number, { isStraight, isFree }: TurnKeys): number {
  const to = start + wanted;
  if (isStraight) return Math.round(to / STEP) * STEP - start;
  const right = Math.round(to / 90) * 90;
  if (!isFree && Math.abs(to - right) <= RIGHT_ANGLE_REACH) return right - start;
  return Math.round(to) - start;
}

/** The degrees from one point to another, as seen from the middle. */
export function angleBetween(middle: Point, from: Point, to: Point): number {
  const angle = (point: Point): number => Math.atan2(point.y - middle.y, point.x - middle.x);
  return ((angle(to) - angle(from)) * 180) / Math.PI;
}
