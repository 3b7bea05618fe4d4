/** New items that go where there is room in a frame: for whoever adds them without a place in mind. */

import { ends, itemsIn } from "../../core/connectors.ts";
import { center } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import type { Size } from "../../core/placement.ts";
import { isBoxed } from "../../core/records.ts";
import type { ItemRecord, Kind, NewItem, ShapeRecord } from "../../core/types.ts";
import { cleanText, cleanTitle } from "../../core/words.ts";
import { placeFor } from "./adding.ts";
import { type CommandBoard, keyAtEnd } from "./board.ts";
import { MADE_SIZE } from "./making.ts";

/** Each answers with the new id; null, with a notice, when it is refused. `frame` null: outside all frames. */
export interface Settling {
  shape(frame: string | null, shape: ShapeRecord["shape"], text: string): string | null;
  link(frame: string | null, url: string, title: string): string | null;
  image(frame: string | null, size: Size, asset: string): string | null;
}

export function createSettling(board: CommandBoard): Settling {
  function add(
    kind: Kind,
    label: string,
    at: Size & { frame: string | null },
    fields: object,
  ): string | null {
    if (!board.canWrite(kind)) {
      board.refuseKind(kind);
      return null;
    }
    const place = placeFor(board, { w: at.w, h: at.h }, { frame: at.frame });
    if (place === null) return null;
    const id = board.newId();
    const item: NewItem = { kind, id, z: keyAtEnd(board.scene()), ...place, ...fields };
    return board.store.change(label, [{ do: "create", item }]) ? id : null;
  }

  return {
    shape: (frame, shape, text) =>
      add("shape", t("Add a shape"), { ...MADE_SIZE.shape, frame }, { shape, text: cleanText(text).trim() }),
    link: (frame, url, title) =>
      add("link", t("Add a link"), { ...MADE_SIZE.link, frame }, { url, title: cleanTitle(title) }),
    image: (frame, { w, h }, asset) => add("image", t("Add a picture"), { w, h, frame }, { asset, alt: "" }),
  };
}

/** Board units from the corner of an item to the tip of its pin. */
const PIN_INSIDE = 8;

/** Where the pin of a comment goes: to the upper right corner, where it hides no words; else on a free spot. */
export function pinPlace(board: CommandBoard, on: ItemRecord | null): { x: number; y: number } {
  if (on && isBoxed(on)) return { x: on.x + on.w - PIN_INSIDE, y: on.y + PIN_INSIDE };
  const way = on?.kind === "connector" ? ends(itemsIn(board.scene()), on) : null;
  if (way) return { x: (way[0].at.x + way[1].at.x) / 2, y: (way[0].at.y + way[1].at.y) / 2 };
  const spot = placeFor(board, MADE_SIZE.dot, { frame: null });
  return spot ? center(spot) : { x: 0, y: 0 };
}
