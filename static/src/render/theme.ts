/** The tokens of the style sheet, as the canvas needs them. */

import { NOTE_TYPES, noteTypeOf } from "../core/kinds.ts";
import type { NoteType } from "../core/types.ts";
import { mix } from "./colours.ts";

export interface NoteColours {
  readonly fill: string;
  readonly edge: string;
  /** For the letter of the type and the author's initials. */
  readonly quiet: string;
  /** Lines of text too small to read. */
  readonly bar: string;
}

export interface Theme {
  readonly ink: string;
  readonly inkMuted: string;
  readonly surface: string;
  readonly canvas: string;
  readonly dot: string;
  readonly line: string;
  readonly notes: Readonly<Record<NoteType, NoteColours>>;
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
  const coloursOf = (type: NoteType): NoteColours => noteColours(token(noteTypeOf[type].colour), ink);
  return {
    ink,
    inkMuted: token("--ink-muted"),
    surface: token("--surface"),
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
