/** Arrow keys inside a bar that is one stop for the Tab key. */

const FORWARD = { vertical: "ArrowDown", horizontal: "ArrowRight" } as const;
const BACK = { vertical: "ArrowUp", horizontal: "ArrowLeft" } as const;

/** Moves the focus to the neighbouring button, or to the ends by Home and End. */
export function stepFocus(event: KeyboardEvent, bar: HTMLElement, way: "vertical" | "horizontal"): void {
  const buttons = [...bar.querySelectorAll<HTMLElement>("button:not([disabled])")];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const steps: Record<string, number> = {
    [FORWARD[way]]: (at + 1) % buttons.length,
    [BACK[way]]: (at - 1 + buttons.length) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = steps[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  buttons[next]?.focus();
}
