/** The pointers of the other people: a small arrow with the name in the person's colour. */

import type { Point } from "../core/geometry.ts";
import { makeElement, makeSvg } from "./dom.ts";

export interface OtherCursor {
  readonly session: number;
  readonly name: string;
  readonly colour: string;
  /** Board units: tells a move of the person from a move of my camera. */
  readonly at: Point;
  /** Screen pixels. */
  readonly place: Point;
  /** False for someone without a pointer (a phone, the list): only the name, beside what they hold. */
  readonly hasArrow: boolean;
}

export interface Cursors {
  draw(cursors: readonly OtherCursor[], isCameraMoving: boolean): void;
  destroy(): void;
}

const REST_MS = 5000;
const ARROW = "M1 1 L1 14.5 L4.8 11 L7.4 16.6 L9.8 15.5 L7.3 10 L12.5 10 Z";

interface Shown {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  at: Point;
  rest: ReturnType<typeof setTimeout>;
}

function makeCursor(parent: Element, cursor: OtherCursor): { element: HTMLElement; name: HTMLElement } {
  const element = makeElement("div", "board-cursor", parent);
  const arrow = makeSvg("svg", "board-cursor__arrow", element);
  arrow.setAttribute("viewBox", "0 0 14 18");
  makeSvg("path", "", arrow).setAttribute("d", ARROW);
  const name = makeElement("span", "board-cursor__name", element);
  element.style.setProperty("--person", cursor.colour);
  return { element, name };
}

export function createCursors(parent: Element): Cursors {
  const layer = makeElement("div", "board-cursors", parent);
  layer.setAttribute("aria-hidden", "true");
  const shown = new Map<number, Shown>(); // session -> its arrow

  const restLater = (element: HTMLElement): ReturnType<typeof setTimeout> =>
    setTimeout(() => element.classList.add("is-resting"), REST_MS);

  function show(cursor: OtherCursor): void {
    let entry = shown.get(cursor.session);
    if (!entry) {
      const made = makeCursor(layer, cursor);
      entry = { ...made, at: cursor.at, rest: restLater(made.element) };
      shown.set(cursor.session, entry);
    } else if (entry.at.x !== cursor.at.x || entry.at.y !== cursor.at.y) {
      entry.at = cursor.at;
      clearTimeout(entry.rest);
      entry.element.classList.remove("is-resting");
      entry.rest = restLater(entry.element);
    }
    if (entry.name.textContent !== cursor.name) entry.name.textContent = cursor.name;
    entry.element.classList.toggle("is-tag", !cursor.hasArrow);
    entry.element.style.transform = `translate(${cursor.place.x}px, ${cursor.place.y}px)`;
  }

  function draw(cursors: readonly OtherCursor[], isCameraMoving: boolean): void {
    // The glide between two reports must not make the arrows swim behind a moving board.
    layer.classList.toggle("is-still", isCameraMoving);
    const gone = new Set(shown.keys());
    for (const cursor of cursors) {
      gone.delete(cursor.session);
      show(cursor);
    }
    for (const session of gone) {
      const entry = shown.get(session);
      if (entry) clearTimeout(entry.rest);
      entry?.element.remove();
      shown.delete(session);
    }
  }

  return {
    draw,
    destroy() {
      for (const { rest } of shown.values()) clearTimeout(rest);
      layer.remove();
    },
  };
}
