/** What the painters draw with: a canvas, the scale from board units to device pixels, colours and fonts. */

import type { Box } from "../core/geometry.ts";
import type { Line } from "../core/layout/layout.ts";
import type { Camera } from "../store/view.ts";
import { type Face, type Faces, fontOf } from "./fonts.ts";
import type { Theme } from "./theme.ts";

export interface Pen {
  readonly g: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly faces: Faces;
  /** Screen pixels for one board unit. */
  readonly zoom: number;
  /** Device pixels for one screen pixel. */
  readonly ratio: number;
  /** Device pixels for one board unit. */
  readonly scale: number;
  /** One screen pixel as whole device pixels. */
  readonly hairline: number;
  x(units: number): number;
  y(units: number): number;
}

/** A bitmap to paint on. */
export interface Surface {
  readonly g: CanvasRenderingContext2D;
  /** The board point at its top left corner, and its zoom. */
  readonly camera: Camera;
  readonly ratio: number;
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
}

/** Where the origin of the board is, in whole device pixels from the corner that the camera looks at. */
export function originOf(camera: Camera, ratio: number): { readonly x: number; readonly y: number } {
  const scale = camera.zoom * ratio;
  return { x: Math.round(-camera.x * scale), y: Math.round(-camera.y * scale) };
}

/** Whole device pixels, so that edges are crisp and items keep their distance while the board moves. */
export function createPen({ g, camera, ratio }: Surface, theme: Theme, faces: Faces): Pen {
  const scale = camera.zoom * ratio;
  const { x: left, y: top } = originOf(camera, ratio);
  return {
    g,
    theme,
    faces,
    zoom: camera.zoom,
    ratio,
    scale,
    hairline: Math.max(1, Math.round(ratio)),
    x: (units) => Math.round(units * scale) + left,
    y: (units) => Math.round(units * scale) + top,
  };
}

export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A box of the board in device pixels, at least one pixel wide and high. */
export function pixelBox(pen: Pen, box: Box): PixelBox {
  const left = pen.x(box.x);
  const top = pen.y(box.y);
  return {
    left,
    top,
    width: Math.max(1, pen.x(box.x + box.w) - left),
    height: Math.max(1, pen.y(box.y + box.h) - top),
  };
}

/** Fills a box with rounded corners inside an edge of one screen pixel. */
export function fillEdgedBox(pen: Pen, box: PixelBox, radius: number, fill: string, edge: string): void {
  const { g, hairline } = pen;
  const { left, top, width, height } = box;
  g.fillStyle = edge;
  fillBox(g, left, top, width, height, radius);
  if (width <= 2 * hairline || height <= 2 * hairline) return;
  g.fillStyle = fill;
  const inner = Math.max(0, radius - hairline);
  fillBox(g, left + hairline, top + hairline, width - 2 * hairline, height - 2 * hairline, inner);
}

function fillBox(
  g: CanvasRenderingContext2D,
  x: number,
  y: number,
  w: number,
  h: number,
  radius: number,
): void {
  if (radius < 1) {
    g.fillRect(x, y, w, h);
    return;
  }
  g.beginPath();
  g.roundRect(x, y, w, h, radius);
  g.fill();
}

export interface TextPlace {
  /** Device pixels: the box of the first line. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Device pixels. */
  readonly size: number;
  readonly lineHeight: number;
  /** From the side where a paragraph starts; that side when it is left out. */
  readonly align?: "start" | "center" | "end";
}

/** Where a line `length` pixels long begins, counted from the left of a box. */
export function indent(line: Line, length: number, width: number, align: TextPlace["align"]): number {
  if (align === "center") return (width - length) / 2;
  return line.isRightToLeft === (align !== "end") ? width - length : 0;
}

/** Draws lines found by a layout. */
export function drawLines(pen: Pen, face: Face, lines: readonly Line[], place: TextPlace): void {
  const { g } = pen;
  g.font = fontOf(face, place.size);
  g.textBaseline = "alphabetic";
  // The line may be taller than the layout's own: the text stays in its middle.
  const extra = (place.lineHeight - place.size * 1.3) / 2;
  lines.forEach((line, row) => {
    if (line.text === "") return;
    const baseline = Math.round(place.top + row * place.lineHeight + extra + face.baseline * place.size);
    g.direction = line.isRightToLeft ? "rtl" : "ltr";
    const length = (line.width * place.size) / 1000;
    const left = place.left + indent(line, length, place.width, place.align);
    g.textAlign = line.isRightToLeft ? "right" : "left";
    g.fillText(line.text, line.isRightToLeft ? left + length : left, baseline);
  });
}
