/** Put on a page by test_all_kinds_agree.py: paints a board as the canvas does, for comparing with a document. */

import type { ItemRecord, Person } from "../../../static/src/core/types.ts";
import { createFaces } from "../../../static/src/render/fonts.ts";
import { createLines } from "../../../static/src/render/lines.ts";
import { type BoardPicture, createPainter } from "../../../static/src/render/painter.ts";
import { createSceneIndex } from "../../../static/src/render/scene_index.ts";
import { createStrokePaths } from "../../../static/src/render/stroke_paths.ts";
import { readTheme } from "../../../static/src/render/theme.ts";

interface Wanted {
  readonly items: readonly ItemRecord[];
  readonly people: readonly Person[];
  /** Asset id -> address of the picture. */
  readonly pictures: Readonly<Record<string, string>>;
  /** Board point in the top left corner. */
  readonly x: number;
  readonly y: number;
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

const SAMPLES = ["x", "α", "ع", "א", "\u{1f3eb}"];

async function loadPictures(addresses: Wanted["pictures"]): Promise<Map<string, HTMLImageElement>> {
  const found = new Map<string, HTMLImageElement>();
  for (const [asset, address] of Object.entries(addresses)) {
    const image = new Image();
    image.src = address;
    await image.decode();
    found.set(asset, image);
  }
  return found;
}

/** The board at 100 % as the address of a PNG. */
async function paintedBoard(wanted: Wanted): Promise<string> {
  const theme = readTheme(document.documentElement);
  for (const font of [
    `400 16px ${theme.bodyFont}`,
    `600 16px ${theme.bodyFont}`,
    `600 16px ${theme.headFont}`,
  ]) {
    for (const sample of SAMPLES) await document.fonts.load(font, sample);
  }
  const pictures = await loadPictures(wanted.pictures);
  const strokes = await new Promise<ReturnType<typeof createStrokePaths>>((resolve) => {
    const made = createStrokePaths(() => resolve(made));
    const stroke = wanted.items.find((item) => item.kind === "stroke");
    if (stroke?.kind === "stroke") made.get(stroke);
    else resolve(made);
  });
  const shown = { get: (asset: string) => pictures.get(asset) ?? null };
  const painter = createPainter(theme, createFaces(theme), {
    pictures: shown,
    strokes,
    links: { spans: () => [] },
    noticeText: () => undefined,
  });
  const scene = new Map(wanted.items.map((item) => [item.id, item]));
  const index = createSceneIndex();
  index.update(scene);
  const lines = createLines();
  const boxless = wanted.items.filter(({ kind }) => kind === "connector");
  const recordAt = (id: string) => index.get(id)?.record;
  lines.update(boxless, recordAt, recordAt, 1);
  const sheet = document.createElement("canvas");
  sheet.width = wanted.width;
  sheet.height = wanted.height;
  const g = sheet.getContext("2d", { alpha: false });
  if (!g) throw new Error("no canvas");
  const picture: BoardPicture = {
    index,
    lines,
    lifted: new Map(),
    hidden: new Set(),
    people: new Map(wanted.people.map((person) => [person.id, person])),
    editing: null,
    isHasty: false,
  };
  const surface = {
    g,
    camera: { x: wanted.x, y: wanted.y, zoom: 1 },
    ratio: wanted.ratio,
    width: wanted.width,
    height: wanted.height,
  };
  while (painter.paint(surface, picture)) {
    // Texts that were put off come with the next picture.
  }
  return sheet.toDataURL("image/png");
}

Object.assign(window, { paintedBoard });
