/** The one open menu: beside its button on wide screens, a sheet from the bottom on phones. */

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";
import type { Anchor, MenuItem, MenuRequest, Shell } from "./shell.ts";

const GAP_PX = 6;
const MARGIN_PX = 8;

/** Under the anchor if there is room, else above it; always inside the window. */
function place(menu: HTMLElement, anchor: Anchor): void {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP_PX;
  const above = anchor.top - GAP_PX - height;
  const top = below + height <= innerHeight - MARGIN_PX || above < MARGIN_PX ? below : above;
  const left = anchor.left + width <= innerWidth - MARGIN_PX ? anchor.left : anchor.right - width;
  menu.style.left = `${Math.max(MARGIN_PX, Math.min(left, innerWidth - width - MARGIN_PX))}px`;
  menu.style.top = `${Math.max(MARGIN_PX, Math.min(top, innerHeight - height - MARGIN_PX))}px`;
}

function choices(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

/** The item that a key leads to from `at`; null when the key means nothing here. */
function target(all: readonly HTMLElement[], at: number, key: string): HTMLElement | null {
  const last = all.length - 1;
  if (key === "ArrowDown") return all[at === last ? 0 : at + 1] ?? null;
  if (key === "ArrowUp") return all[at <= 0 ? last : at - 1] ?? null;
  if (key === "Home") return all[0] ?? null;
  if (key === "End") return all[last] ?? null;
  if (key.length !== 1) return null;
  const inOrder = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const starts = (item: HTMLElement): boolean =>
    (item.dataset.label ?? "").toLocaleLowerCase().startsWith(key.toLocaleLowerCase());
  return inOrder.find(starts) ?? null;
}

function Choice({ item, close }: { readonly item: MenuItem; close(): void }): JSX.Element {
  const isChoice = item.isChecked !== undefined;
  return (
    <li role="none" class={item.startsGroup ? "menu-group" : undefined}>
      <button
        type="button"
        role={isChoice ? "menuitemradio" : "menuitem"}
        aria-checked={isChoice ? item.isChecked : undefined}
        tabIndex={-1}
        data-label={item.label}
        class={item.isDanger ? "menu-item menu-danger" : "menu-item"}
        onClick={() => {
          close();
          item.run();
        }}
      >
        {item.mark ?? (item.icon && <Icon name={item.icon} />)}
        <span class="menu-label">{item.label}</span>
        {item.isChecked && <Icon name="check" />}
        {item.keys && <kbd aria-hidden="true">{item.keys}</kbd>}
      </button>
    </li>
  );
}

/** A key in the open menu: Escape and Tab close it, arrows and letters go to an item. */
function pressed(event: KeyboardEvent, menu: HTMLElement, close: () => void): void {
  event.stopPropagation();
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === " ") return;
  const all = choices(menu);
  const next = target(all, all.indexOf(document.activeElement as HTMLElement), event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function OpenMenu({ request, shell }: { readonly request: MenuRequest; readonly shell: Shell }): JSX.Element {
  const menu = useRef<HTMLUListElement>(null);
  const returnTo = useRef(request.returnTo ?? (document.activeElement as HTMLElement | null));

  function close(isFocusReturned = true): void {
    shell.menu.value = null;
    if (isFocusReturned) returnTo.current?.focus();
  }

  useLayoutEffect(() => {
    const list = menu.current;
    if (!list) return;
    if (!shell.isPhone.value) place(list, request.anchor);
    // A list of choices starts at the one that holds; a menu of commands at its first.
    const isChoice = request.items[0]?.isChecked !== undefined;
    const now = isChoice ? list.querySelector<HTMLElement>("[aria-checked=true]") : null;
    (now ?? choices(list)[0])?.focus();
  }, [request, shell]);

  useEffect(() => {
    const away = (): void => close(false);
    addEventListener("resize", away);
    return () => removeEventListener("resize", away);
  });

  return (
    <>
      <div
        class="menu-scrim"
        onPointerDown={(event) => {
          event.preventDefault();
          close();
        }}
      />
      <section aria-label={request.label}>
        <ul
          ref={menu}
          class="menu"
          role="menu"
          aria-label={request.label}
          onKeyDown={(event) => pressed(event, event.currentTarget, close)}
        >
          {request.heading && (
            <li role="presentation" class="menu-heading">
              {request.heading}
            </li>
          )}
          {request.items.map((item) => (
            <Choice key={item.label} item={item} close={close} />
          ))}
        </ul>
      </section>
    </>
  );
}

export function Menu(): JSX.Element | null {
  const { shell } = useUi();
  const request = shell.menu.value;
  return request && <OpenMenu request={request} shell={shell} />;
}
