/**
 * What a character means to the break rule, by explicit code point ranges.
 *
 * No Unicode tables of the browser and no Intl.Segmenter: the server has the same ranges, so both sides
 * break the same text at the same places whatever their versions.
 */

export type BreakClass =
  | "space"
  | "joiner" /* zero width joiner: glues emoji */
  | "mark" /* belongs to the character before it */
  | "flag" /* regional indicator: two make a flag */
  | "emoji"
  | "hyphen"
  | "dash"
  | "question"
  | "closing" /* never starts a line */
  | "opening" /* never ends a line */
  | "ideograph"
  | "letter"
  | "other";

export type Range = readonly [number, number];

const MARKS: readonly Range[] = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x591, 0x5c7],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x900, 0x903],
  [0x93a, 0x93c],
  [0x93e, 0x94f],
  [0xe31, 0xe31],
  [0xe34, 0xe3a],
  [0xe47, 0xe4e],
  [0x1ab0, 0x1aff],
  [0x200c, 0x200c],
  [0x20d0, 0x20ff],
  [0x3099, 0x309a],
  [0xfe00, 0xfe0f],
  [0x1f3fb, 0x1f3ff],
  [0xe0020, 0xe007f],
];

const EMOJI: readonly Range[] = [
  [0x231a, 0x231b],
  [0x23e9, 0x23f3],
  [0x2600, 0x2767],
  [0x276c, 0x27bf],
  [0x2b00, 0x2bff],
  [0x1f000, 0x1faff],
];

const IDEOGRAPHS: readonly Range[] = [
  [0x2e80, 0x9fff],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xff00, 0xffef],
  [0x20000, 0x3ffff],
];

const CLOSING: ReadonlySet<number> = new Set(
  [
    ..."\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\u30fb\u30fc\u3005\u300d\u300f\u3011\u3015\u3017\u3009\u300b",
    ..."\uff09\uff3d\uff5d\u2026\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7",
    ..."\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee",
  ].map((character) => character.charCodeAt(0)),
);

const OPENING: ReadonlySet<number> = new Set(
  [..."\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b"].map((character) =>
    character.charCodeAt(0),
  ),
);

const RIGHT_TO_LEFT: readonly Range[] = [
  [0x590, 0x8ff],
  [0xfb1d, 0xfdff],
  [0xfe70, 0xfefc],
  [0x10800, 0x10fff],
  [0x1e800, 0x1efff],
];

export function isWithin(code: number, ranges: readonly Range[]): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}

function isLetter(code: number): boolean {
  const isAscii = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isAscii || (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7);
}

function classify(code: number): BreakClass {
  if (code === 0x20) return "space";
  if (code === 0x200d) return "joiner";
  if (isWithin(code, MARKS)) return "mark";
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return "flag";
  if (isWithin(code, EMOJI)) return "emoji";
  if (code === 0x2d || code === 0x2010 || code === 0x2013) return "hyphen";
  if (code === 0x2014) return "dash";
  if (code === 0x3f) return "question";
  if (CLOSING.has(code)) return "closing";
  if (OPENING.has(code)) return "opening";
  if (isWithin(code, IDEOGRAPHS)) return "ideograph";
  return isLetter(code) ? "letter" : "other";
}

const known = new Map<number, BreakClass>();

/** The class of one code point. */
export function breakClass(code: number): BreakClass {
  const before = known.get(code);
  if (before !== undefined) return before;
  const found = classify(code);
  known.set(code, found);
  return found;
}

/** The class of the first character of `text`; "other" for an empty string. */
export function firstClass(text: string): BreakClass {
  const code = text.codePointAt(0);
  return code === undefined ? "other" : breakClass(code);
}

/** Whether a paragraph reads from right to left: its first letter with a direction decides (dir=auto). */
export function isRightToLeft(paragraph: string): boolean {
  for (const character of paragraph) {
    const code = character.codePointAt(0) ?? 0;
    if (isWithin(code, RIGHT_TO_LEFT)) return true;
    const kind = breakClass(code);
    const isDigit = code >= 48 && code <= 57;
    if ((kind === "letter" && !isDigit) || kind === "ideograph") return false;
  }
  return false;
}
