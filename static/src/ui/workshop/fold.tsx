/** What is folded above the board: a long instruction, and on the phone of who leads all but what is in a hurry. */

import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { Icon } from "../icon.tsx";
import { remember, remembered } from "../remember.ts";

/** Where this device keeps the id of the step whose words somebody has unfolded. */
const UNFOLDED = "step_unfolded";

export interface Fold {
  readonly isOpen: boolean;
  toggle(): void;
}

/** Whether the words of this step are unfolded. */
export function useFold(step: string | null): Fold {
  const [unfolded, setUnfolded] = useState(remembered(UNFOLDED));
  const isOpen = step !== null && unfolded === step;
  return {
    isOpen,
    toggle() {
      const now = isOpen ? "" : (step ?? "");
      remember(UNFOLDED, now);
      setUnfolded(now);
    },
  };
}

/**
 * Folds the lines that come below the strip too, but for the first of them; the answer is how many that are.
 * The style sheet hides them, by an attribute of what holds them all.
 */
export function useFoldedLines(strip: RefObject<HTMLElement | null>, isOn: boolean, isOpen: boolean): number {
  const [count, setCount] = useState(0);
  useLayoutEffect(() => {
    const bands = strip.current?.parentElement;
    if (!isOn || !bands) return;
    bands.dataset.folded = String(!isOpen);
    return () => {
      delete bands.dataset.folded;
    };
  }, [strip, isOn, isOpen]);
  useLayoutEffect(() => {
    const bands = strip.current?.parentElement;
    if (!isOn || !bands) return;
    const look = (): void => setCount(bands.querySelectorAll(":scope > .step-band ~ .band ~ .band").length);
    const watcher = new MutationObserver(look);
    watcher.observe(bands, { childList: true });
    look();
    return () => watcher.disconnect();
  }, [strip, isOn]);
  return isOn ? count : 0;
}

/** At the end of the strip's first row. */
export function FoldButton({ fold, lines }: { readonly fold: Fold; readonly lines: number }): JSX.Element {
  const more =
    lines > 0
      ? tn("Read it all, and %(n)s more line", "Read it all, and %(n)s more lines", lines)
      : t("Read it all");
  const name = fold.isOpen ? t("Less") : more;
  return (
    <button
      type="button"
      class="tool step-fold"
      aria-expanded={fold.isOpen}
      aria-label={name}
      title={name}
      onClick={fold.toggle}
    >
      {lines > 0 && !fold.isOpen && <b aria-hidden="true">+{lines}</b>}
      <Icon name={fold.isOpen ? "chevron-up" : "chevron-down"} />
    </button>
  );
}
