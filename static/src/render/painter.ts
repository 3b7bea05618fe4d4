/** One picture of the board: ground, frames, then notes and labels, with those being dragged on top. */

import { isDraft } from "../core/drafts.ts";
import { type Box, inflate, intersects } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import type { FittedText } from "../core/layout/layout.ts";
import { LABEL_SIZES, NOTE_SIZES } from "../core/layout/sizes.ts";
import { layerOf } from "../core/outline.ts";
import { isWritten, paintedBox } from "../core/records.ts";
import type { BoxedRecord, NoteRecord, Person, Preview, WrittenRecord } from "../core/types.ts";
import { initialsOf } from "./colours.ts";
import { type Faces, faceOf } from "./fonts.ts";
import type { Lines } from "./lines.ts";
import type { TextLinks } from "./links.ts";
import { paintFrame, paintGround } from "./paint_board.ts";
import { paintConnector } from "./paint_connectors.ts";
import { paintLock, paintPrivate, turned } from "./paint_held.ts";
import { detailAt, paintLabel, paintNote, paintShapeText } from "./paint_notes.ts";
import { paintShape } from "./paint_shapes.ts";
import { paintStroke } from "./paint_strokes.ts";
import { paintCluster, paintComment, paintDot, paintImage, paintLink, paintStamp } from "./paint_things.ts";
import { createPen, type Pen, type PixelBox, type Surface } from "./pen.ts";
import type { SceneIndex } from "./scene_index.ts";
import { mostTextSize, TITLE_ABOVE_LINE_PX, textBox } from "./shapes.ts";
import type { StrokePaths } from "./stroke_paths.ts";
import type { Theme } from "./theme.ts";

export interface BoardPicture {
  readonly index: SceneIndex;
  /** Item id -> where a gesture that is still going on holds it. */
  readonly lifted: ReadonlyMap<string, Preview>;
  readonly lines: Pick<Lines, "all" | "comments">;
  /** Ids of what is left out, because it is shown elsewhere. */
  readonly hidden: ReadonlySet<string>;
  readonly people: ReadonlyMap<string, Person>;
  /** Id of the item whose text the editor shows. */
  readonly editing: string | null;
  /** The zoom is changing: what costs most and is hard to read anyway may be left out. */
  readonly isHasty: boolean;
}

export interface Painter {
  /**
   * Paints all there is in an area of the surface, or on all of it; true when some texts were put off to
   * keep the frame short.
   */
  paint(surface: Surface, picture: BoardPicture, area?: Box): boolean;
  /** Paints just these on a surface that is clear. */
  paintRecords(surface: Surface, records: readonly BoxedRecord[], picture: BoardPicture): void;
}

/** New texts are laid out for so long in one frame; the rest wait for the next ones. */
const LAYOUT_BUDGET_MS = 8;
const HASTY_BUDGET_MS = 3;

/** Board units: in narrower notes there is no room for words beside the initials. */
const MARKED_FROM = 140;

/** A record as a gesture shows it. */
export function previewed<Item extends BoxedRecord>(record: Item, preview: Preview | undefined): Item {
  if (!preview) return record;
  const { x, y, w = record.w, h = record.h, rotation } = preview;
  return { ...record, x, y, w, h, ...(rotation === undefined ? {} : { rotation }) };
}

/** Pictures by the id of their asset; null while one is not there. */
export interface Pictures {
  get(asset: string): CanvasImageSource | null;
}

/** What comes when it is needed. */
export interface PaintSources {
  readonly pictures: Pictures;
  readonly strokes: StrokePaths;
  readonly links: Pick<TextLinks, "spans">;
  /** Sees each text that is laid out. */
  noticeText(text: string): void;
}

export function createPainter(
  theme: Theme,
  faces: Faces,
  { pictures, strokes, links, noticeText }: PaintSources,
): Painter {
  const initials = new Map<string, string>(); // name -> its initials
  let left_ms = 0; // of the time that this picture has for laying out texts
  let isPutOff = false;

  function fittedText(record: BoxedRecord, zoom: number, isHasty: boolean): FittedText | null {
    if (!isWritten(record) || record.text === "") return null;
    const sizes: readonly number[] = record.kind === "note" ? NOTE_SIZES : LABEL_SIZES;
    if (detailAt(sizes[0] ?? 0, zoom, isHasty) === "flat") return null;
    const face = faceOf(faces, record);
    const { w, h } = textBox(record);
    const most = mostTextSize(record);
    if (face.layout.isKnown(record.text, w, h, most)) return face.layout.fit(record.text, w, h, most);
    if (left_ms < 0) {
      isPutOff = true;
      return null;
    }
    // Only this work counts: where much else is painted, each picture still gets some texts further.
    const start = performance.now();
    noticeText(record.text);
    const fitted = face.layout.fit(record.text, w, h, most);
    left_ms -= performance.now() - start;
    return fitted;
  }

  function initialsFor(personId: string, people: ReadonlyMap<string, Person>): string {
    const name = people.get(personId)?.name;
    if (name === undefined) return "";
    const found = initials.get(name) ?? initialsOf(name);
    initials.set(name, found);
    return found;
  }

  function paintItem(pen: Pen, record: BoxedRecord, picture: BoardPicture): void {
    turned(pen, record, () => {
      paintKind(pen, record, picture);
      paintLock(pen, record);
      if (isDraft(record)) paintPrivate(pen, record);
    });
  }

  function paintKind(pen: Pen, record: BoxedRecord, picture: BoardPicture): void {
    if (record.kind === "frame") paintFrame(pen, record);
    else if (record.kind === "stroke") paintStroke(pen, record, strokes);
    else if (record.kind === "stamp") paintStamp(pen, record);
    else if (record.kind === "dot") paintDot(pen, record);
    else if (record.kind === "cluster") paintCluster(pen, record);
    else if (record.kind === "link") paintLink(pen, record);
    else if (record.kind === "image") paintImage(pen, record, pictures.get(record.asset));
    else paintWritten(pen, record, picture);
  }

  /** With the mark of what somebody else typed, where there is room for it. */
  function signFor({ author, entered_by, w }: NoteRecord, people: ReadonlyMap<string, Person>): string {
    const initials = initialsFor(author, people);
    if (entered_by === undefined || initials === "") return initials;
    return w < MARKED_FROM ? `${initials}*` : t("on behalf of %(name)s", { name: initials });
  }

  function paintWritten(pen: Pen, record: WrittenRecord, picture: BoardPicture): void {
    const fitted = fittedText(record, pen.zoom, picture.isHasty);
    const part = {
      initials: record.kind === "note" ? signFor(record, picture.people) : "",
      isTextShown: record.id !== picture.editing,
      fitted,
      links: fitted ? links.spans(record.text, fitted, faceOf(faces, record).layout) : [],
      isHasty: picture.isHasty,
    };
    if (record.kind === "note") paintNote(pen, record, part);
    else if (record.kind === "text") paintLabel(pen, record, part);
    else {
      paintShape(pen, record);
      paintShapeText(pen, record, part);
    }
  }

  function paint(surface: Surface, picture: BoardPicture, area?: Box): boolean {
    left_ms = picture.isHasty ? HASTY_BUDGET_MS : LAYOUT_BUDGET_MS;
    isPutOff = false;
    const pen = penFor(surface);
    const whole: PixelBox = { left: 0, top: 0, width: surface.width, height: surface.height };
    const pixels = area ? pixelsAround(pen, area, whole) : whole;
    if (!pixels) return false;
    const { g } = surface;
    g.save();
    if (area) {
      g.beginPath();
      g.rect(pixels.left, pixels.top, pixels.width, pixels.height);
      g.clip();
    }
    paintGround(pen, pixels);
    const view = boardBox(pen, pixels);
    for (const record of visibleItems(picture, view)) paintItem(pen, record, picture);
    for (const line of picture.lines.all) {
      if (intersects(line.box, view)) paintConnector(pen, line.record, line.path);
    }
    for (const comment of picture.lines.comments) {
      paintComment(pen, comment, initialsFor(comment.author, picture.people));
    }
    g.restore();
    return isPutOff;
  }

  function penFor(surface: Surface): Pen {
    const { g } = surface;
    g.fontKerning = "auto";
    g.textRendering = "geometricPrecision";
    return createPen(surface, theme, faces);
  }

  function paintRecords(surface: Surface, records: readonly BoxedRecord[], picture: BoardPicture): void {
    left_ms = Infinity;
    const pen = penFor(surface);
    surface.g.clearRect(0, 0, surface.width, surface.height);
    for (const record of records) paintItem(pen, record, picture);
  }

  return { paint, paintRecords };
}

/** Whole device pixels around a box of the board, with what its edges spill; null outside of the surface. */
function pixelsAround(pen: Pen, area: Box, whole: PixelBox): PixelBox | null {
  const spill = 2 * pen.hairline;
  const left = Math.max(0, pen.x(area.x) - spill);
  const top = Math.max(0, pen.y(area.y) - spill);
  const right = Math.min(whole.width, pen.x(area.x + area.w) + spill);
  const bottom = Math.min(whole.height, pen.y(area.y + area.h) + spill);
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/** The part of the board that may show in these pixels, with room below for titles that stand above frames. */
function boardBox(pen: Pen, pixels: PixelBox): Box {
  const box = {
    x: (pixels.left - pen.x(0)) / pen.scale,
    y: (pixels.top - pen.y(0)) / pen.scale,
    w: pixels.width / pen.scale,
    h: (pixels.height + TITLE_ABOVE_LINE_PX * pen.ratio) / pen.scale,
  };
  return inflate(box, 2 / pen.scale);
}

/** What to paint, bottom to top: frames, then the rest, then what is being dragged. */
function visibleItems({ index, lifted, hidden }: BoardPicture, view: Box): BoxedRecord[] {
  const found = index.search(view).map(({ record }) => record);
  const still = hidden.size === 0 ? found : found.filter(({ id }) => !hidden.has(id));
  if (lifted.size === 0) return still;
  const moving = [...lifted].flatMap(([id, preview]) => {
    const entry = index.get(id);
    if (!entry || hidden.has(id)) return [];
    const record = previewed(entry.record, preview);
    return intersects(paintedBox(record), view) ? [{ record, rank: entry.rank }] : [];
  });
  moving.sort((a, b) => a.rank - b.rank);
  const records = moving.map(({ record }) => record);
  const rest = still.filter(({ id }) => !lifted.has(id));
  return [0, 1, 2].flatMap((layer) => [...rest, ...records].filter((record) => layerOf(record) === layer));
}
