/** The parts of a workshop as types: steps, what is on, and tables. */

import type { Box } from "./geometry.ts";

/** What is done in a step, and by default what participants may do then. */
export type StepMode =
  | "explain"
  | "silent"
  | "reveal"
  | "pair"
  | "present"
  | "cluster"
  | "vote"
  | "discuss"
  | "decide"
  | "owners";

/** What a step lets participants do. */
export type Right = "add" | "edit_own" | "edit_all" | "move" | "group" | "vote" | "comment";

/** One part of the agenda; `z` says where in it. Not on the board: nothing to draw or to list. */
export interface StepFields {
  readonly title: string;
  readonly mode: StepMode;
  /** The instruction in Italian, and in English. */
  readonly say_it?: string;
  readonly say_en?: string;
  /** Ids of frames, which may be gone; without any it is about the whole board. */
  readonly areas?: readonly string[];
  /** Without it what the mode gives. */
  readonly may?: readonly Right[];
  /** What participants write is seen by nobody else until it is revealed. */
  readonly private?: boolean;
  /** And then nobody ever knows by whom it was. */
  readonly anonymous?: boolean;
  /** Everybody reads about how many are writing. */
  readonly counted?: boolean;
  /** Who leads reads what participants write before everybody sees it. */
  readonly moderated?: boolean;
  readonly minutes?: number;
}

/** By the server's clock: running until then, or stopped with so much left. */
export type StepTimer = { readonly ends_at_ms: number } | { readonly left_ms: number };

/** Which step is on. At most one on a board, changed by `workshop` events only. */
export interface WorkshopFields {
  /** Id of the step; null while the workshop has not begun, or is over. */
  readonly step: string | null;
  readonly since_ms: number;
  readonly timer?: StepTimer;
  /** Where everybody was brought last, counted by `n`, and by whom. */
  readonly bring?: Box & { readonly n: number; readonly by: string };
  /** Participants stay there. */
  readonly hold?: boolean;
  /** What was private in this step has been revealed. */
  readonly open?: boolean;
  /** There was private writing that has not been revealed; whether anybody wrote is not said. */
  readonly veiled?: boolean;
  /** How many reveals there were. */
  readonly reveals?: number;
  /** Since when everybody is at their own table; without it all are together. */
  readonly apart_ms?: number;
}

/** Some of the people, who work apart from the others for a while; `z` says which number it has. */
export interface TableFields {
  readonly title: string;
  /** Id of the frame where they work, which may be gone. */
  readonly area?: string;
  /** Person ids. */
  readonly people?: readonly string[];
}
