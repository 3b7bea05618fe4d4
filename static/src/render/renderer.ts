/**
 * The board on the screen. One animation frame for all that changed since the last; nothing is painted
 * while nothing changes. Reads the store and the view; of the view it writes the camera, the size of the
 * viewport and, from the invisible list, the selection.
 */

import { effect } from "@preact/signals-core";
import { type Box, center, inflate, type Point } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import { isBoxed, isWritten, rotationOf } from "../core/records.ts";
import type { BoxedRecord, ItemRecord, Preview } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import { boxToScreen, toScreen } from "./camera.ts";
import { type CameraMoves, createCameraMoves } from "./camera_moves.ts";
import { createCanvases } from "./canvases.ts";
import { createFaces, createRareFonts, type Faces, faceOf, loadFonts } from "./fonts.ts";
import { aroundAll, type Gripped } from "./handles.ts";
import { createLayers } from "./layers.ts";
import { createLines } from "./lines.ts";
import { createTextLinks } from "./links.ts";
import type { createMirror } from "./mirror.ts";
import { createPainter, type Painter, previewed } from "./painter.ts";
import { createPicking, type Picking } from "./picking.ts";
import { createPictures } from "./pictures.ts";
import { isSameLift, liftedItems } from "./presence.ts";
import { createSceneIndex, type SceneIndex } from "./scene_index.ts";
import { mostTextSize, spaceAbove, textAlign, textBox, titleArea } from "./shapes.ts";
import { createStrokePaths } from "./stroke_paths.ts";
import { readTheme } from "./theme.ts";
import { createViewport, type ViewportSize } from "./viewport.ts";

export interface RendererOptions {
  readonly store: BoardStore;
  readonly view: View;
  /** An empty element that the board fills. */
  readonly root: HTMLElement;
  /** Called when somebody opens an item with the keyboard or a screen reader. */
  openEditor(id: string): void;
  /** Where a picture of this board can be loaded from. */
  assetUrl(asset: string): string;
  /** Whether this person may change it: others get no handles. */
  canMove(record: ItemRecord): boolean;
}

/** Where the text editor of an item goes and how its text looks, in screen pixels. */
export interface TextPlace {
  readonly box: Box;
  readonly size: number;
  readonly lineHeight: number;
  /** From the side where the text starts. */
  readonly align: "start" | "center" | "end";
  readonly weight: number;
  readonly family: string;
  /** Degrees that the item is turned by, around its middle. */
  readonly turn: number;
  readonly middle: Point;
}

export interface Renderer extends CameraMoves, Picking {
  /** Shows the rectangle being drawn (board units), or none. */
  showMarquee(box: Box | null): void;
  /** Where `text` would stand in the item now; null when it is not on the board. */
  textPlace(id: string, text: string): TextPlace | null;
  /** The address that is written at a point of the screen, or on the link card there; null for none. */
  linkAt(point: Point): string | null;
  /** Adds the invisible list for keyboards and screen readers. */
  addMirror(create: typeof createMirror): void;
  /** Gives an item the keyboard focus and brings it into view. */
  focusItem(id: string): boolean;
  /** Goes to an item, near enough to read it, with or without the keyboard focus. */
  goTo(id: string, isFocused: boolean): void;
  /** Resolves when the first picture has been painted. */
  readonly ready: Promise<void>;
  destroy(): void;
}

/** Screen pixels at the edges that bars may cover. */
const BARS_PX = 56;
/** From this zoom on the words of a note can be read. */
const LEAST_ZOOM = 0.5;

type Part = "index" | "canvas" | "overlay" | "mirror";

/** The invisible list follows the view when it has been still for so long, and changes at most so often. */
const MIRROR_REST_MS = 150;
/** So long after the last change of the zoom the picture gets all its detail. */
const ZOOM_REST_MS = 120;

export function createRenderer({
  store,
  view,
  root,
  openEditor,
  canMove,
  assetUrl,
}: RendererOptions): Renderer {
  const theme = readTheme(root);
  const index = createSceneIndex();
  const moves = createCameraMoves(store, view, (id) => lines.boxOf(id, view.camera.peek().zoom));
  const stale = new Set<Part>(["index", "canvas", "overlay", "mirror"]);
  let faces: Faces | null = null;
  let painter: Painter | null = null;
  let lifted: ReadonlyMap<string, Preview> = new Map();
  let isFitted = false;
  let request = 0;
  let mirrorTimer: ReturnType<typeof setTimeout> | null = null;
  let zoomTimer: ReturnType<typeof setTimeout> | null = null;
  let zoom: number | null = null; // of the last picture

  prepare(root);
  const viewport = createViewport(root, resized);
  const canvases = createCanvases(root, viewport);
  const lines = createLines();
  const repaint = (): void => {
    canvases.touchAll();
    invalidate("canvas");
  };
  const pictures = createPictures(assetUrl, repaint);
  const strokes = createStrokePaths(repaint);
  const links = createTextLinks(repaint);
  const layers = createLayers({
    store,
    view,
    root,
    index,
    shownItem,
    shownBox,
    resizable,
    faces: () => faces,
    invalidateOverlay: () => invalidate("overlay"),
    openEditor,
    onFocus,
  });
  const picking = createPicking({ view, lines, currentIndex, resizable });
  const rareFonts = createRareFonts(theme, () => {
    for (const face of faces ? [faces.note, faces.label, faces.head, faces.mark] : []) face.layout.clear();
    repaint();
  });

  function invalidate(...parts: readonly Part[]): void {
    for (const part of parts) stale.add(part);
    if (request === 0) request = requestAnimationFrame(draw);
  }

  /** Scenes that change all the time still reach the list; a camera that moves all the time does not. */
  function mirrorSoon(isAfterRest = false): void {
    if (mirrorTimer !== null && isAfterRest) clearTimeout(mirrorTimer);
    else if (mirrorTimer !== null) return;
    mirrorTimer = setTimeout(() => {
      mirrorTimer = null;
      invalidate("mirror");
    }, MIRROR_REST_MS);
  }

  function currentIndex(): SceneIndex {
    if (stale.delete("index")) canvases.touch(index.update(store.scene.peek()));
    return index;
  }

  function shownItem(id: string): BoxedRecord | undefined {
    const record = stillItem(id);
    return record && previewed(record, lifted.get(id));
  }

  function stillItem(id: string): BoxedRecord | undefined {
    const record = store.scene.peek().get(id);
    return record && isBoxed(record) ? record : undefined;
  }

  function shownBox(id: string): Box | undefined {
    return shownItem(id) ?? lines.boxOf(id, view.camera.peek().zoom);
  }

  /** The box that the handles pull: around all that is selected, if this person may change all of it. */
  function resizable(): Gripped | null {
    const selected = [...view.selection.peek()];
    const editing = view.editing.peek();
    if (editing !== null && selected.includes(editing)) return null;
    const all = selected.flatMap((id) => store.scene.peek().get(id) ?? []);
    return all.every(canMove) ? aroundAll(selected.flatMap((id) => shownItem(id) ?? [])) : null;
  }

  function onFocus(id: string | null): void {
    const record = id === null ? undefined : shownItem(id);
    const box = record?.kind === "frame" ? titleArea(record, view.camera.peek().zoom) : id && shownBox(id);
    if (box) moves.reveal(box);
    invalidate("overlay");
  }

  function resized(size: ViewportSize): void {
    const before = view.viewport.peek();
    const camera = view.camera.peek();
    if (isFitted && before.width > 0) {
      // What was in the middle stays there: a panel that opens shifts the board instead of covering it.
      const dx = (size.width - before.width) / 2 / camera.zoom;
      const dy = (size.height - before.height) / 2 / camera.zoom;
      view.camera.value = { ...camera, x: camera.x - dx, y: camera.y - dy };
    }
    view.viewport.value = size;
    canvases.touchAll();
    invalidate("canvas", "overlay", "mirror");
    draw();
  }

  function draw(): void {
    cancelAnimationFrame(request);
    request = 0;
    if (!isFitted && store.seq.peek() >= 0 && view.viewport.peek().width > 0) {
      isFitted = true;
      moves.showFirst();
    }
    currentIndex();
    if (viewport.isHidden) return;
    if (painter && stale.delete("canvas")) drawCanvas(painter);
    if (stale.delete("overlay")) layers.drawOverlay();
    if (stale.delete("mirror")) layers.drawMirror();
  }

  /** Connectors follow what they stick to, also while it is held. */
  function followLines(): void {
    const held = (id: string): Point | undefined => lifted.get(id);
    const changed = lines.update(index.unboxed, shownItem, stillItem, view.camera.peek().zoom, held);
    if (changed === "all") canvases.touchAll();
    else canvases.touch(changed);
  }

  function drawCanvas(on: Painter): void {
    followLines();
    const camera = view.camera.peek();
    if (zoom !== camera.zoom) hurry(camera.zoom);
    const isPutOff = canvases.draw(on, {
      camera,
      size: view.viewport.peek(),
      ratio: viewport.ratio,
      index,
      lifted,
      lines,
      mine: store.past.peek() ? null : view.preview.peek(),
      people: store.people.peek(),
      editing: view.editing.peek(),
      isHasty: zoomTimer !== null,
    });
    if (isPutOff) invalidate("canvas");
  }

  /** The zoom is changing: details wait until it rests. */
  function hurry(next: number): void {
    if (zoomTimer !== null) clearTimeout(zoomTimer);
    const isFirst = zoom === null;
    zoom = next;
    if (isFirst) return;
    zoomTimer = setTimeout(() => {
      zoomTimer = null;
      invalidate("canvas");
    }, ZOOM_REST_MS);
  }

  function textPlace(id: string, text: string): TextPlace | null {
    const record = shownItem(id);
    if (!record || !isWritten(record) || !faces) return null;
    const { layout, weight, family } = faceOf(faces, record);
    const camera = view.camera.peek();
    const inner = textBox(record);
    const fitted = layout.fit(text, inner.w, inner.h, mostTextSize(record));
    const above = spaceAbove(record, inner, fitted);
    const place = { x: record.x + inner.x, y: record.y + inner.y + above, w: inner.w, h: inner.h - above };
    return {
      box: boxToScreen(camera, place),
      size: fitted.size * camera.zoom,
      lineHeight: fitted.lineHeight * camera.zoom,
      align: textAlign(record),
      weight,
      family,
      turn: rotationOf(record),
      middle: toScreen(camera, center(record)),
    };
  }

  const stopWatching = [
    effect(() => {
      store.scene.value;
      invalidate("index", "canvas", "overlay");
      mirrorSoon();
    }),
    effect(() => {
      view.camera.value;
      invalidate("canvas", "overlay");
      mirrorSoon(true);
    }),
    effect(() => {
      // Where others hold things now says nothing about how the board was.
      const here = view.others.value.gestures ? view.here.value : new Map();
      const next = store.past.value ? new Map() : liftedItems(here, view.preview.value);
      if (!isSameLift(lifted, next)) invalidate("canvas");
      lifted = next;
      invalidate("overlay");
    }),
    effect(() => {
      view.selection.value;
      invalidate("overlay", "mirror");
    }),
    effect(() => {
      store.people.value;
      store.me.value;
      canvases.touchAll();
      invalidate("canvas", "overlay");
      mirrorSoon();
    }),
    effect(() => {
      view.editing.value;
      invalidate("canvas", "overlay");
      mirrorSoon();
    }),
    effect(() => {
      view.draft.value;
      invalidate("overlay");
    }),
  ];

  const ready = loadFonts(theme).then(() => {
    faces = createFaces(theme);
    painter = createPainter(theme, faces, { pictures, strokes, links, noticeText: rareFonts.notice });
    stale.add("canvas");
    draw();
  });

  return {
    ...moves,
    ...picking,
    ready,
    showMarquee(box) {
      layers.setMarquee(box);
      invalidate("overlay");
    },
    textPlace,
    linkAt(point) {
      const record = store.scene.peek().get(picking.hit(point) ?? "");
      if (record?.kind === "link") return record.url;
      const isText = record !== undefined && isWritten(record);
      return isText && faces ? links.at(record, picking.screenToBoard(point), faces) : null;
    },
    addMirror: layers.addMirror,
    focusItem: (id) => layers.focusItem(id),
    goTo(id, isFocused) {
      currentIndex();
      followLines();
      if (isFocused) {
        layers.drawMirror();
        layers.focusItem(id);
      }
      const box = shownBox(id);
      if (store.scene.peek().get(id)?.kind === "frame") moves.fit([id]);
      else if (box) moves.reveal(inflate(box, BARS_PX / view.camera.peek().zoom), LEAST_ZOOM);
    },
    destroy() {
      for (const stop of stopWatching) stop();
      cancelAnimationFrame(request);
      if (mirrorTimer !== null) clearTimeout(mirrorTimer);
      if (zoomTimer !== null) clearTimeout(zoomTimer);
      canvases.destroy();
      viewport.destroy();
      layers.destroy();
    },
  };
}

/** Makes the root a place that can hold the keyboard focus, with a name. */
function prepare(root: HTMLElement): void {
  root.classList.add("board-root");
  root.tabIndex = -1; // a click on the board takes the focus from fields
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", t("Board"));
}
