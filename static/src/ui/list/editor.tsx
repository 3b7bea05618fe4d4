/** Writing in place: Enter saves, Shift+Enter starts a line, Escape leaves the text as it was. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { codePoints } from "../../core/words.ts";
import { useUi } from "../context.ts";
import { focusRow } from "./focus.ts";
import { type Draft, type ListItem, useList } from "./state.ts";

/** As tall as its text. */
export function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

/** How many characters over the limit; 0 when the text fits. */
export function excess(text: string): number {
  return Math.max(0, codePoints(text) - LIMITS.text);
}

/** Says that the text is too long, once, and shows by how much; nothing while it fits. */
export function TooLong({ text }: { readonly text: string }): JSX.Element | null {
  const over = excess(text);
  if (over === 0) return null;
  return (
    <p class="field-error">
      <span role="alert">
        {t("The text is too long: %(limit)s characters at most.", { limit: LIMITS.text })}
      </span>
      <span>{tn("%(n)s character too many", "%(n)s characters too many", over)}</span>
    </p>
  );
}

/** Whether the key event belongs to a word that is still being composed (Chinese, accents on phones). */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

interface EditorProps {
  readonly item: ListItem;
  readonly draft: Draft;
}

export function RowEditor({ item, draft }: EditorProps): JSX.Element {
  const ui = useUi();
  const { editing } = useList();
  const field = useRef<HTMLTextAreaElement>(null);
  const [, drawAgain] = useState({});

  useLayoutEffect(() => {
    if (!field.current) return;
    fitHeight(field.current);
    field.current.focus();
    field.current.setSelectionRange(draft.text.length, draft.text.length);
  }, [draft]);

  function finish(isSaved: boolean, isFocusKept: boolean): void {
    if (editing.peek() !== draft || (isSaved && excess(draft.text) > 0)) return;
    const root = field.current?.closest<HTMLElement>(".list");
    if (isSaved && draft.text !== item.text) {
      if (!ui.commands.setText(item.id, draft.text)) return;
      ui.announcer.say(t("Text changed."));
    }
    editing.value = null;
    if (isFocusKept && root) requestAnimationFrame(() => focusRow(root, item.id));
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === "Escape") finish(false, true);
    else if (event.key === "Enter" && !event.shiftKey) finish(true, true);
    else return;
    event.preventDefault();
  }

  /** Leaving the field saves; being drawn anew in another place, or another window in front, is not leaving. */
  function onBlur(): void {
    setTimeout(() => {
      const row = document.activeElement?.closest("[data-item]");
      if (document.hasFocus() && row?.getAttribute("data-item") !== item.id) finish(true, false);
    });
  }

  return (
    <div class="row-editor">
      <textarea
        ref={field}
        class="input"
        dir="auto"
        rows={1}
        aria-invalid={excess(draft.text) > 0}
        aria-label={t("Text")}
        aria-description={t("Enter saves, Shift Enter starts a new line, Escape cancels.")}
        value={draft.text}
        onInput={(event) => {
          draft.text = event.currentTarget.value;
          drawAgain({});
          fitHeight(event.currentTarget);
        }}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      <TooLong text={draft.text} />
      <div class="row-editor-actions">
        <button type="button" class="button button-primary" onClick={() => finish(true, true)}>
          {t("Save")}
        </button>
        <button type="button" class="button button-quiet" onClick={() => finish(false, true)}>
          {t("Cancel")}
        </button>
      </div>
    </div>
  );
}
