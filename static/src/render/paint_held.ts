/** What any item may be besides its kind: turned, or locked. */

import type { BoxedRecord } from "../core/types.ts";
import type { Pen } from "./pen.ts";

/** Board units. */
const LOCK = 14;
/** Screen pixels: a smaller mark is left out. */
const LOCK_FROM_PX = 5;

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
