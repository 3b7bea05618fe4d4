/**
 * The kinds of items: fields, note types and limits. The browser's copy of `board/core/kinds.py`;
 * both are checked against `tests/protocol/kinds.json`.
 */

import { msgid } from "./i18n.ts";
import type { Colour, Kind, NoteType, Right } from "./types.ts";

/** What a field holds; those of `CHOICES` hold one of a few words. `board/core/kinds.py` says more. */
export type FieldType =
  | "position"
  | "size"
  | "z"
  | "text"
  | "title"
  | "alt"
  | "frame"
  | "cluster"
  | "item"
  | "thread"
  | "group"
  | "end"
  | "people"
  | "flag"
  | "rotation"
  | "language"
  | "grid"
  | "points"
  | "line"
  | "asset"
  | "url"
  | "emoji"
  | "note_type"
  | "colour"
  | "align"
  | "weight"
  | "shape"
  | "route"
  | "heads"
  | "tool"
  | "mode"
  | "areas"
  | "rights"
  | "minutes"
  | "moment"
  | "count"
  | "timer"
  | "bring"
  | "about"
  | "way"
  | "amount"
  | "helped"
  | "voters"
  | "vote_state"
  | "items"
  | "result"
  | "seats"
  | "origins"
  | "sources"
  | "day"
  | "status"
  | "carried";

export interface KindRow {
  /** What a client sends on create, and may patch later. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** The fields that a create may leave out; a record never holds one with this value (KIND1). */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Only facilitators create, change or delete it. */
  readonly isForFacilitators: boolean;
  /** Several people may type in its text at once. */
  readonly isTyped: boolean;
  /** false: part of the workshop, to be seen neither on the canvas nor in the list. */
  readonly isOnBoard: boolean;
  /** No client changes it by an op. */
  readonly isForServer: boolean;
}

type Fields = Readonly<Record<string, FieldType>>;
type Defaults = Readonly<Record<string, unknown>>;

const BOX: Fields = { x: "position", y: "position", w: "size", h: "size", z: "z" };
const PLACED: Fields = { ...BOX, frame: "frame" };
const HELD: readonly [Fields, Defaults] = [
  { locked: "flag", group: "group" },
  { locked: false, group: null },
];
const LOOSE: readonly [Fields, Defaults] = [
  { rotation: "rotation", ...HELD[0] },
  { rotation: 0, ...HELD[1] },
];
const WRITTEN: readonly [Fields, Defaults] = [
  { ...LOOSE[0], lang: "language" },
  { ...LOOSE[1], lang: "" },
];

const VOTED: readonly [Fields, Defaults] = [
  {
    areas: "areas",
    each: "amount",
    most: "amount",
    voters: "voters",
    helped: "helped",
    state: "vote_state",
    items: "items",
    result: "result",
    opened_ms: "moment",
    closed_ms: "moment",
  },
  {
    areas: [],
    each: 3,
    most: 2,
    voters: null,
    helped: 0,
    state: "set",
    items: [],
    result: null,
    opened_ms: 0,
    closed_ms: 0,
  },
];

function row(
  needed: Fields,
  [fields, defaults]: readonly [Fields, Defaults],
  more: Fields = {},
  moreDefaults: Defaults = {},
): KindRow {
  return {
    fields: { ...needed, ...fields, ...more },
    defaults: { ...defaults, ...moreDefaults },
    isForFacilitators: false,
    isTyped: fields === WRITTEN[0],
    isOnBoard: true,
    isForServer: false,
  };
}

export const KINDS: Readonly<Record<Kind, KindRow>> = {
  note: row(
    { ...PLACED, type: "note_type", text: "text" },
    WRITTEN,
    { cluster: "cluster", colour: "colour", under: "group", came_from: "origins" },
    { cluster: null, colour: "", under: null, came_from: [] },
  ),
  text: row(
    { ...PLACED, text: "text" },
    WRITTEN,
    { align: "align", weight: "weight" },
    { align: "start", weight: "normal" },
  ),
  frame: {
    ...row(
      { ...BOX, title: "title", prompt: "text" },
      HELD,
      { frame: "frame", background: "colour", grid: "grid" },
      { frame: null, background: "", grid: null },
    ),
    isForFacilitators: true,
  },
  shape: row(
    { ...PLACED, shape: "shape", text: "text" },
    WRITTEN,
    { fill: "colour", line: "colour" },
    { fill: "", line: "" },
  ),
  connector: row(
    { z: "z", from: "end", to: "end" },
    HELD,
    { route: "route", label: "title", heads: "heads", colour: "colour", dash: "flag" },
    { route: "straight", label: "", heads: "end", colour: "", dash: false },
  ),
  stroke: row(
    { ...PLACED, tool: "tool", points: "points" },
    LOOSE,
    { colour: "colour", width: "line" },
    { colour: "", width: 4 },
  ),
  image: row({ ...PLACED, asset: "asset", alt: "alt" }, LOOSE),
  link: row({ ...PLACED, url: "url", title: "title" }, LOOSE),
  stamp: row({ ...PLACED, emoji: "emoji" }, LOOSE),
  dot: row(PLACED, LOOSE, { colour: "colour" }, { colour: "" }),
  cluster: row({ ...PLACED, title: "title" }, LOOSE),
  comment: row(
    { x: "position", y: "position", z: "z", text: "text" },
    [{}, {}],
    { on: "item", resolved: "flag", mentions: "people" },
    { on: null, resolved: false, mentions: [] },
  ),
  reply: row({ z: "z", thread: "thread", text: "text" }, [{}, {}], { mentions: "people" }, { mentions: [] }),
  step: {
    ...row(
      { z: "z", title: "title", mode: "mode" },
      [{}, {}],
      {
        say_it: "text",
        say_en: "text",
        areas: "areas",
        may: "rights",
        private: "flag",
        anonymous: "flag",
        counted: "flag",
        moderated: "flag",
        minutes: "minutes",
      },
      {
        say_it: "",
        say_en: "",
        areas: [],
        may: null,
        private: false,
        anonymous: false,
        counted: false,
        moderated: false,
        minutes: 0,
      },
    ),
    isForFacilitators: true,
    isOnBoard: false,
  },
  workshop: {
    ...row(
      { z: "z", step: "group", since_ms: "moment" },
      [{}, {}],
      {
        timer: "timer",
        bring: "bring",
        hold: "flag",
        open: "flag",
        veiled: "flag",
        reveals: "count",
        apart_ms: "moment",
      },
      { timer: null, bring: null, hold: false, open: false, veiled: false, reveals: 0, apart_ms: 0 },
    ),
    isOnBoard: false,
    isForServer: true,
  },
  vote: {
    ...row({ z: "z", title: "title", about: "about", way: "way" }, VOTED),
    isForFacilitators: true,
    isOnBoard: false,
  },
  table: {
    ...row(
      { z: "z", title: "title" },
      [{}, {}],
      { area: "group", people: "seats" },
      { area: null, people: [] },
    ),
    isOnBoard: false,
    isForServer: true,
  },
  decision: {
    ...row(
      { z: "z", number: "amount", text: "text" },
      [{}, {}],
      { how: "title", objections: "text", sources: "sources" },
      { how: "", objections: "", sources: [] },
    ),
    isForFacilitators: true,
    isOnBoard: false,
  },
  commitment: {
    ...row(
      { z: "z", text: "text" },
      [{}, {}],
      { who: "title", due: "day", decision: "group", status: "status", carried: "carried" },
      { who: "", due: "", decision: null, status: "open", carried: null },
    ),
    isForFacilitators: true,
    isOnBoard: false,
  },
};

/** Set for good when the item is made. */
export const FIXED: ReadonlySet<string> = new Set(["thread", "number"]);

/** The one record that says which step is on has this id, and nothing else has it (STEP2). */
export const WORKSHOP_ID = "workshop";

/** What a step lets participants do. */
export const RIGHTS: readonly Right[] = ["add", "edit_own", "edit_all", "move", "group", "vote", "comment"];

export const COLOURS: readonly Colour[] = [
  "",
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

/** Added by the server on create; never changed after. */
export const SERVER_FIELDS: readonly string[] = ["author", "created_at_ms", "entered_by"];

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
  items: 20_000,
  /** Ops in one message. */
  ops: 100,
  /** Characters of a z key. */
  z: 200,
  /** Code points of what a picture is called. */
  alt: 300,
  url: 2_000,
  /** Of a stroke. */
  points: 1_000,
  /** People in one comment. */
  mentions: 10,
  /** Titles in the grid of a frame. */
  grid: 12,
  /** Frames that a step is about. */
  areas: 20,
  /** Of one step. */
  minutes: 240,
  /** Things that one vote is on. */
  voted: 200,
  /** Who are named as voters. */
  voters: 500,
  /** What one person can give away in a vote. */
  amount: 1_000_000,
  /** People without a device. */
  helped: 500,
  /** That people are spread over. */
  tables: 100,
  /** People at one table. */
  seats: 500,
  /** Items that one decision comes from. */
  origins: 20,
  sources: 50,
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
