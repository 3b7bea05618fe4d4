/**
 * Which bitmap shows the board now: the canvas of the viewport, painted for where the camera is, or the
 * overview of the whole board; and above it what is being dragged. Each repaints only what has changed.
 */

import { type Box, intersects } from "../core/geometry.ts";
import { paintedBox } from "../core/records.ts";
import type { Person, Preview } from "../core/types.ts";
import { visibleBox } from "./camera.ts";
import { createDirty } from "./dirty.ts";
import { createLift, type Lift, type Look, type Previews } from "./lift.ts";
import type { Lines } from "./lines.ts";
import { createOverview, isCrowded, isSeenWhole } from "./overview.ts";
import { type BoardPicture, type Painter, previewed } from "./painter.ts";
import type { SceneIndex } from "./scene_index.ts";
import { TITLE_ABOVE_LINE_PX } from "./shapes.ts";
import type { Viewport } from "./viewport.ts";

/** What is to be seen. */
export interface Shown extends Look {
  readonly lines: Lines;
  readonly index: SceneIndex;
  readonly lifted: ReadonlyMap<string, Preview>;
  /** What I hold myself. */
  readonly mine: Previews | null;
  readonly people: ReadonlyMap<string, Person>;
  readonly editing: string | null;
  readonly isHasty: boolean;
}

export interface Canvases {
  /** Something looks different in these boxes of the board. */
  touch(boxes: Iterable<Box>): void;
  touchAll(): void;
  /** Brings the picture up to date; true when some of it was put off. */
  draw(painter: Painter, shown: Shown): boolean;
  destroy(): void;
}

const NOBODY: ReadonlyMap<string, Preview> = new Map();

export function createCanvases(root: Element, viewport: Viewport): Canvases {
  const overview = createOverview(root);
  const lift = createLift(root);
  const near = createDirty();
  const far = createDirty();
  let painted: Shown | null = null; // what the viewport's canvas shows
  let lifted: ReadonlyMap<string, Preview> = NOBODY;
  let liftedAt: ReadonlyMap<string, Box> = new Map(); // where they were painted, be they there still or not
  let editing: string | null = null;

  function touch(boxes: Iterable<Box>): void {
    for (const box of boxes) {
      near.add(box);
      far.add(box);
    }
  }

  function touchAll(): void {
    near.addAll();
    far.addAll();
  }

  /** Marks where items are held differently now, by me or by others. */
  function touchLifted(shown: Shown): void {
    const now = new Map<string, Box>();
    for (const [id, preview] of shown.lifted) {
      const record = shown.index.get(id)?.record;
      if (!record || lift.held.has(id)) continue;
      const at = previewed(record, preview);
      now.set(id, paintedBox(at));
      if (lifted.get(id) === preview) continue;
      touch([paintedBox(record), paintedBox(at)]);
    }
    for (const [id, at] of liftedAt) {
      if (lifted.get(id) === shown.lifted.get(id) && now.has(id)) continue;
      const record = shown.index.get(id)?.record;
      touch(record ? [at, paintedBox(record)] : [at]);
    }
    lifted = shown.lifted;
    liftedAt = now;
  }

  function touchChanged(shown: Shown): void {
    const heldBefore = lift.held;
    if (lift.follow(shown.mine, shown.index, shown)) touchHeld(new Set([...heldBefore, ...lift.held]), shown);
    if (shown.lifted !== lifted) touchLifted(shown);
    if (shown.editing !== editing) {
      for (const id of [editing, shown.editing]) {
        const entry = id === null ? undefined : shown.index.get(id);
        if (entry) touch([paintedBox(entry.record)]);
      }
      editing = shown.editing;
    }
  }

  function touchHeld(ids: Iterable<string>, { index }: Shown): void {
    for (const id of ids) {
      const record = index.get(id)?.record;
      if (record) touch([paintedBox(record), paintedBox(previewed(record, lifted.get(id)))]);
    }
  }

  function drawNear(painter: Painter, shown: Shown, picture: BoardPicture): boolean {
    const { g, canvas, ratio } = viewport;
    const surface = { g, camera: shown.camera, ratio, width: canvas.width, height: canvas.height };
    const isSameView =
      painted?.camera === shown.camera && painted.size === shown.size && painted.isHasty === shown.isHasty;
    const boxes = near.take();
    painted = shown;
    canvas.style.visibility = "";
    if (!isSameView || boxes === "all") return painter.paint(surface, picture);
    const inView = visibleBox(shown.camera, shown.size);
    return paintBoxes(
      boxes.map((box) => withTitle(box, shown)).filter((box) => intersects(box, inView)),
      (box) => painter.paint(surface, picture, box),
    );
  }

  function drawFar(painter: Painter, shown: Shown, picture: BoardPicture, bounds: Box): boolean {
    if (overview.prepare(bounds, shown.camera, shown.ratio, !shown.isHasty)) far.addAll();
    const { surface } = overview;
    if (!surface) return false;
    const boxes = far.take();
    const calm = { ...picture, isHasty: false };
    const isPutOff =
      boxes === "all"
        ? painter.paint(surface, calm)
        : paintBoxes(
            boxes.map((box) => withTitle(box, surface)),
            (box) => painter.paint(surface, calm, box),
          );
    overview.show(shown.camera);
    viewport.canvas.style.visibility = "hidden";
    painted = null;
    return isPutOff;
  }

  /** While the zoom changes, the overview stands for a crowd that could not be painted in time. */
  function isStandIn({ isHasty, index: { bounds, size: count }, camera, size, ratio }: Shown): boolean {
    if (!isHasty || bounds === null || far.isAll || !isCrowded(count, bounds, camera, size)) return false;
    return overview.canStandIn(bounds, camera, ratio);
  }

  function draw(painter: Painter, shown: Shown): boolean {
    touchChanged(shown);
    const picture: BoardPicture = { ...shown, hidden: lift.held };
    const { bounds, size } = shown.index;
    const isFar =
      bounds !== null && (isSeenWhole(size, bounds, shown.camera, shown.size) || isStandIn(shown));
    if (!isFar) overview.hide();
    const isPutOff = isFar ? drawFar(painter, shown, picture, bounds) : drawNear(painter, shown, picture);
    if (isPutOff) (isFar ? far : near).addAll();
    showLift(lift, painter, shown, picture);
    return isPutOff;
  }

  return {
    touch,
    touchAll,
    draw,
    destroy() {
      overview.destroy();
      lift.destroy();
    },
  };
}

function showLift(lift: Lift, painter: Painter, shown: Shown, picture: BoardPicture): void {
  lift.show(shown, (surface, records) => painter.paintRecords(surface, records, picture));
}

/** Whether painting was put off in any of them. */
function paintBoxes(boxes: readonly Box[], paint: (box: Box) => boolean): boolean {
  return boxes.map(paint).includes(true);
}

/** The box with the room above where the title of a frame may stand. */
function withTitle(box: Box, { camera }: Pick<Shown, "camera">): Box {
  const title = (TITLE_ABOVE_LINE_PX + 2) / camera.zoom;
  return { ...box, y: box.y - title, h: box.h + title };
}
