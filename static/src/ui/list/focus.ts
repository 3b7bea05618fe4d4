/**
 * The keyboard in a list. Each section is one stop for Tab; arrows go from row to row and, sideways,
 * to the buttons of a row. Nobody else's change moves the focus: when the focused row is drawn
 * anew or goes away, the focus is put back on it or on its neighbour.
 */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { SectionKey } from "./state.ts";

/** Keys of the rows in each section, top to bottom: what `ListRow` calls them, not the ids of items. */
export type RowOrder = ReadonlyMap<SectionKey, readonly string[]>;

const ROW = "[data-row]";
const MAIN = ".row-main";

function rowById(root: ParentNode, id: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
}

/** The key of the row that holds the element. */
export function rowIdOf(element: Element | null): string | null {
  return element?.closest<HTMLElement>(ROW)?.dataset.row ?? null;
}

/** Gives the focus to a row; false when it is not in the list. */
export function focusRow(root: ParentNode, id: string): boolean {
  const row = rowById(root, id);
  const stop = row?.querySelector<HTMLElement>(`textarea, ${MAIN}`);
  stop?.focus({ preventScroll: true });
  return stop !== null && stop !== undefined;
}

/** Brings a row, or the heading of a frame, into view; false when it is not in the list. */
export function showRow(root: ParentNode, id: string, isFocused: boolean): boolean {
  const place = rowById(root, id) ?? root.querySelector<HTMLElement>(`#section-${CSS.escape(id)}`);
  if (!place) return false;
  if (isFocused && !focusRow(root, id)) place.focus({ preventScroll: true });
  bringIntoView(place, "center");
  return true;
}

/** Frames until what has come near has its true height. */
const SETTLING = 6;

/** What comes near on the way takes its true height only then, and must not push the row out of sight again. */
function bringIntoView(place: Element | null | undefined, block: ScrollLogicalPosition): void {
  place?.scrollIntoView({ block });
  let left = SETTLING;
  requestAnimationFrame(function again() {
    if (!place?.isConnected || left === 0) return;
    left -= 1;
    place.scrollIntoView({ block: "nearest" });
    requestAnimationFrame(again);
  });
}

/** The nearest row of the same section that is still there: the next one, else the one before. */
export function neighbourOf(order: RowOrder, id: string, isThere: (id: string) => boolean): string | null {
  for (const ids of order.values()) {
    const at = ids.indexOf(id);
    if (at < 0) continue;
    return ids.slice(at + 1).find(isThere) ?? ids.slice(0, at).reverse().find(isThere) ?? null;
  }
  return null;
}

/** Call while drawing: notes who has the focus, and puts it back after the page has changed. */
export function useKeptFocus(root: RefObject<HTMLElement | null>, order: RowOrder): void {
  const orderBefore = useRef(order);
  const list = root.current;
  const active = document.activeElement;
  const hadFocus = list?.contains(active) ?? false;
  const focused = hadFocus ? rowIdOf(active) : null;

  useLayoutEffect(() => {
    const before = orderBefore.current;
    orderBefore.current = order;
    if (!list || !hadFocus) return;
    const now = document.activeElement;
    if (now !== null && now !== document.body && now.isConnected) return;
    if (focused !== null && focusRow(list, focused)) return;
    const neighbour = focused && neighbourOf(before, focused, (id) => rowById(list, id) !== null);
    if (!neighbour || !focusRow(list, neighbour)) list.focus({ preventScroll: true });
  });
}

function at<T>(all: readonly T[], from: T | null, by: number): T | undefined {
  const now = from === null ? -1 : all.indexOf(from);
  return all[Math.max(0, Math.min(all.length - 1, now + by))];
}

export interface Rows {
  /** The keys of all rows of the section, top to bottom. */
  keys(): readonly string[];
  /** Goes to a row that has not been drawn yet. */
  wake(key: string): void;
}

/** Arrow keys, Home, End and Escape in a section; true when the key was one of them. */
export function moveFocus(event: KeyboardEvent, section: HTMLElement, { keys, wake }: Rows): boolean {
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>(ROW);
  if (!row) return false;
  const main = row.querySelector<HTMLElement>(MAIN);
  const go = (by: number): void => {
    const key = at(keys(), rowIdOf(row), by);
    if (key === undefined) return;
    if (!focusRow(section, key)) wake(key);
    bringIntoView(rowById(section, key)?.querySelector(MAIN), "nearest");
  };
  const inRow = [...row.querySelectorAll<HTMLElement>("button")].filter((one) => one.closest(ROW) === row);
  const moves: Record<string, () => void> = {
    ArrowDown: () => go(1),
    ArrowUp: () => go(-1),
    Home: () => go(Number.NEGATIVE_INFINITY),
    End: () => go(Number.POSITIVE_INFINITY),
    ArrowRight: () => at(inRow, target, 1)?.focus(),
    ArrowLeft: () => at(inRow, target, -1)?.focus(),
    Escape: () => main?.focus(),
  };
  const move = moves[event.key];
  if (!move) return false;
  move();
  return true;
}
