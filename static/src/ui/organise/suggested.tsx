/** One suggestion: the notes that are alike, and what to do about it. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS, noteTypeOf } from "../../core/kinds.ts";
import type { NoteRecord } from "../../core/types.ts";
import { createRelating } from "../../tools/commands/relating.ts";
import type { Suggestion } from "../../tools/similar/suggestions.ts";
import { type Ui, useUi } from "../context.ts";
import { TypeChip } from "../icon.tsx";
import { boardOf, stackingOf } from "./stack.tsx";

interface SuggestedProps {
  readonly suggestion: Suggestion;
  readonly notes: readonly NoteRecord[];
  readonly isChosen: boolean;
  /** Shows the notes on the board. */
  choose(): void;
  /** Takes it off the list. */
  putAside(): void;
}

function accept(ui: Ui, notes: readonly NoteRecord[], title: string | null): boolean {
  const ids = notes.map(({ id }) => id);
  if (title === null) {
    if (stackingOf(ui).stack(ids).length === 0) return false;
    ui.announcer.say(tn("%(n)s note stacked", "%(n)s notes stacked", ids.length));
    return true;
  }
  const frames = new Set(notes.map(({ frame }) => frame));
  const frame = frames.size === 1 ? (notes[0]?.frame ?? null) : null;
  if (createRelating(boardOf(ui)).gather(ids, title, frame) === null) return false;
  ui.announcer.say(t("Cluster added."));
  return true;
}

function Words({ note }: { readonly note: NoteRecord }): JSX.Element {
  const author = useUi().store.people.value.get(note.author)?.name ?? t("Someone");
  return (
    <span class="similar-note">
      <TypeChip type={note.type} />
      <span class="stack-words">
        <span class="hidden-text">{t(noteTypeOf[note.type].name)}: </span>
        <span dir="auto" lang={note.lang || undefined}>
          {note.text}
        </span>
        <span class="hidden-text">, </span>
        <span class="muted">{author}</span>
        <span class="hidden-text">. </span>
      </span>
    </span>
  );
}

export function Suggested(props: SuggestedProps): JSX.Element {
  const { suggestion, notes, isChosen, choose, putAside } = props;
  const ui = useUi();
  const isSame = suggestion.what === "same";
  const [title, setTitle] = useState(suggestion.word);
  const fieldId = `similar-${notes[0]?.id ?? ""}`;
  return (
    <li class="similar" data-chosen={isChosen || undefined}>
      <button
        type="button"
        class="similar-notes"
        aria-pressed={isChosen}
        title={t("Show on the board")}
        onClick={choose}
      >
        {notes.map((note) => (
          <Words key={note.id} note={note} />
        ))}
      </button>
      <form
        class="similar-answer"
        onSubmit={(event) => {
          event.preventDefault();
          if (accept(ui, notes, isSame ? null : title)) putAside();
        }}
      >
        {!isSame && (
          <div class="field">
            <label for={fieldId}>{t("Title of the cluster")}</label>
            <input
              id={fieldId}
              class="input"
              dir="auto"
              required
              maxLength={LIMITS.title}
              value={title}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </div>
        )}
        <button type="submit" class="button">
          {isSame ? t("Stack the notes") : t("Make a cluster")}
        </button>
        <button type="button" class="button button-quiet" onClick={putAside}>
          {isSame ? t("They are not the same") : t("They do not belong together")}
        </button>
      </form>
    </li>
  );
}
