/** What opens the one menu; the menu itself is loaded with the first press. */

import type { JSX } from "preact";
import { type Ui, useUi } from "./context.ts";
import { askFor } from "./later.tsx";
import { anchorOf, type MenuItem } from "./shell.ts";

interface MenuButtonProps {
  /** Tells this button from all others on the page. */
  readonly owner: string;
  readonly label: string;
  readonly items: () => readonly MenuItem[] | Promise<readonly MenuItem[]>;
  readonly class?: string;
  readonly title?: string;
  /** What choosing does, above the choices that do not say it. */
  readonly heading?: string;
  readonly tabIndex?: number;
  readonly children?: JSX.Element | (JSX.Element | null | string | false)[];
}

function toggle(ui: Ui, { owner, label, heading, items }: MenuButtonProps, button: HTMLElement): void {
  const { menu } = ui.shell;
  if (menu.peek()?.owner === owner) {
    menu.value = null;
    return;
  }
  askFor(ui, Promise.resolve(items()), (found) => {
    menu.value = { owner, label, heading, anchor: anchorOf(button), items: found, returnTo: button };
  });
}

/** A button that opens a menu. */
export function MenuButton(props: MenuButtonProps): JSX.Element {
  const ui = useUi();
  const { shell } = ui;
  const isOpen = shell.menu.value?.owner === props.owner;
  return (
    <button
      type="button"
      class={props.class ?? "button button-quiet"}
      title={props.title}
      tabIndex={props.tabIndex}
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={(event) => toggle(ui, props, event.currentTarget)}
    >
      {props.children}
    </button>
  );
}
