/** Where a facilitator brings everybody, and keeping them along while the view is held. */

import { effect } from "@preact/signals";
import { type Box, round2, union } from "../../core/geometry.ts";
import { isBoxed } from "../../core/records.ts";
import type { StepRecord } from "../../core/types.ts";
import { visibleBox } from "../../render/camera.ts";
import type { Ui } from "../context.ts";
import { areasOf } from "./agenda.ts";
import type { Agenda } from "./now.ts";

/** What this page shows: on the canvas the view, in the list the area in play, else the whole board. */
export function boxToShow({ store, view, shell }: Ui, step: StepRecord | null): Box | null {
  if (view.mode.peek() === "canvas") return rounded(visibleBox(view.camera.peek(), view.viewport.peek()));
  const scene = store.present.peek();
  const near = scene.get(shell.nearFrame.peek() ?? "");
  if (near?.kind === "frame") return rounded(near);
  const areas = step === null ? [] : areasOf(scene, step);
  const box = union(areas.length > 0 ? areas : [...scene.values()].filter(isBoxed));
  return box && rounded(box);
}

function rounded({ x, y, w, h }: Box): Box {
  return { x: round2(x), y: round2(y), w: round2(w), h: round2(h) };
}

/** The view of who leads has to rest so long before the others are taken along. */
const REST_MS = 700;

/** While the view is held, `show` is called with wherever this page goes, if it brought the others. */
export function takeAlong(ui: Ui, { workshop }: Agenda, show: (box: Box) => void): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  let before = ui.view.camera.peek();
  const isLeading = (): boolean => {
    const now = workshop.peek();
    return now?.hold === true && now.bring?.by === ui.store.me.peek().id;
  };
  const stop = effect(() => {
    const camera = ui.view.camera.value;
    if (camera === before) return;
    before = camera;
    clearTimeout(rest);
    if (!isLeading()) return;
    rest = setTimeout(() => {
      const box = isLeading() && ui.view.mode.peek() === "canvas" ? boxToShow(ui, null) : null;
      if (box) show(box);
    }, REST_MS);
  });
  return () => {
    clearTimeout(rest);
    stop();
  };
}
