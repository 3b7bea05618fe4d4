/** Puts the interface on the page, with the canvas inside it. */

import { effect } from "@preact/signals-core";
import { render } from "preact";
import { isDraft, roundNow } from "../core/drafts.ts";
import { t, tn } from "../core/i18n.ts";
import { isOnBoard } from "../core/records.ts";
import type { ItemRecord, Scene } from "../core/types.ts";
import type { Renderer } from "../render/renderer.ts";
import type { Ballots } from "../store/ballots.ts";
import type { Queue } from "../store/queue.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Calls } from "../sync/calls.ts";
import type { Clock } from "../sync/clock.ts";
import type { Commands } from "../tools/commands.ts";
import { isShortcut } from "../tools/shortcuts.ts";
import { createAnnouncer } from "./announcer.ts";
import { App } from "./app.tsx";
import type { Boot, Ui } from "./context.ts";
import { sayNotLoaded } from "./later.tsx";
import { keepOthersShown } from "./othersshown.ts";
import { fetchRareParts, fetchTools } from "./rare.ts";
import { openSearch } from "./search/wish.ts";
import type { BoardServer } from "./server.ts";
import { createShell } from "./shell.ts";

export interface Parts {
  readonly boot: Boot;
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly server: BoardServer;
  readonly queue: Queue;
  readonly calls: Calls;
  readonly clock: Clock;
  readonly ballots: Ballots;
  /** Brings what fills an element of the page with the board. */
  loadCanvas(): Promise<(root: HTMLElement, ui: Ui) => Renderer>;
  /** Brings what it takes to work on it: the canvas asks for that by itself. */
  loadHands(): Promise<unknown>;
}

/** Draws everything into `place` and answers with the parts that the rest of the page talks to. */
export function mountBoard(place: HTMLElement, parts: Parts): Ui {
  const { store, view } = parts;
  const isWall = parts.boot.projector !== undefined;
  if (isWall) view.others.value = { cursors: false, selections: false, gestures: false, typing: false };
  else keepOthersShown(view);
  const announcer = createAnnouncer();
  const shell = createShell();
  const root = document.createElement("div");
  root.className = "board-root";
  let renderer: Renderer | null = null;

  const ui: Ui = {
    ...parts,
    announcer,
    shell,
    canvas: {
      fit: (ids) => renderer?.fit(ids),
      show: (box) => renderer?.show(box),
      zoomStep: (steps) => renderer?.zoomStep(steps),
      zoomTo: (zoom) => renderer?.zoomTo(zoom),
      reveal: (box, leastZoom) => renderer?.reveal(box, leastZoom),
      goTo: (id, isFocused) => renderer?.goTo(id, isFocused),
      textPlace: (id, text) => renderer?.textPlace(id, text) ?? null,
    },
  };
  if (shell.isPhone.value && !isWall) view.mode.value = "list";
  render(<App ui={ui} canvas={root} />, place);
  const whenShown = drawWhenShown(ui, async () => {
    const drawCanvas = await parts.loadCanvas();
    renderer = drawCanvas(root, ui);
    return renderer.ready;
  });
  if (!isWall) {
    announceOthers(ui);
    helpByKey(ui);
  }
  warnBeforeLosing(store);
  void whenShown.then(() => fetchRareParts(ui, [parts.loadCanvas, parts.loadHands]));
  // A link from another board leads to one note of this one.
  const asked = location.hash.slice(1);
  if (asked !== "") void whenShown.then(() => fetchTools(ui, (tools) => tools.goToAsked(ui, asked)));
  return ui;
}

/**
 * The canvas comes with its first showing: phones begin with the list. The answer resolves when there is
 * something to be seen: the first picture with the board in it, or the list.
 */
function drawWhenShown(ui: Ui, draw: () => Promise<void>): Promise<void> {
  const { view, store } = ui;
  let drawing: Promise<void> | null = null;
  effect(() => {
    if (view.mode.value === "list" || drawing !== null) return;
    drawing = draw().catch(() => {
      drawing = null; // it is asked for again the next time
      view.mode.value = "list";
      sayNotLoaded(ui);
    });
  });
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (store.seq.value < 0) return;
      queueMicrotask(() => stop());
      resolve(drawing ?? undefined);
    });
  });
}

/** The keys that work in every view, wherever no text is typed: for help, commands and panels. */
function helpByKey(ui: Ui): void {
  const { shell, view } = ui;
  document.addEventListener("keydown", (event) => {
    const isTyped = (event.target as Element | null)?.closest?.(
      "input, textarea, select, dialog, [role=menu]",
    );
    if (searchByKey(ui, event)) event.preventDefault();
    if (event.defaultPrevented || isTyped) return;
    const isLetter = shell.hasLetterKeys.peek();
    if (isShortcut(event, "help.palette")) shell.dialog.value = { name: "palette" };
    else if (isLetter && event.key === "?") shell.dialog.value = { name: "shortcuts" };
    else if (isLetter && isShortcut(event, "panel.comments")) toggleComments(view);
    else return;
    event.preventDefault();
  });
}

/** Works while somebody types too. A second Ctrl+F in the field is the browser's own search. */
function searchByKey(ui: Ui, event: KeyboardEvent): boolean {
  const target = event.target as Element | null;
  if (event.defaultPrevented || target?.closest?.("dialog, [role=menu]")) return false;
  const { step } = ui.shell.search;
  const isField = target?.matches?.(".search-field") ?? false;
  if (isShortcut(event, "panel.search") && !isField) openSearch(ui);
  else if (step.peek() && isShortcut(event, "search.next")) step.peek()?.(1);
  else if (step.peek() && isShortcut(event, "search.previous")) step.peek()?.(-1);
  else return false;
  return true;
}

function toggleComments({ panel }: View): void {
  panel.value = panel.peek() === "comments" ? "none" : "comments";
}

/** Whether a comment belongs to something else now: to the eye its pin has moved, others are told. */
function isPutElsewhere(before: ItemRecord | undefined, after: ItemRecord | undefined): boolean {
  return before?.kind === "comment" && after?.kind === "comment" && before.on !== after.on;
}

function announceOthers(ui: Ui): void {
  const { store, announcer } = ui;
  let before = store.present.value;
  let isOpened = store.seq.value >= 0;
  store.onChange((changed, isRemote) => {
    const after = store.present.value;
    // What was there when the page opened is not news.
    if (isRemote && isOpened) {
      announcer.count(
        before,
        after,
        [...changed].filter((id) => isSeen(after.get(id) ?? before.get(id))),
      );
      if (roundNow(after) > roundNow(before)) tellReveal(store, before, changed);
      for (const id of changed) tellMention(store, before.get(id), after.get(id));
      // Before the page is drawn anew: the focus is still where it was.
      const held = document.activeElement?.closest<HTMLElement>("[data-item]")?.dataset.item;
      const isGone = held !== undefined && before.has(held) && !after.has(held);
      if (isGone && !isDraft(before.get(held))) {
        announcer.say(t("Somebody deleted what you were on. The focus is on what was next to it."));
      }
    }
    if (!isRemote) {
      for (const id of changed) {
        if (!isPutElsewhere(before.get(id), after.get(id))) continue;
        fetchTools(ui, (tools) => tools.sayWhereItIs(ui, id));
      }
    }
    isOpened ||= store.seq.value >= 0;
    before = after;
  });
}

/** What was private is on the board: how much it is, everybody hears now. */
function tellReveal(store: BoardStore, before: Scene, changed: ReadonlySet<string>): void {
  const shown = [...changed].filter((id) => !before.has(id) && store.present.peek().get(id)?.kind === "note");
  store.notify("info", tn("Revealed: %(n)s note.", "Revealed: %(n)s notes.", shown.length));
}

/** Steps are told by the strip that shows them. */
function isSeen(record: ItemRecord | undefined): boolean {
  return record !== undefined && isOnBoard(record);
}

/** Somebody who is meant by a comment reads so at once. */
function tellMention(store: BoardStore, before: ItemRecord | undefined, after: ItemRecord | undefined): void {
  if (after?.kind !== "comment" && after?.kind !== "reply") return;
  const isMe = (record: ItemRecord | undefined): boolean =>
    record !== undefined && "mentions" in record && (record.mentions?.includes(store.me.peek().id) ?? false);
  if (!isMe(after) || isMe(before)) return;
  const name = store.people.peek().get(after.author)?.name ?? t("Someone");
  store.notify("info", t("%(name)s mentions you in a comment.", { name }));
}

/** The browser asks before changes are lost that nothing but this page holds. */
function warnBeforeLosing(store: BoardStore): void {
  addEventListener("beforeunload", (event) => {
    if (!store.saveState.peek().isKept) event.preventDefault();
  });
}
