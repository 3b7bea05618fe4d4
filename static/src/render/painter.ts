/** One picture of the board: ground, frames, then notes and labels, with those being dragged on top. */

import { type Box, intersects } from "../core/geometry.ts";
import type { FittedText } from "../core/layout/layout.ts";
import { LABEL_SIZES, NOTE_SIZES } from "../core/layout/sizes.ts";
import { isWritten } from "../core/records.ts";
import type { BoxedRecord, ItemRecord, Person, Preview } from "../core/types.ts";
import type { Camera } from "../store/view.ts";
import { visibleBox } from "./camera.ts";
import { initialsOf } from "./colours.ts";
import type { Faces } from "./fonts.ts";
import { paintFrame, paintGround } from "./paint_board.ts";
import { detailAt, paintLabel, paintNote } from "./paint_notes.ts";
import { createPen, type Pen } from "./pen.ts";
import type { SceneIndex } from "./scene_index.ts";
import { mostTextSize, TITLE_ABOVE_LINE_PX, textBox } from "./shapes.ts";
import type { Theme } from "./theme.ts";
import type { Viewport, ViewportSize } from "./viewport.ts";

export interface BoardPicture {
  readonly camera: Camera;
  readonly size: ViewportSize;
  readonly index: SceneIndex;
  /** Item id -> where a gesture that is still going on holds it. */
  readonly lifted: ReadonlyMap<string, Preview>;
  readonly people: ReadonlyMap<string, Person>;
  /** Id of the item whose text the editor shows. */
  readonly editing: string | null;
}

export interface Painter {
  /** Paints everything in view; true when some texts were put off to keep the frame short. */
  paint(picture: BoardPicture): boolean;
}

/** So many items on the screen lose what costs most to paint. */
const CROWDED = 1500;
/** New texts are laid out for so long in one frame; the rest wait for the next ones. */
const LAYOUT_BUDGET_MS = 24;

/** A record as a gesture shows it. */
export function previewed<Item extends BoxedRecord>(record: Item, preview: Preview | undefined): Item {
  if (!preview) return record;
  return { ...record, x: preview.x, y: preview.y, w: preview.w ?? record.w, h: preview.h ?? record.h };
}

export function createPainter(
  viewport: Viewport,
  theme: Theme,
  faces: Faces,
  noticeText: (text: string) => void,
): Painter {
  const initials = new Map<string, string>(); // name -> its initials
  let deadline_ms = 0;
  let isPutOff = false;

  function fittedText(record: BoxedRecord, zoom: number): FittedText | null {
    if (!isWritten(record) || record.text === "") return null;
    const sizes: readonly number[] = record.kind === "note" ? NOTE_SIZES : LABEL_SIZES;
    if (detailAt(sizes[0] ?? 0, zoom) === "flat") return null;
    const face = record.kind === "note" ? faces.note : faces.head;
    const { w, h } = textBox(record);
    const most = mostTextSize(record);
    if (!face.layout.isKnown(record.text, w, h, most)) {
      if (performance.now() > deadline_ms) {
        isPutOff = true;
        return null;
      }
      noticeText(record.text);
    }
    return face.layout.fit(record.text, w, h, most);
  }

  function initialsFor(personId: string, people: ReadonlyMap<string, Person>): string {
    const name = people.get(personId)?.name;
    if (name === undefined) return "";
    const found = initials.get(name) ?? initialsOf(name);
    initials.set(name, found);
    return found;
  }

  function paintItem(pen: Pen, record: BoxedRecord, picture: BoardPicture, isCrowded: boolean): void {
    if (record.kind === "frame") {
      paintFrame(pen, record);
      return;
    }
    const part = {
      initials: record.kind === "note" ? initialsFor(record.author, picture.people) : "",
      isTextShown: record.id !== picture.editing,
      fitted: fittedText(record, pen.zoom),
      isCrowded,
    };
    if (record.kind === "note") paintNote(pen, record, part);
    else if (record.kind === "text") paintLabel(pen, record, part);
  }

  function paint(picture: BoardPicture): boolean {
    const { g, canvas, ratio } = viewport;
    const { camera, index, lifted } = picture;
    deadline_ms = performance.now() + LAYOUT_BUDGET_MS;
    isPutOff = false;
    const pen = createPen(g, theme, faces, camera, ratio);
    g.fontKerning = "auto";
    g.textRendering = "geometricPrecision";
    paintGround(pen, canvas.width, canvas.height);
    const visible = visibleItems(index, viewBox(camera, picture.size), lifted);
    for (const record of visible) paintItem(pen, record, picture, visible.length > CROWDED);
    return isPutOff;
  }

  return { paint };
}

/** What can be seen, with room below for the titles that stand above their frames. */
function viewBox(camera: Camera, size: ViewportSize): Box {
  const box = visibleBox(camera, size);
  return { ...box, h: box.h + TITLE_ABOVE_LINE_PX / camera.zoom };
}

/** What to paint, bottom to top: frames, then the rest, then what is being dragged. */
function visibleItems(index: SceneIndex, view: Box, lifted: ReadonlyMap<string, Preview>): BoxedRecord[] {
  const still = index.search(view).map(({ record }) => record);
  if (lifted.size === 0) return still;
  const moving = [...lifted].flatMap(([id, preview]) => {
    const entry = index.get(id);
    if (!entry) return [];
    const record = previewed(entry.record, preview);
    return intersects(record, view) ? [{ record, rank: entry.rank }] : [];
  });
  moving.sort((a, b) => a.rank - b.rank);
  const records = moving.map(({ record }) => record);
  const rest = still.filter(({ id }) => !lifted.has(id));
  const isFrame = ({ kind }: ItemRecord): boolean => kind === "frame";
  return [
    ...rest.filter(isFrame),
    ...records.filter(isFrame),
    ...rest.filter((record) => !isFrame(record)),
    ...records.filter((record) => !isFrame(record)),
  ];
}
