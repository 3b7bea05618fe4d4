/**
 * A text field bound to a note: what is typed goes to the board a few times a second, what others type
 * appears in the field, and caret and selection stay where they are. A word that is still being
 * composed is never touched.
 */

import { LIMITS } from "../core/kinds.ts";
import { isWritten } from "../core/records.ts";
import { cleanText, codePoints, isBlank } from "../core/words.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import { type Edit, fitsAfter } from "./text_limit.ts";
import { createTyping, type Held, type Written } from "./typing.ts";

export interface TextFieldOptions {
  readonly field: HTMLTextAreaElement;
  readonly store: BoardStore;
  readonly commands: Commands;
  /** Others are told where the caret stands. */
  readonly view: Pick<View, "caret">;
  readonly record: Written;
  /** The field holds another text now, whoever wrote it. */
  changed(): void;
  /** More was typed than a text may hold; it is not taken. */
  refused(): void;
  /** The item was deleted; the field holds what was written on it. */
  gone(): void;
}

export interface TextField {
  /** Hands over what was typed so far. */
  flush(): void;
  /** Lets go of the field. What was typed is handed over; a new item left empty goes away. */
  finish(): void;
  /** Lets go of the field, which is about to be drawn anew elsewhere. */
  detach(): void;
  /** Takes back everything that was typed here; others' words stay. */
  takeAllBack(): void;
}

/** At most 5 updates a second leave this page. */
const SEND_EVERY_MS = 200;

export function bindTextField(options: TextFieldOptions): TextField {
  return new BoundField(options);
}

class BoundField implements TextField {
  private readonly options: TextFieldOptions;
  private readonly id: string;
  private readonly typing;
  private readonly listening = new AbortController();
  private readonly unlisten: () => void;
  private kept: string; // the last value within the limit
  private isComposing = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sentAtMs = 0;

  constructor(options: TextFieldOptions) {
    const { field, store } = options;
    this.options = options;
    this.id = options.record.id;
    // The words of a field that was detached a moment ago are on the board, not yet in what was drawn.
    const record = this.record() ?? options.record;
    this.typing = createTyping(record);
    this.kept = record.text;
    field.value = record.text;
    const { signal } = this.listening;
    field.addEventListener("beforeinput", (event) => this.onBeforeInput(event), { signal });
    field.addEventListener("input", () => this.onInput(), { signal });
    field.addEventListener("keydown", (event) => this.onKeyDown(event), { signal });
    field.addEventListener("compositionstart", () => this.onComposition(true), { signal });
    field.addEventListener("compositionend", () => this.onComposition(false), { signal });
    // Perhaps nobody ever comes back to this page.
    document.addEventListener("visibilitychange", () => this.flush(), { signal });
    document.addEventListener("selectionchange", () => this.tellCaret(), { signal });
    field.addEventListener("focus", () => this.tellCaret(), { signal });
    field.addEventListener("blur", () => this.hideCaret(), { signal });
    this.unlisten = store.onChange((changed) => {
      if (changed.has(this.id)) this.follow();
    });
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.typing.text();
    // An empty text only counts at the end: a new note would go away. Too much is not sent at all.
    if (isBlank(text) || codePoints(text) > LIMITS.text || this.record() === null) return;
    const op = this.typing.takeUnsent();
    if (op === null) return;
    this.sentAtMs = performance.now();
    if (!this.options.commands.type(op)) this.follow();
  }

  finish(): void {
    if (this.listening.signal.aborted) return;
    this.flush();
    this.letGo();
    const record = this.record();
    const text = this.typing.text();
    if (record === null) {
      this.options.gone(); // it went while a word was being composed
      return;
    }
    if (isBlank(text) && record.text !== text) this.options.commands.setText(this.id, text);
    else this.options.commands.discardIfEmpty(this.id);
  }

  detach(): void {
    this.flush();
    this.letGo();
  }

  takeAllBack(): void {
    this.typing.takeAllBack();
    this.show({ text: this.typing.text(), start: 0, end: 0 });
    this.flush();
  }

  private letGo(): void {
    clearTimeout(this.timer);
    this.listening.abort();
    this.unlisten();
    this.hideCaret();
  }

  private tellCaret(): void {
    const { field, view } = this.options;
    if (document.activeElement !== field) return;
    const { selectionStart, selectionEnd, selectionDirection } = field;
    const at = selectionDirection === "backward" ? selectionStart : selectionEnd;
    view.caret.value = this.typing.caretAt(at);
  }

  private hideCaret(): void {
    const { caret } = this.options.view;
    if (caret.peek()?.id === this.id) caret.value = null;
  }

  private record(): Written | null {
    const record = this.options.store.present.peek().get(this.id);
    return record && isWritten(record) ? record : null;
  }

  /** What the field holds. */
  private held(): Held {
    const { value, selectionStart, selectionEnd } = this.options.field;
    return { text: value, start: selectionStart, end: selectionEnd };
  }

  private show({ text, start, end }: Held): void {
    const { field, changed } = this.options;
    if (field.value !== text) {
      const { scrollTop, selectionDirection } = field;
      field.value = text;
      field.setSelectionRange(start, end, selectionDirection);
      field.scrollTop = scrollTop;
    }
    this.kept = text;
    changed();
    this.tellCaret();
  }

  /** Takes over what others wrote, or that words of one's own were refused. */
  private follow(): void {
    if (this.isComposing) return; // at its end
    const record = this.record();
    if (record === null) {
      this.letGo();
      this.options.gone();
      return;
    }
    this.show(this.typing.follow(record, this.held()));
    if (this.typing.hasUnsent()) this.sendSoon();
  }

  private sendSoon(): void {
    const waitMs = Math.max(0, this.sentAtMs + SEND_EVERY_MS - performance.now());
    this.timer ??= setTimeout(() => this.flush(), waitMs);
  }

  private takeBack(way: "undo" | "redo"): void {
    const held = this.isComposing ? null : this.typing.takeBack(way);
    if (held === null) return;
    this.show(held);
    this.sendSoon();
  }

  private onComposition(isComposing: boolean): void {
    this.isComposing = isComposing;
    if (isComposing) return;
    this.onInput();
    this.follow();
  }

  private onBeforeInput(event: InputEvent): void {
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      // The browser's own would take others' words back too.
      event.preventDefault();
      this.takeBack(event.inputType === "historyUndo" ? "undo" : "redo");
      return;
    }
    if (event.isComposing || !event.inputType.startsWith("insert")) return;
    const inserted = event.data ?? (event.inputType.startsWith("insertLine") ? "\n" : "");
    const { text, start, end } = this.held();
    const edit: Edit = { text, start, end, inserted };
    if (fitsAfter(edit, LIMITS.text)) return;
    event.preventDefault();
    this.options.refused();
  }

  private onInput(): void {
    const { field } = this.options;
    if (!this.isComposing) this.tidy();
    this.typing.typed(field.value, field.selectionEnd);
    this.tellCaret();
    this.options.changed();
    this.sendSoon();
  }

  /** Takes out what no text may hold, and what the browser did not let us refuse beforehand. */
  private tidy(): void {
    const { field } = this.options;
    const { value, selectionEnd } = field;
    const clean = cleanText(value);
    if (clean !== value) {
      field.value = clean;
      const caret = cleanText(value.slice(0, selectionEnd)).length;
      field.setSelectionRange(caret, caret);
    }
    if (codePoints(clean) > LIMITS.text && codePoints(clean) > codePoints(this.kept)) {
      const caret = Math.max(0, field.selectionEnd - (clean.length - this.kept.length));
      field.value = this.kept;
      field.setSelectionRange(caret, caret);
      this.options.refused();
    }
    this.kept = field.value;
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !isRedo) return;
    event.preventDefault();
    this.takeBack(isRedo ? "redo" : "undo");
  }
}
