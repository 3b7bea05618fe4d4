/** Several lines, written here or on the clipboard, or a table: how they become notes, with a look at them first. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { NOTE_TYPES, noteTypeOf } from "../../core/kinds.ts";
import { leads } from "../../core/roles.ts";
import type { NoteType } from "../../core/types.ts";
import { pasteNotes } from "../../tools/clipboard/pasting.ts";
import {
  type Cut,
  cellsOf,
  countLong,
  countOf,
  isTooMuch,
  notesOf,
  PASTE_LIMITS,
  type Table,
  tableOf,
} from "../../tools/clipboard/table.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { around } from "../../tools/commands/copies.ts";
import { framesOf, SOMEBODY_NEW, titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import type { DialogRequest } from "../shell.ts";
import { Form } from "./form.tsx";
import { ChoiceField } from "./parts.tsx";
import { WhoseField } from "./whose.tsx";

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

function LinesField({ lines, write }: { readonly lines: string; write(lines: string): void }): JSX.Element {
  return (
    <div class="field">
      <label for="paste-lines">{t("One line, one note")}</label>
      <textarea
        id="paste-lines"
        class="input"
        data-first
        dir="auto"
        rows={5}
        maxLength={PASTE_LIMITS.characters}
        value={lines}
        onInput={(event) => write(event.currentTarget.value)}
      />
    </div>
  );
}

interface PlaceChoiceProps {
  readonly frame: string;
  readonly isWriting: boolean;
  choose(frame: string): void;
}

function PlaceChoice({ frame, isWriting, choose }: PlaceChoiceProps): JSX.Element {
  const frames = framesOf(useUi()).map((one) => ({ value: one.id, name: titleOf(one) }));
  const anywhere = isWriting ? t("Where there is room") : t("Where it is pasted");
  return (
    <ChoiceField
      id="paste-frame"
      label={t("Frame")}
      choices={[{ value: "", name: anywhere }, ...frames]}
      value={frame}
      set={choose}
    />
  );
}

/** Lines that were begun here: closing the dialog by mistake must not lose them. */
let begun = "";

export type PasteRequest = Extract<DialogRequest, { readonly name: "paste" }>;

interface Wanted {
  readonly text: string;
  readonly cut: Cut;
  readonly type: NoteType;
  readonly frame: string;
  readonly whose: string;
}

async function addAll(ui: Ui, { at, text: pasted }: PasteRequest, wanted: Wanted): Promise<void> {
  const { text, cut, type, frame, whose } = wanted;
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const made = await pasteNotes(board, {
    table: notesOf(text, cut),
    type,
    at,
    isTable: cut === "cells" && hasColumns(text),
    ...(frame === "" ? {} : { frame }),
    ...(whose === "" ? {} : { whose }),
  });
  if (made.length === 0) return;
  if (pasted === "") begun = "";
  const scene = ui.store.scene.peek();
  const box = around(made.flatMap((id) => scene.get(id) ?? []));
  if (box) ui.canvas.reveal(box);
  const count = made.length;
  const said = pasted === "" ? tn("%(n)s note added", "%(n)s notes added", count) : null;
  ui.announcer.say(said ?? tn("%(n)s note pasted", "%(n)s notes pasted", count));
}

function hasColumns(text: string): boolean {
  return tableOf(text).some((row) => row.length > 1);
}

function TooLongHint({ count }: { readonly count: number }): JSX.Element | null {
  if (count === 0) return null;
  return (
    <p class="field-hint" role="status">
      {tn(
        "%(n)s text is longer than a note can hold. It goes on in further notes.",
        "%(n)s texts are longer than a note can hold. They go on in further notes.",
        count,
      )}
    </p>
  );
}

/** What was pasted, or, without it, what is written here. */
export function PasteDialog(request: PasteRequest): JSX.Element {
  const ui = useUi();
  const isWriting = request.text === "";
  const [text, setText] = useState(isWriting ? begun : request.text);
  const isTable = useMemo(() => hasColumns(text), [text]);
  const [chosen, setCut] = useState<Cut>(isTable ? "cells" : "lines");
  const cut = isWriting ? "lines" : chosen;
  const [type, setType] = useState<NoteType>(ui.view.noteType.peek());
  const [frame, setFrame] = useState(request.frame ?? "");
  const [whose, setWhose] = useState(request.whose ?? "");
  const table = useMemo(() => notesOf(text, cut), [text, cut]);
  const long = useMemo(() => countLong(cellsOf(text, cut)), [text, cut]);
  const count = countOf(table);

  return (
    <Form
      title={isWriting ? t("Add several notes") : t("Paste as notes")}
      class="dialog-wide"
      done={tn("Add %(n)s note", "Add %(n)s notes", count)}
      isReady={count > 0 && !isTooMuch(text) && whose !== SOMEBODY_NEW}
      isDoneFirst={!isWriting}
      save={() => void addAll(ui, request, { text, cut, type, frame, whose })}
    >
      {isWriting ? (
        <LinesField
          lines={text}
          write={(lines) => {
            begun = lines;
            setText(lines);
          }}
        />
      ) : (
        <CutChoice cuts={isTable ? ["cells", "lines", "one"] : ["lines", "one"]} now={cut} choose={setCut} />
      )}
      <ChoiceField
        id="paste-type"
        label={t("Type")}
        choices={NOTE_TYPES.map((letter) => ({ value: letter, name: t(noteTypeOf[letter].name) }))}
        value={type}
        set={(letter) => setType(letter as NoteType)}
      />
      <PlaceChoice frame={frame} isWriting={isWriting} choose={setFrame} />
      {leads(ui.store.me.value.role) && <WhoseField whose={whose} choose={setWhose} />}
      <TooLongHint count={long} />
      {count > 0 && <Preview table={table} type={type} />}
    </Form>
  );
}
