/**
 * The board on the screen. One animation frame for all that changed since the last; nothing is painted
 * while nothing changes. Reads the store and the view; of the view it writes the camera, the size of the
 * viewport and, from the invisible list, the selection.
 */

import { effect } from "@preact/signals-core";

import { type Box, contains, encloses, intersects, type Point, union } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import type { ItemRecord, Preview } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import type { Camera, View } from "../store/view.ts";
import { boxToScreen, toBoard, toScreen, visibleBox } from "./camera.ts";
import { type CameraMoves, createCameraMoves } from "./camera_moves.ts";
import { createCursors } from "./cursors.ts";
import { makeElement } from "./dom.ts";
import { createFaces, createRareFonts, type Faces, loadFonts } from "./fonts.ts";
import { HANDLE_HIT, type Handle, handleAt } from "./handles.ts";
import { frameAt, itemAt } from "./hit.ts";
import { createMirror } from "./mirror.ts";
import { createOverlay } from "./overlay.ts";
import { createPainter, type Painter, previewed } from "./painter.ts";
import { isSameLift, liftedItems, otherCursors, otherSelections } from "./presence.ts";
import { createSceneIndex } from "./scene_index.ts";
import { textBox, titleArea } from "./shapes.ts";
import { readTheme } from "./theme.ts";
import { createViewport, type ViewportSize } from "./viewport.ts";

export interface RendererOptions {
  readonly store: BoardStore;
  readonly view: View;
  /** An empty element that the board fills. */
  readonly root: HTMLElement;
  /** Called when somebody opens an item with the keyboard or a screen reader. */
  openEditor(id: string): void;
  /** Whether this person may change it: others get no handles. */
  canEdit(record: ItemRecord): boolean;
}

/** Where the text editor of an item goes and how its text looks, in screen pixels. */
export interface TextPlace {
  readonly box: Box;
  readonly size: number;
  readonly lineHeight: number;
  readonly weight: number;
  readonly family: string;
}

export interface Renderer extends CameraMoves {
  /** All points of the screen are relative to the top left corner of the root. */
  screenToBoard(point: Point): Point;
  boardToScreen(point: Point): Point;
  /** The topmost item under a point of the screen; a frame only by its title or border. */
  hit(point: Point): string | null;
  /** The handle under a point of the screen. `reach` is the side of its area in pixels. */
  hitHandle(point: Point, reach?: number): Handle | null;
  /** The frame whose area holds a point of the screen. */
  hitFrame(point: Point): string | null;
  /** Whether a point of the screen lies on the title of this frame. */
  isOnTitle(id: string, point: Point): boolean;
  /** Ids of the items that touch a box of the board; frames only when they lie wholly in it. */
  itemsIn(box: Box): string[];
  /** Shows the rectangle being drawn (board units), or none. */
  showMarquee(box: Box | null): void;
  /** Where `text` would stand in the item now; null when it is not on the board. */
  textPlace(id: string, text: string): TextPlace | null;
  /** Gives an item the keyboard focus and brings it into view. */
  focusItem(id: string): boolean;
  /** Resolves when the first picture has been painted. */
  readonly ready: Promise<void>;
  destroy(): void;
}

/** The invisible list follows the view when it has been still for so long, and changes at most so often. */
const MIRROR_REST_MS = 150;
const MIRROR_MOST = 300;
const OUTLINES_MOST = 400;

export function createRenderer({ store, view, root, openEditor, canEdit }: RendererOptions): Renderer {
  const theme = readTheme(root);
  const index = createSceneIndex();
  const moves = createCameraMoves(store, view);
  let faces: Faces | null = null;
  let painter: Painter | null = null;
  let lifted: ReadonlyMap<string, Preview> = new Map();
  let marquee: Box | null = null;
  let focusRing: string | null = null;
  let isFitted = false;
  let request = 0;
  let mirrorTimer: ReturnType<typeof setTimeout> | null = null;
  let drawnCamera: Camera | null = null;
  const stale = { index: true, canvas: true, overlay: true, mirror: true };

  root.classList.add("board-root");
  root.tabIndex = -1; // takes the focus from fields when one clicks the board
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", t("Board"));
  const viewport = createViewport(root, resized);
  const layers = makeElement("div", "board-layers", root);
  const mirror = createMirror(layers, {
    edit: openEditor,
    isSelected: (id) => view.selection.peek().has(id),
    toggleSelected(id) {
      const selection = new Set(view.selection.peek());
      if (!selection.delete(id)) selection.add(id);
      view.selection.value = selection;
    },
    focused(id, isRingShown) {
      focusRing = isRingShown ? id : null;
      const record = id === null ? undefined : shownItem(id);
      if (record) moves.reveal(record.kind === "frame" ? titleArea(record, view.camera.peek().zoom) : record);
      invalidate("overlay");
    },
  });
  const overlay = createOverlay(layers);
  const cursors = createCursors(layers);
  const rareFonts = createRareFonts(theme, () => {
    faces?.note.layout.clear();
    faces?.head.layout.clear();
    invalidate("canvas");
  });

  function invalidate(...parts: readonly (keyof typeof stale)[]): void {
    for (const part of parts) stale[part] = true;
    if (request === 0) request = requestAnimationFrame(draw);
  }

  function shownItem(id: string): ItemRecord | undefined {
    const record = store.scene.peek().get(id);
    return record && previewed(record, lifted.get(id));
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
    invalidate("canvas", "overlay", "mirror");
    draw();
  }

  function fitOnce(): void {
    if (isFitted || store.seq.peek() < 0 || view.viewport.peek().width === 0) return;
    isFitted = true;
    moves.showFirst();
  }

  function draw(): void {
    cancelAnimationFrame(request);
    request = 0;
    fitOnce();
    if (stale.index) index.update(store.scene.peek());
    stale.index = false;
    if (viewport.isHidden) return;
    if (stale.canvas) drawCanvas();
    if (stale.overlay) drawOverlay();
    if (stale.mirror) drawMirror();
  }

  function drawCanvas(): void {
    if (!painter) return;
    stale.canvas = false;
    const isPutOff = painter.paint({
      camera: view.camera.peek(),
      size: view.viewport.peek(),
      index,
      lifted,
      people: store.people.peek(),
      editing: view.editing.peek(),
    });
    if (isPutOff) invalidate("canvas");
  }

  function drawOverlay(): void {
    stale.overlay = false;
    const camera = view.camera.peek();
    const here = view.here.peek();
    const editing = view.editing.peek();
    const held = new Set(view.selection.peek());
    if (editing !== null) held.add(editing);
    const selected = [...held].flatMap((id) => shownItem(id) ?? []);
    const outline = union(selected);
    const area = visibleBox(camera, view.viewport.peek());
    const inView = selected.filter((record) => intersects(record, area)).slice(0, OUTLINES_MOST);
    const ring = focusRing === null ? undefined : shownItem(focusRing);
    overlay.draw({
      selected: (selected.length === 1 ? selected : inView).map((record) => boxToScreen(camera, record)),
      isGroup: selected.length > 1,
      outline: outline && boxToScreen(camera, outline),
      hasHandles: resizable() !== null,
      others: otherSelections(here, camera, shownItem),
      marquee: marquee && boxToScreen(camera, marquee),
      focus: ring ? boxToScreen(camera, ring) : null,
    });
    cursors.draw(otherCursors(here, store.people.peek(), camera, shownItem), drawnCamera !== camera);
    mirror.follow(camera);
    drawnCamera = camera;
  }

  function drawMirror(): void {
    stale.mirror = false;
    const area = visibleBox(view.camera.peek(), view.viewport.peek());
    const middle = { x: area.x + area.w / 2, y: area.y + area.h / 2 };
    const distance = ({ record }: { record: ItemRecord }): number =>
      Math.abs(record.x + record.w / 2 - middle.x) + Math.abs(record.y + record.h / 2 - middle.y);
    const found = index.search(area);
    if (found.length > MIRROR_MOST) found.sort((a, b) => distance(a) - distance(b));
    mirror.draw({
      scene: store.scene.peek(),
      people: store.people.peek(),
      selection: view.selection.peek(),
      inView: new Set(found.slice(0, MIRROR_MOST).map(({ record }) => record.id)),
      editing: view.editing.peek(),
    });
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

  /** The one selected item that this person may resize. */
  function resizable(): ItemRecord | null {
    const selection = view.selection.peek();
    const [id] = selection;
    if (selection.size !== 1 || id === undefined || view.editing.peek() === id) return null;
    const record = shownItem(id);
    return record && canEdit(record) ? record : null;
  }

  function textPlace(id: string, text: string): TextPlace | null {
    const record = shownItem(id);
    if (!record || record.kind === "frame" || !faces) return null;
    const face = record.kind === "note" ? faces.note : faces.head;
    const inner = textBox(record);
    const { zoom } = view.camera.peek();
    const { size, lineHeight } = face.layout.fit(text, inner.w, inner.h);
    return {
      box: boxToScreen(view.camera.peek(), {
        x: record.x + inner.x,
        y: record.y + inner.y,
        w: inner.w,
        h: inner.h,
      }),
      size: size * zoom,
      lineHeight: lineHeight * zoom,
      weight: face.weight,
      family: face.family,
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
      const next = liftedItems(view.here.value, view.preview.value);
      const isSame = isSameLift(lifted, next);
      lifted = next;
      invalidate("overlay");
      if (!isSame) invalidate("canvas");
    }),
    effect(() => {
      view.selection.value;
      invalidate("overlay", "mirror");
    }),
    effect(() => {
      store.people.value;
      store.me.value;
      view.editing.value;
      invalidate("canvas", "overlay");
      mirrorSoon();
    }),
  ];

  const ready = loadFonts(theme).then(() => {
    faces = createFaces(theme);
    painter = createPainter(viewport, theme, faces, rareFonts.notice);
    stale.canvas = true;
    draw();
  });

  return {
    ...moves,
    ready,
    screenToBoard: (point) => toBoard(view.camera.peek(), point),
    boardToScreen: (point) => toScreen(view.camera.peek(), point),
    hit(point) {
      index.update(store.scene.peek());
      return itemAt(index, toBoard(view.camera.peek(), point), view.camera.peek().zoom);
    },
    hitHandle(point, reach = HANDLE_HIT) {
      const record = resizable();
      return record ? handleAt(point, boxToScreen(view.camera.peek(), record), reach) : null;
    },
    hitFrame: (point) => frameAt(index, toBoard(view.camera.peek(), point)),
    isOnTitle(id, point) {
      const record = shownItem(id);
      const { zoom } = view.camera.peek();
      return (
        record?.kind === "frame" && contains(titleArea(record, zoom), toBoard(view.camera.peek(), point))
      );
    },
    itemsIn(box) {
      const touched = index.search(box).map(({ record }) => record);
      return touched.filter((record) => record.kind !== "frame" || encloses(box, record)).map(({ id }) => id);
    },
    showMarquee(box) {
      marquee = box;
      invalidate("overlay");
    },
    textPlace,
    focusItem: (id) => mirror.focus(id),
    destroy() {
      for (const stop of stopWatching) stop();
      cancelAnimationFrame(request);
      if (mirrorTimer !== null) clearTimeout(mirrorTimer);
      viewport.destroy();
      mirror.destroy();
      overlay.destroy();
      cursors.destroy();
      layers.remove();
    },
  };
}
