/** The whole board in a corner, with what is on the screen marked: press or drag to go there. */

import { effect } from "@preact/signals-core";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Box, inflate, type Point, union } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import { byPaintOrder } from "../core/outline.ts";
import { isBoxed } from "../core/records.ts";
import type { BoxedRecord, Scene } from "../core/types.ts";
import type { Camera } from "../store/view.ts";
import { type Ui, useUi } from "./context.ts";

/** CSS pixels. */
const WIDTH = 184;
const HEIGHT = 120;
const MARGIN = 6;
/** It follows changes of the board at most so often. */
const REST_MS = 250;

interface Lens {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** How the board lies in the small picture: all of it, and what is on the screen. */
export function lensFor(items: readonly Box[], sight: Box): Lens {
  const all = union([...items, sight]) ?? sight;
  const box = inflate(all, Math.max(all.w, all.h, 1) * 0.02);
  const scale = Math.min((WIDTH - 2 * MARGIN) / box.w, (HEIGHT - 2 * MARGIN) / box.h);
  return {
    scale,
    left: (WIDTH - box.w * scale) / 2 - box.x * scale,
    top: (HEIGHT - box.h * scale) / 2 - box.y * scale,
  };
}

function sightOf({ view }: Ui): Box {
  const { x, y, zoom } = view.camera.value;
  const { width, height } = view.viewport.value;
  return { x, y, w: width / zoom, h: height / zoom };
}

function paint(canvas: HTMLCanvasElement, records: readonly BoxedRecord[], lens: Lens): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name);
  const dpr = devicePixelRatio;
  canvas.width = WIDTH * dpr;
  canvas.height = HEIGHT * dpr;
  pen.setTransform(dpr, 0, 0, dpr, 0, 0);
  const [surface, line, mark] = [colour("--surface"), colour("--line-strong"), colour("--colour-grey")];
  for (const record of records) {
    const { x, y, w, h } = record;
    const box = [
      lens.left + x * lens.scale,
      lens.top + y * lens.scale,
      w * lens.scale,
      h * lens.scale,
    ] as const;
    pen.fillStyle =
      record.kind === "frame" ? surface : record.kind === "note" ? noteTypeOf[record.type].hex : mark;
    pen.fillRect(box[0], box[1], Math.max(1, box[2]), Math.max(1, box[3]));
    if (record.kind !== "frame") continue;
    pen.strokeStyle = line;
    pen.lineWidth = 0.5;
    pen.strokeRect(...box);
  }
}

function boxedOf(scene: Scene): BoxedRecord[] {
  return [...scene.values()].filter(isBoxed).sort(byPaintOrder);
}

/** The camera with this point of the board in the middle. */
export function centredOn(camera: Camera, size: { width: number; height: number }, { x, y }: Point): Camera {
  return { ...camera, x: x - size.width / camera.zoom / 2, y: y - size.height / camera.zoom / 2 };
}

export function Minimap(): JSX.Element {
  const ui = useUi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const lens = useRef<Lens>({ scale: 1, left: 0, top: 0 });

  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let records = boxedOf(ui.store.scene.peek());

    function draw(): void {
      timer = undefined;
      records = boxedOf(ui.store.scene.peek());
      lens.current = lensFor(records, sightOf(ui));
      if (canvas.current) paint(canvas.current, records, lens.current);
      markSight();
    }

    function markSight(): void {
      const { x, y, w, h } = sightOf(ui);
      const { scale, left, top } = lens.current;
      const { style } = mark.current ?? {};
      if (!style) return;
      style.transform = `translate(${left + x * scale}px, ${top + y * scale}px)`;
      style.width = `${w * scale}px`;
      style.height = `${h * scale}px`;
    }

    draw();
    const stop = effect(() => {
      ui.store.scene.value;
      sightOf(ui);
      markSight();
      timer ??= setTimeout(draw, REST_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [ui]);

  function go(event: PointerEvent): void {
    if (event.buttons === 0) return;
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    const at = lens.current;
    const x = (event.clientX - left - at.left) / at.scale;
    const y = (event.clientY - top - at.top) / at.scale;
    const { camera, viewport } = ui.view;
    camera.value = centredOn(camera.peek(), viewport.peek(), { x, y });
  }

  return (
    <div
      class="minimap"
      role="img"
      aria-label={t("The whole board, small. Keys move the board too: arrows, + and -.")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={mark} class="minimap-sight" />
    </div>
  );
}
