/** A frame's title and the question it asks: for a new frame, and to change one. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { FrameRecord, Grid } from "../../core/types.ts";
import { cleanTitle } from "../../core/words.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createHolding } from "../../tools/commands/holding.ts";
import { type Ui, useUi } from "../context.ts";
import { Dialog } from "./dialog.tsx";

/** True when the board took it. */
function save(
  { commands, announcer }: Ui,
  frame: FrameRecord | undefined,
  title: string,
  prompt: string,
): boolean {
  if (frame === undefined) {
    if (commands.addFrame({ title, prompt }) === null) return false;
    announcer.say(t("Frame added."));
    return true;
  }
  if (title !== frame.title && !commands.setTitle(frame.id, title)) return false;
  if (prompt !== frame.prompt && !commands.setPrompt(frame.id, prompt)) return false;
  announcer.say(t("Frame changed."));
  return true;
}

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
  const record = id === null ? undefined : ui.store.scene.peek().get(id);
  const frame = record?.kind === "frame" ? record : undefined;
  const [title, setTitle] = useState(frame?.title ?? "");
  const [prompt, setPrompt] = useState(frame?.prompt ?? "");
  const [grid, setGrid] = useState(frame?.grid);

  function submit(): void {
    if (!save(ui, frame, title.trim(), prompt.trim())) return;
    if (frame && grid) {
      const holding = createHolding(createCommandBoard(ui.store, ui.view, makeId));
      const labels = grid.labels.map(cleanTitle);
      const clean = { kind: grid.kind, labels, x: cleanTitle(grid.x), y: cleanTitle(grid.y) };
      holding.set(t("Write"), [frame.id], { grid: clean });
    }
    ui.shell.dialog.value = null;
  }

  return (
    <Dialog title={frame ? t("Title and question") : t("New frame")} hasForm>
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
        <footer class="dialog-foot">
          <button type="submit" class="button button-primary">
            {frame ? t("Save") : t("Add the frame")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
