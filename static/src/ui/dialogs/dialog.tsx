/** A modal dialog on the browser's own <dialog>: focus stays inside and goes back afterwards. */

import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { IconButton } from "../icon.tsx";

interface DialogProps {
  readonly title: string;
  /** "sheet" rises from the bottom on phones. */
  readonly look?: "sheet";
  readonly class?: string;
  /** A press beside the dialog closes it, unless that could cost something written. */
  readonly hasForm?: boolean;
  readonly children: ComponentChildren;
}

export function Dialog({ title, look, class: extra, hasForm = false, children }: DialogProps): JSX.Element {
  const { shell } = useUi();
  const dialog = useRef<HTMLDialogElement>(null);

  // Before the next key.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const before = document.activeElement as HTMLElement | null;
    element.showModal();
    element.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      element.close();
      // The browser gives the focus back by itself unless the dialog left the page first.
      if (before?.isConnected) before.focus();
    };
  }, []);

  const close = (): void => {
    shell.dialog.value = null;
  };

  return (
    <dialog
      ref={dialog}
      class={["dialog", look, extra].filter(Boolean).join(" ")}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => !hasForm && event.target === event.currentTarget && close()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <IconButton icon="x" name={t("Close")} onClick={close} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
