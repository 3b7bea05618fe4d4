/** Painting the parts that a frame is divided into. */

import { TITLE_BAND } from "../core/placement.ts";
import type { FrameRecord, Grid } from "../core/types.ts";
import { drawLines, type Pen } from "./pen.ts";

/** Board units. */
const LABEL_SIZE = 18;
const LABEL_INSET = 12;
/** Screen pixels: smaller labels are left out. */
const LABEL_FROM_PX = 5;

interface Part {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly label: string;
}

export function paintGrid(pen: Pen, frame: FrameRecord, grid: Grid): void {
  const { g, theme, hairline } = pen;
  const [top, height] = [frame.y + TITLE_BAND, frame.h - TITLE_BAND];
  if (height <= 0) return;
  g.fillStyle = theme.line;
  g.strokeStyle = theme.line;
  g.lineWidth = hairline;
  const parts = Math.max(1, grid.labels.length);
  const upright = (share: number): void =>
    g.fillRect(pen.x(frame.x + frame.w * share), pen.y(top), hairline, pen.y(top + height) - pen.y(top));
  const flat = (share: number): void =>
    g.fillRect(
      pen.x(frame.x),
      pen.y(top + height * share),
      pen.x(frame.x + frame.w) - pen.x(frame.x),
      hairline,
    );
  if (grid.kind === "columns") for (let n = 1; n < parts; n += 1) upright(n / parts);
  if (grid.kind === "rows") for (let n = 1; n < parts; n += 1) flat(n / parts);
  if (grid.kind === "matrix") {
    upright(0.5);
    flat(0.5);
  }
  if (grid.kind === "rings") paintRings(pen, frame, top, height, parts);
  for (const part of labelled(frame, grid, top, height)) paintLabel(pen, part);
}

/** Circles around the middle, as wide as the frame allows. */
function paintRings(pen: Pen, frame: FrameRecord, top: number, height: number, parts: number): void {
  const { g, scale } = pen;
  const most = Math.min(frame.w, height) / 2 - LABEL_INSET;
  for (let n = 1; n <= parts && most > 0; n += 1) {
    g.beginPath();
    const [x, y] = [pen.x(frame.x + frame.w / 2), pen.y(top + height / 2)];
    g.arc(x, y, ((most * n) / parts) * scale, 0, 2 * Math.PI);
    g.stroke();
  }
}

/** Where each label stands. */
function labelled(frame: FrameRecord, grid: Grid, top: number, height: number): Part[] {
  const { labels, kind } = grid;
  const count = Math.max(1, labels.length);
  if (kind === "columns") {
    const w = frame.w / count;
    return labels.map((label, n) => ({ x: frame.x + w * n, y: top, w, label }));
  }
  if (kind === "rows") {
    return labels.map((label, n) => ({ x: frame.x, y: top + (height / count) * n, w: frame.w, label }));
  }
  if (kind === "rings") {
    const most = Math.min(frame.w, height) / 2 - LABEL_INSET;
    const y = (n: number): number => top + height / 2 - (most * (n + 1)) / count;
    return labels.map((label, n) => ({ x: frame.x + frame.w / 2 - 60, y: y(n), w: 120, label }));
  }
  const half = frame.w / 2;
  const cells = labels.map((label, n) => ({
    x: frame.x + half * (n % 2),
    y: top + (height / 2) * Math.floor(n / 2),
    w: half,
    label,
  }));
  const line = LABEL_SIZE * 1.3 + LABEL_INSET;
  return [
    ...cells,
    { x: frame.x + half, y: top + height - line, w: half, label: grid.x },
    { x: frame.x, y: top + height / 2 - line, w: half, label: grid.y },
  ];
}

function paintLabel(pen: Pen, { x, y, w, label }: Part): void {
  if (label === "" || LABEL_SIZE * pen.zoom < LABEL_FROM_PX) return;
  const { g, faces, theme, scale } = pen;
  const room = Math.max(0, w - 2 * LABEL_INSET);
  g.fillStyle = theme.inkMuted;
  drawLines(pen, faces.note, [faces.note.layout.shorten(label, (room * 1000) / LABEL_SIZE)], {
    left: pen.x(x + LABEL_INSET),
    top: pen.y(y + LABEL_INSET / 2),
    width: room * scale,
    size: LABEL_SIZE * scale,
    lineHeight: LABEL_SIZE * 1.3 * scale,
  });
  g.strokeStyle = theme.line;
}
