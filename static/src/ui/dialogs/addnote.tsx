/** The phone's sheet for a new note: its type, its words, its frame, one button. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { NOTE_TYPES, noteTypeOf } from "../../core/kinds.ts";
import { leads } from "../../core/roles.ts";
import type { NoteType } from "../../core/types.ts";
import { framesOf, SOMEBODY_NEW, titleOf } from "../choices.ts";
import { useUi } from "../context.ts";
import { TypeChip } from "../icon.tsx";
import { excess, TooLong } from "../list/editor.tsx";
import { WhoseField } from "../rare.ts";
import { Dialog } from "./dialog.tsx";

function TypeTiles({ now, choose }: { readonly now: NoteType; choose(type: NoteType): void }): JSX.Element {
  return (
    <fieldset class="type-tiles">
      <legend class="field-label">{t("Type")}</legend>
      {NOTE_TYPES.map((type) => (
        <label key={type} class="type-tile">
          <input
            type="radio"
            name="note-type"
            value={type}
            checked={type === now}
            onChange={() => choose(type)}
          />
          <TypeChip type={type} />
          <span>{t(noteTypeOf[type].name)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function FrameChoice({ now, choose }: { readonly now: string; choose(frame: string): void }): JSX.Element {
  const ui = useUi();
  return (
    <div class="field">
      <label for="note-frame">{t("Frame")}</label>
      <select
        id="note-frame"
        class="input"
        value={now}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {framesOf(ui).map((frame) => (
          <option key={frame.id} value={frame.id}>
            {titleOf(frame)}
          </option>
        ))}
        <option value="">{t("Outside the frames")}</option>
      </select>
    </div>
  );
}

function WordsField({ text, write }: { readonly text: string; write(text: string): void }): JSX.Element {
  return (
    <div class="field">
      <label for="note-text">{t("Text")}</label>
      <textarea
        id="note-text"
        class="input"
        dir="auto"
        rows={3}
        data-first
        value={text}
        aria-invalid={excess(text) > 0}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <TooLong text={text} />
    </div>
  );
}

export function AddNoteDialog({ frame }: { readonly frame: string | null }): JSX.Element {
  const ui = useUi();
  const { commands, view, shell, announcer, store } = ui;
  const [text, setText] = useState(shell.newTexts.get("") ?? "");
  const [whose, setWhose] = useState("");
  const [where, setWhere] = useState(frame ?? framesOf(ui)[0]?.id ?? "");

  function write(words: string): void {
    shell.newTexts.set("", words);
    setText(words);
  }

  function submit(): void {
    if (text.trim() === "" || excess(text) > 0) return;
    // A frame that was deleted meanwhile must not cost the note.
    const target = store.scene.peek().has(where) ? where : null;
    const made = commands.addNote({ text, type: view.noteType.peek(), frame: target, whose });
    if (made === null) return;
    write("");
    announcer.say(t("Note added."));
    shell.dialog.value = null;
  }

  return (
    <Dialog title={t("Add a note")} look="sheet">
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TypeTiles
          now={view.noteType.value}
          choose={(type) => {
            view.noteType.value = type;
          }}
        />
        <WordsField text={text} write={write} />
        <FrameChoice now={where} choose={setWhere} />
        {leads(store.me.value.role) && <WhoseField whose={whose} choose={setWhose} />}
        <button type="submit" class="button button-primary button-large" disabled={whose === SOMEBODY_NEW}>
          {t("Add the note")}
        </button>
      </form>
    </Dialog>
  );
}
