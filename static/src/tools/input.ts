/** Pointers and wheel on the board: feeds the gesture machine and does what it says. */

import { type Box, boxFromCorners, type Point, round2 } from "../core/geometry.ts";
import { t, tn } from "../core/i18n.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import { createAutopan } from "./autopan.ts";
import type { Commands } from "./commands.ts";
import { createDragging } from "./dragging.ts";
import { createEditor } from "./editor.ts";
import {
  type Drag,
  type Effect,
  type GestureInput,
  IDLE,
  type Press,
  step,
  type Target,
} from "./gestures.ts";
import { createPlacing } from "./placing.ts";
import { cursorFor } from "./pointer_cursor.ts";
import type { Surface } from "./surface.ts";
import { wheelMove } from "./wheel.ts";

export interface InputOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly renderer: Surface;
  readonly root: HTMLElement;
  /** A frame's title and prompt are to be edited. */
  onEditFrame(id: string): void;
  /** `point` in CSS pixels of the window; `id` of the item under it, which is selected by then. */
  onContextMenu(point: Point, id: string | null): void;
  /** For screen readers. */
  announce(sentence: string): void;
}

export interface Input {
  destroy(): void;
}

const TOUCH_REACH = 44;
const MOUSE_REACH = 24;
/** Screen pixels: a frame drawn smaller than this gets the usual size. */
const LEAST_DRAWN = 40;

export function createInput(options: InputOptions): Input {
  const { store, view, commands, renderer, root, onEditFrame, onContextMenu, announce } = options;
  const placing = createPlacing(view, commands, onEditFrame);
  const dragging = createDragging(store, view, commands);
  const editor = createEditor({ store, view, commands, surface: renderer, root, announce });
  const autopan = createAutopan(root, (dx, dy) => {
    renderer.panBy(dx, dy);
    if (lastMove) feed(lastMove);
  });
  let state = IDLE;
  let lastMove: GestureInput | null = null;
  let isSpaceHeld = false;
  let isShiftHeld = false;
  let marqueeStart: Point = { x: 0, y: 0 };
  let selectedBefore: ReadonlySet<string> = new Set();

  function pointOf(event: { clientX: number; clientY: number }): Point {
    const { left, top } = root.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function targetAt(point: Point, isTouch: boolean): Target {
    const handle = renderer.hitHandle(point, isTouch ? TOUCH_REACH : MOUSE_REACH);
    const id = renderer.hit(point);
    const record = id === null ? undefined : store.scene.peek().get(id);
    const isSelected = id !== null && view.selection.peek().has(id);
    return { handle, id, isSelected, isMovable: record !== undefined && commands.canEdit(record) };
  }

  function feed(input: GestureInput): void {
    const next = step(state, input);
    state = next.state;
    for (const effect of next.effects) perform(effect);
    root.style.cursor = cursorFor(state, view.tool.peek(), isSpaceHeld, null);
  }

  function perform(effect: Effect): void {
    if (effect.do === "pan") renderer.panBy(effect.dx, effect.dy);
    else if (effect.do === "zoom") renderer.zoomBy(effect.factor, effect.anchor);
    else if (effect.do === "select") select([effect.id]);
    else if (effect.do === "tap") tap(effect.press, effect.isDouble);
    else if (effect.do === "start") startDrag(effect.drag);
    else if (effect.do === "drag") drag(effect.drag, effect.at);
    else if (effect.do === "drop") drop(effect.drag);
    else abandon(effect.drag);
  }

  function select(ids: Iterable<string>): void {
    editor.close();
    view.selection.value = new Set(ids);
  }

  function tap(press: Press, isDouble: boolean): void {
    const at = renderer.screenToBoard(press.at);
    const wasEditing = view.editing.peek() !== null;
    editor.close();
    root.focus({ preventScroll: true });
    if (press.tool === "note") placing.note(at);
    else if (press.tool === "text") placing.text(at);
    else if (press.tool === "frame") placing.frame({ at });
    else if (press.tool === "select") tapToSelect(press, isDouble, wasEditing);
  }

  function tapToSelect(press: Press, isDouble: boolean, wasEditing: boolean): void {
    const { id, isSelected } = press.target;
    if (press.isAdding) {
      if (id !== null) toggle(id);
      return;
    }
    if (id === null) {
      view.selection.value = new Set();
      if (isDouble && !wasEditing && commands.canAdd("note")) placing.note(renderer.screenToBoard(press.at));
      return;
    }
    const isOnly = isSelected && view.selection.peek().size === 1;
    if (isDouble || (press.isTouch && isOnly && !wasEditing)) open(id);
    else view.selection.value = new Set([id]);
  }

  function open(id: string): void {
    const record = store.scene.peek().get(id);
    view.selection.value = new Set([id]);
    if (!record || !commands.canEdit(record)) return;
    if (record.kind === "frame") onEditFrame(id);
    else view.editing.value = id;
  }

  function toggle(id: string): void {
    const selection = new Set(view.selection.peek());
    if (!selection.delete(id)) selection.add(id);
    view.selection.value = selection;
  }

  function startDrag({ what, press }: Drag): void {
    editor.close();
    root.focus({ preventScroll: true });
    if (what === "items") {
      if (press.isAdding && press.target.id !== null && !press.target.isSelected) toggle(press.target.id);
      dragging.startMove();
    } else if (what === "handle" && press.target.handle !== null) {
      dragging.startResize(press.target.handle);
    } else {
      marqueeStart = renderer.screenToBoard(press.at);
      selectedBefore = press.isAdding ? view.selection.peek() : new Set();
    }
    dragStart = renderer.screenToBoard(press.at);
  }

  let dragStart: Point = { x: 0, y: 0 };

  function drag({ what }: Drag, at: Point): void {
    autopan.follow(at);
    const now = renderer.screenToBoard(at);
    if (what === "items" || what === "handle") {
      dragging.drag(now.x - dragStart.x, now.y - dragStart.y, isShiftHeld);
      return;
    }
    const box = boxFromCorners(marqueeStart, now);
    renderer.showMarquee(box);
    if (what === "marquee") view.selection.value = new Set([...selectedBefore, ...renderer.itemsIn(box)]);
    else drawn = box;
  }

  let drawn: Box | null = null;

  function drop({ what, press }: Drag): void {
    autopan.stop();
    renderer.showMarquee(null);
    if (what === "items" || what === "handle") dragging.drop();
    else if (what === "marquee") announceSelection();
    else drawFrame(press);
  }

  function drawFrame(press: Press): void {
    const box = drawn;
    drawn = null;
    const { zoom } = view.camera.peek();
    const isDrawn = box !== null && Math.min(box.w, box.h) * zoom >= LEAST_DRAWN;
    if (isDrawn)
      placing.frame({ box: { x: round2(box.x), y: round2(box.y), w: round2(box.w), h: round2(box.h) } });
    else placing.frame({ at: renderer.screenToBoard(press.at) });
  }

  function abandon({ what }: Drag): void {
    autopan.stop();
    renderer.showMarquee(null);
    drawn = null;
    if (what === "marquee") view.selection.value = selectedBefore;
    dragging.abandon();
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
    isShiftHeld = event.shiftKey;
    root.setPointerCapture(event.pointerId);
    feed({
      kind: "down",
      pointer: event.pointerId,
      at,
      time_ms: event.timeStamp,
      isTouch,
      isForPan: event.button === 1 || isSpaceHeld,
      isAdding: event.shiftKey || event.ctrlKey || event.metaKey,
      tool: view.tool.peek(),
      target: targetAt(at, isTouch),
    });
  }

  function onPointerMove(event: PointerEvent): void {
    const at = pointOf(event);
    isShiftHeld = event.shiftKey;
    if (event.pointerType !== "touch" || state.name === "dragging") {
      const { x, y } = renderer.screenToBoard(at);
      view.cursor.value = [round2(x), round2(y)];
    }
    if (state.name === "idle") {
      const target = isOnBoard(event) ? targetAt(at, false) : null;
      root.style.cursor = cursorFor(state, view.tool.peek(), isSpaceHeld, target);
      return;
    }
    lastMove = { kind: "move", pointer: event.pointerId, at };
    feed(lastMove);
  }

  function onPointerUp(event: PointerEvent): void {
    feed({ kind: "up", pointer: event.pointerId, at: pointOf(event), time_ms: event.timeStamp });
    lastMove = null;
    if (event.pointerType === "touch") view.cursor.value = null;
  }

  function cancel(): void {
    feed({ kind: "cancel" });
    lastMove = null;
  }

  function onPointerLeave(event: PointerEvent): void {
    if (event.pointerType !== "touch" && state.name === "idle") view.cursor.value = null;
  }

  // The board decides itself when the editor closes: panning and zooming must not take its focus.
  function onMouseDown(event: MouseEvent): void {
    if (isOnBoard(event)) event.preventDefault();
  }

  function onWheel(event: WheelEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey;
    if (isPlain && editor.scrolls(event.target)) return;
    event.preventDefault();
    const move = wheelMove(event);
    if (move.do === "pan") renderer.panBy(move.dx, move.dy);
    else renderer.zoomBy(move.factor, pointOf(event));
    if (lastMove) feed(lastMove);
  }

  function onMenu(event: MouseEvent): void {
    if (!isOnBoard(event)) return;
    event.preventDefault();
    if (state.name !== "idle") cancel();
    const id = renderer.hit(pointOf(event));
    if (id !== null && !view.selection.peek().has(id)) select([id]);
    onContextMenu({ x: event.clientX, y: event.clientY }, id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && (state.name === "dragging" || state.name === "pressed")) {
      cancel();
      event.stopPropagation();
      event.preventDefault();
    }
    const isOnItsOwn = event.target === document.body || event.target === root;
    if (event.key !== " " || !isOnItsOwn || view.mode.peek() === "list") return;
    event.preventDefault(); // the page would scroll
    isSpaceHeld = true;
    root.style.cursor = cursorFor(state, view.tool.peek(), isSpaceHeld, null);
  }

  function letSpaceGo(): void {
    isSpaceHeld = false;
    root.style.cursor = cursorFor(state, view.tool.peek(), isSpaceHeld, null);
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (event.key === " ") letSpaceGo();
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
  window.addEventListener("blur", letSpaceGo, { signal });

  return {
    destroy() {
      ends.abort();
      autopan.stop();
      editor.destroy();
    },
  };
}
