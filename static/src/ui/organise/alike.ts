/** Shows notes that are alike where somebody works: on the canvas both, in the list their rows. */

import { inflate, union } from "../../core/geometry.ts";
import { coverOf } from "../../core/records.ts";
import type { NoteRecord } from "../../core/types.ts";
import type { Ui } from "../context.ts";

/** Screen pixels around them that the bars of the canvas may cover. */
const AROUND_PX = 80;
/** Nearer than this, a note can be read. */
const LEAST_ZOOM = 0.4;

/** Opens the panel; `ids` are the notes to compare, if it is not the whole board. */
export function openSimilar({ shell, view }: Ui, ids: readonly string[] = []): void {
  shell.alike.value = ids;
  view.panel.value = "similar";
}

/** Selects the notes and brings them into view. The focus stays where it is. */
export function point(ui: Ui, notes: readonly NoteRecord[]): void {
  const { view, canvas, shell } = ui;
  const ids = new Set(notes.map(({ id }) => id));
  shell.pointed.value = ids;
  const [first] = notes;
  const box = union(notes.map(coverOf));
  if (first === undefined || box === null) return;
  if (view.mode.peek() === "list") {
    shell.wantedRow.value = { id: first.id, isFocused: false };
    return;
  }
  view.selection.value = ids;
  const { zoom } = view.camera.peek();
  const { width, height } = view.viewport.peek();
  const room = 2 * AROUND_PX;
  const fits = box.w * zoom + room <= width && box.h * zoom + room <= height;
  if (fits && zoom >= LEAST_ZOOM) canvas.reveal(inflate(box, AROUND_PX / zoom));
  else canvas.fit(ids);
}
