/**
 * Writing on a note or label: a text field laid exactly over its text, bound to the note. It opens and
 * closes with `view.editing`; Escape closes it and keeps what was typed, as a press elsewhere does.
 */

import { effect, untracked } from "@preact/signals-core";

import { t } from "../core/i18n.ts";
import { LIMITS } from "../core/kinds.ts";
import { isWritten } from "../core/records.ts";
import { codePoints } from "../core/words.ts";
import type { BoardStore } from "../store/store.ts";
import { giveBack } from "../store/typed.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import type { Surface } from "./surface.ts";
import { bindTextField, type TextField } from "./textfield.ts";
import type { Written } from "./typing.ts";

export interface EditorOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly surface: Surface;
  readonly root: HTMLElement;
  announce(sentence: string): void;
}

export interface Editor {
  /** Keeps what is written and closes; nothing happens when it is closed. */
  close(): void;
  /** Whether the wheel over `target` scrolls the text instead of the board. */
  scrolls(target: EventTarget | null): boolean;
  destroy(): void;
}

/** The counter shows when so many code points or fewer are left. */
const COUNT_FROM_LEFT = 200;
/** Screen pixels between the note and the counter below it. */
const COUNT_GAP_PX = 6;
/** Screen pixels: smaller text is brought nearer before one writes. */
const LEAST_TEXT_PX = 8;
/** For fingers: what phones do not zoom by themselves, also when the text has grown to some lines. */
const LEAST_TEXT_PX_TOUCH = 16;
const SIZE_OF_SOME_LINES = 18;

export function createEditor(options: EditorOptions): Editor {
  const { store, view, commands, surface, root, announce } = options;
  const field = document.createElement("textarea");
  field.className = "board-editor";
  field.dir = "auto";
  field.autocomplete = "off";
  field.spellcheck = true;
  const count = document.createElement("div");
  count.className = "board-editor__count";
  count.setAttribute("aria-hidden", "true");

  let id: string | null = null;
  let bound: TextField | null = null;

  function recordOf(itemId: string | null): Written | null {
    const record = itemId === null ? undefined : store.scene.peek().get(itemId);
    return record && isWritten(record) ? record : null;
  }

  function open(itemId: string): void {
    const record = recordOf(itemId);
    if (!record || !commands.canEdit(record, "write")) {
      view.editing.value = null;
      return;
    }
    id = itemId;
    bound = bindTextField({
      field,
      store,
      commands,
      view,
      record,
      changed: place,
      refused: refuse,
      gone: () => gone(itemId),
    });
    field.setAttribute("aria-label", record.kind === "note" ? t("Text of the note") : t("Text"));
    field.lang = record.lang ?? "";
    root.append(field, count);
    place();
    surface.reveal(record, leastZoom(itemId, record.text));
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** The next step of a workshop may have begun, in which nobody writes on it any more. */
  function mayGoOn(): boolean {
    const record = recordOf(id);
    return record === null || commands.canEdit(record, "write");
  }

  /** The zoom from which the text can be written comfortably. */
  function leastZoom(itemId: string, text: string): number {
    const shown = surface.textPlace(itemId, text);
    if (!shown) return 0;
    const size = shown.size / view.camera.peek().zoom;
    const isTouch = matchMedia("(pointer: coarse)").matches;
    return isTouch ? LEAST_TEXT_PX_TOUCH / Math.min(size, SIZE_OF_SOME_LINES) : LEAST_TEXT_PX / size;
  }

  function place(): void {
    if (id === null) return;
    const shown = surface.textPlace(id, field.value);
    if (!shown) return;
    if (view.draft.peek()?.text !== field.value) view.draft.value = { id, text: field.value };
    const { style } = field;
    const { x, y } = shown.box;
    style.transformOrigin = `${shown.middle.x - x}px ${shown.middle.y - y}px`;
    style.transform = `translate(${x}px, ${y}px) rotate(${shown.turn}deg)`;
    style.width = `${shown.box.w}px`;
    style.height = `${shown.box.h}px`;
    style.font = `${shown.weight} ${shown.size}px/${shown.lineHeight}px ${shown.family}`;
    style.textAlign = shown.align;
    const left = LIMITS.text - codePoints(field.value);
    count.hidden = left > COUNT_FROM_LEFT;
    count.classList.toggle("is-full", left <= 0);
    count.textContent = t("%(n)s of %(most)s", { n: LIMITS.text - left, most: LIMITS.text });
    const record = recordOf(id);
    if (!record) return;
    const below = surface.boardToScreen({ x: record.x, y: record.y + record.h });
    count.style.transform = `translate(${below.x}px, ${below.y + COUNT_GAP_PX}px)`;
  }

  function finish(): void {
    const ended = bound;
    if (ended === null) return;
    id = null;
    bound = null;
    view.draft.value = null;
    field.remove();
    count.remove();
    ended.finish();
  }

  function close(): void {
    if (id === null) return;
    finish();
    view.editing.value = null;
  }

  function closeByKey(): void {
    const closed = id;
    close();
    if (closed === null || !surface.focusItem(closed)) root.focus({ preventScroll: true });
  }

  function refuse(): void {
    announce(t("A text has at most %(n)s characters.", { n: LIMITS.text }));
    count.hidden = false;
    count.classList.add("is-full");
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation(); // letters are text here, not shortcuts
    if (event.isComposing) return;
    const isDone = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
    if (!isDone) return;
    event.preventDefault();
    closeByKey();
  }

  function onBlur(): void {
    // Another window took over: the field still has the focus of this page.
    if (document.activeElement === field) bound?.flush();
    else close();
  }

  /** The item was deleted under the hands of who writes on it: the words are theirs to use elsewhere. */
  function gone(itemId: string): void {
    const text = field.value;
    close();
    giveBack(store, itemId, text);
  }

  field.addEventListener("keydown", onKeyDown);
  field.addEventListener("blur", onBlur);

  const stops = [
    effect(() => {
      const wanted = view.editing.value;
      if (wanted === id) return;
      untracked(() => {
        finish();
        if (wanted !== null) open(wanted);
      });
    }),
    effect(() => {
      store.scene.value;
      store.me.value;
      store.facts.value;
      untracked(() => (mayGoOn() ? place() : close()));
    }),
    effect(() => {
      view.camera.value;
      view.viewport.value;
      view.preview.value;
      view.here.value;
      untracked(place);
    }),
  ];

  return {
    close,
    scrolls: (target) => target === field && field.scrollHeight > field.clientHeight + 1,
    destroy() {
      for (const stop of stops) stop();
      close();
    },
  };
}
