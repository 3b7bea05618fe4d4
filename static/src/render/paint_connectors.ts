/** Painting connectors: the line, its heads and its label. */

import type { Path } from "../core/connectors.ts";
import type { Point } from "../core/geometry.ts";
import type { ConnectorRecord } from "../core/types.ts";
import { drawLines, type Pen } from "./pen.ts";

/** Board units. */
const LINE_WIDTH = 2;
const HEAD_LENGTH = 14;
const HEAD_WIDTH = 10;
const LABEL_SIZE = 16;
const LABEL_MOST = 240;
/** Screen pixels: a smaller label is left out. */
const LABEL_FROM_PX = 5;
const DASH = [8, 6] as const;

export function paintConnector(pen: Pen, record: ConnectorRecord, path: Path): void {
  const { g, theme, scale, hairline } = pen;
  const points = path.points.map(({ x, y }) => ({ x: pen.x(x), y: pen.y(y) }));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return;
  g.strokeStyle = theme.colours[record.colour || "ink"];
  g.fillStyle = g.strokeStyle;
  g.lineWidth = Math.max(hairline, LINE_WIDTH * scale);
  g.lineJoin = "round";
  g.setLineDash(record.dash ? DASH.map((length) => length * scale) : []);
  g.beginPath();
  g.moveTo(first.x, first.y);
  const [, a, b] = points;
  if (path.kind === "curve" && a && b) g.bezierCurveTo(a.x, a.y, b.x, b.y, last.x, last.y);
  else for (const point of points.slice(1)) g.lineTo(point.x, point.y);
  g.stroke();
  g.setLineDash([]);
  const heads = record.heads ?? "end";
  if (heads === "end" || heads === "both") paintHead(pen, points.at(-2) ?? first, last);
  if (heads === "start" || heads === "both") paintHead(pen, points[1] ?? last, first);
  if (record.label && LABEL_SIZE * pen.zoom >= LABEL_FROM_PX) paintLabelAt(pen, record.label, middleOf(path));
}

function paintHead({ g, scale, hairline }: Pen, from: Point, to: Point): void {
  const way = Math.hypot(to.x - from.x, to.y - from.y);
  if (way === 0) return;
  const [dx, dy] = [(to.x - from.x) / way, (to.y - from.y) / way];
  const length = Math.max(4 * hairline, HEAD_LENGTH * scale);
  const half = (length * HEAD_WIDTH) / HEAD_LENGTH / 2;
  g.beginPath();
  g.moveTo(to.x, to.y);
  g.lineTo(to.x - dx * length - dy * half, to.y - dy * length + dx * half);
  g.lineTo(to.x - dx * length + dy * half, to.y - dy * length - dx * half);
  g.closePath();
  g.fill();
}

/** The point halfway along, in board units. */
function middleOf({ kind, points }: Path): Point {
  const [a, b, c, d] = points;
  if (kind === "curve" && a && b && c && d) {
    return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
  }
  const lengths = points.slice(1).map((point, at) => {
    const before = points[at] ?? point;
    return Math.hypot(point.x - before.x, point.y - before.y);
  });
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [at, length] of lengths.entries()) {
    const [from, to] = [points[at], points[at + 1]];
    if (from && to && rest <= length) {
      const share = length === 0 ? 0 : rest / length;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
    rest -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

function paintLabelAt(pen: Pen, label: string, at: Point): void {
  const { g, theme, faces, scale } = pen;
  const line = faces.note.layout.shorten(label, (LABEL_MOST * 1000) / LABEL_SIZE);
  const width = (line.width * LABEL_SIZE) / 1000;
  const lineHeight = LABEL_SIZE * 1.3;
  const [left, top] = [pen.x(at.x - width / 2), pen.y(at.y - lineHeight / 2)];
  g.fillStyle = theme.canvas;
  g.fillRect(left - 4 * scale, top, (width + 8) * scale, lineHeight * scale);
  g.fillStyle = theme.ink;
  const size = LABEL_SIZE * scale;
  drawLines(pen, faces.note, [line], {
    left,
    top,
    width: width * scale,
    size,
    lineHeight: lineHeight * scale,
  });
}
