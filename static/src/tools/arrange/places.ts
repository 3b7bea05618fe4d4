/** Where items go when several are put in order: pure geometry on their boxes. */

import { type Box, type Point, round2, union } from "../../core/geometry.ts";
import { GAP } from "../../core/placement.ts";

export type Edge = "left" | "center" | "right" | "top" | "middle" | "bottom";
export type Axis = "across" | "down";

/** New top left corners, in the order of the boxes given. */
export type Places = readonly Point[];

/** All on one line: an edge or the middle of the box around them. */
export function aligned(boxes: readonly Box[], edge: Edge): Places {
  const around = union(boxes);
  if (around === null) return [];
  return boxes.map(({ x, y, w, h }) => {
    const room = { x: around.w - w, y: around.h - h };
    if (edge === "left") return { x: around.x, y };
    if (edge === "center") return { x: round2(around.x + room.x / 2), y };
    if (edge === "right") return { x: round2(around.x + room.x), y };
    if (edge === "top") return { x, y: around.y };
    if (edge === "middle") return { x, y: round2(around.y + room.y / 2) };
    return { x, y: round2(around.y + room.y) };
  });
}

/** The same room between neighbours; the first and the last stay where they are. */
export function distributed(boxes: readonly Box[], axis: Axis): Places {
  const start = axis === "across" ? (box: Box) => box.x : (box: Box) => box.y;
  const length = axis === "across" ? (box: Box) => box.w : (box: Box) => box.h;
  const order = boxes.map((box, at) => ({ box, at })).sort((a, b) => start(a.box) - start(b.box));
  const places: Point[] = boxes.map(({ x, y }) => ({ x, y }));
  const [first] = order;
  const last = order.at(-1);
  if (first === undefined || last === undefined || order.length < 3) return places;
  const whole = start(last.box) + length(last.box) - start(first.box);
  const filled = order.reduce((sum, { box }) => sum + length(box), 0);
  const gap = (whole - filled) / (order.length - 1);
  let next = start(first.box);
  for (const { box, at } of order) {
    const place = round2(next);
    if (at !== last.at) places[at] = axis === "across" ? { x: place, y: box.y } : { x: box.x, y: place };
    next += length(box) + gap;
  }
  return places;
}

/**
 * A grid with even gaps that begins where they begin now. Rows are what lies beside each other now, so that
 * everything stays near its place; columns are as wide as their widest item.
 */
export function tidied(boxes: readonly Box[]): Places {
  const around = union(boxes);
  if (around === null) return [];
  const rows = rowsOf(boxes);
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.box.w ?? 0)),
  );
  const places: Point[] = boxes.map(({ x, y }) => ({ x, y }));
  let y = around.y;
  for (const row of rows) {
    let x = around.x;
    for (const [column, { at }] of row.entries()) {
      places[at] = { x: round2(x), y: round2(y) };
      x += (widths[column] ?? 0) + GAP;
    }
    y += Math.max(...row.map(({ box }) => box.h)) + GAP;
  }
  return places;
}

interface Numbered {
  readonly box: Box;
  readonly at: number;
}

/** Boxes beside each other, from left to right; a pile of them becomes a square grid. */
function rowsOf(boxes: readonly Box[]): Numbered[][] {
  const byTop = boxes.map((box, at) => ({ box, at })).sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  const rows: Numbered[][] = [];
  for (const one of byTop) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && one.box.y < first.box.y + first.box.h / 2) row.push(one);
    else rows.push([one]);
  }
  const most = Math.max(...rows.map((row) => row.length));
  const isPile = rows.length === 1 ? isOverlapping(rows[0] ?? []) : most === 1 && isOverlapping(byTop);
  if (!isPile) return rows.map((row) => row.sort((a, b) => a.box.x - b.box.x || a.at - b.at));
  const side = Math.ceil(Math.sqrt(boxes.length));
  return Array.from({ length: Math.ceil(byTop.length / side) }, (_, at) =>
    byTop.slice(at * side, at * side + side),
  );
}

function isOverlapping(row: readonly Numbered[]): boolean {
  const area = row.reduce((sum, { box }) => sum + box.w * box.h, 0);
  const around = union(row.map(({ box }) => box));
  return around !== null && row.length > 2 && area > around.w * around.h;
}
