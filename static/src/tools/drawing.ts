/**
 * Tools that draw: lasso, shapes, lines, pens, eraser; and those that put something small where one taps.
 * What they do is in `drawing/`, loaded with the first of them; what is drawn before that is kept.
 */

import type { Point } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import type { BoardStore } from "../store/store.ts";
import type { Tool, View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import type { Press } from "./gestures.ts";
import type { Groups } from "./groups.ts";
import type { Surface } from "./surface.ts";
import type { ToolLayer } from "./toollayer.ts";

/** What tools ask a person before they make something. */
export interface Asking {
  comment(about: { readonly at: Point; readonly on: string | null }): void;
}

export interface DrawingOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly surface: Surface;
  readonly layer: ToolLayer;
  readonly groups: Groups;
  readonly ask: Asking;
  announce(sentence: string): void;
}

/** One tool. All points are board units. */
export interface Drawer {
  begin?(at: Point, press: Press): void;
  move?(at: Point, pressure: number): void;
  end?(): void;
  /** Takes back what `begin` and `move` have shown. */
  cancel?(): void;
  tap?(at: Point, press: Press): void;
}

export interface Drawing {
  start(press: Press): void;
  /** Screen pixels. */
  follow(at: Point, pressure: number): void;
  drop(): void;
  abandon(): void;
  tap(press: Press): void;
}

type Drawers = (tool: Tool) => Drawer;

export function createDrawing(options: DrawingOptions): Drawing {
  const { surface, store } = options;
  let drawers: Drawers | null = null;
  let waiting: ((ready: Drawers) => void)[] = [];
  let tool: Tool = "select";

  function whenReady(use: (ready: Drawers) => void): void {
    if (drawers) {
      use(drawers);
      return;
    }
    waiting.push(use);
    if (waiting.length > 1) return;
    import("./drawing/all.ts").then(
      ({ createDrawers }) => {
        const ready = createDrawers(options);
        drawers = ready;
        for (const one of waiting) one(ready);
        waiting = [];
      },
      () => {
        waiting = [];
        store.notify("error", t("This part could not be loaded. Check the connection, then open it again."));
      },
    );
  }

  return {
    start(press) {
      const at = surface.screenToBoard(press.at);
      const started = press.tool;
      tool = started;
      whenReady((ready) => ready(started).begin?.(at, press));
    },
    follow(point, pressure) {
      const at = surface.screenToBoard(point);
      whenReady((ready) => ready(tool).move?.(at, pressure));
    },
    drop: () => whenReady((ready) => ready(tool).end?.()),
    abandon: () => whenReady((ready) => ready(tool).cancel?.()),
    tap(press) {
      const at = surface.screenToBoard(press.at);
      whenReady((ready) => ready(press.tool).tap?.(at, press));
    },
  };
}
