/** What is looked for on the board; it outlives the panel. */

import { type Signal, signal } from "@preact/signals";
import type { Ui } from "../context.ts";
import { holdForField } from "../heldkeys.ts";
import { closePanel } from "../later.tsx";

/** Empty parts ask for nothing. */
export interface Wish {
  readonly words: string;
  /** Person id. */
  readonly author: string;
  /** Id of a frame; "outside" for what lies in none. */
  readonly frame: string;
  /** A kind of items, or "note P" for one type of notes. */
  readonly kind: string;
  /** Days as "2026-11-23", both included. */
  readonly from: string;
  readonly to: string;
}

export const NO_WISH: Wish = { words: "", author: "", frame: "", kind: "", from: "", to: "" };

export interface Search {
  readonly wish: Signal<Wish>;
  /** Id of the result that one went to last. */
  readonly current: Signal<string | null>;
  /** Counts how often the field was asked for, so that it takes the focus each time. */
  readonly asked: Signal<number>;
  /** Goes to the next (1) or the previous (-1) result; nothing while the panel is closed. */
  readonly step: Signal<((by: 1 | -1) => void) | null>;
}

export function createSearch(): Search {
  return { wish: signal(NO_WISH), current: signal(null), asked: signal(0), step: signal(null) };
}

export function openSearch(ui: Ui): void {
  holdForField(() => closePanel(ui));
  ui.view.panel.value = "search";
  ui.shell.search.asked.value += 1;
}
