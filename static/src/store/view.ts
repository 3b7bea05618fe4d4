/** What this page shows and holds. Nothing here is stored; some of it is sent as presence. */

import { type Signal, signal } from "@preact/signals-core";

import type { Attention } from "../core/attention.ts";
import type { Caret, Colour, Here, NoteType, Preview, ShapeRecord } from "../core/types.ts";

export type Tool =
  | "select"
  | "lasso"
  | "hand"
  | "note"
  | "text"
  | "frame"
  | "shape"
  | "connector"
  | "pen"
  | "highlighter"
  | "eraser"
  | "stamp"
  | "dot"
  | "comment";
export type Mode = "canvas" | "list";
export type Panel =
  | "none"
  | "list"
  | "people"
  | "invite"
  | "export"
  | "snapshots"
  | "help"
  | "history"
  | "comments"
  | "search"
  | "workshop"
  | "tables"
  | "votes"
  | "moderation"
  | "decisions"
  | "similar";

export interface Camera {
  /** The board point at the top left corner of the viewport. */
  readonly x: number;
  readonly y: number;
  /** Screen pixels for one board unit. */
  readonly zoom: number;
}

/** What the tools make next, as it was chosen last. */
export interface Making {
  readonly shape: ShapeRecord["shape"];
  /** Of shapes, lines, pens and dots. */
  readonly colour: Colour;
  /** Board units: of the pen; the highlighter is wider. */
  readonly width: number;
  readonly emoji: string;
}

/** What of the other people is shown on the canvas. */
export interface OthersShown {
  readonly cursors: boolean;
  readonly selections: boolean;
  /** What they drag, while they drag it. */
  readonly gestures: boolean;
  /** Where they type. */
  readonly typing: boolean;
}

export interface View {
  readonly selection: Signal<ReadonlySet<string>>;
  readonly tool: Signal<Tool>;
  /** The type that the next note gets. */
  readonly noteType: Signal<NoteType>;
  readonly making: Signal<Making>;
  /** Id of the item whose text is being edited on the canvas. */
  readonly editing: Signal<string | null>;
  readonly camera: Signal<Camera>;
  /** Screen pixels. */
  readonly viewport: Signal<{ readonly width: number; readonly height: number }>;
  readonly mode: Signal<Mode>;
  readonly panel: Signal<Panel>;
  /** Other sessions' presence, by session number. */
  readonly here: Signal<ReadonlyMap<number, Here>>;
  /** My own drag or resize while it goes on: painted here and sent as presence. */
  readonly preview: Signal<ReadonlyMap<string, Preview> | null>;
  /** My pointer in board units; null while it is not over the board. */
  readonly cursor: Signal<readonly [number, number] | null>;
  /** Where I type; null while I do not. Sent as presence. */
  readonly caret: Signal<Caret | null>;
  /** The text in the editor of the canvas: what was typed last is not on the board yet. */
  readonly draft: Signal<{ readonly id: string; readonly text: string } | null>;
  readonly others: Signal<OthersShown>;
  /** Raised hands, and how many are ready. */
  readonly attention: Signal<Attention>;
  /** About how many people are writing in private, as far as it is told; 0 otherwise. */
  readonly writing: Signal<number>;
  /** The session whose view this page goes along with; null for none. */
  readonly follows: Signal<number | null>;
}

export function createView(): View {
  return {
    selection: signal<ReadonlySet<string>>(new Set()),
    tool: signal<Tool>("select"),
    noteType: signal<NoteType>("I"),
    making: signal<Making>({ shape: "rectangle", colour: "", width: 4, emoji: "👍" }),
    editing: signal<string | null>(null),
    camera: signal<Camera>({ x: 0, y: 0, zoom: 1 }),
    viewport: signal({ width: 0, height: 0 }),
    mode: signal<Mode>("canvas"),
    panel: signal<Panel>("none"),
    here: signal<ReadonlyMap<number, Here>>(new Map()),
    preview: signal<ReadonlyMap<string, Preview> | null>(null),
    cursor: signal<readonly [number, number] | null>(null),
    caret: signal<Caret | null>(null),
    draft: signal<{ readonly id: string; readonly text: string } | null>(null),
    others: signal<OthersShown>({ cursors: true, selections: true, gestures: true, typing: true }),
    attention: signal<Attention>({ hands: [], ready: { n: 0, of: 0 }, is_ready: false }),
    writing: signal(0),
    follows: signal<number | null>(null),
  };
}
