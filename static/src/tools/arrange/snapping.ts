/** What is dragged finds the lines of its neighbours: their edges and middles. */

import { type Box, round2 } from "../../core/geometry.ts";
import type { Handle } from "../surface.ts";

/** A line to show, in board units. */
export interface Guide {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Snap {
  /** What to add to the drag so that the lines meet. */
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

interface Span {
  /** The edge, the middle, the other edge. */
  readonly lines: readonly number[];
  readonly from: number;
  readonly to: number;
}

const across = ({ x, y, w, h }: Box): Span => ({ lines: [x, x + w / 2, x + w], from: y, to: y + h });
const down = ({ x, y, w, h }: Box): Span => ({ lines: [y, y + h / 2, y + h], from: x, to: x + w });

/** How `box` has to move to stand in line with a neighbour at most `reach` board units away. */
export function snapMove(box: Box, others: readonly Box[], reach: number): Snap {
  const dx = nearest(across(box).lines, others.map(across), reach);
  const dy = nearest(down(box).lines, others.map(down), reach);
  const there = { ...box, x: box.x + dx, y: box.y + dy };
  return { dx, dy, guides: guidesOf(there, others) };
}

/** The same for a side or corner that is being pulled: only its own lines count. */
export function snapResize(box: Box, handle: Handle, others: readonly Box[], reach: number): Snap {
  const xs = handle.includes("w") ? [box.x] : handle.includes("e") ? [box.x + box.w] : [];
  const ys = handle.includes("n") ? [box.y] : handle.includes("s") ? [box.y + box.h] : [];
  const dx = nearest(xs, others.map(across), reach);
  const dy = nearest(ys, others.map(down), reach);
  return { dx, dy, guides: [] };
}

function nearest(lines: readonly number[], others: readonly Span[], reach: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    for (const other of others) {
      for (const wanted of other.lines) {
        const way = wanted - line;
        if (Math.abs(way) <= reach && Math.abs(way) < Math.abs(best)) best = way;
      }
    }
  }
  return Number.isFinite(best) ? round2(best) : 0;
}

/** The lines that `box` shares with its neighbours, as long as both. */
export function guidesOf(box: Box, others: readonly Box[]): Guide[] {
  return [
    ...shared(across(box), others.map(across)).map((line): Guide => ({ axis: "x", ...line })),
    ...shared(down(box), others.map(down)).map((line): Guide => ({ axis: "y", ...line })),
  ];
}

/** Board units that rounding may leave between two lines that meet. */
const SLACK = 0.02;

function shared(mine: Span, others: readonly Span[]): Omit<Guide, "axis">[] {
  return mine.lines.flatMap((at) => {
    const met = others.filter(({ lines }) => lines.some((line) => Math.abs(line - at) < SLACK));
    if (met.length === 0) return [];
    const all = [mine, ...met];
    return [{ at, from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) }];
  });
}
