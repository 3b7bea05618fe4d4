/** What the browser finds alike, to be accepted or put aside one by one. Nothing leaves the page for it. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { isInside } from "../../core/relations.ts";
import type { NoteRecord, Scene } from "../../core/types.ts";
import { framesOf } from "../../tools/commands/board.ts";
import { createRelating } from "../../tools/commands/relating.ts";
import {
  COMPARED_MOST,
  comparable,
  type Suggestion,
  suggestionsFor,
} from "../../tools/similar/suggestions.ts";
import { titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { type Choice, ChoiceField } from "../dialogs/parts.tsx";
import { TypeChip } from "../icon.tsx";
import { boardOf, stackingOf } from "./stack.tsx";

const keyOf = ({ what, notes }: Suggestion): string => `${what} ${notes.join(" ")}`;

function notesIn(scene: Scene, where: string, ids: readonly string[]): NoteRecord[] {
  const notes = [...scene.values()].filter((record) => record.kind === "note");
  if (where === SELECTED) return notes.filter(({ id }) => ids.includes(id));
  return where === "" ? notes : notes.filter(({ frame }) => frame !== null && isInside(scene, frame, where));
}

/** The value of the choice for what was selected; no id is like it. */
const SELECTED = "*";

interface SuggestionProps {
  readonly suggestion: Suggestion;
  readonly notes: readonly NoteRecord[];
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

function Suggested({ suggestion, notes, putAside }: SuggestionProps): JSX.Element {
  const ui = useUi();
  const { store } = ui;
  const isSame = suggestion.what === "same";
  const [title, setTitle] = useState(suggestion.word);
  const fieldId = `similar-${notes[0]?.id ?? ""}`;
  return (
    <li class="similar">
      <ul role="list" class="similar-notes">
        {notes.map((note) => (
          <li key={note.id}>
            <TypeChip type={note.type} />
            <span class="stack-words">
              <span dir="auto" lang={note.lang || undefined}>
                {note.text}
              </span>
              <span class="muted">{store.people.value.get(note.author)?.name ?? t("Someone")}</span>
            </span>
          </li>
        ))}
      </ul>
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

interface PartProps {
  readonly heading: string;
  readonly found: readonly (readonly [Suggestion, NoteRecord[]])[];
  putAside(suggestion: Suggestion): void;
}

function Part({ heading, found, putAside }: PartProps): JSX.Element | null {
  if (found.length === 0) return null;
  return (
    <section class="dialog-part">
      <h3>{heading}</h3>
      <ol role="list" class="stack-list">
        {found.map(([suggestion, notes]) => (
          <Suggested
            key={keyOf(suggestion)}
            suggestion={suggestion}
            notes={notes}
            putAside={() => putAside(suggestion)}
          />
        ))}
      </ol>
    </section>
  );
}

/** The notes of a suggestion, as long as all can still be put together. */
function standing(ui: Ui, { notes }: Suggestion, scene: Scene): NoteRecord[] {
  const there = notes.flatMap((id) => scene.get(id) ?? []).filter((record) => record.kind === "note");
  const are = comparable(there, scene).filter((note) => ui.commands.canEdit(note, "group"));
  return are.length === notes.length ? are : [];
}

export function SimilarDialog({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  const ui = useUi();
  const scene = ui.store.scene.value;
  const [where, setWhere] = useState(ids.length > 1 ? SELECTED : "");
  const [aside, setAside] = useState<ReadonlySet<string>>(new Set());
  const [looked, suggestions] = useMemo(() => {
    const now = ui.store.scene.peek();
    const notes = comparable(notesIn(now, where, ids), now);
    const compared = notes.slice(0, COMPARED_MOST);
    return [notes.length, suggestionsFor(compared)] as const;
  }, [ui, where, ids]);
  const choices: Choice[] = [
    ...(ids.length > 1 ? [{ value: SELECTED, name: t("What is selected") }] : []),
    { value: "", name: t("The whole board") },
    ...framesOf(scene).map((frame) => ({ value: frame.id, name: titleOf(frame) })),
  ];
  const found = suggestions
    .filter((suggestion) => !aside.has(keyOf(suggestion)))
    .map((suggestion) => [suggestion, standing(ui, suggestion, scene)] as const)
    .filter(([, notes]) => notes.length > 1);
  const part = (what: Suggestion["what"]) => found.filter(([suggestion]) => suggestion.what === what);
  const putAside = (suggestion: Suggestion): void => setAside(new Set([...aside, keyOf(suggestion)]));

  return (
    <Dialog title={t("Similar notes")} look="sheet" hasForm>
      <p class="field-hint">
        {t(
          "Found by their words, in Italian and English, on this page alone. Nothing changes until you say so.",
        )}
      </p>
      <ChoiceField
        id="similar-where"
        label={t("Where to look")}
        choices={choices}
        value={where}
        set={setWhere}
      />
      {looked > COMPARED_MOST && (
        <p class="field-hint">{t("Only the first %(n)s notes are compared.", { n: COMPARED_MOST })}</p>
      )}
      <p role="status" class="similar-count">
        {found.length === 0
          ? t("Nothing more that looks alike here.")
          : tn("%(n)s suggestion", "%(n)s suggestions", found.length)}
      </p>
      <Part heading={t("Perhaps these say the same")} found={part("same")} putAside={putAside} />
      <Part heading={t("Perhaps these belong together")} found={part("together")} putAside={putAside} />
    </Dialog>
  );
}
