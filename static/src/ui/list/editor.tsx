/** Writing in place: Enter saves, Shift+Enter starts a line, Escape leaves the text as it was. */

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
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

/** Ends the writing: with the text saved or left as it was, with the focus on the row or let go. */
function useFinish({ item, draft }: EditorProps): (isSaved: boolean, focusIn: Element | null) => void {
  const ui = useUi();
  const { editing } = useList();
  return (isSaved, focusIn) => {
    if (draft.isDone || (isSaved && excess(draft.text) > 0)) return;
    // Somebody has deleted the item: the list gives the text back and says why.
    if (!ui.store.scene.peek().has(item.id)) return;
    if (isSaved && draft.text !== item.text) {
      // A refusal has been explained; the text stays in the field.
      if (!ui.commands.setText(item.id, draft.text)) return;
      ui.announcer.say(t("Text changed."));
    }
    draft.isDone = true;
    if (editing.peek() === draft) editing.value = null;
    if (focusIn) requestAnimationFrame(() => focusRow(focusIn, item.id));
  };
}

/**
 * Calls back when the person goes elsewhere. Being drawn anew in another place, or another window in
 * front, is not leaving. A press elsewhere counts when it is over: what it aimed at must not move before.
 */
function useLeaving(itemId: string, leave: () => void): () => void {
  const isPressed = useRef(false);
  useEffect(() => {
    const press = (): void => {
      isPressed.current = true;
    };
    const release = (): void => {
      isPressed.current = false;
    };
    addEventListener("pointerdown", press, true);
    addEventListener("pointerup", release, true);
    addEventListener("pointercancel", release, true);
    return () => {
      removeEventListener("pointerdown", press, true);
      removeEventListener("pointerup", release, true);
      removeEventListener("pointercancel", release, true);
    };
  }, []);

  function look(): void {
    const row = document.activeElement?.closest("[data-item]");
    if (document.hasFocus() && row?.getAttribute("data-item") !== itemId) leave();
  }
  return () => {
    // The click follows the release in the same task or the next.
    if (isPressed.current) addEventListener("pointerup", () => setTimeout(look, 50), { once: true });
    else setTimeout(look);
  };
}

export function RowEditor(props: EditorProps): JSX.Element {
  const { item, draft } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [, drawAgain] = useState({});
  const finish = useFinish(props);
  const onBlur = useLeaving(item.id, () => finish(true, null));
  const list = (): Element | null => field.current?.closest(".list") ?? null;

  useLayoutEffect(() => {
    if (!field.current) return;
    fitHeight(field.current);
    field.current.focus();
    field.current.setSelectionRange(draft.text.length, draft.text.length);
  }, [draft]);

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === "Escape") finish(false, list());
    else if (event.key === "Enter" && !event.shiftKey) finish(true, list());
    else return;
    event.preventDefault();
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
      <EditorButtons save={() => finish(true, list())} cancel={() => finish(false, list())} />
    </div>
  );
}

function EditorButtons({ save, cancel }: { save(): void; cancel(): void }): JSX.Element {
  // A press must not take the focus from the field: leaving it would save before "Cancel" is heard.
  const stay = (event: Event): void => event.preventDefault();
  return (
    <div class="row-editor-actions">
      <button type="button" class="button button-primary" onMouseDown={stay} onClick={save}>
        {t("Save")}
      </button>
      <button type="button" class="button button-quiet" onMouseDown={stay} onClick={cancel}>
        {t("Cancel")}
      </button>
    </div>
  );
}
