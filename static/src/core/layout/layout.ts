/**
 * Lines of text without the browser's wrapping: the canvas and the documents draw the lines found here.
 *
 * All widths are integers in 1/1000 em (as if the text were 1000 px high), so they do not depend on size or
 * zoom and the server finds the same ones.
 */

import { isRightToLeft } from "./break_classes.ts";
import { clusters, units } from "./line_units.ts";
import { CONSTANT_WIDTHS, type Run, runs } from "./scripts.ts";

/** The width of one run of text at 1000 px, in px; may be fractional. */
export type Measure = (run: string) => number;

export interface Line {
  readonly text: string;
  /** In 1/1000 em. */
  readonly width: number;
  readonly isRightToLeft: boolean;
}

export interface FittedText {
  /** Board units. */
  readonly size: number;
  readonly lineHeight: number;
  readonly lines: readonly Line[];
  /** True when even the least size did not fit and the last line ends with an ellipsis. */
  readonly isCut: boolean;
}

/** Finds lines for one font and one list of sizes. */
export interface Layout {
  /** The width of `text` on one line, in 1/1000 em. */
  width(text: string): number;
  /** `text` as lines of at most `limit` (1/1000 em); an empty text is one empty line. */
  wrap(text: string, limit: number): Line[];
  /** The greatest size up to `most` (board units) at which `text` fits a box of `w` by `h`, and its lines. */
  fit(text: string, w: number, h: number, most?: number): FittedText;
  /** Whether `fit` would answer from its cache. */
  isKnown(text: string, w: number, h: number, most?: number): boolean;
  /** `text` on one line, shortened with an ellipsis when it is wider than `limit` (1/1000 em). */
  shorten(text: string, limit: number): Line;
  /** Forget everything, for when the fonts have changed. */
  clear(): void;
}

interface Unit {
  /** Without the spaces that follow it. */
  readonly core: string;
  readonly width: number;
  readonly spaces: number;
}

interface Paragraph {
  readonly isRightToLeft: boolean;
  readonly units: readonly Unit[];
}

/** A ratio of integers, so that the sum of the lines is exact. */
const LINE_HEIGHT_TENTHS = 13;
/** A longer word does not make the whole text smaller: it breaks. */
const LONG_WORD = 20;
const ELLIPSIS = "…";
const WIDTHS_KEPT = 50_000;
const FITS_KEPT = 20_000;

export const lineHeightOf = (size: number): number => (size * LINE_HEIGHT_TENTHS) / 10;

function withoutTrailingSpaces(text: string): string {
  return text.replace(/ +$/, "");
}

/**
 * The greatest count in 0..`most` that `fits`, which must hold for all smaller counts too. Small counts are
 * tried first: of a long text a line takes only the beginning.
 */
function greatestCount(most: number, fits: (count: number) => boolean): number {
  let kept = 0;
  let tooMany = 8;
  while (tooMany <= most && fits(tooMany)) {
    kept = tooMany;
    tooMany *= 2;
  }
  tooMany = Math.min(tooMany, most + 1);
  while (tooMany - kept > 1) {
    const middle = (kept + tooMany) >> 1;
    if (fits(middle)) kept = middle;
    else tooMany = middle;
  }
  return kept;
}

interface Widths {
  /** Remembered: for words and whole lines. */
  width(text: string): number;
  /** Not remembered: for the many prefixes tried while breaking a long word. */
  measured(text: string): number;
  clear(): void;
}

function createWidths(measure: Measure): Widths {
  const known = new Map<string, number>();
  const constants: Readonly<Record<string, number>> = CONSTANT_WIDTHS;

  function widthOf(run: Run): number {
    const constant = constants[run.script];
    return constant === undefined ? Math.round(measure(run.text)) : constant * run.clusters;
  }

  function measured(text: string): number {
    let sum = 0;
    for (const run of runs(text)) sum += widthOf(run);
    return sum;
  }

  function width(text: string): number {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = measured(text);
    if (known.size >= WIDTHS_KEPT) known.clear();
    known.set(text, found);
    return found;
  }

  return { width, measured, clear: () => known.clear() };
}

function paragraphsOf(text: string, width: (text: string) => number): Paragraph[] {
  const plain = text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ");
  return plain.split("\n").map((paragraph) => ({
    isRightToLeft: isRightToLeft(paragraph),
    units: units(paragraph).map((unit) => {
      const core = withoutTrailingSpaces(unit);
      return { core, width: width(core), spaces: unit.length - core.length };
    }),
  }));
}

/** Pieces of a word that is wider than a line: all but the last are full lines. */
function brokenWord(word: string, limit: number, measured: (text: string) => number): string[] {
  const pieces: string[] = [];
  let parts = clusters(word);
  while (parts.length > 0) {
    const fits = (count: number): boolean => measured(parts.slice(0, count).join("")) <= limit;
    const count = Math.max(1, greatestCount(parts.length, fits));
    pieces.push(parts.slice(0, count).join(""));
    parts = parts.slice(count);
  }
  return pieces;
}

function wrapParagraph(paragraph: Paragraph, limit: number, widths: Widths, lines: Line[]): void {
  const space = widths.width(" ");
  let current = "";
  let currentWidth = 0;
  const close = (): void => {
    const text = withoutTrailingSpaces(current);
    const width = currentWidth - (current.length - text.length) * space;
    lines.push({ text, width, isRightToLeft: paragraph.isRightToLeft });
    current = "";
    currentWidth = 0;
  };
  for (const unit of paragraph.units) {
    let rest = unit.core;
    let restWidth = unit.width;
    if (current !== "" && currentWidth + restWidth > limit) close();
    if (restWidth > limit) {
      const pieces = brokenWord(unit.core, limit, widths.measured);
      rest = pieces.pop() ?? "";
      restWidth = widths.measured(rest);
      for (const piece of pieces) {
        current = piece;
        currentWidth = widths.measured(piece);
        close();
      }
    }
    current += rest + " ".repeat(unit.spaces);
    currentWidth += restWidth + unit.spaces * space;
  }
  close();
}

function widestWord(paragraphs: readonly Paragraph[]): number {
  let widest = 0;
  for (const paragraph of paragraphs) {
    for (const unit of paragraph.units) {
      if (unit.width > widest && clusters(unit.core).length <= LONG_WORD) widest = unit.width;
    }
  }
  return widest;
}

/** As much of `text` as fits `limit` together with an ellipsis. */
function cut(text: string, limit: number, isRtl: boolean, measured: (text: string) => number): Line {
  const parts = clusters(text);
  const withEllipsis = (count: number): string =>
    withoutTrailingSpaces(parts.slice(0, count).join("")) + ELLIPSIS;
  const fits = (count: number): boolean => measured(withEllipsis(count)) <= limit;
  const shortened = withEllipsis(greatestCount(parts.length, fits));
  return { text: shortened, width: measured(shortened), isRightToLeft: isRtl };
}

function fitted(text: string, w: number, h: number, sizes: readonly number[], widths: Widths): FittedText {
  const paragraphs = paragraphsOf(text, widths.width);
  const widest = widestWord(paragraphs);
  const limitAt = (size: number): number => Math.floor((w * 1000) / size);
  const linesAt = (size: number): Line[] => {
    const lines: Line[] = [];
    for (const paragraph of paragraphs) wrapParagraph(paragraph, limitAt(size), widths, lines);
    return lines;
  };
  const isTooGreat = (size: number): boolean =>
    widest > limitAt(size) || linesAt(size).length * size * LINE_HEIGHT_TENTHS > h * 10;

  const least = sizes[sizes.length - 1] ?? 12;
  const tooGreat = greatestCount(sizes.length, (count) => isTooGreat(sizes[count - 1] ?? least));
  const size = sizes[tooGreat] ?? least;
  const lineHeight = lineHeightOf(size);
  const lines = linesAt(size);
  const room = Math.max(1, Math.floor((h * 10) / (size * LINE_HEIGHT_TENTHS)));
  if (lines.length <= room) return { size, lineHeight, lines, isCut: false };
  const kept = lines.slice(0, room);
  const end = kept.pop();
  if (end !== undefined) kept.push(cut(end.text, limitAt(size), end.isRightToLeft, widths.measured));
  return { size, lineHeight, lines: kept, isCut: true };
}

/** A layout for one font, given how to measure it, and the sizes a text may take (board units, descending). */
export function createLayout(measure: Measure, sizes: readonly number[]): Layout {
  const widths = createWidths(measure);
  const fits = new Map<string, FittedText>(); // text|w|h|most -> its lines
  const keyOf = (text: string, w: number, h: number, most: number): string => `${text}|${w}|${h}|${most}`;
  const least = sizes[sizes.length - 1] ?? 0;

  function wrap(text: string, limit: number): Line[] {
    const lines: Line[] = [];
    for (const paragraph of paragraphsOf(text, widths.width)) wrapParagraph(paragraph, limit, widths, lines);
    return lines;
  }

  function fit(text: string, w: number, h: number, most = Infinity): FittedText {
    const key = keyOf(text, w, h, most);
    const before = fits.get(key);
    if (before !== undefined) return before;
    const allowed = sizes.filter((size) => size <= most || size === least);
    const found = fitted(text, w, h, allowed, widths);
    if (fits.size >= FITS_KEPT) fits.clear();
    fits.set(key, found);
    return found;
  }

  function shorten(text: string, limit: number): Line {
    const flat = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").replace(/[ \t]*[\r\n][ \t\r\n]*/g, " ");
    const isRtl = isRightToLeft(flat);
    const width = widths.width(flat);
    return width <= limit
      ? { text: flat, width, isRightToLeft: isRtl }
      : cut(flat, limit, isRtl, widths.measured);
  }

  return {
    width: widths.width,
    wrap,
    fit,
    isKnown: (text, w, h, most = Infinity) => fits.has(keyOf(text, w, h, most)),
    shorten,
    clear() {
      widths.clear();
      fits.clear();
    },
  };
}
