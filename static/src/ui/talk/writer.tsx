/** Where comments and replies are written: Enter sends, "@" offers the people of the board. */

import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import type { Person } from "../../core/types.ts";
import { isBlank } from "../../core/words.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { excess, fitHeight, isComposing, TooLong } from "../list/editor.tsx";
import { mentionedIn, withName } from "./mentions.ts";
import { type Offer, PeopleOffered, useOffer } from "./offer.tsx";
import type { Draft } from "./opening.ts";

interface WriterProps {
  /** Tells this field from others on the page, and its draft from theirs. */
  readonly id: string;
  readonly label: string;
  /** What the button says. */
  readonly done: string;
  /** What it says at first, when nothing else was begun. */
  readonly first?: Draft;
  /** Whether it takes the focus when it comes. */
  readonly isFirst?: boolean;
  /** False when the board refused it: then it stays. */
  send(text: string, mentions: readonly string[]): boolean;
  cancel?(): void;
}

const NOTHING: Draft = { text: "", picked: [] };

/** What is being written, what is offered for it, and what can be done with it. */
interface Writing {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly offer: Offer;
  readonly isReady: boolean;
  write(text: string): void;
  pick(person: Person): void;
  submit(): void;
  leave(): void;
  beginMention(): void;
}

function useWriting({ id, first = NOTHING, send, cancel }: WriterProps): Writing {
  const { store, shell } = useUi();
  const { drafts } = shell.talk;
  const [draft, setDraft] = useState(drafts.get(id) ?? first);
  const offer = useOffer();
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const { text } = draft;
  const isReady = !isBlank(text) && excess(text) === 0;

  useLayoutEffect(() => {
    if (field.current) fitHeight(field.current);
    if (caret.current === null) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [text]);

  function keep(next: Draft): void {
    drafts.set(id, next); // the panel may close before it is sent
    setDraft(next);
  }

  function forget(): void {
    offer.close();
    drafts.delete(id);
    setDraft(NOTHING);
  }

  return {
    field,
    text,
    offer,
    isReady,
    write: (typed) => keep({ ...draft, text: typed }),
    pick(person) {
      if (offer.asked === null) return;
      const put = withName(text, offer.asked, person.name);
      caret.current = put.caret;
      keep({ text: put.text, picked: [...draft.picked, person.id] });
      offer.close();
      field.current?.focus();
    },
    submit() {
      if (isReady && send(text, mentionedIn(text, store.people.peek(), draft.picked))) forget();
    },
    leave() {
      forget();
      cancel?.();
    },
    /** For fingers, and for who does not know the sign: the same as typing it. */
    beginMention() {
      const input = field.current;
      if (!input) return;
      input.focus();
      const before = text.slice(0, input.selectionStart);
      const put = before === "" || /\s$/.test(before) ? "@" : " @";
      input.setRangeText(put, input.selectionStart, input.selectionEnd, "end");
      keep({ ...draft, text: input.value });
      offer.look(input);
    },
  };
}

function keysOn(writing: Writing, isLeft: boolean): (event: KeyboardEvent) => void {
  const { offer } = writing;
  return (event) => {
    if (isComposing(event)) return;
    const isForOffer = offer.key(event, writing.pick);
    const isLeaving = !isForOffer && event.key === "Escape" && isLeft;
    const isSending = !isForOffer && event.key === "Enter" && !event.shiftKey;
    if (isLeaving) writing.leave();
    if (isSending) writing.submit();
    if (isForOffer || isLeaving || isSending) event.preventDefault();
    if (isForOffer || isLeaving || event.key !== "Escape") event.stopPropagation();
  };
}

function Field({ props, writing }: { readonly props: WriterProps; readonly writing: Writing }): JSX.Element {
  const { field, text, offer } = writing;
  const id = `writer-${props.id}`;
  const listId = `${id}-people`;
  const isOffering = offer.people.length > 0;
  return (
    <>
      <label class="hidden-text" for={id}>
        {props.label}
      </label>
      <textarea
        ref={field}
        id={id}
        class="input"
        dir="auto"
        rows={1}
        placeholder={props.label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-invalid={excess(text) > 0}
        aria-controls={isOffering ? listId : undefined}
        aria-activedescendant={isOffering ? `${listId}-${offer.active}` : undefined}
        value={text}
        onInput={(event) => {
          writing.write(event.currentTarget.value);
          offer.look(event.currentTarget);
        }}
        onClick={(event) => offer.look(event.currentTarget)}
        onBlur={offer.close}
        onKeyDown={keysOn(writing, props.cancel !== undefined)}
      />
      {isOffering && (
        <PeopleOffered id={listId} people={offer.people} active={offer.active} pick={writing.pick} />
      )}
    </>
  );
}

export function Writer(props: WriterProps): JSX.Element {
  const writing = useWriting(props);
  const { text, isReady } = writing;

  useEffect(() => {
    const field = writing.field.current;
    if (!props.isFirst || !field) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, []);

  return (
    <form
      class="writer"
      onSubmit={(event) => {
        event.preventDefault();
        writing.submit();
      }}
    >
      <Field props={props} writing={writing} />
      <TooLong text={text} />
      <div class="writer-foot">
        <button
          type="button"
          class="tool"
          aria-label={t("Mention somebody")}
          title={`${t("Mention somebody")} (@)`}
          onPointerDown={(event) => event.preventDefault()}
          onClick={writing.beginMention}
        >
          <Icon name="at-sign" />
        </button>
        {props.cancel && (
          <button type="button" class="button" onClick={writing.leave}>
            {t("Cancel")}
          </button>
        )}
        <button type="submit" class="button button-primary" disabled={!isReady}>
          {props.done}
        </button>
      </div>
    </form>
  );
}
