/** Undo and redo, with the one sentence that says what was left alone. */

import { idsOf } from "../../core/apply.ts";
import { t, tn } from "../../core/i18n.ts";
import type { BoardStore, TakeBack, Way } from "../../store/store.ts";

export interface TakenBack {
  /** What to announce; "" when a notice says it. */
  readonly sentence: string;
  /** Items that are different now, as far as they are on the board. */
  readonly ids: readonly string[];
}

export interface Undoing {
  /** Takes back the newest thing that this page did. */
  undo(): TakenBack;
  /** Does again what was undone last. */
  redo(): TakenBack;
}

export function createUndoing(store: BoardStore): Undoing {
  function takeBack(way: Way): TakenBack {
    const { undoLabel, redoLabel } = store.history;
    const isThere = (way === "undo" ? undoLabel : redoLabel).peek() !== null;
    if (!isThere) return { sentence: nothing(way), ids: [] };
    const taken = store.takeBack(way);
    if (taken === null) return { sentence: "", ids: [] }; // refused, and a notice says why
    const scene = store.scene.peek();
    const touched = taken.parts.flatMap(({ effect }) => idsOf(effect.ops));
    const ids = [...new Set(touched)].filter((id) => scene.has(id));
    if (taken.parts.length > 0 && taken.left.length === 0) return { sentence: done(way, taken.label), ids };
    store.notify("info", explained(way, taken));
    return { sentence: "", ids };
  }

  return { undo: () => takeBack("undo"), redo: () => takeBack("redo") };
}

function done(way: Way, what: string): string {
  return way === "undo" ? t("Undone: %(what)s.", { what }) : t("Done again: %(what)s.", { what });
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
