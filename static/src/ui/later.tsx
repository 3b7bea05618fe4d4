/** Parts of the interface that few people need: loaded when somebody opens them. */

import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../core/i18n.ts";
import { type Ui, useUi } from "./context.ts";

/**
 * The component that `load` brings, and nothing until it is there. When it cannot be had, `close` takes it
 * off the page and a line says so; it is asked for again the next time it is opened.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  close: (ui: Ui) => void,
): (props: Props) => JSX.Element | null {
  let here: ComponentType<Props> | null = null;

  return function Part(props: Props): JSX.Element | null {
    const ui = useUi();
    const [, redraw] = useState(false);
    useEffect(() => {
      if (here) return;
      load().then(
        (found) => {
          here = found;
          redraw(true);
        },
        () => {
          close(ui);
          sayNotLoaded(ui);
        },
      );
    }, [ui]);
    const Shown = here;
    return Shown && <Shown {...props} />;
  };
}

export function sayNotLoaded({ store }: Ui): void {
  store.notify("error", t("This part could not be loaded. Check the connection, then open it again."));
}

export const closeDialog = ({ shell }: Ui): void => {
  shell.dialog.value = null;
};

export const closePanel = ({ view }: Ui): void => {
  view.panel.value = "none";
};
