/**
 * The kinds of items: fields, note types and limits. The browser's copy of `board/core/kinds.py`;
 * both are checked against `tests/protocol/kinds.json`.
 */

import { msgid } from "./i18n.ts";
import type { Kind, NoteType } from "./types.ts";

export type FieldType = "position" | "size" | "note_type" | "text" | "title" | "z" | "frame";

export interface KindRow {
  /** What a client sends on create, all of it, and may patch later. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Only facilitators create, change or delete it. */
  readonly isForFacilitators: boolean;
}

const BOX = { x: "position", y: "position", w: "size", h: "size", z: "z" } as const;

export const KINDS: Readonly<Record<Kind, KindRow>> = {
  note: {
    fields: { ...BOX, frame: "frame", type: "note_type", text: "text" },
    isForFacilitators: false,
  },
  text: { fields: { ...BOX, frame: "frame", text: "text" }, isForFacilitators: false },
  frame: { fields: { ...BOX, title: "title", prompt: "text" }, isForFacilitators: true },
};

/** Added by the server on create; never changed after. */
export const SERVER_FIELDS: readonly string[] = ["author", "created_at_ms"];

export const LIMITS = {
  /** Board units, each way from the origin. */
  world: 10_000_000,
  sizeMin: 10,
  sizeMax: 100_000,
  /** Code points. */
  text: 2_000,
  title: 120,
  name: 40,
  /** Items on one board. */
  items: 5_000,
  /** Ops in one message. */
  ops: 100,
  /** Characters of a z key. */
  z: 200,
} as const;

export interface NoteTypeLook {
  readonly letter: NoteType;
  /** One character that says the type without its colour. */
  readonly icon: string;
  /** English name: a key for `t`. */
  readonly name: string;
  /** Name of the CSS variable with its colour. */
  readonly colour: string;
  /** The same colour for the canvas and documents. */
  readonly hex: string;
}

function look(letter: NoteType, icon: string, name: string, hex: string): NoteTypeLook {
  return { letter, icon, name, colour: `--note-${letter.toLowerCase()}`, hex };
}

export const NOTE_TYPES: readonly NoteType[] = ["D", "P", "B", "S", "O", "A", "I", "X"];

export const noteTypeOf: Readonly<Record<NoteType, NoteTypeLook>> = {
  D: look("D", "≡", msgid("Fact"), "#E6E9EC"),
  P: look("P", "!", msgid("Problem"), "#FFD6E0"),
  B: look("B", "?", msgid("Need"), "#FFD8A8"),
  S: look("S", "→", msgid("Solution"), "#C9F0D1"),
  O: look("O", "+", msgid("Offer"), "#CFE5FF"),
  A: look("A", "@", msgid("Stakeholder"), "#E3D7FF"),
  I: look("I", "*", msgid("Idea"), "#FFF3B0"),
  X: look("X", "✓", msgid("Decision"), "#FFFFFF"),
};

/** Whether `name` is a kind of item that this page knows. */
export function isKind(name: unknown): name is Kind {
  return typeof name === "string" && Object.hasOwn(KINDS, name);
}
