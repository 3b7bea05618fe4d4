/** New items of the kinds that are rarer than notes: shapes, lines, strokes, pictures, links, marks. */

import { type Box, center, type Point } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import type { End, Kind, NewItem, ShapeRecord, StrokeRecord } from "../../core/types.ts";
import { cleanText, cleanTitle } from "../../core/words.ts";
import { type CommandBoard, fit, frameAt, framesOf, keyAtEnd } from "./board.ts";

/** Board units of what a tap makes. */
export const MADE_SIZE = {
  shape: { w: 200, h: 140 },
  stamp: { w: 64, h: 64 },
  dot: { w: 32, h: 32 },
  link: { w: 320, h: 96 },
} as const;

/** Each answers with the new id, selected; null, with a notice, when it is refused. */
export interface Making {
  shape(box: Box): string | null;
  stroke(box: Box, points: readonly number[], tool: StrokeRecord["tool"]): string | null;
  /** Board units: how broad the tool draws now. */
  strokeWidth(tool: StrokeRecord["tool"]): number;
  connector(from: End, to: End): string | null;
  stamp(at: Point): string | null;
  dot(at: Point): string | null;
  link(at: Point, url: string, title: string): string | null;
  image(box: Box, asset: string, alt: string): string | null;
  /** `mentions`: ids of the people that the text names. */
  comment(at: Point, on: string | null, text: string, mentions?: readonly string[]): string | null;
}

/** The highlighter is broader than the pen by so much. */
const HIGHLIGHTER = 5;
const LINE_MOST = 64;

export function createMaking(board: CommandBoard): Making {
  const { store, view } = board;

  function add(kind: Kind, label: string, fields: Readonly<Record<string, unknown>>): string | null {
    if (!board.canWrite(kind)) {
      board.refuseKind(kind);
      return null;
    }
    const id = board.newId();
    const item: NewItem = { kind, id, z: keyAtEnd(board.scene()), ...fields };
    return store.change(label, [{ do: "create", item }]) ? id : null;
  }

  function selected(id: string | null): string | null {
    if (id !== null) view.selection.value = new Set([id]);
    return id;
  }

  function placed(wanted: Box): Box & { readonly frame: string | null } {
    const box = fit(wanted);
    return { ...box, frame: frameAt(framesOf(board.scene()), center(box)) };
  }

  const around = (at: Point, { w, h }: { readonly w: number; readonly h: number }): Box => {
    return { x: at.x - w / 2, y: at.y - h / 2, w, h };
  };

  function strokeWidth(tool: StrokeRecord["tool"]): number {
    const { width } = view.making.peek();
    return Math.min(LINE_MOST, tool === "pen" ? width : width * HIGHLIGHTER);
  }

  return {
    shape(box) {
      const { shape, colour } = view.making.peek();
      const look = colour === "" ? {} : { fill: colour };
      return selected(add("shape", t("Add a shape"), { ...placed(box), shape, text: "", ...look }));
    },
    strokeWidth,
    stroke(box, points, tool) {
      const { colour } = view.making.peek();
      return add("stroke", t("Draw"), { ...placed(box), tool, points, colour, width: strokeWidth(tool) });
    },
    connector(from, to) {
      const { colour } = view.making.peek();
      return selected(add("connector", t("Connect"), { from, to, colour }));
    },
    stamp: (at) =>
      add("stamp", t("Add a stamp"), {
        ...placed(around(at, MADE_SIZE.stamp)),
        emoji: view.making.peek().emoji,
      }),
    dot: (at) =>
      add("dot", t("Add a dot"), { ...placed(around(at, MADE_SIZE.dot)), colour: view.making.peek().colour }),
    link: (at, url, title) =>
      selected(
        add("link", t("Add a link"), {
          ...placed(around(at, MADE_SIZE.link)),
          url,
          title: cleanTitle(title),
        }),
      ),
    image: (box, asset, alt) =>
      selected(add("image", t("Add a picture"), { ...placed(box), asset, alt: cleanTitle(alt) })),
    comment(at, on, text, mentions = []) {
      const { x, y } = fit({ ...at, w: 0, h: 0 });
      return add("comment", t("Add a comment"), { x, y, on, text: cleanText(text).trim(), mentions });
    },
  };
}

/** The fields of a shape that its menu lists, in its order. */
export const SHAPES: readonly ShapeRecord["shape"][] = [
  "rectangle",
  "rounded",
  "ellipse",
  "diamond",
  "triangle",
  "arrow",
  "callout",
];
