/** A frame's title and the question it asks: for a new frame, and to change one. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { Grid } from "../../core/types.ts";
import { cleanTitle } from "../../core/words.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createHolding } from "../../tools/commands/holding.ts";
import { type Ui, useUi } from "../context.ts";
import { Dialog } from "./dialog.tsx";
import { Refused, useRefusal } from "./form.tsx";

interface Words {
  readonly title: string;
  readonly prompt: string;
  readonly grid?: Grid | undefined;
}

/** True when the board took it. */
function add({ commands, announcer }: Ui, { title, prompt }: Words): boolean {
  if (commands.addFrame({ title, prompt }) === null) return false;
  announcer.say(t("Frame added."));
  return true;
}

/** The same for what was changed here: the rest may be somebody else's by now. */
function save({ store, view, commands, announcer }: Ui, id: string, before: Words, now: Words): boolean {
  const board = createCommandBoard(store, view, makeId);
  const { title, prompt, grid } = now;
  if (board.editable(id) === null) return false;
  if (title !== before.title && !commands.setTitle(id, title)) return false;
  if (prompt !== before.prompt && !commands.setPrompt(id, prompt)) return false;
  if (grid && grid !== before.grid) createHolding(board).set(t("Write"), [id], { grid: cleanGrid(grid) });
  announcer.say(t("Frame changed."));
  return true;
}

function cleanGrid({ kind, labels, x, y }: Grid): Grid {
  return { kind, labels: labels.map(cleanTitle), x: cleanTitle(x), y: cleanTitle(y) };
}

/** What the frame says when the dialog opens. */
function wordsOf(ui: Ui, id: string | null): Words {
  const frame = ui.store.scene.peek().get(id ?? "");
  return frame?.kind === "frame" ? frame : NO_WORDS;
}

const NO_WORDS: Words = { title: "", prompt: "" };

interface PartsFieldProps {
  readonly grid: Grid;
  write(grid: Grid): void;
}

/** The titles of a divided frame: of its columns, rows, fields or rings, and of the axes of a matrix. */
function PartsField({ grid, write }: PartsFieldProps): JSX.Element {
  const axis = (name: "x" | "y", label: string): JSX.Element => (
    <div class="field">
      <label for={`frame-axis-${name}`}>{label}</label>
      <input
        id={`frame-axis-${name}`}
        class="input"
        maxLength={LIMITS.title}
        value={grid[name]}
        onInput={(event) => write({ ...grid, [name]: event.currentTarget.value })}
      />
    </div>
  );
  return (
    <>
      <div class="field">
        <label for="frame-parts">{t("Titles of the parts, one in each line")}</label>
        <textarea
          id="frame-parts"
          class="input"
          rows={Math.max(2, grid.labels.length)}
          value={grid.labels.join("\n")}
          onInput={(event) => {
            const lines = event.currentTarget.value.split("\n").slice(0, LIMITS.grid);
            write({ ...grid, labels: lines.map((line) => line.slice(0, LIMITS.title)) });
          }}
        />
      </div>
      {grid.kind === "matrix" && axis("x", t("Across"))}
      {grid.kind === "matrix" && axis("y", t("Upwards"))}
    </>
  );
}

interface QuestionFieldProps {
  readonly question: string;
  write(question: string): void;
}

function QuestionField({ question, write }: QuestionFieldProps): JSX.Element {
  return (
    <div class="field">
      <label for="frame-prompt">{t("Question (optional)")}</label>
      <textarea
        id="frame-prompt"
        class="input"
        rows={3}
        maxLength={LIMITS.text}
        aria-describedby="frame-prompt-hint"
        value={question}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <p id="frame-prompt-hint" class="field-hint">
        {t("What should people write here?")}
      </p>
    </div>
  );
}

export function FrameDialog({ id }: { readonly id: string | null }): JSX.Element {
  const ui = useUi();
  const refusal = useRefusal();
  const [before] = useState(() => wordsOf(ui, id));
  const [title, setTitle] = useState(before.title);
  const [prompt, setPrompt] = useState(before.prompt);
  const [grid, setGrid] = useState(before.grid);

  function submit(): void {
    const now = { title: title.trim(), prompt: prompt.trim(), grid };
    const isTaken = id === null ? add(ui, now) : save(ui, id, before, now);
    if (isTaken) ui.shell.dialog.value = null;
    else refusal.look();
  }

  return (
    <Dialog title={id === null ? t("New frame") : t("Title and question")} hasForm>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="field">
          <label for="frame-title">{t("Title")}</label>
          <input
            id="frame-title"
            class="input"
            data-first
            required
            maxLength={LIMITS.title}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </div>
        <QuestionField question={prompt} write={setPrompt} />
        {grid && <PartsField grid={grid} write={setGrid} />}
        <Refused why={refusal.why} />
        <footer class="dialog-foot">
          <button type="submit" class="button button-primary">
            {id === null ? t("Add the frame") : t("Save")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
