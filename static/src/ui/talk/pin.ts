/** A comment begun by a command: on what is selected, or where one looks. */

import type { Point } from "../../core/geometry.ts";
import { makeId } from "../../core/ids.ts";
import { viewMiddle } from "../../tools/commands/adding.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { pinPlace } from "../../tools/commands/settling.ts";
import type { Ui } from "../context.ts";
import { beginComment } from "./opening.ts";

/** On the selection, if it is one thing, else at the point or in the middle of what is seen. */
export function beginHere(ui: Ui, at: Point | null = null): void {
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const scene = board.scene();
  const selected = [...ui.view.selection.peek()].flatMap((id) => scene.get(id) ?? []);
  const [only] = selected.filter(({ kind }) => kind !== "comment" && kind !== "reply");
  if (only && selected.length === 1) beginComment(ui, { at: at ?? pinPlace(board, only), on: only.id });
  else beginComment(ui, { at: at ?? viewMiddle(board), on: null });
}
