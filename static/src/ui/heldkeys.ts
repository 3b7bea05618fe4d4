/**
 * Keys pressed while a menu, a dialog or a panel to write in is on its way: they are for what was asked for,
 * and must not act on what lies behind it. Who gives them to it is loaded only when there are any.
 */

/** In a network that says nothing, the keyboard is not taken away for longer. */
const PATIENCE_MS = 10_000;

export interface HeldKeys {
  /** What they were meant for is there. */
  play(): void;
  /** It does not come, or nobody wants it any more. Nothing happens once it is there. */
  drop(): void;
}

/** In the order in which they were pressed, for whatever is waited for. */
const held: KeyboardEvent[] = [];
/** How each thing that is waited for is given up. */
const awaited = new Set<() => void>();

function hold(event: KeyboardEvent): void {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  // The browser's own stay the browser's.
  if (event.ctrlKey || event.metaKey || /^F\d/.test(event.key)) return;
  event.preventDefault();
  if (event.key === "Escape" && awaited.size > 0) {
    for (const cancel of awaited) cancel();
    awaited.clear();
    dropAll();
  } else if (!event.repeat) held.push(event);
}

function letGo(): void {
  if (awaited.size + held.length === 0) removeEventListener("keydown", hold, true);
}

function dropAll(): void {
  held.length = 0;
  letGo();
}

/** From now on keys wait. Escape calls `cancel`. */
export function holdKeys(cancel: () => void): HeldKeys {
  const drop = (): void => {
    if (awaited.delete(cancel)) dropAll();
  };
  const patience = setTimeout(drop, PATIENCE_MS);
  awaited.add(cancel);
  addEventListener("keydown", hold, true);
  return {
    drop,
    play() {
      clearTimeout(patience);
      if (!awaited.delete(cancel)) return;
      if (held.length === 0) letGo();
      else {
        import("./playkeys.ts")
          .then(({ playKeys }) => playKeys(held, () => awaited.size > 0))
          .then(letGo, dropAll); // lost is better than misunderstood
      }
    },
  };
}

let forField: HeldKeys | null = null;

/** Keys wait until the field of the panel that was asked for has the focus. Escape calls `cancel`. */
export function holdForField(cancel: () => void): void {
  forField?.drop();
  forField = holdKeys(cancel);
}

export function fieldHasFocus(): void {
  forField?.play();
  forField = null;
}

/** There will be no such field. */
export function fieldIsGone(): void {
  forField?.drop();
  forField = null;
}
