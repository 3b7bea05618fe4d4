/** Copy, cut and paste of the browser, wherever no text is typed. */

import { tn } from "../../core/i18n.ts";
import type { BoardStore } from "../../store/store.ts";
import type { View } from "../../store/view.ts";
import type { Commands } from "../commands.ts";
import { CLIP_TYPE, clipOf, remember } from "./clip.ts";

/** What was pasted. */
export interface Pasted {
  /** The items of a board, as JSON; "" when it came from somewhere else. */
  readonly json: string;
  readonly text: string;
  readonly files: readonly File[];
}

export interface ClipboardOptions {
  readonly store: BoardStore;
  readonly boardId: string;
  readonly view: View;
  readonly commands: Commands;
  /** The board on the page: files may be dropped on it. */
  readonly root: HTMLElement;
  paste(pasted: Pasted): void;
  announce(sentence: string): void;
}

/** Places whose own text is meant. */
const CLOSED = "input, textarea, select, [contenteditable], dialog, [role=dialog], [role=menu]";

/** Some systems paste what is marked anywhere right after the middle button, which pans here. */
const AFTER_PAN_MS = 300;

/** Listens until the answered function is called. */
export function watchClipboard({
  store,
  boardId,
  view,
  commands,
  root,
  paste,
  announce,
}: ClipboardOptions): () => void {
  const page = new AbortController();
  const { signal } = page;
  let pannedAt = Number.NEGATIVE_INFINITY;

  function onPointerUp(event: PointerEvent): void {
    if (event.button === 1) pannedAt = event.timeStamp;
  }

  function isForBoard(event: ClipboardEvent): boolean {
    if (event.defaultPrevented || view.mode.peek() === "list") return false;
    const focused = document.activeElement;
    if (focused?.closest(CLOSED)) return false;
    // Words marked on the page, in a panel for example, are what people mean to copy.
    return event.type === "paste" || (document.getSelection()?.isCollapsed ?? true);
  }

  function copy(event: ClipboardEvent): boolean {
    if (!isForBoard(event) || !event.clipboardData) return false;
    const clip = clipOf(store.scene.peek(), view.selection.peek(), boardId);
    if (clip === null) return false;
    event.preventDefault();
    remember(clip);
    event.clipboardData.setData(CLIP_TYPE, clip.json);
    event.clipboardData.setData("text/plain", clip.text);
    return true;
  }

  function onCopy(event: ClipboardEvent): void {
    const { size } = view.selection.peek();
    if (copy(event)) announce(tn("%(n)s item copied", "%(n)s items copied", size));
  }

  function onCut(event: ClipboardEvent): void {
    if (!copy(event)) return;
    const gone = commands.remove(view.selection.peek());
    if (gone.length > 0) announce(tn("%(n)s item cut out", "%(n)s items cut out", gone.length));
  }

  function onPaste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!isForBoard(event) || !data) return;
    event.preventDefault();
    if (event.timeStamp - pannedAt < AFTER_PAN_MS) return;
    paste({
      json: data.getData(CLIP_TYPE),
      text: data.getData("text/plain"),
      files: [...data.files],
    });
  }

  function onDragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // the page would leave for the file
    event.dataTransfer.dropEffect = "copy";
  }

  function onDrop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    paste({ json: "", text: "", files });
  }

  document.addEventListener("pointerup", onPointerUp, { signal, capture: true });
  root.addEventListener("dragover", onDragOver, { signal });
  root.addEventListener("drop", onDrop, { signal });
  document.addEventListener("copy", onCopy, { signal });
  document.addEventListener("cut", onCut, { signal });
  document.addEventListener("paste", onPaste, { signal });
  return () => page.abort();
}
