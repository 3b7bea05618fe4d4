/** The keys of the board. Letters work wherever no text is typed; the rest only where the board has the focus. */

import type { Point } from "../core/geometry.ts";
import { tn } from "../core/i18n.ts";
import { isWritten } from "../core/records.ts";
import type { BoardStore } from "../store/store.ts";
import type { Tool, View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import { createDragging } from "./dragging.ts";
import { createNudging } from "./nudging.ts";
import { createPlacing } from "./placing.ts";
import { isSingleKey, type ShortcutId, shortcutOf } from "./shortcuts.ts";
import type { Surface } from "./surface.ts";

export interface KeyboardOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly renderer: Surface;
  readonly root: HTMLElement;
  onEditFrame(id: string): void;
  /** The selection is to go to another frame. */
  onMoveToFrame(ids: readonly string[]): void;
  announce(sentence: string): void;
  /** A command that is not among the everyday ones; see `shortcuts.ts`. */
  run(id: ShortcutId | "add.comment"): void;
  /** Whether single letters are shortcuts (people who dictate turn them off); yes when not given. */
  hasLetterKeys?(): boolean;
}

export interface Keyboard {
  destroy(): void;
}

/** Board units that an arrow key moves the selection by, alone and with Shift. */
const NUDGE = 8;
const NUDGE_FAR = 40;
/** Screen pixels that an arrow key moves the board by. */
const PAN = 80;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Places with keys of their own. */
const TYPED_INTO = "input, textarea, select, [contenteditable]";
const CLOSED_TO_KEYS = `${TYPED_INTO}, [role=dialog], [role=alertdialog], [role=menu], dialog`;

export function createKeyboard(options: KeyboardOptions): Keyboard {
  const { store, view, commands, renderer, root, onEditFrame, onMoveToFrame, announce } = options;
  const placing = createPlacing(view, commands, onEditFrame);
  const nudging = createNudging(createDragging(store, view, commands));
  const hasLetterKeys = options.hasLetterKeys ?? (() => true);

  const selected = (): string[] => [...view.selection.peek()].filter((id) => store.scene.peek().has(id));
  const changeable = (): string[] =>
    selected().filter((id) => {
      const record = store.scene.peek().get(id);
      return record !== undefined && commands.canEdit(record);
    });

  function isBoardFocused(): boolean {
    const focused = document.activeElement;
    return focused === null || focused === document.body || root.contains(focused);
  }

  /** Somebody who works by keyboard has no pointer over the board, or is in its invisible list. */
  function isByKeyboard(): boolean {
    return view.cursor.peek() === null || isOnItem();
  }

  function isOnItem(): boolean {
    const focused = document.activeElement;
    return focused !== root && root.contains(focused);
  }

  function arrow(key: string, isFar: boolean): boolean {
    const direction = ARROWS[key];
    if (!direction) return false;
    const by = isFar ? NUDGE_FAR : NUDGE;
    if (selected().length === 0) renderer.panBy(-direction.x * PAN, -direction.y * PAN);
    else nudging.nudge("move", direction.x * by, direction.y * by);
    return true;
  }

  /** Ctrl and Shift with an arrow: the way to resize without dragging. */
  function resize(key: string): boolean {
    const direction = ARROWS[key];
    if (!direction || changeable().length !== 1 || !isBoardFocused()) return false;
    nudging.nudge("resize", direction.x * NUDGE, direction.y * NUDGE);
    return true;
  }

  function remove(): boolean {
    const removed = commands.remove(changeable());
    if (removed.length === 0) return false;
    announce(tn("%(n)s item deleted", "%(n)s items deleted", removed.length));
    return true;
  }

  function leave(): boolean {
    if (view.tool.peek() !== "select") view.tool.value = "select";
    else if (view.selection.peek().size > 0) view.selection.value = new Set();
    else return false;
    return true;
  }

  /** It comes into view wherever there was room for it. */
  function placeFrame(): boolean {
    const id = placing.frame({});
    const frame = id === null ? undefined : store.scene.peek().get(id);
    if (frame?.kind === "frame") renderer.reveal(frame);
    return id !== null;
  }

  function enter(): boolean {
    const tool = view.tool.peek();
    if (tool === "note") return placing.note() !== null;
    if (tool === "text") return placing.text() !== null;
    if (tool === "frame") return placeFrame();
    if (tool === "comment") {
      options.run("add.comment");
      return true;
    }
    const [id] = changeable();
    if (id === undefined || selected().length !== 1) return false;
    const record = store.scene.peek().get(id);
    if (record?.kind === "frame") onEditFrame(id);
    else if (record && isWritten(record)) view.editing.value = id;
    else options.run("item.write");
    return true;
  }

  function pickOrPlace(kind: "note" | "text" | "frame"): boolean {
    if (!commands.canAdd(kind)) return false;
    if (!isByKeyboard()) {
      view.tool.value = kind;
      return true;
    }
    if (kind === "note") placing.note();
    else if (kind === "text") placing.text();
    else placeFrame();
    return true;
  }

  /** Ctrl and Shift with an arrow resizes; Ctrl with + and - zooms, as without. */
  function withCtrl(event: KeyboardEvent): boolean {
    if (event.shiftKey && resize(event.key)) return true;
    if (event.altKey || !isBoardFocused()) return false;
    if (event.key === "=" || event.key === "+") renderer.zoomStep(1);
    else if (event.key === "-") renderer.zoomStep(-1);
    else return false;
    return true;
  }

  function selectAll(): boolean {
    commands.selectAll();
    const { size } = view.selection.peek();
    announce(tn("%(n)s item selected", "%(n)s items selected", size));
    return true;
  }

  function duplicate(): boolean {
    const ids = changeable();
    const copies = ids.length === 0 ? [] : commands.duplicate(ids);
    if (copies.length > 0) announce(tn("%(n)s item duplicated", "%(n)s items duplicated", copies.length));
    return ids.length > 0;
  }

  function onBoard(event: KeyboardEvent): boolean {
    const { key, shiftKey } = event;
    if (key === "Delete" || key === "Backspace") return remove();
    if (key === "Enter" && !shiftKey) return enter();
    return arrow(key, shiftKey);
  }

  /** A key that stands for one command. */
  function shortcut(event: KeyboardEvent): boolean {
    const id = shortcutOf(event);
    if (isSingleKey(event)) {
      if (!hasLetterKeys()) return false;
      if (event.key === "1" && !event.shiftKey) return fit();
    } else if (!isBoardFocused() && id !== "edit.duplicate") return false;
    return id !== null && perform(id);
  }

  function perform(id: ShortcutId): boolean {
    if (id === "edit.duplicate") return duplicate();
    if (id === "select.all") return selectAll();
    if (id === "item.frame") return moveToFrame();
    if (id === "view.all") return fit();
    if (id === "view.selection") return fit(selected());
    if (id === "tool.note") return pickOrPlace("note");
    if (id === "tool.text") return pickOrPlace("text");
    if (id === "tool.frame") return pickOrPlace("frame");
    if (id === "tool.comment" && isOnItem()) options.run("add.comment");
    else if (id === "tool.select") view.tool.value = "select";
    else if (id === "tool.hand") view.tool.value = "hand";
    else if (id.startsWith("tool.")) return pick(id.slice("tool.".length) as Tool);
    else if (id === "view.closer") renderer.zoomStep(1);
    else if (id === "view.further") renderer.zoomStep(-1);
    else if (id === "view.actual") renderer.zoomTo(1);
    else options.run(id);
    return true;
  }

  function pick(tool: Tool): boolean {
    if (!commands.canAdd("note")) return false;
    view.tool.value = tool;
    return true;
  }

  function fit(ids?: readonly string[]): boolean {
    renderer.fit(ids && ids.length > 0 ? ids : undefined);
    return true;
  }

  function moveToFrame(): boolean {
    const ids = changeable().filter((id) => store.scene.peek().get(id)?.kind !== "frame");
    if (ids.length > 0) onMoveToFrame(ids);
    return ids.length > 0;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { target } = event;
    if (event.defaultPrevented || event.isComposing || view.mode.peek() === "list") return;
    if (target instanceof Element && target.closest(CLOSED_TO_KEYS)) return;
    if (!(event.key in ARROWS)) nudging.settle();
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const isTaken = isPlain
      ? (event.key === "Escape" && leave()) || (isBoardFocused() && onBoard(event)) || shortcut(event)
      : shortcut(event) || withCtrl(event);
    if (isTaken) event.preventDefault();
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (event.key in ARROWS) nudging.settle();
  }

  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  return {
    destroy() {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keyup", onKeyUp);
      nudging.settle();
    },
  };
}
