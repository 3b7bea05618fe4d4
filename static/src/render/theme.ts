/** The tokens of the style sheet, as the canvas needs them. */

import { NOTE_TYPES, noteTypeOf } from "../core/kinds.ts";
import type { Colour, NoteType } from "../core/types.ts";
import { mix } from "./colours.ts";

export interface NoteColours {
  readonly fill: string;
  readonly edge: string;
  /** For the letter of the type and the author's initials. */
  readonly quiet: string;
  /** Lines of text too small to read. */
  readonly bar: string;
}

export type Token = Exclude<Colour, "">;

const TOKENS: readonly Token[] = [
  "grey",
  "red",
  "orange",
  "yellow",
  "green",
  "blue",
  "purple",
  "white",
  "ink",
];
/** How much of a colour is left on paper, so that ink is still read on it. */
const PAPER = 0.3;

export interface Theme {
  readonly ink: string;
  readonly inkMuted: string;
  readonly surface: string;
  readonly canvas: string;
  readonly dot: string;
  readonly line: string;
  readonly accent: string;
  readonly notes: Readonly<Record<NoteType, NoteColours>>;
  /** What lines and shapes are painted with. */
  readonly colours: Readonly<Record<Token, string>>;
  /** Notes that have a colour of their own. */
  readonly papers: Readonly<Record<Token, NoteColours>>;
  /** CSS font families. */
  readonly headFont: string;
  readonly bodyFont: string;
}

function noteColours(fill: string, ink: string): NoteColours {
  return { fill, edge: mix(ink, fill, 0.22), quiet: mix(ink, fill, 0.78), bar: mix(ink, fill, 0.3) };
}

/** What the custom properties say at `element` now. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const ink = token("--ink");
  const byToken = <Value>(of: (colour: string) => Value): Record<Token, Value> =>
    Object.fromEntries(TOKENS.map((name) => [name, of(token(`--colour-${name}`))])) as Record<Token, Value>;
  const surface = token("--surface");
  const coloursOf = (type: NoteType): NoteColours => noteColours(token(noteTypeOf[type].colour), ink);
  return {
    ink,
    inkMuted: token("--ink-muted"),
    surface,
    accent: token("--accent"),
    colours: byToken((colour) => colour),
    papers: byToken((colour) => noteColours(mix(colour, surface, PAPER), ink)),
    canvas: token("--canvas"),
    dot: token("--canvas-dot"),
    line: token("--line"),
    notes: Object.fromEntries(NOTE_TYPES.map((type) => [type, coloursOf(type)])) as Record<
      NoteType,
      NoteColours
    >,
    headFont: token("--font-head"),
    bodyFont: token("--font-body"),
  };
}
