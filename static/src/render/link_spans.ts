/** The addresses in a text, where they stand in its lines: to underline them, and to open them. */

import { center, type Point, turnedPoint } from "../core/geometry.ts";
import { isRightToLeft } from "../core/layout/break_classes.ts";
import type { FittedText, Layout } from "../core/layout/layout.ts";
import { placeInLines } from "../core/layout/places.ts";
import { linksIn } from "../core/links.ts";
import { rotationOf } from "../core/records.ts";
import type { WrittenRecord } from "../core/types.ts";
import { type Faces, faceOf } from "./fonts.ts";
import { indent } from "./pen.ts";
import { mostTextSize, spaceAbove, textAlign, textBox } from "./shapes.ts";

export interface LinkSpan {
  /** Counts from 0. */
  readonly row: number;
  /** In 1/1000 em from where the line begins. */
  readonly from: number;
  readonly to: number;
  readonly address: string;
}

const known = new WeakMap<FittedText, readonly LinkSpan[]>();

/** The addresses of `text`, whose lines are `fitted`. Lines that are read from the right are left out. */
export function linkSpans(text: string, fitted: FittedText, layout: Layout): readonly LinkSpan[] {
  const before = known.get(fitted);
  if (before) return before;
  const { lines } = fitted;
  const found = linksIn(text).flatMap(({ start, end, address }) => {
    const [first, last] = [placeInLines(text, lines, start), placeInLines(text, lines, end)];
    return lines.slice(first.row, last.row + 1).flatMap((line, at): LinkSpan[] => {
      const row = first.row + at;
      const widthTo = (place: number): number => layout.width(line.text.slice(0, place));
      const from = row === first.row ? widthTo(first.before) : 0;
      const to = row === last.row ? widthTo(last.before) : line.width;
      const isPlain = !line.isRightToLeft && !isRightToLeft(line.text);
      return isPlain && to > from ? [{ row, from, to, address }] : [];
    });
  });
  known.set(fitted, found);
  return found;
}

/** The address under a point of the board that lies on the item; null when there is none. */
export function linkAt(record: WrittenRecord, point: Point, faces: Faces): string | null {
  const { layout } = faceOf(faces, record);
  const inner = textBox(record);
  const fitted = layout.fit(record.text, inner.w, inner.h, mostTextSize(record));
  const { x, y } = turnedPoint(point, center(record), -rotationOf(record));
  const row = Math.floor((y - record.y - inner.y - spaceAbove(record, inner, fitted)) / fitted.lineHeight);
  const line = fitted.lines[row];
  if (!line) return null;
  const left = indent(line, (line.width * fitted.size) / 1000, inner.w, textAlign(record));
  const across = ((x - record.x - inner.x - left) * 1000) / fitted.size;
  const spans = linkSpans(record.text, fitted, layout);
  return spans.find((span) => span.row === row && across >= span.from && across <= span.to)?.address ?? null;
}
