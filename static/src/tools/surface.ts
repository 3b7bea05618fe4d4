/**
 * What the tools need from the picture of the board. The renderer fits this without the tools knowing it.
 *
 * Points of the screen are CSS pixels from the top left corner of the board's element.
 */

import type { Box, Point } from "../core/geometry.ts";

export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** What a selection is taken by: pulled in size, or turned. */
export type Grip = Handle | "turn";

export interface TextPlace {
  /** Screen pixels, all of them. */
  readonly box: Box;
  readonly size: number;
  readonly lineHeight: number;
  /** From the side where the text starts. */
  readonly align: "start" | "center" | "end";
  readonly weight: number;
  readonly family: string;
  /** Degrees that the item is turned by, around its middle. */
  readonly turn: number;
  readonly middle: Point;
}

export interface Surface {
  screenToBoard(point: Point): Point;
  boardToScreen(point: Point): Point;
  /** The topmost item under a point; a frame only by its title or border. */
  hit(point: Point): string | null;
  /** The handle under a point; `reach` is the side of its area in pixels. */
  hitHandle(point: Point, reach?: number): Grip | null;
  /** Ids of the items that touch a box of the board. */
  itemsIn(box: Box): string[];
  /** Shows the rectangle being drawn (board units), or none. */
  showMarquee(box: Box | null): void;
  /** The address that is written at a point of the screen, or on the link card there; null for none. */
  linkAt(point: Point): string | null;
  textPlace(id: string, text: string): TextPlace | null;
  focusItem(id: string): boolean;

  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, anchor: Point): void;
  zoomStep(steps: number): void;
  zoomTo(zoom: number): void;
  fit(ids?: Iterable<string>): void;
  reveal(box: Box, leastZoom?: number): void;
}
