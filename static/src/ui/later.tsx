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

/** What was loaded, as soon as its look is there too: the page has it in wait, turned off. */
export async function withStyles<Part>(loading: Promise<Part>): Promise<Part> {
  const link = document.querySelector<HTMLLinkElement>("#later-styles");
  const styled = link && (link.disabled || !link.sheet) ? whenStyled(link) : null;
  const part = await loading;
  await styled;
  return part;
}

/** Without its look a part is still better than no part. */
function whenStyled(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve(), { once: true });
    const giveUp = (): void => {
      link.disabled = true; // it is asked for again the next time
      resolve();
    };
    link.addEventListener("error", giveUp, { once: true });
    link.disabled = false;
  });
}

export function sayNotLoaded({ store }: Ui): void {
  store.notify("error", t("This part could not be loaded. Check the connection, then open it again."));
}

export const closeDialog = ({ shell }: Ui): void => {
  shell.dialog.value = null;
};

export const closeMenu = ({ shell }: Ui): void => {
  shell.menu.value = null;
};

export const closePanel = ({ view }: Ui): void => {
  view.panel.value = "none";
};
