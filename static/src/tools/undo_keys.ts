/**
 * Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, on the canvas and in the list. In a text field they belong to the
 * field once something was typed there; in an empty one, such as the list's field for the next note,
 * to the board.
 */

import type { Way } from "../store/store.ts";
import type { View } from "../store/view.ts";

export interface UndoKeysOptions {
  readonly view: View;
  takeBack(way: Way): void;
}

/** Keys in these never reach the board. */
const CLOSED = "dialog, [role=dialog], [role=alertdialog], [role=menu], select, [contenteditable]";
const FIELD = "input, textarea";

/** Listens until the answered function is called. */
export function createUndoKeys({ view, takeBack }: UndoKeysOptions): () => void {
  const typed = new WeakMap<EventTarget, string>(); // a field -> what its last typing left in it
  const page = new AbortController();
  const options = { capture: true, signal: page.signal };

  /** A field that a program has emptied, or that nobody has typed in, has nothing of its own to undo. */
  function isFieldsOwn(field: HTMLInputElement | HTMLTextAreaElement): boolean {
    return field.value !== "" || typed.get(field) === "";
  }

  function onKeyDown(event: KeyboardEvent): void {
    const way = wayOf(event);
    const { target } = event;
    if (way === null || event.defaultPrevented || event.isComposing || !(target instanceof Element)) return;
    if (target.closest(CLOSED)) return;
    const field = target.closest<HTMLInputElement | HTMLTextAreaElement>(FIELD);
    if (field && isFieldsOwn(field)) return;
    event.preventDefault();
    event.stopPropagation();
    // In the middle of a drag there is nothing whole to take back.
    if (view.preview.peek() === null) takeBack(way);
  }

  document.addEventListener("keydown", onKeyDown, options);
  document.addEventListener("input", (event) => noteTyping(typed, event), options);
  return () => page.abort();
}

function noteTyping(typed: WeakMap<EventTarget, string>, { target }: Event): void {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    typed.set(target, target.value);
  }
}

function wayOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Way | null {
  if (altKey || !(ctrlKey || metaKey)) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" && ctrlKey && !shiftKey ? "redo" : null;
}
