/**
 * The board for keyboards and screen readers: an invisible list above the canvas with what is in view, in
 * reading order. One tab stop; arrow keys go from item to item, also to those outside the view.
 */

import type { Box } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import { inReadingOrder, sortedForReading } from "../core/outline.ts";
import { parentOf } from "../core/records.ts";
import type { ItemRecord, Person, Scene } from "../core/types.ts";
import type { Camera } from "../store/view.ts";
import { makeElement, setAttributes } from "./dom.ts";
import { nameOfItem } from "./item_names.ts";
import { nextItem, type RovingKey, rovingKeyOf } from "./roving.ts";

export interface MirrorPicture {
  readonly scene: Scene;
  readonly people: ReadonlyMap<string, Person>;
  readonly selection: ReadonlySet<string>;
  /** Ids of what is in view. */
  readonly inView: ReadonlySet<string>;
  /** Where an item is, in board units; nothing for what has no place of its own (replies). */
  boxOf(id: string): Box | undefined;
  /** Stays in the list wherever it is: the item being edited. */
  readonly editing: string | null;
}

export interface MirrorActions {
  edit(id: string): void;
  toggleSelected(id: string): void;
  isSelected(id: string): boolean;
  /** The item that now has the focus, to bring it into view and draw the ring; null when it left the list. */
  focused(id: string | null, isRingShown: boolean): void;
}

export interface Mirror {
  draw(picture: MirrorPicture): void;
  follow(camera: Camera): void;
  /** Gives the keyboard focus to an item; false when there is no such item. */
  focus(id: string): boolean;
  readonly focusedId: string | null;
  destroy(): void;
}

/** A selection of more than this stays in the list only where it is in view. */
const PINNED_MOST = 100;

type Placed = readonly [record: ItemRecord, box: Box];

interface Twin {
  readonly entry: HTMLElement;
  readonly button: HTMLButtonElement;
  box: Box | null;
}

export function createMirror(parent: Element, actions: MirrorActions): Mirror {
  const list = makeElement("div", "board-mirror", parent);
  list.setAttribute("role", "list");
  list.setAttribute("aria-label", t("Items on the board"));
  const help = makeElement("p", "board-mirror__help", parent);
  help.id = "board-mirror-help";
  help.hidden = true;
  help.textContent = t("Arrow keys go to the next item, Enter opens it, Space selects it.");

  const twins = new Map<string, Twin>(); // item id -> its list entry
  const idOf = new WeakMap<Element, string>();
  let picture: MirrorPicture | null = null;
  let active: string | null = null; // the one tab stop
  let focusedId: string | null = null;

  function makeTwin(id: string): Twin {
    const entry = makeElement("div", "board-mirror__entry");
    entry.setAttribute("role", "listitem");
    const button = makeElement("button", "board-mirror__item", entry);
    button.type = "button";
    button.tabIndex = -1;
    button.setAttribute("aria-describedby", help.id);
    idOf.set(button, id);
    entry.dataset.item = id;
    const twin: Twin = { entry, button, box: null };
    twins.set(id, twin);
    return twin;
  }

  function fill(twin: Twin, [record, box]: Placed, shown: MirrorPicture, membersOf: Members): void {
    const isSelected = shown.selection.has(record.id);
    setAttributes(twin.button, {
      "aria-label": nameOfItem(record, shown.scene, shown.people, membersOf(record)),
      "aria-pressed": String(isSelected),
    });
    // An empty `lang` would say that the language is unknown.
    if ("lang" in record && record.lang) setAttributes(twin.button, { lang: record.lang });
    else twin.button.removeAttribute("lang");
    const { box: before } = twin;
    if (before && before.x === box.x && before.y === box.y && before.w === box.w && before.h === box.h)
      return;
    twin.box = box;
    const { style } = twin.entry;
    style.left = `${box.x}px`;
    style.top = `${box.y}px`;
    style.width = `${box.w}px`;
    style.height = `${box.h}px`;
  }

  /** Puts the entries in order without ever moving the focused one: moving it would take its focus away. */
  function arrange(ids: readonly string[]): void {
    let cursor = list.firstElementChild;
    for (const id of ids) {
      const entry = twins.get(id)?.entry;
      if (!entry) continue;
      if (entry.contains(document.activeElement)) {
        while (cursor && cursor !== entry) {
          const passed: Element = cursor;
          cursor = passed.nextElementSibling;
          passed.remove();
        }
      }
      if (entry === cursor) cursor = entry.nextElementSibling;
      else list.insertBefore(entry, cursor);
    }
  }

  function dropExcept(wanted: ReadonlySet<string>): void {
    for (const [id, twin] of twins) {
      if (wanted.has(id)) continue;
      twin.entry.remove();
      twins.delete(id);
    }
  }

  function setActive(id: string | null): void {
    if (id !== active && active !== null) setTabIndex(active, -1);
    if (id !== null) setTabIndex(id, 0);
    active = id;
  }

  function setTabIndex(id: string, tabIndex: number): void {
    const button = twins.get(id)?.button;
    if (button && button.tabIndex !== tabIndex) button.tabIndex = tabIndex;
  }

  function draw(next: MirrorPicture): void {
    const lost = focusedId !== null && !next.scene.has(focusedId) ? focusedId : null;
    const heir = lost === null || picture === null ? null : heirOf(lost, picture.scene, next);
    picture = next;
    const members = createMembers(next.scene);
    const held = next.selection.size <= PINNED_MOST ? next.selection : [];
    const pinned = new Set([...held, next.editing, focusedId, active, heir]);
    const shown = [...new Set([...next.inView, ...pinned])].flatMap((id) => next.scene.get(id ?? "") ?? []);
    // The order of what is shown is worked out from that alone: the rest of a large board does not matter.
    const records = sortedForReading(shown, next.scene);
    for (const record of records) {
      const box = next.boxOf(record.id);
      if (box) fill(twins.get(record.id) ?? makeTwin(record.id), [record, box], next, members);
    }
    const wanted = records.map(({ id }) => id);
    arrange(wanted);
    if (lost !== null && heir !== null) focus(heir);
    dropExcept(new Set(wanted));
    if (active === null || !twins.has(active)) setActive(wanted[0] ?? null);
    else setActive(active);
  }

  function focus(id: string): boolean {
    if (!picture?.scene.has(id)) return false;
    if (!twins.has(id)) {
      setActive(id);
      draw(picture);
    }
    const twin = twins.get(id);
    if (!twin) return false;
    setActive(id);
    twin.button.focus({ preventScroll: true });
    return true;
  }

  function rove(id: string, key: RovingKey): void {
    if (!picture) return;
    const { scene, boxOf } = picture;
    const target = nextItem(readingOrder(scene), id, key, (other) => boxOf(other) !== undefined);
    if (target !== null) focus(target);
  }

  list.addEventListener("focusin", (event) => {
    const id = event.target instanceof Element ? idOf.get(event.target) : undefined;
    if (id === undefined || !(event.target instanceof Element)) return;
    focusedId = id;
    setActive(id);
    actions.focused(id, event.target.matches(":focus-visible"));
  });

  list.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && list.contains(event.relatedTarget)) return;
    focusedId = null;
    actions.focused(null, false);
  });

  list.addEventListener("keydown", (event) => {
    const id = event.target instanceof Element ? idOf.get(event.target) : undefined;
    if (id === undefined || event.altKey || event.metaKey) return;
    const key = rovingKeyOf(event.key);
    if (key !== null && (event.ctrlKey || !actions.isSelected(id)) && !event.shiftKey) rove(id, key);
    else if (event.key === "Enter" && !event.ctrlKey) actions.edit(id);
    else if (event.key === " " && !event.ctrlKey) actions.toggleSelected(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // Assistive technology presses without keys. Space must not press a second time when it is let go.
  list.addEventListener("keyup", (event) => {
    if (event.key === " ") event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const id = event.target instanceof Element ? idOf.get(event.target) : undefined;
    if (id !== undefined) actions.edit(id);
  });

  return {
    draw,
    follow(camera) {
      const { x, y, zoom } = camera;
      list.style.transform = `scale(${zoom}) translate(${-x}px, ${-y}px)`;
    },
    focus,
    get focusedId() {
      return focusedId;
    },
    destroy() {
      list.remove();
      help.remove();
    },
  };
}

/** Who gets the focus of an item that is gone: what was read after it, or failing that before it. */
function heirOf(lost: string, before: Scene, now: MirrorPicture): string | null {
  return nextItem(readingOrder(before), lost, "next", (id) => now.boxOf(id) !== undefined);
}

const orders = new WeakMap<Scene, readonly string[]>();

/** All ids in reading order, worked out when somebody goes from item to item. */
function readingOrder(scene: Scene): readonly string[] {
  const known = orders.get(scene);
  if (known) return known;
  const order = inReadingOrder(scene).map(({ id }) => id);
  orders.set(scene, order);
  return order;
}

/** How many items a frame holds; 0 for anything else. */
type Members = (record: ItemRecord) => number;

/** Counts when the first frame is asked about. */
function createMembers(scene: Scene): Members {
  let counts: Map<string, number> | null = null;
  return ({ id, kind }) => {
    if (kind !== "frame") return 0;
    counts ??= countMembers(scene);
    return counts.get(id) ?? 0;
  };
}

function countMembers(scene: Scene): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of scene.values()) {
    const frame = parentOf(record);
    if (frame !== null) counts.set(frame, (counts.get(frame) ?? 0) + 1);
  }
  return counts;
}
