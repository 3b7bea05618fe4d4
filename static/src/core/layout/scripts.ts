/**
 * How the width of each character is found, by explicit code point ranges.
 *
 * The ranges hold what our own fonts have: a stretch of one script comes from one font, whatever the machine,
 * so that the server measures the same. What they do not have is drawn with some font of the system, and
 * counts as a constant width. `board/core/layout/scripts.py` is the same in Python.
 */

import { firstClass, isWithin, type Range } from "./break_classes.ts";
import { clusters } from "./line_units.ts";

/** Measured together with its neighbours of the same script, except `single`. */
export type Measured = "basic" | "latin" | "greek" | "cyrillic" | "hebrew" | "arabic" | "space" | "single";
/** Never measured. */
export type Constant = "emoji" | "wide" | "half" | "thin" | "unknown";
export type Script = Measured | Constant;

/** A stretch of text that is measured, or not, as one. */
export interface Run {
  readonly text: string;
  readonly script: Script;
  readonly clusters: number;
}

/** In 1/1000 em, for each character as a reader sees it. */
export const CONSTANT_WIDTHS: Readonly<Record<Constant, number>> = {
  emoji: 1000,
  wide: 1000,
  half: 500,
  thin: 250,
  unknown: 600,
};

/** In the font of headings and in that of notes, so a stretch of them is of one font in both. */
const BASIC: readonly Range[] = [
  [0x21, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x131],
  [0x134, 0x137],
  [0x139, 0x13e],
  [0x141, 0x148],
  [0x14a, 0x17e],
  [0x218, 0x21b],
  [0x2013, 0x2014],
  [0x2018, 0x201a],
  [0x201c, 0x201e],
  [0x2020, 0x2022],
];

/** Alone, because one of the two fonts has them and lacks their neighbours, or because of their direction. */
const SINGLE: readonly Range[] = [
  [0x192, 0x192],
  [0x1fa, 0x1ff],
  [0x2c6, 0x2c7],
  [0x2d8, 0x2dd],
  [0x3c0, 0x3c0],
  [0x60c, 0x60c],
  [0x61b, 0x61b],
  [0x61f, 0x61f],
  [0x660, 0x66d],
  [0x6d4, 0x6d4],
  [0x6f0, 0x6f9],
  [0x1e80, 0x1e85],
  [0x1eab, 0x1eab],
  [0x1eb0, 0x1eb0],
  [0x1ec5, 0x1ec5],
  [0x1ed7, 0x1ed7],
  [0x1ef2, 0x1ef3],
  [0x1ef8, 0x1ef9],
  [0x2012, 0x2012],
  [0x2015, 0x2017],
  [0x201b, 0x201b],
  [0x201f, 0x201f],
  [0x2023, 0x2027],
  [0x2030, 0x203a],
  [0x2044, 0x2044],
  [0x2070, 0x2070],
  [0x2074, 0x208e],
  [0x20a0, 0x20af],
  [0x20b1, 0x20b5],
  [0x20b8, 0x20ba],
  [0x20bc, 0x20bf],
  [0x2116, 0x2117],
  [0x2122, 0x2122],
  [0x2150, 0x215f],
  [0x2190, 0x2199],
  [0x21d2, 0x21d2],
  [0x21d4, 0x21d4],
  [0x2202, 0x2202],
  [0x2205, 0x2206],
  [0x220f, 0x220f],
  [0x2211, 0x2212],
  [0x221a, 0x221a],
  [0x221e, 0x221e],
  [0x222b, 0x222b],
  [0x2248, 0x2248],
  [0x2260, 0x2260],
  [0x2264, 0x2265],
  [0x25a0, 0x25a1],
  [0x25b2, 0x25b3],
  [0x25b6, 0x25b7],
  [0x25bc, 0x25bd],
  [0x25c6, 0x25c7],
  [0x25cb, 0x25cb],
  [0x25cf, 0x25cf],
];

const LATIN: readonly Range[] = [
  [0x132, 0x133],
  [0x138, 0x138],
  [0x13f, 0x140],
  [0x17f, 0x1c3],
  [0x1c5, 0x24f],
  [0x1e00, 0x1e9b],
  [0x1e9e, 0x1eff],
];

const GREEK: readonly Range[] = [
  [0x386, 0x38a],
  [0x38c, 0x38c],
  [0x38e, 0x3a1],
  [0x3a3, 0x3d7],
  [0x1f00, 0x1f15],
  [0x1f18, 0x1f1d],
  [0x1f20, 0x1f45],
  [0x1f48, 0x1f4d],
  [0x1f50, 0x1f57],
  [0x1f5f, 0x1f7d],
  [0x1f80, 0x1fb4],
  [0x1fb6, 0x1fbc],
];

const CYRILLIC: readonly Range[] = [
  [0x400, 0x479],
  [0x48a, 0x49d],
  [0x4a0, 0x4ff],
];

const HEBREW: readonly Range[] = [
  [0x591, 0x5c7],
  [0x5d0, 0x5ea],
  [0x5f0, 0x5f4],
];

const ARABIC: readonly Range[] = [
  [0x620, 0x65f],
  [0x66e, 0x6d3],
  [0x6d5, 0x6d5],
  [0x6ee, 0x6ef],
  [0x6fa, 0x6ff],
  [0x750, 0x77f],
  [0xfb50, 0xfbb1],
  [0xfe70, 0xfe74],
  [0xfe76, 0xfefc],
];

/** Spaces other than the space: each browser has its own idea of them. */
const THIN: readonly Range[] = [
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
];

/** Firefox draws these as a hyphen-minus. */
const HYPHENS: readonly Range[] = [[0x2010, 0x2011]];

/** No run is longer (clusters): browsers are off by some millionths of a letter, which must not add up. */
const LONGEST_RUN = 64;

/** Most words: of BASIC alone, and short. */
const PLAIN = /^[\u0021-\u007e\u00a0-\u00ac\u00ae-\u0131]{1,64}$/;

/** Takes no room and is not drawn: controls, invisible marks of direction, soft hyphens. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const SCRIPTS: readonly (readonly [Measured, readonly Range[]])[] = [
  ["single", SINGLE],
  ["basic", BASIC],
  ["latin", LATIN],
  ["greek", GREEK],
  ["cyrillic", CYRILLIC],
  ["hebrew", HEBREW],
  ["arabic", ARABIC],
];

const EMOJI_STYLE = "\ufe0f";
const KEYCAP = "\u20e3";
/** The zero width non-joiner: the letters on its two sides take the forms that they have apart. */
const NON_JOINER = "\u200c";

function classified(code: number): Script {
  if (code === 0x20) return "space";
  for (const [script, ranges] of SCRIPTS) if (isWithin(code, ranges)) return script;
  if (isWithin(code, THIN)) return "thin";
  if (isWithin(code, HYPHENS) || (code >= 0xff61 && code <= 0xffdc)) return "half";
  const kind = firstClass(String.fromCodePoint(code));
  if (kind === "emoji" || kind === "flag") return "emoji";
  return kind === "ideograph" || kind === "closing" || kind === "opening" ? "wide" : "unknown";
}

const known = new Map<number, Script>();

function scriptOfCode(code: number): Script {
  const before = known.get(code);
  if (before !== undefined) return before;
  const found = classified(code);
  known.set(code, found);
  return found;
}

/** How the width of one cluster is found. */
export function scriptOf(cluster: string): Script {
  const isMark = firstClass(cluster) === "mark";
  const [first = 0, ...others] = Array.from(cluster, (character) => character.codePointAt(0) ?? 0);
  const script = scriptOfCode(first);
  if (others.length === 0) return isMark ? "unknown" : script;
  if (cluster.includes(EMOJI_STYLE) || cluster.includes(KEYCAP)) return "emoji";
  if (script === "emoji" || script === "wide") return script;
  if (isMark || (script !== "hebrew" && script !== "arabic")) return "unknown";
  return others.every((code) => scriptOfCode(code) === script) ? script : "unknown";
}

function addRuns(text: string, found: Run[]): void {
  let last: { text: string; script: Script; clusters: number } | undefined;
  for (const cluster of clusters(text)) {
    const script = scriptOf(cluster);
    if (last?.script === script && script !== "single" && last.clusters < LONGEST_RUN) {
      last.text += cluster;
      last.clusters += 1;
    } else {
      last = { text: cluster, script, clusters: 1 };
      found.push(last);
    }
  }
}

/** The stretches of `text` that are measured one by one, so that kerning never crosses a script. */
export function runs(text: string): Run[] {
  if (PLAIN.test(text)) return [{ text, script: "basic", clusters: text.length }];
  const found: Run[] = [];
  // A letter and its accent are one character in our fonts, which have no loose accents in common.
  const seen = text.replace(UNSEEN, "").normalize("NFC");
  for (const part of seen.split(NON_JOINER)) addRuns(part, found);
  return found;
}
