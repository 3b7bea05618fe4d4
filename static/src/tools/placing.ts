/** New items: what the note, text and frame tools and their keys make. */

import type { Box, Point } from "../core/geometry.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";

export interface Placing {
  /** Makes a note and opens its editor. Without `at`, on a free spot in view. */
  note(at?: Point): string | null;
  text(at?: Point): string | null;
  /** Makes a frame and asks for its title. */
  frame(where: { at?: Point; box?: Box }): string | null;
}

/** Each puts the select tool back: one click, one item. */
export function createPlacing(view: View, commands: Commands, onEditFrame: (id: string) => void): Placing {
  function placed(id: string | null): string | null {
    view.tool.value = "select";
    if (id !== null) view.selection.value = new Set([id]);
    return id;
  }

  function opened(id: string | null): string | null {
    if (placed(id) !== null) view.editing.value = id;
    return id;
  }

  return {
    note: (at) => opened(commands.addNote({ at })),
    text: (at) => opened(commands.addText({ at })),
    frame(where) {
      const id = placed(commands.addFrame(where));
      if (id !== null) onEditFrame(id);
      return id;
    },
  };
}
