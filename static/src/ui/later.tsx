/** Parts of the interface that few people need: loaded when somebody opens them. */

import type { FunctionComponent, JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { t } from "../core/i18n.ts";
import { type Ui, useUi } from "./context.ts";
import { fieldIsGone, holdKeys } from "./heldkeys.ts";

/** What a component is given. */
type PropsOf<Part> = Part extends (props: infer Props extends object) => unknown ? Props : object;

/**
 * The component `name` of what `load` brings, and nothing until it is there. When it cannot be had, `close`
 * takes it off the page and a line says so; it is asked for again the next time it is opened. Keys that are
 * pressed meanwhile are for the menu or the dialog that is to come.
 */
export function later<Parts, Name extends keyof Parts>(
  load: () => Promise<Parts>,
  name: Name,
  close?: (ui: Ui) => void,
): (props: PropsOf<Parts[Name]>) => JSX.Element | null {
  let here: FunctionComponent<PropsOf<Parts[Name]>> | null = null;
  const takesKeys = close === closeMenu || close === closeDialog;

  return function Part(props: PropsOf<Parts[Name]>): JSX.Element | null {
    const ui = useUi();
    const [, redraw] = useState(false);
    // Before the next key.
    useLayoutEffect(() => {
      if (here) return;
      const takeOff = (): void => close?.(ui);
      const keys = takesKeys ? holdKeys(takeOff) : null;
      load().then(
        (found) => {
          here = found[name] as FunctionComponent<PropsOf<Parts[Name]>>;
          redraw(true);
          keys?.play();
        },
        () => {
          takeOff();
          sayNotLoaded(ui);
        },
      );
      return close === closePanel ? fieldIsGone : keys?.drop;
    }, [ui]);
    const Shown = here;
    return Shown && <Shown {...props} />;
  };
}

/**
 * Does `use` with what `loading` brings, as soon as it is there. Keys that are pressed meanwhile come after
 * it, and Escape takes the wish back.
 */
export function askFor<Found>(ui: Ui, loading: Promise<Found>, use: (found: Found) => void): void {
  let isWanted = true;
  const keys = holdKeys(() => {
    isWanted = false;
  });
  loading.then(
    (found) => {
      if (isWanted) use(found);
      keys.play();
    },
    () => {
      keys.drop();
      sayNotLoaded(ui);
    },
  );
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
  fieldIsGone();
  view.panel.value = "none";
};
