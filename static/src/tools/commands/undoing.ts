/** Undo and redo, with the one sentence that says what was left alone. */

import { t, tn } from "../../core/i18n.ts";
import type { BoardStore, TakeBack, Way } from "../../store/store.ts";

export interface Undoing {
  /** Takes back the newest thing that this page did. Answers with what to announce; "" when a notice says it. */
  undo(): string;
  /** Does again what was undone last; answers likewise. */
  redo(): string;
}

export function createUndoing(store: BoardStore): Undoing {
  function takeBack(way: Way): string {
    const { undoLabel, redoLabel } = store.history;
    if ((way === "undo" ? undoLabel : redoLabel).peek() === null) return nothing(way);
    const taken = store.takeBack(way);
    if (taken === null) return ""; // refused, and a notice says why
    if (taken.parts.length > 0 && taken.left.length === 0) {
      return way === "undo"
        ? t("Undone: %(what)s.", { what: taken.label })
        : t("Done again: %(what)s.", { what: taken.label });
    }
    store.notify("info", explained(way, taken));
    return "";
  }

  return { undo: () => takeBack("undo"), redo: () => takeBack("redo") };
}

function nothing(way: Way): string {
  return way === "undo" ? t("There is nothing left to undo.") : t("There is nothing to redo.");
}

function explained(way: Way, { label, parts, left }: TakeBack): string {
  if (parts.length > 0) return partly(way, left.length);
  if (left.some(({ why }) => why === "changed")) {
    return t("“%(what)s” stays as it is: others have changed it since.", { what: label });
  }
  return left.length > 0 ? t("It is not on the board any more, so nothing was done.") : nothing(way);
}

function partly(way: Way, n: number): string {
  if (way === "undo") {
    return tn(
      "Undone, but %(n)s item stays as it is: others have changed it since.",
      "Undone, but %(n)s items stay as they are: others have changed them since.",
      n,
    );
  }
  return tn(
    "Done again, but %(n)s item stays as it is: others have changed it since.",
    "Done again, but %(n)s items stay as they are: others have changed them since.",
    n,
  );
}
