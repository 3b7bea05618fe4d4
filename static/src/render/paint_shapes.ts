/** Painting shapes: an outline around a text. */

import type { ShapeRecord } from "../core/types.ts";
import { type Pen, type PixelBox, pixelBox } from "./pen.ts";

/** Board units. */
const LINE_WIDTH = 2;
const CORNER = 16;

/** The outline of a shape in its box, in device pixels. */
function outlineOf(
  shape: ShapeRecord["shape"],
  { left, top, width, height }: PixelBox,
  corner: number,
): Path2D {
  const path = new Path2D();
  const [right, bottom] = [left + width, top + height];
  const through = (...points: readonly (readonly [number, number])[]): void => {
    points.forEach(([x, y], at) => {
      if (at === 0) path.moveTo(left + x * width, top + y * height);
      else path.lineTo(left + x * width, top + y * height);
    });
    path.closePath();
  };
  if (shape === "rectangle") path.rect(left, top, width, height);
  else if (shape === "rounded")
    path.roundRect(left, top, width, height, Math.min(corner, width / 2, height / 2));
  else if (shape === "ellipse") {
    path.ellipse((left + right) / 2, (top + bottom) / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  } else if (shape === "diamond") through([0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]);
  else if (shape === "triangle") through([0.5, 0], [1, 1], [0, 1]);
  else if (shape === "arrow") {
    through([0, 0.25], [0.65, 0.25], [0.65, 0], [1, 0.5], [0.65, 1], [0.65, 0.75], [0, 0.75]);
  } else through([0, 0], [1, 0], [1, 0.8], [0.4, 0.8], [0.2, 1], [0.2, 0.8], [0, 0.8]);
  return path;
}

export function paintShape(pen: Pen, record: ShapeRecord): void {
  const { g, theme, scale, hairline } = pen;
  const outline = outlineOf(record.shape, pixelBox(pen, record), CORNER * scale);
  // Light enough for the text on it.
  g.fillStyle = theme.papers[record.fill || "white"].fill;
  g.fill(outline);
  g.strokeStyle = theme.colours[record.line || "ink"];
  g.lineWidth = Math.max(hairline, LINE_WIDTH * scale);
  g.lineJoin = "round";
  g.stroke(outline);
}
