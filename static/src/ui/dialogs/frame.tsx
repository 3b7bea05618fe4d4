/** A frame's title and the question it asks: for a new frame, and to change one. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { FrameRecord } from "../../core/types.ts";
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

  function submit(): void {
    if (save(ui, frame, title.trim(), prompt.trim())) ui.shell.dialog.value = null;
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
        <footer class="dialog-foot">
          <button type="submit" class="button button-primary">
            {frame ? t("Save") : t("Add the frame")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
