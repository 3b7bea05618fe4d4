/** Moving and resizing while the pointer is down: shown as a preview, one op when it is let go. */

import { batch } from "@preact/signals-core";

import { type Box, center, type Point, round2, turnedPoint, turnWithin, union } from "../core/geometry.ts";
import { coverOf, isBoxed, rotationOf } from "../core/records.ts";
import type { BoxedRecord, CommentRecord, ItemRecord, Preview, Scene } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import { leastAround, scaled } from "./arrange/scaling.ts";
import type { Guide } from "./arrange/snapping.ts";
import { angleBetween, evenTurn, middleOf, type TurnedPlace, turnedPlaces } from "./arrange/turning.ts";
import { carriedBy } from "./commands/board.ts";
import { loosePins } from "./commands/pins.ts";
import type { Commands } from "./commands.ts";
import { LEAST_SIZE, resized } from "./resizing.ts";
import type { Handle } from "./surface.ts";

/** What is held down while dragging. */
export interface DragKeys {
  /** Keeps the proportions of what is resized, and what is moved on one line. */
  readonly isStraight?: boolean;
  /** Leaves the originals and drags a copy. */
  readonly isCopy?: boolean;
  /** Nothing snaps. */
  readonly isFree?: boolean;
}

/** What a pointer has and keys do not: lines of neighbours to snap to, and a place to show them. */
export interface DragHelp {
  readonly isSnapping: () => boolean;
  /** The items in view, for their lines. */
  inView(): readonly BoxedRecord[];
  guides(lines: readonly Guide[]): void;
  ghosts(boxes: readonly Box[]): void;
  /** How far something is turned, beside a point of the board; none with null. */
  angle(degrees: number | null, at: Point): void;
}

export interface Dragging {
  startMove(): void;
  startResize(handle: Handle): void;
  /** `from`: where the handle was taken, in board units. */
  startTurn(from: Point): void;
  /** `dx`, `dy`: board units since the start. */
  drag(dx: number, dy: number, keys?: DragKeys): void;
  /** Makes the change; true if something changed. */
  drop(): boolean;
  abandon(): void;
}

/** What moves when `ids` are dragged: those this person may move, and what frames and clusters take along. */
export function movedWith(
  ids: Iterable<string>,
  scene: Scene,
  canMove: (record: ItemRecord) => boolean,
): BoxedRecord[] {
  const chosen = [...ids]
    .flatMap((id) => scene.get(id) ?? [])
    .filter(isBoxed)
    .filter(canMove);
  return [...new Set([...chosen, ...carriedBy(scene, chosen).filter(canMove)])];
}

interface Move {
  readonly what: "move";
  readonly items: readonly BoxedRecord[];
  /** Comments that are moved by themselves. */
  readonly pins: readonly CommentRecord[];
  readonly around: Box;
  readonly others: readonly Box[];
  dx: number;
  dy: number;
  isCopy: boolean;
}

interface Resize {
  readonly what: "resize";
  readonly items: readonly BoxedRecord[];
  readonly around: Box;
  readonly others: readonly Box[];
  readonly handle: Handle;
  boxes: ReadonlyMap<string, Box>;
}

interface Turning {
  readonly what: "turn";
  readonly items: readonly BoxedRecord[];
  readonly middle: Point;
  readonly from: Point;
  /** Of a single item; several begin at 0. */
  readonly start: number;
  places: ReadonlyMap<string, TurnedPlace>;
}

/** Screen pixels from which a line draws what is dragged to itself. */
const SNAP_PX = 6;
/** More neighbours than these make a thicket of lines. */
const NEIGHBOURS_MOST = 200;

export function createDragging(
  store: BoardStore,
  view: View,
  commands: Commands,
  help: DragHelp | null = null,
): Dragging {
  let going: Move | Resize | Turning | null = null;
  let snapping: typeof import("./arrange/snapping.ts") | null = null;
  const canMove = (record: ItemRecord): boolean => commands.canEdit(record, "move");

  function start(items: readonly BoxedRecord[]): { around: Box; others: readonly Box[] } | null {
    const around = union(items.map(coverOf));
    if (around === null) return null;
    if (help !== null && snapping === null) {
      // Until it is here, and when it cannot be had, nothing snaps.
      import("./arrange/snapping.ts").then(
        (found) => {
          snapping = found;
        },
        () => undefined,
      );
    }
    const moved = new Set(items.map(({ id }) => id));
    const others = help?.inView().filter(({ id }) => !moved.has(id)) ?? [];
    return { around, others: others.length > NEIGHBOURS_MOST ? [] : others.map(coverOf) };
  }

  function startMove(): void {
    const scene = store.scene.peek();
    const chosen = [...view.selection.peek()].flatMap((id) => scene.get(id) ?? []).filter(canMove);
    const items = movedWith(view.selection.peek(), scene, canMove);
    const pins = loosePins(chosen, items.length === 0);
    const [pin] = pins;
    // What is smaller than anything it could stand in line with snaps to nothing.
    const begun = start(items) ?? (pin && { around: { x: pin.x, y: pin.y, w: 0, h: 0 }, others: [] });
    going = begun ? { what: "move", items, pins, ...begun, dx: 0, dy: 0, isCopy: false } : null;
  }

  function startResize(handle: Handle): void {
    const scene = store.scene.peek();
    const items = [...view.selection.peek()].flatMap((id) => scene.get(id) ?? []).filter(isBoxed);
    const begun = items.every(canMove) ? start(items) : null;
    going = begun && { what: "resize", items, ...begun, handle, boxes: new Map() };
  }

  function startTurn(from: Point): void {
    const scene = store.scene.peek();
    const items = [...view.selection.peek()].flatMap((id) => scene.get(id) ?? []).filter(isBoxed);
    const [first] = items;
    if (!first || !items.every(canMove)) return;
    const start = items.length === 1 ? rotationOf(first) : 0;
    going = { what: "turn", items, middle: middleOf(items), from, start, places: new Map() };
  }

  function turn(on: Turning, dx: number, dy: number, keys: DragKeys): void {
    const to = { x: on.from.x + dx, y: on.from.y + dy };
    const by = evenTurn(on.start, angleBetween(on.middle, on.from, to), keys);
    on.places = turnedPlaces(on.items, by);
    view.preview.value = on.places;
    help?.angle(turnWithin(on.start + by), to);
  }

  function reach(keys: DragKeys): number {
    const isOn = help?.isSnapping() && !keys.isFree;
    return isOn ? SNAP_PX / view.camera.peek().zoom : 0;
  }

  function drag(dx: number, dy: number, keys: DragKeys = {}): void {
    if (going?.what === "move") move(going, dx, dy, keys);
    else if (going?.what === "turn") turn(going, dx, dy, keys);
    else if (going) resize(going, dx, dy, keys);
  }

  function move(on: Move, wantedX: number, wantedY: number, keys: DragKeys): void {
    const isAcross = Math.abs(wantedX) >= Math.abs(wantedY);
    let [dx, dy] = [wantedX, wantedY];
    if (keys.isStraight) [dx, dy] = isAcross ? [dx, 0] : [0, dy];
    const at = { ...on.around, x: on.around.x + dx, y: on.around.y + dy };
    const near = reach(keys);
    const snap = near > 0 && snapping ? snapping.snapMove(at, on.others, near) : null;
    if (snap && !(keys.isStraight && !isAcross)) dx += snap.dx;
    if (snap && !(keys.isStraight && isAcross)) dy += snap.dy;
    help?.guides(snap?.guides ?? []);
    on.dx = round2(dx);
    on.dy = round2(dy);
    on.isCopy = keys.isCopy === true && on.items.length > 0;
    const shifted = <Item extends Point>(item: Item): Item => ({
      ...item,
      x: round2(item.x + dx),
      y: round2(item.y + dy),
    });
    const moved = on.items.map(shifted);
    help?.ghosts(on.isCopy ? moved : []);
    const all = [...moved, ...on.pins.map(shifted)];
    view.preview.value = on.isCopy
      ? null
      : new Map<string, Preview>(all.map(({ id, x, y }) => [id, { x, y }]));
  }

  function resize(on: Resize, dx: number, dy: number, keys: DragKeys): void {
    const [only] = on.items;
    if (only && on.items.length === 1 && rotationOf(only) !== 0) {
      on.boxes = new Map([[only.id, resizedTurned(only, on.handle, dx, dy, keys.isStraight === true)]]);
      view.preview.value = on.boxes;
      return;
    }
    const isOne = on.items.length === 1;
    const sizes = on.items.map((box) => ({ box, least: LEAST_SIZE[box.kind] }));
    const least = isOne && sizes[0] ? sizes[0].least : leastAround(on.around, sizes);
    // Several keep their proportions, so that nothing among them is squeezed by accident.
    const keepsRatio = keys.isStraight === true || !isOne;
    let to = resized(on.around, on.handle, dx, dy, least, keepsRatio);
    const near = reach(keys);
    if (near > 0 && snapping && !(keepsRatio && on.handle.length === 2)) {
      const snap = snapping.snapResize(to, on.handle, on.others, near);
      to = resized(on.around, on.handle, dx + snap.dx, dy + snap.dy, least, keepsRatio);
      help?.guides(snap.dx !== 0 || snap.dy !== 0 ? snapping.guidesOf(to, on.others) : []);
    }
    on.boxes = new Map(on.items.map((item) => [item.id, isOne ? to : scaled(item, on.around, to)]));
    view.preview.value = on.boxes;
  }

  function drop(): boolean {
    const done = going;
    let isChanged = false;
    batch(() => {
      if (done?.what === "move" && (done.dx !== 0 || done.dy !== 0)) {
        const ids = [...view.selection.peek()];
        // It comes to lie where it was shown, whoever has moved it meanwhile.
        const from = new Map([...done.items, ...done.pins].map(({ id, x, y }) => [id, { x, y }]));
        const made = done.isCopy
          ? commands.duplicate(ids, { x: done.dx, y: done.dy })
          : commands.move(ids, done.dx, done.dy, from);
        isChanged = made.length > 0;
      } else if (done?.what === "resize" && done.boxes.size > 0) {
        isChanged = commands.resizeAll(done.boxes).length > 0;
      } else if (done?.what === "turn" && done.places.size > 0) {
        isChanged = commands.turnAll(done.places).length > 0;
      }
      abandon();
    });
    return isChanged;
  }

  function abandon(): void {
    going = null;
    view.preview.value = null;
    help?.guides([]);
    help?.ghosts([]);
    help?.angle(null, { x: 0, y: 0 });
  }

  return { startMove, startResize, startTurn, drag, drop, abandon };
}

/** A turned item pulled by a handle: along its own sides, and what lies opposite stays where it is. */
function resizedTurned(item: BoxedRecord, handle: Handle, dx: number, dy: number, keepsRatio: boolean): Box {
  const turn = rotationOf(item);
  const pull = turnedPoint({ x: dx, y: dy }, { x: 0, y: 0 }, -turn);
  const upright = resized(item, handle, pull.x, pull.y, LEAST_SIZE[item.kind], keepsRatio);
  const { x, y } = turnedPoint(center(upright), center(item), turn);
  return { ...upright, x: round2(x - upright.w / 2), y: round2(y - upright.h / 2) };
}
