/** A dialog with something to fill in, one button that does it, and one that does not. */

import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { useUi } from "../context.ts";
import { Dialog } from "./dialog.tsx";

interface FormProps {
  readonly title: string;
  /** What the button says. */
  readonly done: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  /** False while there is nothing that could be done. */
  readonly isReady?: boolean;
  /** Whether the button has the focus when the dialog opens. */
  readonly isDoneFirst?: boolean;
  /**
   * Called when the dialog is closed already: what it shows next keeps the focus. False when the board refused
   * it: then the dialog is there again, with all that is written in it, and says why.
   */
  save(): unknown;
}

interface Refusal {
  /** "" as long as nothing was refused. */
  readonly why: string;
  /** To be called when something was. */
  look(): void;
}

/** What a notice says of a refusal, for the dialog that was refused: what is behind it is neither read nor heard. */
export function useRefusal(): Refusal {
  const { store } = useUi();
  const [why, setWhy] = useState("");
  return {
    why,
    look() {
      const said = store.notices.peek().findLast(({ kind }) => kind === "error");
      if (said === undefined) return;
      setWhy(said.message);
      store.dismiss(said.id);
    },
  };
}

export function Refused({ why }: { readonly why: string }): JSX.Element | null {
  return why === "" ? null : (
    <p class="field-error" role="alert">
      {why}
    </p>
  );
}

export function Form(props: FormProps): JSX.Element {
  const { title, done, children, isReady = true, isDoneFirst = false, save } = props;
  const { shell } = useUi();
  const refusal = useRefusal();
  const close = (): void => {
    shell.dialog.value = null;
  };
  return (
    <Dialog title={title} hasForm {...(props.class ? { class: props.class } : {})}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          const request = shell.dialog.peek();
          close();
          if (save() !== false) return;
          shell.dialog.value = request;
          refusal.look();
        }}
      >
        {children}
        <Refused why={refusal.why} />
        <div class="dialog-foot">
          <button
            type="submit"
            class="button button-primary"
            data-first={isDoneFirst || undefined}
            disabled={!isReady}
          >
            {done}
          </button>
          <button type="button" class="button" onClick={close}>
            {t("Cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface WordsFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  set(value: string): void;
}

/** Where several lines are written; it has the focus when its dialog opens. */
export function WordsField({ id, label, value, set }: WordsFieldProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="input"
        data-first
        dir="auto"
        rows={4}
        required
        maxLength={LIMITS.text}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </div>
  );
}
