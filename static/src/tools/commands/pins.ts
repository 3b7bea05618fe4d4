/** The pins of comments go along with what they are on. */

import { isBoxed } from "../../core/records.ts";
import type { CommentRecord, Op, Scene } from "../../core/types.ts";
import { fit, patchOf } from "./board.ts";

/** The ops that move the pins of what `ops` move; what is resized keeps its pins where they are. */
export function pinOps(scene: Scene, ops: readonly Op[]): Op[] {
  const moves = new Map(ops.flatMap((op) => moveOf(scene, op)));
  if (moves.size === 0) return [];
  const pins = [...scene.values()].filter((record): record is CommentRecord => record.kind === "comment");
  return pins.flatMap((pin) => {
    const by = moves.get(pin.on ?? "");
    if (!by) return [];
    const { x, y } = fit({ x: pin.x + by.dx, y: pin.y + by.dy, w: 0, h: 0 });
    return patchOf(pin, { x, y }) ?? [];
  });
}

type Move = readonly [id: string, by: { readonly dx: number; readonly dy: number }];

function moveOf(scene: Scene, op: Op): Move[] {
  if (op.do !== "patch") return [];
  const record = scene.get(op.id);
  const { x, y, w, h } = op.set;
  if (!record || !isBoxed(record) || w !== undefined || h !== undefined) return [];
  const dx = typeof x === "number" ? x - record.x : 0;
  const dy = typeof y === "number" ? y - record.y : 0;
  return dx === 0 && dy === 0 ? [] : [[record.id, { dx, dy }]];
}
