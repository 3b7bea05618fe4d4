/** What any item may be besides its kind: turned, locked, or only for who wrote it. */

import type { BoxedRecord } from "../core/types.ts";
import type { Pen } from "./pen.ts";

/** Board units. */
const LOCK = 14;
/** Screen pixels: a smaller mark is left out. */
const LOCK_FROM_PX = 5;
/** Board units: the dashes around what is private, and the gaps between them. */
const DASHES = [10, 7];
const DASH_INSIDE = 4;

/** Calls `paint` with the canvas turned around the middle of the item, if it is turned. */
export function turned(pen: Pen, record: BoxedRecord, paint: () => void): void {
  const degrees = "rotation" in record ? (record.rotation ?? 0) : 0;
  if (degrees === 0) {
    paint();
    return;
  }
  const { g } = pen;
  const [x, y] = [pen.x(record.x + record.w / 2), pen.y(record.y + record.h / 2)];
  g.save();
  g.translate(x, y);
  g.rotate((degrees * Math.PI) / 180);
  g.translate(-x, -y);
  paint();
  g.restore();
}

/** A small padlock in the top right corner. */
export function paintLock(pen: Pen, record: BoxedRecord): void {
  if (!record.locked || LOCK * pen.zoom < LOCK_FROM_PX) return;
  const { g, scale, theme } = pen;
  const size = LOCK * scale;
  const left = pen.x(record.x + record.w - LOCK - 8);
  const top = pen.y(record.y + 8);
  g.fillStyle = theme.inkMuted;
  g.strokeStyle = theme.inkMuted;
  g.lineWidth = Math.max(1, size * 0.13);
  g.fillRect(left + size * 0.1, top + size * 0.45, size * 0.8, size * 0.55);
  g.beginPath();
  g.arc(left + size / 2, top + size * 0.45, size * 0.25, Math.PI, 0);
  g.stroke();
}

/** Nobody else sees it yet: a closed eye in the top right corner, and dashes around it. */
export function paintPrivate(pen: Pen, record: BoxedRecord): void {
  if (LOCK * pen.zoom < LOCK_FROM_PX) return;
  const { g, scale, theme } = pen;
  const size = LOCK * scale;
  const [x, y] = [pen.x(record.x + record.w - LOCK / 2 - 10), pen.y(record.y + 14)];
  g.save();
  g.strokeStyle = theme.inkMuted;
  g.lineWidth = Math.max(1, size * 0.12);
  g.lineCap = "round";
  g.beginPath();
  g.arc(x, y - size * 0.35, size * 0.6, Math.PI * 0.2, Math.PI * 0.8);
  for (const turn of [0.3, 0.5, 0.7]) {
    const [dx, dy] = [Math.cos(Math.PI * turn), Math.sin(Math.PI * turn)];
    g.moveTo(x + dx * size * 0.62, y + dy * size * 0.62 - size * 0.35);
    g.lineTo(x + dx * size * 0.85, y + dy * size * 0.85 - size * 0.35);
  }
  g.stroke();
  const inside = DASH_INSIDE * scale;
  g.setLineDash(DASHES.map((units) => units * scale));
  g.strokeRect(
    pen.x(record.x) + inside,
    pen.y(record.y) + inside,
    record.w * scale - inside * 2,
    record.h * scale - inside * 2,
  );
  g.restore();
}
