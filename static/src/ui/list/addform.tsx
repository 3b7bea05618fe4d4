/** The field at the end of each section: write, Enter, written. */

import type { JSX, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { NOTE_TYPES, noteTypeOf } from "../../core/kinds.ts";
import type { NoteType } from "../../core/types.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon, TypeChip } from "../icon.tsx";
import { excess, fitHeight, isComposing, TooLong } from "./editor.tsx";
import type { SectionKey } from "./state.ts";

/** A note's type, or a label between the notes. */
type What = NoteType | "label";

interface WhatChoiceProps {
  readonly what: What;
  readonly where: string;
  choose(what: What): void;
}

function WhatChoice({ what, where, choose }: WhatChoiceProps): JSX.Element {
  return (
    <span class="what-choice">
      {what === "label" ? <Icon name="type" /> : <TypeChip type={what} />}
      <Icon name="chevron-down" />
      <select
        aria-label={t("Type, in %(where)s", { where })}
        value={what}
        onChange={(event) => choose(event.currentTarget.value as What)}
      >
        {NOTE_TYPES.map((type) => (
          <option key={type} value={type}>
            {`${type} ${noteTypeOf[type].icon} ${t(noteTypeOf[type].name)}`}
          </option>
        ))}
        <option value="label">{t("Label (a text without a note)")}</option>
      </select>
    </span>
  );
}

/** Makes the item and says so; false when the board refused it. */
function add(ui: Ui, what: What, text: string, frame: string | null, where: string): boolean {
  const { commands, announcer } = ui;
  const made =
    what === "label" ? commands.addText({ text, frame }) : commands.addNote({ type: what, text, frame });
  if (made === null) return false;
  announcer.say(t("Added to: %(where)s.", { where }));
  return true;
}

interface AddFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly where: string;
  write(text: string): void;
  submit(): void;
}

function AddField({ field, text, where, write, submit }: AddFieldProps): JSX.Element {
  return (
    <textarea
      ref={field}
      class="input"
      dir="auto"
      rows={1}
      aria-label={t("New note in %(where)s", { where })}
      aria-invalid={excess(text) > 0}
      placeholder={t("Add a note")}
      value={text}
      onInput={(event) => {
        write(event.currentTarget.value);
        fitHeight(event.currentTarget);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
        event.preventDefault();
        submit();
      }}
    />
  );
}

interface AddFormProps {
  readonly section: SectionKey;
  /** The section's title, for those who do not see where the field stands. */
  readonly where: string;
}

export function AddForm({ section, where }: AddFormProps): JSX.Element {
  const ui = useUi();
  const { newTexts } = ui.shell;
  const [text, setText] = useState(newTexts.get(section) ?? "");
  const [isLabel, setIsLabel] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const what: What = isLabel ? "label" : ui.view.noteType.value;

  function write(words: string): void {
    newTexts.set(section, words);
    setText(words);
  }

  function submit(): void {
    const isReady = text.trim() !== "" && excess(text) === 0;
    if (isReady && add(ui, what, text, section || null, where)) write("");
    field.current?.focus();
    requestAnimationFrame(() => field.current && fitHeight(field.current));
  }

  return (
    <form
      class="add-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <WhatChoice
        what={what}
        where={where}
        choose={(chosen) => {
          setIsLabel(chosen === "label");
          if (chosen !== "label") ui.view.noteType.value = chosen;
        }}
      />
      <AddField field={field} text={text} where={where} write={write} submit={submit} />
      <button
        type="submit"
        class="button add-button"
        aria-label={t("Add to %(where)s", { where })}
        title={t("Add")}
      >
        <Icon name="plus" />
        <span>{t("Add")}</span>
      </button>
      <TooLong text={text} />
    </form>
  );
}
