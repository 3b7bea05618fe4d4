/** Painting notes and labels, with less detail the smaller they are on the screen. */

import { noteTypeOf } from "../core/kinds.ts";
import type { FittedText } from "../core/layout/layout.ts";
import type { NoteRecord, ShapeRecord, TextRecord, WrittenRecord } from "../core/types.ts";
import { faceOf, fontOf } from "./fonts.ts";
import type { LinkSpan } from "./link_spans.ts";
import { drawLines, fillEdgedBox, indent, type Pen, pixelBox } from "./pen.ts";
import {
  INITIALS_SIZE,
  MARK_SIZE,
  NOTE_RADIUS,
  notePadding,
  spaceAbove,
  textAlign,
  textBox,
} from "./shapes.ts";

/** Screen pixels of the text: under the first a note is a flat rectangle, under the second it has grey bars. */
const BARS_FROM_PX = 2.2;
const TEXT_FROM_PX = 5;
/** The mark and the initials are drawn from this size on. */
const MARK_FROM_PX = 5;
/** While the zoom changes: in motion less says as much. Marks are half of all there is to write. */
const MARK_FROM_PX_HASTY = 14;
const TEXT_FROM_PX_HASTY = 9;
const BARS_FROM_PX_HASTY = 4;
/** A note smaller than this (screen pixels) has no edge: it would be all edge. */
const EDGE_FROM_PX = 6;
const EDGE_FROM_PX_HASTY = 40;

/** Shares of the size of the text: how far below the baseline an underline begins, and how thick it is. */
const UNDERLINE_DOWN = 0.12;
const UNDERLINE = 0.06;

export interface NotePart {
  /** The author's initials; empty to draw none. */
  readonly initials: string;
  /** False while its text is being edited: the editor shows it. */
  readonly isTextShown: boolean;
  /** The lines of its text; null while they wait for a calmer frame. */
  readonly fitted: FittedText | null;
  /** What is underlined in them. */
  readonly links: readonly LinkSpan[];
  /** The zoom is changing. */
  readonly isHasty: boolean;
}

export type Detail = "flat" | "bars" | "text";

/** How much of a text of `size` units is worth drawing. */
export function detailAt(size: number, zoom: number, isHasty: boolean): Detail {
  if (size * zoom >= (isHasty ? TEXT_FROM_PX_HASTY : TEXT_FROM_PX)) return "text";
  return size * zoom >= (isHasty ? BARS_FROM_PX_HASTY : BARS_FROM_PX) ? "bars" : "flat";
}

export function paintNote(pen: Pen, note: NoteRecord, part: NotePart): void {
  const { g, scale, zoom } = pen;
  const colours = note.colour ? pen.theme.papers[note.colour] : pen.theme.notes[note.type];
  const box = pixelBox(pen, note);
  const edgeFrom = part.isHasty ? EDGE_FROM_PX_HASTY : EDGE_FROM_PX;
  if (Math.min(note.w, note.h) * zoom < edgeFrom && note.type !== "X") {
    g.fillStyle = colours.fill;
    g.fillRect(box.left, box.top, box.width, box.height);
    return;
  }
  fillEdgedBox(pen, box, NOTE_RADIUS * scale, colours.fill, colours.edge);
  if (MARK_SIZE * zoom >= (part.isHasty ? MARK_FROM_PX_HASTY : MARK_FROM_PX)) {
    g.fillStyle = colours.quiet;
    paintMark(pen, note);
    paintInitials(pen, note, part.initials);
  }
  if (part.isTextShown) paintText(pen, note, part, colours.bar);
}

/** The letter and the icon of the type, in the top left corner. */
function paintMark(pen: Pen, note: NoteRecord): void {
  const { g, scale, faces } = pen;
  const look = noteTypeOf[note.type];
  const size = Math.min(MARK_SIZE, note.h * 0.12);
  const baseline = pen.y(note.y + Math.min(24, note.h * 0.165));
  const left = pen.x(note.x + notePadding(note));
  const letterWidth = (faces.mark.layout.width(look.letter) / 1000) * size * scale;
  g.direction = "ltr";
  g.textAlign = "left";
  g.textBaseline = "alphabetic";
  g.font = fontOf(faces.mark, size * scale);
  g.fillText(look.letter, left, baseline);
  g.fillText(look.icon, Math.round(left + letterWidth + size * 0.35 * scale), baseline);
}

function paintInitials(pen: Pen, note: NoteRecord, initials: string): void {
  if (initials === "" || note.w < 60 || note.h < 60) return;
  const { g, scale } = pen;
  g.direction = "ltr";
  g.textAlign = "right";
  g.textBaseline = "alphabetic";
  g.font = fontOf(pen.faces.note, INITIALS_SIZE * scale);
  g.fillText(initials, pen.x(note.x + note.w - Math.min(10, notePadding(note))), pen.y(note.y + note.h - 8));
}

/** The text of a shape, where the editor puts it. */
export function paintShapeText(pen: Pen, shape: ShapeRecord, part: NotePart): void {
  if (part.isTextShown) paintText(pen, shape, part, pen.theme.notes.D.bar);
}

export function paintLabel(pen: Pen, label: TextRecord, part: NotePart): void {
  if (part.isTextShown) paintText(pen, label, part, pen.theme.notes.D.bar);
}

function paintText(pen: Pen, record: WrittenRecord, { fitted, links, isHasty }: NotePart, bar: string): void {
  if (!fitted) return;
  const { g, scale } = pen;
  const inner = textBox(record);
  const detail = detailAt(fitted.size, pen.zoom, isHasty);
  if (detail === "flat") return;
  const left = pen.x(record.x + inner.x);
  const top = pen.y(record.y + inner.y + spaceAbove(record, inner, fitted));
  const width = inner.w * scale;
  const align = textAlign(record);
  if (detail === "bars") {
    g.fillStyle = bar;
    fitted.lines.forEach((line, row) => {
      const length = Math.min(width, (line.width * fitted.size * scale) / 1000);
      const x = left + indent(line, length, width, align);
      const y = top + (row * fitted.lineHeight + fitted.size * 0.4) * scale;
      g.fillRect(x, Math.round(y), length, Math.max(1, Math.round(fitted.size * 0.5 * scale)));
    });
    return;
  }
  g.fillStyle = pen.theme.ink;
  const size = fitted.size * scale;
  const lineHeight = fitted.lineHeight * scale;
  const face = faceOf(pen.faces, record);
  drawLines(pen, face, fitted.lines, { left, top, width, size, lineHeight, align });
  for (const { row, from, to } of links) {
    const line = fitted.lines[row];
    if (!line) continue;
    const x = left + indent(line, (line.width * size) / 1000, width, align) + (from * size) / 1000;
    const y = top + row * lineHeight + (face.baseline + UNDERLINE_DOWN) * size;
    g.fillRect(x, Math.round(y), ((to - from) * size) / 1000, Math.max(1, Math.round(size * UNDERLINE)));
  }
}
