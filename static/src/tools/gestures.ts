/**
 * From pointers to gestures, as a pure state machine: each input gives the next state and what to do.
 *
 * One pointer clicks, drags, resizes, draws or pans; two fingers pan and zoom, and end whatever one finger
 * had begun.
 */

import type { Point } from "../core/geometry.ts";
import type { Side } from "../core/types.ts";
import type { Tool } from "../store/view.ts";
import type { Grip } from "./surface.ts";

/** What lies under a pointer when it goes down. */
export interface Target {
  readonly handle: Grip | null;
  /** Degrees that the handles are turned by. */
  readonly turn?: number;
  /** The knob beside the selected item that a line begins at. */
  readonly side?: Side | null;
  /** The end of the selected line that is taken hold of. */
  readonly end?: "from" | "to" | null;
  readonly id: string | null;
  readonly isSelected: boolean;
  /** Whether this person may move it. */
  readonly isMovable: boolean;
  /** A click would open an address. */
  readonly isLink?: boolean;
}

export interface Press {
  readonly kind: "down";
  readonly pointer: number;
  /** Screen pixels. */
  readonly at: Point;
  readonly time_ms: number;
  readonly isTouch: boolean;
  /** The middle button, or the main one while the space bar is held. */
  readonly isForPan: boolean;
  /** Shift: adds to the selection. */
  readonly isAdding: boolean;
  /** Ctrl or Cmd: opens the address under the pointer, if there is one. */
  readonly isOpening?: boolean;
  readonly tool: Tool;
  readonly target: Target;
  /** It knows how hard it is pressed. */
  readonly isPen?: boolean;
  /** Of a pen, 0 to 1; 0.5 where the device does not know. */
  readonly pressure?: number;
}

export type GestureInput =
  | Press
  | { readonly kind: "move"; readonly pointer: number; readonly at: Point; readonly pressure?: number }
  | { readonly kind: "up"; readonly pointer: number; readonly at: Point; readonly time_ms: number }
  | { readonly kind: "cancel" };

export type Effect =
  | { readonly do: "pan"; readonly dx: number; readonly dy: number }
  | { readonly do: "zoom"; readonly factor: number; readonly anchor: Point }
  /** A press on an item that is not selected yet. */
  | { readonly do: "select"; readonly id: string }
  | { readonly do: "tap"; readonly press: Press; readonly isDouble: boolean }
  | { readonly do: "start"; readonly drag: Drag }
  | { readonly do: "drag"; readonly drag: Drag; readonly at: Point; readonly pressure?: number }
  | { readonly do: "drop"; readonly drag: Drag; readonly at: Point }
  | { readonly do: "abandon"; readonly drag: Drag };

export interface Drag {
  readonly what: "items" | "handle" | "marquee" | "frame" | "draw";
  readonly press: Press;
}

interface LastTap {
  readonly at: Point;
  readonly time_ms: number;
  readonly id: string | null;
}

export type GestureState = { readonly lastTap: LastTap | null } & (
  | { readonly name: "idle" }
  | { readonly name: "pressed"; readonly press: Press }
  | { readonly name: "dragging"; readonly drag: Drag }
  | { readonly name: "panning"; readonly pointer: number; readonly at: Point }
  | { readonly name: "pinching"; readonly points: ReadonlyMap<number, Point> }
  /** Fingers still down after a pinch: they do nothing until all are up. */
  | { readonly name: "ending"; readonly pointers: ReadonlySet<number> }
);

export interface Step {
  readonly state: GestureState;
  readonly effects: readonly Effect[];
}

export const IDLE: GestureState = { name: "idle", lastTap: null };

/** Screen pixels that a pointer may move and still tap. */
const SLOP = 4;
const SLOP_TOUCH = 10;
export const DOUBLE_MS = 400;
export const DOUBLE_REACH = 24;

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Tools whose drag is a drawing of their own; see `drawing.ts`. */
export function isDrawn(tool: Tool): boolean {
  return DRAWN.has(tool);
}

const DRAWN: ReadonlySet<Tool> = new Set(["lasso", "shape", "connector", "pen", "highlighter", "eraser"]);

/** What dragging after `press` does: null means it pans. */
function dragOf(press: Press): Drag | null {
  const { tool, target, isTouch } = press;
  if (press.isForPan || tool === "hand") return null;
  if (tool === "frame") return { what: "frame", press };
  if (isDrawn(tool)) return { what: "draw", press };
  if (tool !== "select") return null;
  if (target.handle !== null) return { what: "handle", press };
  if (target.id !== null && target.isMovable) return { what: "items", press };
  return isTouch ? null : { what: "marquee", press };
}

function down(state: GestureState, press: Press): Step {
  const { lastTap } = state;
  if (state.name === "pressed" && state.press.isTouch && press.isTouch) {
    return pinch(state, [state.press.pointer, state.press.at], press, []);
  }
  if (state.name === "panning" && press.isTouch) {
    return pinch(state, [state.pointer, state.at], press, []);
  }
  if (state.name === "dragging" && state.drag.press.isTouch && press.isTouch) {
    const { drag } = state;
    return pinch(state, [drag.press.pointer, drag.press.at], press, [{ do: "abandon", drag }]);
  }
  if (state.name !== "idle") return { state, effects: [] };
  if (press.isForPan) {
    return { state: { name: "panning", pointer: press.pointer, at: press.at, lastTap }, effects: [] };
  }
  const { target } = press;
  // A finger selects when it is lifted: it may be about to pinch.
  const isSelecting =
    press.tool === "select" &&
    target.handle === null &&
    target.id !== null &&
    !target.isSelected &&
    !press.isAdding &&
    !press.isTouch;
  const effects: Effect[] = isSelecting && target.id !== null ? [{ do: "select", id: target.id }] : [];
  return { state: { name: "pressed", press, lastTap }, effects };
}

function pinch(state: GestureState, first: readonly [number, Point], press: Press, effects: Effect[]): Step {
  const points = new Map([first, [press.pointer, press.at]]);
  return { state: { name: "pinching", points, lastTap: state.lastTap }, effects };
}

function move(state: GestureState, pointer: number, at: Point, pressure: number): Step {
  const { lastTap } = state;
  if (state.name === "pressed" && state.press.pointer === pointer)
    return leaveSlop(state.press, lastTap, at, pressure);
  if (state.name === "dragging" && state.drag.press.pointer === pointer) {
    return { state, effects: [{ do: "drag", drag: state.drag, at, pressure }] };
  }
  if (state.name === "panning" && state.pointer === pointer) {
    const effect: Effect = { do: "pan", dx: at.x - state.at.x, dy: at.y - state.at.y };
    return { state: { ...state, at }, effects: [effect] };
  }
  if (state.name !== "pinching" || !state.points.has(pointer)) return { state, effects: [] };
  const points = new Map(state.points).set(pointer, at);
  return {
    state: { ...state, points },
    effects: pinchEffects([...state.points.values()], [...points.values()]),
  };
}

const PLACED: ReadonlySet<Tool> = new Set(["note", "text", "stamp", "dot", "comment"]);

function leaveSlop(press: Press, lastTap: LastTap | null, at: Point, pressure: number): Step {
  // A new note or text goes where the mouse went down, however it shakes.
  const isPlacing = !press.isTouch && PLACED.has(press.tool);
  if (isPlacing || distance(at, press.at) <= (press.isTouch ? SLOP_TOUCH : SLOP)) {
    return { state: { name: "pressed", press, lastTap }, effects: [] };
  }
  const drag = dragOf(press);
  if (drag === null) {
    const pan: Effect = { do: "pan", dx: at.x - press.at.x, dy: at.y - press.at.y };
    return { state: { name: "panning", pointer: press.pointer, at, lastTap: null }, effects: [pan] };
  }
  const { id, isSelected } = press.target;
  const effects: Effect[] = [];
  if (drag.what === "items" && id !== null && !isSelected && press.isTouch)
    effects.push({ do: "select", id });
  effects.push({ do: "start", drag }, { do: "drag", drag, at, pressure });
  return { state: { name: "dragging", drag, lastTap: null }, effects };
}

function pinchEffects(before: readonly Point[], after: readonly Point[]): Effect[] {
  const [a, b] = before;
  const [c, d] = after;
  if (!a || !b || !c || !d) return [];
  const from = middle(a, b);
  const to = middle(c, d);
  const span = distance(a, b);
  const effects: Effect[] = [{ do: "pan", dx: to.x - from.x, dy: to.y - from.y }];
  if (span > 0) effects.push({ do: "zoom", factor: distance(c, d) / span, anchor: to });
  return effects;
}

function up(state: GestureState, pointer: number, at: Point, time_ms: number): Step {
  const { lastTap } = state;
  if (state.name === "pressed" && state.press.pointer === pointer) {
    const { press } = state;
    const { id } = press.target;
    const isDouble =
      lastTap !== null &&
      time_ms - lastTap.time_ms <= DOUBLE_MS &&
      distance(press.at, lastTap.at) <= DOUBLE_REACH &&
      lastTap.id === id;
    const tapped = isDouble ? null : { at: press.at, time_ms, id };
    return { state: { name: "idle", lastTap: tapped }, effects: [{ do: "tap", press, isDouble }] };
  }
  if (state.name === "dragging" && state.drag.press.pointer === pointer) {
    return { state: IDLE, effects: [{ do: "drop", drag: state.drag, at }] };
  }
  if (state.name === "panning" && state.pointer === pointer) return { state: IDLE, effects: [] };
  if (state.name === "pinching" && state.points.has(pointer)) {
    const left = new Set(state.points.keys());
    left.delete(pointer);
    return { state: { name: "ending", pointers: left, lastTap: null }, effects: [] };
  }
  if (state.name !== "ending") return { state, effects: [] };
  const pointers = new Set(state.pointers);
  pointers.delete(pointer);
  return { state: pointers.size === 0 ? IDLE : { ...state, pointers }, effects: [] };
}

/** The next state and what to do. Pointers that play no part in the gesture change nothing. */
export function step(state: GestureState, input: GestureInput): Step {
  if (input.kind === "down") return down(state, input);
  if (input.kind === "move") return move(state, input.pointer, input.at, input.pressure ?? 0.5);
  if (input.kind === "up") return up(state, input.pointer, input.at, input.time_ms);
  const effects: Effect[] = state.name === "dragging" ? [{ do: "abandon", drag: state.drag }] : [];
  return { state: IDLE, effects };
}
