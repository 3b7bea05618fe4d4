/** Areas for tables: frames like one that is there, with its headings and pictures, without its notes. */

import { union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { byOrder } from "../../core/outline.ts";
import { GAP } from "../../core/placement.ts";
import { isBoxed } from "../../core/records.ts";
import type { Kind, Op } from "../../core/types.ts";
import { cleanTitle } from "../../core/words.ts";
import type { CommandBoard } from "./board.ts";
import { copiesOf, type Original, withTheirs } from "./copies.ts";

/** What makes an area: not what people have put into it. */
const FURNITURE: ReadonlySet<Kind> = new Set(["frame", "text", "shape", "image", "link"]);

/** So far apart that one area fills the view. */
const APART = 4 * GAP;

/**
 * Makes of one frame `count` areas, itself among them, numbered and in rows below everything else. Their
 * ids in order, or null when it is refused.
 */
export function makeAreas(board: CommandBoard, frameId: string, count: number): string[] | null {
  const scene = board.scene();
  const frame = board.editable(frameId);
  const everything = union([...scene.values()].filter(isBoxed));
  if (frame?.kind !== "frame" || everything === null) return null;
  const furniture = withTheirs(scene, [frame]).filter(({ kind }) => FURNITURE.has(kind));
  const originals = furniture.sort(byOrder) as unknown as Original[];
  const place = originals.findIndex(({ id }) => id === frameId);
  const columns = Math.ceil(Math.sqrt(count));
  const top = everything.y + everything.h + APART;
  const ids = [frameId];
  const ops: Op[] = [];
  for (let n = 1; n < count; n += 1) {
    const at = n - 1;
    const x = everything.x + (at % columns) * (frame.w + APART);
    const y = top + Math.floor(at / columns) * (frame.h + APART);
    const copies = copiesOf(board, originals, { by: { x: x - frame.x, y: y - frame.y }, isPlaced: false });
    const id = copies[place]?.id ?? "";
    const title = cleanTitle(`${frame.title.trim() || t("Table")} ${n + 1}`);
    ids.push(id);
    for (const copy of copies) {
      const item = copy.id === id ? { ...copy, title, frame: null } : copy;
      ops.push({ do: "create", item });
    }
  }
  return board.store.change(t("Make areas for tables"), ops) ? ids : null;
}
