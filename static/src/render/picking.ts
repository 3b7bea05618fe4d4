/** What lies where on the screen, for the tools. Points are CSS pixels from the corner of the root. */

import { type Box, encloses, type Point, touchesTurned } from "../core/geometry.ts";
import { turnedBox } from "../core/records.ts";
import type { BoxedRecord } from "../core/types.ts";
import type { View } from "../store/view.ts";
import { boxToScreen, toBoard, toScreen } from "./camera.ts";
import { type Grip, type Gripped, gripAt, HANDLE_HIT } from "./handles.ts";
import { itemAt } from "./hit.ts";
import type { Lines } from "./lines.ts";
import type { SceneIndex } from "./scene_index.ts";

export interface Picking {
  screenToBoard(point: Point): Point;
  boardToScreen(point: Point): Point;
  /** The topmost item under a point; a frame only by its title or border. */
  hit(point: Point): string | null;
  /** The handle under a point. `reach` is the side of its area in pixels. */
  hitHandle(point: Point, reach?: number): Grip | null;
  /** Ids of the items that touch a box of the board; frames and connectors only when they lie wholly in it. */
  itemsIn(box: Box): string[];
}

export interface PickingOptions {
  readonly view: View;
  readonly lines: Lines;
  /** The index, brought up to date with the scene. */
  currentIndex(): SceneIndex;
  /** The box that shows handles. */
  resizable(): Gripped | null;
}

export function createPicking({ view, lines, currentIndex, resizable }: PickingOptions): Picking {
  const camera = view.camera;
  return {
    screenToBoard: (point) => toBoard(camera.peek(), point),
    boardToScreen: (point) => toScreen(camera.peek(), point),
    hit(point) {
      const at = toBoard(camera.peek(), point);
      const zoom = camera.peek().zoom;
      const index = currentIndex();
      return lines.at(at, zoom) ?? itemAt(index, at, zoom);
    },
    hitHandle(point, reach = HANDLE_HIT) {
      const held = resizable();
      return held ? gripAt(point, { ...held, ...boxToScreen(camera.peek(), held) }, reach) : null;
    },
    itemsIn(box) {
      const touched = currentIndex()
        .search(box)
        .map(({ record }) => record);
      const boxed = touched.filter((record) =>
        record.kind === "frame" ? encloses(box, record) : isTouched(box, record),
      );
      return [...boxed.map(({ id }) => id), ...lines.within(box, camera.peek().zoom)];
    },
  };
}

function isTouched(box: Box, record: BoxedRecord): boolean {
  const turned = turnedBox(record);
  // An upright item is in the index as it is; its edges count too.
  return turned.turn === 0 || touchesTurned(box, turned);
}
