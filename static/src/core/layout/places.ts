/** Where the places of a text have come to stand in its lines. */

import type { Line } from "./layout.ts";

export interface PlaceInLines {
  /** Counts from 0. */
  readonly row: number;
  /** UTF-16 units of the line before the place. */
  readonly before: number;
}

/**
 * The line of a place (UTF-16 units of `text`), and how much of that line comes before it. `lines` must be
 * those of the whole text. Spaces that a line has lost at its end stand at its end; what was cut away
 * stands at the end of the last line.
 */
export function placeInLines(text: string, lines: readonly Line[], at: number): PlaceInLines {
  const plain = asLaidOut(text);
  const target = asLaidOut(text.slice(0, at)).length;
  let start = 0;
  for (const [row, line] of lines.entries()) {
    const end = start + line.text.length;
    let next = end;
    while (plain[next] === " ") next += 1;
    const isParagraphOver = plain[next] === "\n";
    const isLast = row === lines.length - 1;
    if (isLast || target < next || (isParagraphOver && target === next)) {
      return { row, before: Math.max(0, Math.min(target, end) - start) };
    }
    start = isParagraphOver ? next + 1 : next;
  }
  return { row: 0, before: 0 };
}

/** As the layout reads it. */
function asLaidOut(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ");
}
