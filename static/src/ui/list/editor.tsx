/**
 * Writing in place, in the same text as everybody else: Enter or Escape ends it, Shift+Enter starts a
 * line. What was typed is on the board already; "Cancel" takes it back.
 */

import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { wordsOf } from "../../core/records.ts";
import type { WrittenRecord } from "../../core/types.ts";
import { codePoints } from "../../core/words.ts";
import { bindTextField, type TextField } from "../../tools/textfield.ts";
import { useUi } from "../context.ts";
import { focusRow } from "./focus.ts";
import { type Draft, useList } from "./state.ts";

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
  readonly item: WrittenRecord;
  readonly draft: Draft;
}

/** Ends the writing, with the focus on the row or let go. */
function useFinish(
  { item, draft }: EditorProps,
  bound: RefObject<TextField | null>,
): (isKept: boolean, focusIn: Element | null) => void {
  const ui = useUi();
  const { editing } = useList();
  return (isKept, focusIn) => {
    const { present } = ui.store;
    // Somebody has deleted the item: the list gives the text back and says why.
    if (draft.isDone || !present.peek().has(item.id)) return;
    draft.isDone = true;
    const textOf = (): string | undefined => {
      const record = present.peek().get(item.id);
      return record && wordsOf(record);
    };
    if (!isKept) bound.current?.takeAllBack();
    bound.current?.finish();
    bound.current = null;
    if (isKept && textOf() !== draft.textBefore) ui.announcer.say(t("Text changed."));
    if (editing.peek() === draft) editing.value = null;
    if (focusIn) requestAnimationFrame(() => focusRow(focusIn, item.id));
  };
}

/** Binds the field to the note for as long as it is drawn. Answers with the bond. */
function useBound({ item, draft }: EditorProps, field: RefObject<HTMLTextAreaElement | null>): Bond {
  const ui = useUi();
  const bound = useRef<TextField>(null);
  const [isFull, setFull] = useState(false);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || draft.isDone) return;
    bound.current = bindTextField({
      field: element,
      store: ui.store,
      commands: ui.commands,
      view: ui.view,
      record: item,
      changed() {
        draft.text = element.value;
        draft.selection = [element.selectionStart, element.selectionEnd];
        setFull(false);
        fitHeight(element);
      },
      refused: () => setFull(true),
      // The list gives the text back and says why.
      gone: () => undefined,
    });
    fitHeight(element);
    element.focus();
    const end = element.value.length;
    element.setSelectionRange(...(draft.selection ?? [end, end]));
    return () => {
      bound.current?.detach();
      bound.current = null;
    };
    // A note that has changed is still the same note: the field follows it by itself.
  }, [draft]);
  return { bound, isFull };
}

interface Bond {
  readonly bound: RefObject<TextField | null>;
  /** Whether more was typed than the text may hold. */
  readonly isFull: boolean;
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
    const row = document.activeElement?.closest("[data-row]");
    if (document.hasFocus() && row?.getAttribute("data-row") !== itemId) leave();
  }
  return () => {
    // The click follows the release in the same task or the next.
    if (isPressed.current) addEventListener("pointerup", () => setTimeout(look, 50), { once: true });
    else setTimeout(look);
  };
}

export function RowEditor(props: EditorProps): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const { bound, isFull } = useBound(props, field);
  const finish = useFinish(props, bound);
  const onBlur = useLeaving(props.item.id, () => finish(true, null));
  const list = (): Element | null => field.current?.closest(".list") ?? null;
  // The next step of a workshop may have begun, in which nobody writes on it any more.
  const mayWrite = useUi().commands.canEdit(props.item, "write");
  useEffect(() => {
    if (!mayWrite) finish(true, null);
  }, [mayWrite]);

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey)) return;
    event.preventDefault();
    finish(true, list());
  }

  return (
    <div class="row-editor">
      <textarea
        ref={field}
        class="input"
        dir="auto"
        rows={1}
        aria-invalid={isFull}
        aria-label={t("Text")}
        aria-description={t("It is saved as you type. Enter ends, Shift Enter starts a new line.")}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      {isFull && (
        <p class="field-error" role="alert">
          {t("A text has at most %(n)s characters.", { n: LIMITS.text })}
        </p>
      )}
      <EditorButtons done={() => finish(true, list())} cancel={() => finish(false, list())} />
    </div>
  );
}

function EditorButtons({ done, cancel }: { done(): void; cancel(): void }): JSX.Element {
  // A press must not take the focus from the field: leaving it would end the writing before "Cancel" is heard.
  const stay = (event: Event): void => event.preventDefault();
  return (
    <div class="row-editor-actions">
      <button type="button" class="button button-primary" onMouseDown={stay} onClick={done}>
        {t("Done")}
      </button>
      <button type="button" class="button button-quiet" onMouseDown={stay} onClick={cancel}>
        {t("Cancel")}
      </button>
    </div>
  );
}
