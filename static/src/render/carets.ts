/** The carets of the others in the texts that they write: a thin line with the name in their colour. */

import type { OtherCaret, RuledPlace, Ruler } from "./caret_places.ts";
import { makeElement } from "./dom.ts";
import type { Face } from "./fonts.ts";

export interface Carets {
  draw(carets: readonly OtherCaret[], isCameraMoving: boolean): void;
  readonly ruler: Ruler;
  destroy(): void;
}

/** The name stands beside the caret for so long after it has moved; then the line alone stays. */
const NAME_MS = 5000;
const RULED_AT_PX = 100;
const RULED_KEPT = 200;

interface Shown {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  key: string;
  rest: ReturnType<typeof setTimeout>;
}

export function createCarets(root: Element): Carets {
  const layer = makeElement("div", "board-carets", root);
  layer.setAttribute("aria-hidden", "true");
  const shown = new Map<number, Shown>(); // session -> its caret

  const restLater = (element: HTMLElement): ReturnType<typeof setTimeout> =>
    setTimeout(() => element.classList.add("is-resting"), NAME_MS);

  function make({ session, colour, key }: OtherCaret): Shown {
    const element = makeElement("div", "board-caret", layer);
    element.style.setProperty("--person", colour);
    const name = makeElement("span", "board-caret__name", element);
    const entry: Shown = { element, name, key, rest: restLater(element) };
    shown.set(session, entry);
    return entry;
  }

  function show(caret: OtherCaret): void {
    const entry = shown.get(caret.session) ?? make(caret);
    const { element, name } = entry;
    if (entry.key !== caret.key) {
      entry.key = caret.key;
      clearTimeout(entry.rest);
      element.classList.remove("is-resting");
      entry.rest = restLater(element);
    }
    const isAfar = caret.height === null;
    const words = isAfar ? `${caret.name} …` : caret.name;
    if (name.textContent !== words) name.textContent = words;
    element.classList.toggle("is-afar", isAfar);
    const { x, y } = caret.place;
    element.style.transform = `translate(${x}px, ${y}px) rotate(${caret.turn}deg)`;
    element.style.height = isAfar ? "" : `${caret.height}px`;
  }

  return {
    draw(carets, isCameraMoving) {
      layer.classList.toggle("is-still", isCameraMoving);
      const gone = new Set(shown.keys());
      for (const caret of carets) {
        gone.delete(caret.session);
        show(caret);
      }
      for (const session of gone) {
        const entry = shown.get(session);
        if (entry) clearTimeout(entry.rest);
        entry?.element.remove();
        shown.delete(session);
      }
    },
    ruler: createRuler(layer),
    destroy() {
      for (const { rest } of shown.values()) clearTimeout(rest);
      layer.remove();
    },
  };
}

/** Measures in an unseen line of the page: only the browser knows where places lie in mixed directions. */
function createRuler(parent: Element): Ruler {
  const line = makeElement("span", "board-carets__ruler", parent);
  const known = new Map<string, RuledPlace>();

  function measure(before: number): RuledPlace {
    const { left, width } = line.getBoundingClientRect();
    const text = line.firstChild;
    if (!text) return { at: 0, width: 0 };
    const range = document.createRange();
    range.setStart(text, before);
    range.collapse(true);
    const at = range.getBoundingClientRect().left - left;
    return { at: at / RULED_AT_PX, width: width / RULED_AT_PX };
  }

  return (text, before, isRightToLeft, face: Face) => {
    const key = `${face.weight} ${face.family} ${isRightToLeft} ${before} ${text}`;
    const found = known.get(key);
    if (found) return found;
    line.style.font = `${face.weight} ${RULED_AT_PX}px ${face.family}`;
    line.dir = isRightToLeft ? "rtl" : "ltr";
    line.textContent = text;
    const measured = measure(before);
    if (known.size >= RULED_KEPT) known.clear();
    known.set(key, measured);
    return measured;
  };
}
