/** Pointers and wheel on the board: feeds the gesture machine and does what it says. */

import { effect } from "@preact/signals-core";

import { type Box, type Point, round2 } from "../core/geometry.ts";
import { t, tn } from "../core/i18n.ts";
import { isBoxed, rotationOf } from "../core/records.ts";
import type { BoxedRecord, Scene } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import { createAutopan } from "./autopan.ts";
import type { Commands } from "./commands.ts";
import { createDragging, type DragKeys } from "./dragging.ts";
import { createDrags } from "./drags.ts";
import { type Asking, createDrawing } from "./drawing.ts";
import { createEditor } from "./editor.ts";
import {
  DOUBLE_MS,
  DOUBLE_REACH,
  type Effect,
  type GestureInput,
  IDLE,
  type Press,
  step,
  type Target,
} from "./gestures.ts";
import { createGroups } from "./groups.ts";
import { createHover } from "./hover.ts";
import { createLongPress } from "./longpress.ts";
import { createPlacing } from "./placing.ts";
import { cursorFor } from "./pointer_cursor.ts";
import { createSideHandles } from "./sidehandles.ts";
import type { Surface } from "./surface.ts";
import { createTaps } from "./taps.ts";
import { createToolLayer } from "./toollayer.ts";
import { watchWebkitPinch } from "./webkit_pinch.ts";
import { wheelMove } from "./wheel.ts";

export interface InputOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly renderer: Surface;
  readonly root: HTMLElement;
  /** Whether what is dragged finds the lines of its neighbours. */
  isSnapping(): boolean;
  /** A frame's title and prompt are to be edited. */
  onEditFrame(id: string): void;
  /** `point` in CSS pixels of the window; `id` of the item under it, which is selected by then. */
  onContextMenu(point: Point, id: string | null): void;
  /** An item without a text of its own is to be opened. */
  onOpen(id: string): void;
  /** A tool asks something first: what a comment says. */
  ask: Asking;
  /** For screen readers. */
  announce(sentence: string): void;
}

export interface Input {
  destroy(): void;
}

/** Screen pixels: side of the area in which a resize handle answers. */
const TOUCH_REACH = 44;
const MOUSE_REACH = 24;

export function createInput(options: InputOptions): Input {
  const { store, view, commands, renderer: surface, root, onEditFrame, onContextMenu, announce } = options;
  const placing = createPlacing(view, commands, onEditFrame);
  const layer = createToolLayer(root, view);
  const knobs = createSideHandles({ store, view, commands, layer });
  const groups = createGroups(store);
  const inView = (): BoxedRecord[] => boxedIn(store.scene.peek(), surface.itemsIn(viewBox(view)));
  const hover = createHover(store, view, layer);
  const { isSnapping, onOpen, ask } = options;
  const dragging = createDragging(store, view, commands, { isSnapping, inView, ...layer });
  const drawing = createDrawing({ store, view, commands, surface, layer, groups, ask, announce });
  const taps = createTaps({ store, view, commands, surface, placing, drawing, groups, onEditFrame, onOpen });
  const onSelected = announceSelection;
  const drags = createDrags({ view, groups, surface, dragging, placing, drawing, onSelected });
  const press = createLongPress((event) => openMenu(event));
  const editor = createEditor({ store, view, commands, surface, root, announce });
  const autopan = createAutopan(root, (dx, dy) => {
    surface.panBy(dx, dy);
    if (lastMove) feed(lastMove);
  });
  let state = IDLE;
  let lastMove: GestureInput | null = null;
  let isSpaceHeld = false;
  let held: DragKeys = {};
  /** The tap that opened the editor last. */
  let opening: Press | null = null;

  function pointOf(event: { clientX: number; clientY: number }): Point {
    const { left, top } = root.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function targetAt(point: Point, isTouch: boolean): Target {
    const handle = surface.hitHandle(point, isTouch ? TOUCH_REACH : MOUSE_REACH);
    const knob = handle === null ? knobs.at(point, isTouch) : null;
    if (knob) return { ...knob, handle, isSelected: true, isMovable: false };
    const id = surface.hit(point);
    const record = id === null ? undefined : store.scene.peek().get(id);
    const isSelected = id !== null && view.selection.peek().has(id);
    const isMovable = record !== undefined && commands.canEdit(record, "move");
    return { handle, turn: turnOfSelection(store.scene.peek(), view), id, isSelected, isMovable };
  }

  function showCursor(target: Target | null): void {
    root.style.cursor = cursorFor(state, view.tool.peek(), isSpaceHeld, target);
  }

  function feed(input: GestureInput): void {
    const next = step(state, input);
    state = next.state;
    for (const one of next.effects) perform(one);
    if (state.name === "idle") autopan.stop();
    showCursor(null);
  }

  function perform(one: Effect): void {
    if (one.do === "pan") surface.panBy(one.dx, one.dy);
    else if (one.do === "zoom") surface.zoomBy(one.factor, one.anchor);
    else if (one.do === "drag") {
      autopan.follow(one.at);
      drags.follow(one.drag, one.at, held, one.pressure ?? 0.5);
    } else if (one.do === "drop") drags.drop(one.drag);
    else if (one.do === "abandon") drags.abandon(one.drag);
    else leaveEditorFor(one);
  }

  /** Panning and zooming leave the text editor open; everything else closes it first. */
  function leaveEditorFor(one: Extract<Effect, { do: "select" | "tap" | "start" }>): void {
    const wasEditing = view.editing.peek() !== null;
    editor.close();
    root.focus({ preventScroll: true });
    if (one.do === "select") view.selection.value = groups.whole([one.id]);
    else if (one.do === "start") drags.start(one.drag);
    else {
      taps.tap(one.press, one.isDouble, wasEditing);
      opening = view.editing.peek() === null ? null : one.press;
    }
  }

  /** The second tap of two: the first has brought the note nearer, and another one lies here now. */
  function isSecondTap(at: Point, time_ms: number): boolean {
    if (opening === null || view.editing.peek() === null) return false;
    const isNear = Math.hypot(at.x - opening.at.x, at.y - opening.at.y) <= DOUBLE_REACH;
    return isNear && time_ms - opening.time_ms <= DOUBLE_MS;
  }

  function announceSelection(): void {
    const { size } = view.selection.peek();
    announce(size === 0 ? t("Nothing selected") : tn("%(n)s item selected", "%(n)s items selected", size));
  }

  function isOnBoard(event: Event): boolean {
    return event.target instanceof Element && event.target.closest(".board-editor") === null;
  }

  function onPointerDown(event: PointerEvent): void {
    if (!isOnBoard(event) || event.button === 2) return;
    const at = pointOf(event);
    const isTouch = event.pointerType === "touch";
    if (isTouch && isSecondTap(at, event.timeStamp)) return;
    const target = targetAt(at, isTouch);
    holdKeys(event);
    root.setPointerCapture(event.pointerId);
    if (isTouch) press.start(event);
    feed({
      kind: "down",
      pointer: event.pointerId,
      at,
      time_ms: event.timeStamp,
      isTouch,
      isForPan: event.button === 1 || isSpaceHeld,
      isAdding: event.shiftKey || event.ctrlKey || event.metaKey,
      tool: target.side || target.end ? "connector" : view.tool.peek(),
      target,
      isOpening: event.ctrlKey || event.metaKey,
      isPen: event.pointerType === "pen",
      pressure: pressureOf(event),
    });
  }

  function onPointerMove(event: PointerEvent): void {
    const at = pointOf(event);
    holdKeys(event);
    press.move(event);
    if (event.pointerType !== "touch" || state.name === "dragging") {
      const { x, y } = surface.screenToBoard(at);
      view.cursor.value = [round2(x), round2(y)];
    }
    if (state.name === "idle") {
      const target = isOnBoard(event) ? targetAt(at, false) : null;
      const isLink = (event.ctrlKey || event.metaKey) && surface.linkAt(at) !== null;
      showCursor(target && { ...target, isLink });
      hover.over(event.pointerType !== "touch" && target?.handle === null ? target.id : null);
      return;
    }
    hover.over(null);
    for (const one of finely(event)) {
      lastMove = { kind: "move", pointer: event.pointerId, at: pointOf(one), pressure: pressureOf(one) };
      feed(lastMove);
    }
  }

  /** All points of a stroke, where the browser has gathered several in one event. */
  function finely(event: PointerEvent): readonly PointerEvent[] {
    const all = state.name === "dragging" && state.drag.what === "draw" ? event.getCoalescedEvents?.() : [];
    return all && all.length > 0 ? all : [event];
  }

  function holdKeys({ shiftKey, altKey, ctrlKey, metaKey }: PointerEvent): void {
    held = { isStraight: shiftKey, isCopy: altKey, isFree: ctrlKey || metaKey };
  }

  function onPointerUp(event: PointerEvent): void {
    press.end();
    feed({ kind: "up", pointer: event.pointerId, at: pointOf(event), time_ms: event.timeStamp });
    lastMove = null;
    if (event.pointerType === "touch") view.cursor.value = null;
  }

  function cancel(): void {
    press.end();
    feed({ kind: "cancel" });
    lastMove = null;
  }

  function onPointerLeave(event: PointerEvent): void {
    if (event.pointerType !== "touch" && state.name === "idle") view.cursor.value = null;
    hover.over(null);
  }

  // The board decides itself when the editor closes: panning and zooming must not take its focus.
  function onMouseDown(event: MouseEvent): void {
    if (isOnBoard(event)) event.preventDefault();
  }

  function onWheel(event: WheelEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey;
    if (isPlain && editor.scrolls(event.target)) return;
    event.preventDefault();
    hover.over(null);
    const move = wheelMove(event);
    if (move.do === "pan") surface.panBy(move.dx, move.dy);
    else surface.zoomBy(move.factor, pointOf(event));
    if (lastMove) feed(lastMove);
  }

  function onMenu(event: MouseEvent): void {
    if (!isOnBoard(event)) return;
    event.preventDefault();
    // Fingers have their own clock: see `longpress.ts`.
    if (!(event instanceof PointerEvent && event.pointerType === "touch")) openMenu(event);
  }

  function openMenu(event: MouseEvent): void {
    if (state.name !== "idle") cancel();
    const id = surface.hit(pointOf(event));
    editor.close();
    if (id !== null && !view.selection.peek().has(id)) view.selection.value = groups.whole([id]);
    onContextMenu({ x: event.clientX, y: event.clientY }, id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && (state.name === "dragging" || state.name === "pressed")) {
      cancel();
      event.stopPropagation();
      event.preventDefault();
    }
    const isOnItsOwn = event.target === document.body || event.target === root;
    if (event.key === " " && isOnItsOwn && view.mode.peek() !== "list") {
      event.preventDefault(); // the page would scroll
      holdSpace(true);
    }
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (event.key === " ") holdSpace(false);
  }

  function holdSpace(isHeld: boolean): void {
    isSpaceHeld = isHeld;
    showCursor(null);
  }

  const ends = new AbortController();
  const { signal } = ends;
  root.addEventListener("pointerdown", onPointerDown, { signal });
  root.addEventListener("pointermove", onPointerMove, { signal });
  root.addEventListener("pointerup", onPointerUp, { signal });
  root.addEventListener("pointercancel", cancel, { signal });
  root.addEventListener("pointerleave", onPointerLeave, { signal });
  root.addEventListener("mousedown", onMouseDown, { signal });
  root.addEventListener("wheel", onWheel, { signal, passive: false });
  root.addEventListener("contextmenu", onMenu, { signal });
  window.addEventListener("keydown", onKeyDown, { signal, capture: true });
  window.addEventListener("keyup", onKeyUp, { signal });
  window.addEventListener("blur", () => holdSpace(false), { signal });
  watchWebkitPinch(root, signal, (factor, event) => {
    // On a touch screen the fingers are pointers too, and have zoomed already.
    if (state.name === "idle") surface.zoomBy(factor, pointOf(event));
  });
  const stopWatching = effect(() => {
    view.tool.value;
    showCursor(null);
  });

  return {
    destroy() {
      ends.abort();
      stopWatching();
      autopan.stop();
      press.end();
      hover.destroy();
      knobs.destroy();
      layer.destroy();
      editor.destroy();
    },
  };
}

/** A mouse says 0.5 while its button is down, a finger 0 or 1 as it likes. */
function pressureOf({ pointerType, pressure }: PointerEvent): number {
  return pointerType === "pen" && pressure > 0 ? pressure : 0.5;
}

/** The handles of one item are turned with it. */
function turnOfSelection(scene: Scene, view: View): number {
  const [id, ...more] = view.selection.peek();
  const record = id === undefined || more.length > 0 ? undefined : scene.get(id);
  return record ? rotationOf(record) : 0;
}

function boxedIn(scene: Scene, ids: readonly string[]): BoxedRecord[] {
  return ids.flatMap((id) => scene.get(id) ?? []).filter(isBoxed);
}

/** What of the board is on the screen. */
function viewBox({ camera, viewport }: View): Box {
  const { x, y, zoom } = camera.peek();
  const { width, height } = viewport.peek();
  return { x, y, w: width / zoom, h: height / zoom };
}
