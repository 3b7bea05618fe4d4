/** Put on a page by test_picture.py: paints a board in pieces, as it changes, and compares it with one whole picture. */

import { keysBetween } from "../../../static/src/core/order.ts";
import type { ItemRecord, NoteRecord, NoteType, Preview } from "../../../static/src/core/types.ts";
import { createCanvases, type Shown } from "../../../static/src/render/canvases.ts";
import { createFaces } from "../../../static/src/render/fonts.ts";
import { createLines } from "../../../static/src/render/lines.ts";
import { type BoardPicture, createPainter, type Painter } from "../../../static/src/render/painter.ts";
import { createSceneIndex } from "../../../static/src/render/scene_index.ts";
import { readTheme } from "../../../static/src/render/theme.ts";
import { createViewport, type Viewport } from "../../../static/src/render/viewport.ts";
import type { Camera } from "../../../static/src/store/view.ts";

const TYPES: readonly NoteType[] = ["D", "P", "B", "S", "O", "A", "I", "X"];
const ACROSS = 40;
const WORDS = "Un cortile con ombra e verde, 東京 e caffè 🎉 per tutte le persone del quartiere".split(" ");

type Random = () => number;
type Scene = Map<string, ItemRecord>;

function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function noteAt(n: number, z: string, random: Random): NoteRecord {
  const by = { author: "person-1", created_at_ms: 0, frame: null } as const;
  const place = { x: (n % ACROSS) * 210, y: Math.floor(n / ACROSS) * 210, w: 200, h: 200 };
  const text = WORDS.slice(0, Math.floor(random() * WORDS.length)).join(" ");
  const type = TYPES[n % TYPES.length] ?? "I";
  return { kind: "note", id: `note-${n}`, z, type, text, ...place, ...by };
}

function makeScene(count: number, random: Random): Scene {
  const keys = keysBetween(null, null, count + 2);
  const scene: Scene = new Map();
  for (const [n, x] of [-60, 4200].entries()) {
    const place = { x, y: -160, w: 4100, h: 3400, z: keys[n] ?? "a0", author: "person-1", created_at_ms: 0 };
    scene.set(`frame-${n}`, { kind: "frame", id: `frame-${n}`, title: `Area ${n}`, prompt: "", ...place });
  }
  for (let n = 0; n < count; n += 1) scene.set(`note-${n}`, noteAt(n, keys[n + 2] ?? "a0", random));
  return scene;
}

/** A few notes move, change their type or their place in the pile, go or come back. */
function change(scene: Scene, gone: Map<string, ItemRecord>, random: Random): Scene {
  const next = new Map(scene);
  const notes = [...next.values()].filter((record) => record.kind === "note");
  for (let n = 0; n < 1 + random() * 12; n += 1) {
    const note = notes[Math.floor(random() * notes.length)];
    if (!note) continue;
    const what = Math.floor(random() * 5);
    if (what === 0) {
      next.delete(note.id);
      gone.set(note.id, note);
    } else if (what === 1) next.set(note.id, { ...note, type: TYPES[Math.floor(random() * 8)] ?? "I" });
    else if (what === 2) next.set(note.id, { ...note, z: `b${n}V` });
    else next.set(note.id, { ...note, x: note.x + random() * 90 - 45, y: note.y + random() * 90 - 45 });
  }
  for (const [id, record] of gone) {
    if (random() < 0.5) continue;
    next.set(id, record);
    gone.delete(id);
  }
  return next;
}

function liftSome(scene: Scene, random: Random): ReadonlyMap<string, Preview> {
  const lifted = new Map<string, Preview>();
  for (const record of scene.values()) {
    if (record.kind !== "note" || random() > 0.01) continue;
    lifted.set(record.id, { x: record.x + random() * 300, y: record.y + random() * 300 });
  }
  return lifted;
}

/** The pixels that the page shows in the viewport, from whichever bitmap is shown. */
function shownPixels(root: Element, viewport: Viewport): Uint8ClampedArray {
  const { canvas, ratio } = viewport;
  const overview = root.querySelector<HTMLCanvasElement>(".board-overview");
  const sheet = document.createElement("canvas");
  sheet.width = canvas.width;
  sheet.height = canvas.height;
  const g = sheet.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!g || !overview) throw new Error("no canvas");
  if (canvas.style.visibility === "hidden") {
    g.fillStyle = readTheme(root).canvas;
    g.fillRect(0, 0, sheet.width, sheet.height);
    const { e, f, a } = new DOMMatrix(overview.style.transform);
    g.drawImage(overview, e * ratio, f * ratio, overview.width * a, overview.height * a);
  } else g.drawImage(canvas, 0, 0);
  return g.getImageData(0, 0, sheet.width, sheet.height).data;
}

function wholePixels(painter: Painter, viewport: Viewport, shown: Shown): Uint8ClampedArray {
  const { width, height } = viewport.canvas;
  const sheet = document.createElement("canvas");
  sheet.width = width;
  sheet.height = height;
  const g = sheet.getContext("2d", { alpha: false });
  if (!g) throw new Error("no canvas");
  const picture: BoardPicture = { ...shown, hidden: new Set() };
  const surface = { g, camera: shown.camera, ratio: shown.ratio, width, height };
  while (painter.paint(surface, picture)) {
    // Texts that were put off come with the next picture.
  }
  return g.getImageData(0, 0, width, height).data;
}

/** The greatest difference of a channel, 0 to 255. */
function mostDifferent(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let most = 0;
  for (let at = 0; at < a.length; at += 1) most = Math.max(most, Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
  return most;
}

/** How much the pixels differ at most, after each round of changes at each camera; and whether the overview was shown. */
async function comparePictures(
  seed: number,
  count: number,
  cameras: readonly Camera[],
): Promise<{ different: number; isOverview: boolean }[]> {
  const random = randomFrom(seed);
  const root = document.createElement("div");
  root.style.cssText = "position:fixed;inset:0";
  document.body.replaceChildren(root);
  const size = { width: root.clientWidth, height: root.clientHeight };
  const viewport = await new Promise<Viewport>((resolve) => {
    const made: Viewport = createViewport(root, () => resolve(made));
  });
  const theme = readTheme(root);
  const painter = createPainter(theme, createFaces(theme), {
    pictures: { get: () => null },
    strokes: { get: () => null },
    links: { spans: () => [] },
    noticeText: () => undefined,
  });
  const canvases = createCanvases(root, viewport);
  const index = createSceneIndex();
  const lines = createLines();
  const gone = new Map<string, ItemRecord>();
  let scene = makeScene(count, random);
  const found = [];
  for (const camera of cameras) {
    for (let round = 0; round < 12; round += 1) {
      if (round > 0) scene = change(scene, gone, random);
      canvases.touch(index.update(scene));
      const lifted = round % 3 === 1 ? liftSome(scene, random) : new Map<string, Preview>();
      const people = new Map([["person-1", { id: "person-1", name: "Mia", role: null }]]);
      const view = { camera, size, ratio: viewport.ratio, lines };
      const shown: Shown = { ...view, index, lifted, mine: null, people, editing: null, isHasty: false };
      while (canvases.draw(painter, shown)) {
        // As the next frames do.
      }
      const different = mostDifferent(shownPixels(root, viewport), wholePixels(painter, viewport, shown));
      found.push({ different, isOverview: viewport.canvas.style.visibility === "hidden" });
    }
  }
  return found;
}

Object.assign(window, { comparePictures });
