/** Several lines or a table on the clipboard: how they become notes, with a look at them first. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { NOTE_TYPES, noteTypeOf } from "../../core/kinds.ts";
import type { NoteType } from "../../core/types.ts";
import { pasteNotes } from "../../tools/clipboard/pasting.ts";
import {
  type Cut,
  cellsOf,
  countLong,
  countOf,
  notesOf,
  type Table,
  tableOf,
} from "../../tools/clipboard/table.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { around } from "../../tools/commands/copies.ts";
import { useUi } from "../context.ts";
import type { DialogRequest } from "../shell.ts";
import { Form } from "./form.tsx";

/** Notes that the preview shows. */
const SHOWN = 12;

interface CutChoiceProps {
  readonly cuts: readonly Cut[];
  readonly now: Cut;
  choose(cut: Cut): void;
}

function cutName(cut: Cut): string {
  if (cut === "lines") return t("One note for each line");
  return cut === "cells" ? t("One note for each cell") : t("One note with everything");
}

function CutChoice({ cuts, now, choose }: CutChoiceProps): JSX.Element {
  return (
    <fieldset class="paste-cuts">
      <legend class="field-label">{t("How to paste")}</legend>
      {cuts.map((cut) => (
        <label key={cut} class="check">
          <input type="radio" name="paste-cut" checked={cut === now} onChange={() => choose(cut)} />
          {cutName(cut)}
        </label>
      ))}
    </fieldset>
  );
}

function Preview({ table, type }: { readonly table: Table; readonly type: NoteType }): JSX.Element {
  const texts = table.flat().filter((cell) => cell !== "");
  const left = texts.length - SHOWN;
  return (
    <section class="paste-preview" aria-label={t("Preview")}>
      <ol>
        {texts.slice(0, SHOWN).map((text, at) => (
          <li key={at} data-type={type}>
            {text}
          </li>
        ))}
      </ol>
      {left > 0 && <p>{tn("and %(n)s more note", "and %(n)s more notes", left)}</p>}
    </section>
  );
}

export type PasteRequest = Extract<DialogRequest, { readonly name: "paste" }>;

export function PasteDialog({ text, at }: PasteRequest): JSX.Element {
  const ui = useUi();
  const isTable = useMemo(() => tableOf(text).some((row) => row.length > 1), [text]);
  const [cut, setCut] = useState<Cut>(isTable ? "cells" : "lines");
  const [type, setType] = useState<NoteType>(ui.view.noteType.peek());
  const table = useMemo(() => notesOf(text, cut), [text, cut]);
  const long = useMemo(() => countLong(cellsOf(text, cut)), [text, cut]);
  const count = countOf(table);

  async function paste(): Promise<void> {
    const board = createCommandBoard(ui.store, ui.view, makeId);
    const made = await pasteNotes(board, { table, type, at, isTable: cut === "cells" && isTable });
    if (made.length === 0) return;
    const scene = ui.store.scene.peek();
    const box = around(made.flatMap((id) => scene.get(id) ?? []));
    if (box) ui.canvas.reveal(box);
    ui.announcer.say(tn("%(n)s note pasted", "%(n)s notes pasted", made.length));
  }

  return (
    <Form
      title={t("Paste as notes")}
      class="dialog-wide"
      done={tn("Add %(n)s note", "Add %(n)s notes", count)}
      isReady={count > 0}
      isDoneFirst
      save={() => void paste()}
    >
      <CutChoice cuts={isTable ? ["cells", "lines", "one"] : ["lines", "one"]} now={cut} choose={setCut} />
      <div class="field">
        <label for="paste-type">{t("Type")}</label>
        <select
          id="paste-type"
          class="input"
          value={type}
          onChange={(event) => setType(event.currentTarget.value as NoteType)}
        >
          {NOTE_TYPES.map((letter) => (
            <option key={letter} value={letter}>
              {t(noteTypeOf[letter].name)}
            </option>
          ))}
        </select>
      </div>
      {long > 0 && (
        <p class="field-hint" role="status">
          {tn(
            "%(n)s text is longer than a note can hold. It goes on in further notes.",
            "%(n)s texts are longer than a note can hold. They go on in further notes.",
            long,
          )}
        </p>
      )}
      <Preview table={table} type={type} />
    </Form>
  );
}
