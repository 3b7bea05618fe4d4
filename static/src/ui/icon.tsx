import type { ComponentProps, JSX } from "preact";
import { noteTypeOf } from "../core/kinds.ts";
import type { NoteType } from "../core/types.ts";
import { useUi } from "./context.ts";

/** One icon of the set. It never speaks: the control around it carries the name. */
export function Icon({ name }: { readonly name: string }): JSX.Element {
  const { boot } = useUi();
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`${boot.icons}#${name}`} />
    </svg>
  );
}

type ButtonProps = Omit<ComponentProps<"button">, "name" | "icon" | "type" | "aria-label">;

interface IconButtonProps extends ButtonProps {
  readonly icon: string;
  /** What is heard, and what a mouse that rests on it shows unless there is a `title`. */
  readonly name: string;
}

/** A quiet button that shows an icon only. */
export function IconButton({ icon, name, class: extra, children, ...rest }: IconButtonProps): JSX.Element {
  const look = "button button-quiet button-icon";
  return (
    <button type="button" class={extra ? `${look} ${extra}` : look} aria-label={name} title={name} {...rest}>
      <Icon name={icon} />
      {children}
    </button>
  );
}

/**
 * The mark of a note type: its colour with its letter and its sign. Its name stands beside it, so the
 * signs are painted by the style sheet and are no part of any text.
 */
export function TypeChip({ type }: { readonly type: NoteType }): JSX.Element {
  return <span class="chip" data-type={type} data-sign={noteTypeOf[type].icon} aria-hidden="true" />;
}
