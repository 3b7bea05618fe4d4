/** The layers above the canvas, drawn from the store and the view: outlines, pointers, the invisible list. */

import { type Box, intersects, type Turned, turnedCover, union } from "../core/geometry.ts";
import { turnedBox } from "../core/records.ts";
import type { BoardStore } from "../store/store.ts";
import type { Camera, View } from "../store/view.ts";
import { boxToScreen, turnedToScreen, visibleBox } from "./camera.ts";
import { createCursors } from "./cursors.ts";
import { makeElement } from "./dom.ts";
import type { Faces } from "./fonts.ts";
import type { Gripped } from "./handles.ts";
import { createIdleness } from "./idleness.ts";
import type { createMirror, Mirror } from "./mirror.ts";
import { createOverlay } from "./overlay.ts";
import { type HereBySession, otherCursors, otherSelections, type ShownItem } from "./presence.ts";
import type { SceneIndex } from "./scene_index.ts";
import { createWriters } from "./writers.ts";

export interface Layers {
  drawOverlay(): void;
  drawMirror(): void;
  /** From now on there is the invisible list. What is heard comes right after what is seen. */
  addMirror(create: typeof createMirror): void;
  /** Shows the rectangle being drawn (board units), or none, from the next drawing on. */
  setMarquee(box: Box | null): void;
  /** Gives the keyboard focus to an item; false when it is not in the list, or the list is not there yet. */
  focusItem(id: string): boolean;
  destroy(): void;
}

export interface LayersOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly root: HTMLElement;
  readonly index: SceneIndex;
  readonly shownItem: ShownItem;
  /** Around anything that can be selected, connectors and comments too. */
  shownBox(id: string): Box | undefined;
  resizable(): Gripped | null;
  /** null while the fonts are not there. */
  faces(): Faces | null;
  /** The outlines and pointers have to be drawn anew. */
  invalidateOverlay(): void;
  openEditor(id: string): void;
  /** An item of the list got the keyboard focus, or (null) the list lost it. */
  onFocus(id: string | null): void;
}

const MIRROR_MOST = 300;
const UNBOXED_MOST = 200;
/** In the past nobody else is around. */
const NOBODY: HereBySession = new Map();
const OUTLINES_MOST = 400;
/** Who has not done anything for so long is perhaps not there: what they hold and where they type fades. */
const IDLE_MS = 60_000;

export function createLayers(options: LayersOptions): Layers {
  const { store, view, index, shownItem, shownBox, resizable, openEditor, onFocus } = options;
  const layers = makeElement("div", "board-layers", options.root);
  let marquee: Box | null = null;
  let focusRing: string | null = null;
  let drawnCamera: Camera | null = null;

  let mirror: Mirror | null = null;
  const mirrorPlace = makeElement("div", "", layers);
  const overlay = createOverlay(layers);
  const cursors = createCursors(layers);
  const writers = createWriters(options.root, shownItem, options.invalidateOverlay);
  const idleness = createIdleness({ afterMs: IDLE_MS, changed: options.invalidateOverlay });

  /** What is selected, and what is being written on. */
  function heldBoxes(): Turned[] {
    const editing = view.editing.peek();
    const held = new Set(view.selection.peek());
    if (editing !== null) held.add(editing);
    return [...held].flatMap((id) => shownTurned(id) ?? []);
  }

  const isConnector = (id: string): boolean => store.scene.peek().get(id)?.kind === "connector";

  function shownTurned(id: string): Turned | undefined {
    const record = shownItem(id);
    if (record) return turnedBox(record);
    const box = shownBox(id);
    return box && { ...box, turn: 0 };
  }

  function drawOverlay(): void {
    const camera = view.camera.peek();
    const shown = view.others.peek();
    const here = store.past.peek() ? NOBODY : view.here.peek();
    const idle = idleness.among(here);
    const awake = idle.size === 0 ? here : new Map([...here].filter(([session]) => !idle.has(session)));
    const held = heldBoxes();
    const [first] = held;
    const covers = held.map((box) => turnedCover(box, box.turn));
    const group = union(covers);
    // The tools show a line by itself, and where it can be taken.
    const isLine = held.length === 1 && [...view.selection.peek()].some(isConnector);
    const outline = isLine ? null : held.length === 1 && first ? first : group && { ...group, turn: 0 };
    const grips = resizable();
    const area = visibleBox(camera, view.viewport.peek());
    const inView = held.filter((_, at) => covers[at] && intersects(covers[at], area)).slice(0, OUTLINES_MOST);
    const ring = focusRing === null ? undefined : shownTurned(focusRing);
    overlay.draw({
      selected: inView.map((box) => turnedToScreen(camera, box)),
      isGroup: held.length > 1,
      outline: outline && turnedToScreen(camera, outline),
      grips: grips && { ...grips, ...turnedToScreen(camera, grips) },
      others: shown.selections ? otherSelections(awake, camera, shownItem) : [],
      marquee: marquee && boxToScreen(camera, marquee),
      focus: ring ? turnedToScreen(camera, ring) : null,
    });
    const isMoving = drawnCamera !== camera;
    drawPeople(here, awake, isMoving);
    if (isMoving) mirror?.follow(camera);
    drawnCamera = camera;
  }

  /** Pointers fade by themselves; a name beside what somebody holds fades with the outline. */
  function drawPeople(here: HereBySession, awake: HereBySession, isMoving: boolean): void {
    const camera = view.camera.peek();
    const people = store.people.peek();
    const { cursors: areCursorsShown, selections: areTagsShown, typing: isTypingShown } = view.others.peek();
    const pointers = otherCursors(here, people, camera, shownItem).filter(({ session, hasArrow }) => {
      if (hasArrow) return areCursorsShown;
      const isNamedByCaret = isTypingShown && here.get(session)?.caret !== undefined;
      return areTagsShown && awake.has(session) && !isNamedByCaret;
    });
    cursors.draw(pointers, isMoving);
    const faces = options.faces();
    const [scene, draft] = [store.scene.peek(), view.draft.peek()];
    const typing = isTypingShown && faces ? { here: awake, scene, people, camera, faces, draft } : null;
    writers.draw(typing, isMoving);
  }

  /** Ids of the connectors and comments in an area. */
  function unboxedIn(area: Box): string[] {
    const found: string[] = [];
    for (const { id } of index.unboxed) {
      const box = shownBox(id);
      if (box && intersects(box, area)) found.push(id);
      if (found.length >= UNBOXED_MOST) break;
    }
    return found;
  }

  function addMirror(create: typeof createMirror): void {
    mirror = create(mirrorPlace, {
      edit: openEditor,
      isSelected: (id) => view.selection.peek().has(id),
      toggleSelected(id) {
        const selection = new Set(view.selection.peek());
        if (!selection.delete(id)) selection.add(id);
        view.selection.value = selection;
      },
      focused(id, isRingShown) {
        focusRing = isRingShown ? id : null;
        onFocus(id);
      },
    });
    if (drawnCamera) mirror.follow(drawnCamera);
    drawMirror();
  }

  function drawMirror(): void {
    if (!mirror) return;
    const area = visibleBox(view.camera.peek(), view.viewport.peek());
    const found = index.nearest(area, MIRROR_MOST);
    mirror.draw({
      scene: store.scene.peek(),
      people: store.people.peek(),
      selection: view.selection.peek(),
      inView: new Set([...found.map(({ record }) => record.id), ...unboxedIn(area)]),
      boxOf: shownBox,
      editing: view.editing.peek(),
    });
  }

  return {
    drawOverlay,
    drawMirror,
    addMirror,
    setMarquee(box) {
      marquee = box;
    },
    focusItem: (id) => mirror?.focus(id) ?? false,
    destroy() {
      mirror?.destroy();
      overlay.destroy();
      cursors.destroy();
      writers.destroy();
      idleness.stop();
      layers.remove();
    },
  };
}
