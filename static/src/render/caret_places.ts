/** Where the others' carets stand on the screen: each behind its letter, whatever is typed around it. */

import { center, type Point, turnedPoint } from "../core/geometry.ts";
import { placeInLines } from "../core/layout/places.ts";
import type { Document } from "../core/note_text.ts";
import { documentOf, placeBehind } from "../core/note_text.ts";
import { isWritten, rotationOf } from "../core/records.ts";
import { diff, movedPlace } from "../core/text_diff.ts";
import type { Caret, Person, Scene, WrittenRecord } from "../core/types.ts";
import type { Camera } from "../store/view.ts";
import { toScreen } from "./camera.ts";
import { personColour } from "./colours.ts";
import { type Face, type Faces, faceOf } from "./fonts.ts";
import { indent } from "./pen.ts";
import type { HereBySession, ShownItem } from "./presence.ts";
import { mostTextSize, spaceAbove, textAlign, textBox } from "./shapes.ts";

/** Screen pixels: in smaller text only a mark on the item says that somebody types there. */
const LEGIBLE_FROM_PX = 5;

export interface OtherCaret {
  readonly session: number;
  readonly name: string;
  readonly colour: string;
  /** Screen pixels: the top of the caret, or a corner of the item when the text is too small to read. */
  readonly place: Point;
  /** Screen pixels; null when the text is too small to read. */
  readonly height: number | null;
  /** Degrees. */
  readonly turn: number;
  /** Differs when the caret stands elsewhere in the text. */
  readonly key: string;
}

/** How far into a line a place is, in em, and the width of the line: told by the browser's own shaping. */
export type Ruler = (line: string, before: number, isRightToLeft: boolean, face: Face) => RuledPlace;

export interface RuledPlace {
  readonly at: number;
  readonly width: number;
}

export interface CaretScene {
  readonly here: HereBySession;
  readonly scene: Scene;
  readonly people: ReadonlyMap<string, Person>;
  readonly camera: Camera;
  readonly faces: Faces;
  /** What is in my own editor, which is ahead of the board. */
  readonly draft: { readonly id: string; readonly text: string } | null;
}

export interface CaretPlaces {
  find(shown: CaretScene): OtherCaret[];
}

export function createCaretPlaces(shownItem: ShownItem, ruler: Ruler): CaretPlaces {
  const documents = new WeakMap<WrittenRecord, Document>();
  const found = new Map<number, { readonly id: string; readonly at: number }>(); // session -> last place

  function documentFor(record: WrittenRecord): Document {
    const known = documents.get(record) ?? documentOf(record);
    documents.set(record, known);
    return known;
  }

  /** The place in the text of the board. A letter that has not come yet leaves the caret where it was. */
  function placeOf(session: number, caret: Caret, record: WrittenRecord): number {
    const isFound = caret.epoch === (record.epoch ?? 0);
    const place = isFound ? placeBehind(documentFor(record), caret.after) : null;
    const before = found.get(session);
    const at = place ?? (before?.id === caret.id ? before.at : record.text.length);
    found.set(session, { id: caret.id, at: Math.min(at, record.text.length) });
    return Math.min(at, record.text.length);
  }

  function caretOf(
    session: number,
    caret: Caret,
    shown: CaretScene,
  ): Omit<OtherCaret, "name" | "colour"> | null {
    const record = shown.scene.get(caret.id);
    const held = shownItem(caret.id);
    if (!record || !isWritten(record) || !held || !isWritten(held)) return null;
    const at = placeOf(session, caret, record);
    const { draft } = shown;
    const text = draft?.id === caret.id ? draft.text : record.text;
    return { session, ...stand(held, text, movedTo(record.text, text, at), shown) };
  }

  function stand(record: WrittenRecord, text: string, at: number, { camera, faces }: CaretScene) {
    const face = faceOf(faces, record);
    const inner = textBox(record);
    const fitted = face.layout.fit(text, inner.w, inner.h, mostTextSize(record));
    const { size, lineHeight, lines } = fitted;
    const [turn, middle] = [rotationOf(record), center(record)];
    const key = `${record.id} ${at}`;
    if (size * camera.zoom < LEGIBLE_FROM_PX) {
      const corner = turnedPoint(record, middle, turn);
      return { place: toScreen(camera, corner), height: null, turn: 0, key };
    }
    const { row, before } = placeInLines(text, lines, at);
    const line = lines[row] ?? { text: "", width: 0, isRightToLeft: false };
    const ruled = ruler(line.text, before, line.isRightToLeft, face);
    const left = indent(line, ruled.width * size, inner.w, textAlign(record));
    const point = {
      x: record.x + inner.x + left + ruled.at * size,
      y: record.y + inner.y + spaceAbove(record, inner, fitted) + row * lineHeight,
    };
    const place = toScreen(camera, turnedPoint(point, middle, turn));
    return { place, height: lineHeight * camera.zoom, turn, key };
  }

  return {
    find(shown) {
      for (const session of found.keys()) if (!shown.here.get(session)?.caret) found.delete(session);
      return [...shown.here.values()].flatMap(({ session, person, caret }) => {
        const name = shown.people.get(person)?.name;
        const place = caret && name !== undefined ? caretOf(session, caret, shown) : null;
        return place && name !== undefined ? [{ ...place, name, colour: personColour(person) }] : [];
      });
    },
  };
}

/** A place of `from` in `to`, which somebody has typed ahead. */
function movedTo(from: string, to: string, at: number): number {
  if (from === to) return at;
  const moved = movedPlace(diff(from, to), [...from.slice(0, at)].length);
  return [...to].slice(0, moved).join("").length;
}
