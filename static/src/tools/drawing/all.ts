/** The tools that draw, one function each. Each gesture becomes one change. */

import { ends, itemsIn, path } from "../../core/connectors.ts";
import { boxFromCorners, center, distanceToLine, type Point, round2 } from "../../core/geometry.ts";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { byOrder } from "../../core/outline.ts";
import { isBoxed } from "../../core/records.ts";
import { type InkPoint, outlinePath, strokeOutline } from "../../core/stroke_outline.ts";
import type { BoxedRecord, Colour, End, ItemRecord } from "../../core/types.ts";
import type { Tool } from "../../store/view.ts";
import { createCommandBoard } from "../commands/board.ts";
import { createMaking, MADE_SIZE, type Making } from "../commands/making.ts";
import { createRelating, type Relating } from "../commands/relating.ts";
import type { Drawer, DrawingOptions } from "../drawing.ts";
import { wayOf } from "../sidehandles.ts";
import { linePath } from "../toollayer.ts";
import { inkOf, nextInk, pointsOf, surrounds } from "./ink.ts";

interface Kit extends DrawingOptions {
  readonly making: Making;
  readonly relating: Relating;
  /** Back to selecting, with what was made. */
  done(): void;
}

/** Screen pixels: what is drawn smaller than this gets the usual size. */
const LEAST_DRAWN = 12;
/** Screen pixels that a line may be simplified by without anybody seeing it. */
const INK_TOLERANCE = 0.6;
/** Screen pixels around the eraser. */
const ERASER_REACH = 8;

export function createDrawers(options: DrawingOptions): (tool: Tool) => Drawer {
  const board = createCommandBoard(options.store, options.view, makeId);
  const making = createMaking(board);
  const kit: Kit = {
    ...options,
    making,
    relating: createRelating(board),
    done() {
      options.view.tool.value = "select";
    },
  };
  const drawers: Partial<Record<Tool, Drawer>> = {
    lasso: lasso(kit),
    shape: shape(kit),
    connector: connector(kit),
    pen: pen(kit, "pen"),
    highlighter: pen(kit, "highlighter"),
    eraser: eraser(kit),
    stamp: { tap: (at) => void making.stamp(rounded(at)) },
    dot: { tap: (at) => void making.dot(rounded(at)) },
    comment: { tap: (at, { target }) => options.ask.comment({ at: rounded(at), on: target.id }) },
  };
  return (tool) => drawers[tool] ?? {};
}

function rounded({ x, y }: Point): Point {
  return { x: round2(x), y: round2(y) };
}

function lasso({ store, view, surface, layer, groups, announce, commands }: Kit): Drawer {
  let line: Point[] = [];
  let before: ReadonlySet<string> = new Set();

  function surrounded(): string[] {
    const box = boxAround(line);
    const near = surface.itemsIn(box).flatMap((id) => store.scene.peek().get(id) ?? []);
    return near.filter((record) => commands.canEdit(record) && isSurrounded(record)).map(({ id }) => id);
  }

  function isSurrounded(record: ItemRecord): boolean {
    if (isBoxed(record)) return surrounds(line, center(record));
    if (record.kind === "comment") return surrounds(line, record);
    const both = record.kind === "connector" ? ends(itemsIn(store.scene.peek()), record) : null;
    return both?.every(({ at }) => surrounds(line, at)) ?? false;
  }

  return {
    begin(at, press) {
      line = [at];
      before = press.isAdding ? view.selection.peek() : new Set();
    },
    move(at) {
      line.push(at);
      layer.path({ d: linePath(line, true), look: "is-lasso" });
      view.selection.value = groups.whole([...before, ...surrounded()]);
    },
    end() {
      layer.path(null);
      view.tool.value = "select";
      const { size } = view.selection.peek();
      announce(size === 0 ? t("Nothing selected") : tn("%(n)s item selected", "%(n)s items selected", size));
    },
    cancel() {
      layer.path(null);
      view.selection.value = before;
    },
    tap: (_at, { target }) => {
      view.selection.value = groups.whole(target.id === null ? [] : [target.id]);
    },
  };
}

function boxAround(points: readonly Point[]): { x: number; y: number; w: number; h: number } {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
}

function shape({ view, layer, making, done }: Kit): Drawer {
  let from: Point = { x: 0, y: 0 };
  let to: Point = from;

  function make(at: Point): void {
    const { w, h } = MADE_SIZE.shape;
    const drawn = boxFromCorners(from, to);
    const isDrawn = Math.min(drawn.w, drawn.h) * view.camera.peek().zoom >= LEAST_DRAWN;
    const id = making.shape(isDrawn ? drawn : { x: at.x - w / 2, y: at.y - h / 2, w, h });
    done();
    if (id !== null) view.editing.value = id;
  }

  return {
    begin(at) {
      from = at;
      to = at;
    },
    move(at) {
      to = at;
      layer.ghosts([boxFromCorners(from, to)]);
    },
    end() {
      layer.ghosts([]);
      make(center(boxFromCorners(from, to)));
    },
    cancel: () => layer.ghosts([]),
    tap(at) {
      from = at;
      to = at;
      make(at);
    },
  };
}

function connector({ store, view, surface, layer, making, relating, done, announce }: Kit): Drawer {
  let from: End | null = null;
  let to: End | null = null;
  let pulled: { readonly id: string; readonly end: "from" | "to" } | null = null;

  function itemAt(at: Point): BoxedRecord | null {
    const scene = store.scene.peek();
    const id = surface.hit(surface.boardToScreen(at));
    const record = id === null ? undefined : scene.get(id);
    if (!record || isBoxed(record)) return record ?? null;
    // A line lies over it, perhaps the one whose end this is.
    const under = surface.itemsIn({ ...at, w: 1, h: 1 }).flatMap((one) => scene.get(one) ?? []);
    return under.filter(isBoxed).sort(byOrder).at(-1) ?? null;
  }

  /** The end of a line that stays where it is. */
  function fixedEnd(id: string, end: "from" | "to"): End | null {
    const line = store.scene.peek().get(id);
    if (line?.kind !== "connector") return null;
    return end === "from" ? line.to : line.from;
  }

  function endAt(at: Point): End {
    const record = itemAt(at);
    return record ? { item: record.id, side: "auto" } : rounded(at);
  }

  /** The line as it would be. */
  function show(from: End, to: End): void {
    const scene = store.scene.peek();
    const line = pulled ? scene.get(pulled.id) : undefined;
    const both = pulled?.end === "from" ? { from: to, to: from } : { from, to };
    const way = path(itemsIn(scene), line?.kind === "connector" ? { ...line, ...both } : both);
    layer.path(way && { d: wayOf(way), look: "is-line" });
  }

  function clear(): void {
    layer.path(null);
    layer.ghosts([]);
    // What shows the selection looks again.
    if (pulled) view.selection.value = new Set(view.selection.peek());
  }

  return {
    begin(at, { target }) {
      to = null;
      pulled = target.end && target.id !== null ? { id: target.id, end: target.end } : null;
      if (pulled) {
        from = fixedEnd(pulled.id, pulled.end);
        layer.chosen("");
      } else from = target.side && target.id !== null ? { item: target.id, side: target.side } : endAt(at);
    },
    move(at) {
      if (!from) return;
      to = endAt(at);
      const target = itemAt(at);
      layer.ghosts(target ? [target] : []);
      show(from, to);
    },
    end() {
      clear();
      const isLoop = from && to && "item" in from && "item" in to && from.item === to.item;
      if (from && to && pulled) relating.moveEnd(pulled.id, pulled.end, to);
      else if (from && to && !isLoop) making.connector(from, to);
      from = null;
      to = null;
      done();
    },
    cancel: clear,
    tap: () => announce(t("Drag from one item to another to connect them.")),
  };
}

/** A colour as the style sheet knows it. */
function inkColour(colour: Colour, tool: "pen" | "highlighter"): string {
  const own = tool === "pen" ? "ink" : "yellow";
  return `var(--colour-${colour === "" ? own : colour})`;
}

function pen({ view, layer, making }: Kit, tool: "pen" | "highlighter"): Drawer {
  let line: InkPoint[] = [];
  let newest: InkPoint | null = null; // the line follows it, and ends there
  let isPen = false;
  const zoom = (): number => view.camera.peek().zoom;
  const width = (): number => making.strokeWidth(tool);

  function show(): void {
    const colour = inkColour(view.making.peek().colour, tool);
    const drawn = newest ? [...line, newest] : line;
    const d = outlinePath(strokeOutline(drawn, width(), tool === "highlighter"));
    layer.path({ d, look: `is-${tool}`, colour });
  }

  function end(): void {
    const ink = inkOf(newest ? [...line, newest] : line, INK_TOLERANCE / zoom(), width());
    line = [];
    newest = null;
    layer.path(null);
    if (ink) making.stroke(ink.box, ink.points, tool);
  }

  return {
    begin(at, press) {
      isPen = press.isPen === true;
      const isPressed = isPen && tool === "pen";
      line = [{ ...at, pressure: isPressed ? (press.pressure ?? 0.5) : 0.5 }];
      newest = null;
    },
    move(at, pressure) {
      const last = line.at(-1);
      if (!last) return;
      const pressed = tool === "highlighter" ? 0.5 : isPen ? pressure : null;
      const next = nextInk(last, at, pressed, width());
      line.push(next);
      newest = { ...at, pressure: next.pressure };
      show();
    },
    end,
    cancel() {
      line = [];
      newest = null;
      layer.path(null);
    },
    tap(at) {
      line = [{ ...at, pressure: 0.5 }];
      end();
    },
  };
}

function eraser({ store, view, surface, commands, layer, announce }: Kit): Drawer {
  const gone = new Set<string>();
  let last: Point | null = null;

  /** Everything between here and the last place: a quick hand leaves gaps between its points. */
  function rub(at: Point): void {
    const from = last ?? at;
    const reach = ERASER_REACH / view.camera.peek().zoom;
    const steps = Math.max(1, Math.ceil(Math.hypot(at.x - from.x, at.y - from.y) / reach));
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      touch({ x: from.x + (at.x - from.x) * share, y: from.y + (at.y - from.y) * share }, reach);
    }
    last = at;
    layer.ghosts([...gone].flatMap((id) => store.scene.peek().get(id) ?? []).filter(isBoxed));
  }

  function touch(at: Point, reach: number): void {
    const area = { x: at.x - reach, y: at.y - reach, w: 2 * reach, h: 2 * reach };
    const strokes = surface.itemsIn(area).flatMap((id) => store.scene.peek().get(id) ?? []);
    for (const record of strokes) {
      if (record.kind !== "stroke" || gone.has(record.id) || !commands.canEdit(record)) continue;
      const points = pointsOf(record, record.points);
      const far = reach + (record.width ?? 4) / 2;
      const isMet = points.some((point, at2) => distanceToLine(at, point, points[at2 + 1] ?? point) <= far);
      if (isMet) gone.add(record.id);
    }
  }

  function end(): void {
    last = null;
    layer.ghosts([]);
    const ids = [...gone];
    gone.clear();
    if (ids.length === 0) return;
    const { length } = commands.remove(ids);
    if (length > 0) announce(tn("%(n)s item deleted", "%(n)s items deleted", length));
  }

  return {
    begin: rub,
    move: rub,
    end,
    cancel() {
      last = null;
      gone.clear();
      layer.ghosts([]);
    },
    tap(at) {
      rub(at);
      end();
    },
  };
}
