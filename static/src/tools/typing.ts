/**
 * One person's writing in one note while others write in it too: the document of the note with what
 * is typed here on top, until it is handed over. Nothing is drawn and no clock is read here.
 */

import type { Document } from "../core/note_text.ts";
import {
  addUpdates,
  documentOf,
  editText,
  joinUpdates,
  letterBefore,
  merge3,
  placeIn,
  rootOf,
  textOf,
} from "../core/note_text.ts";
import { diff, movedPlace } from "../core/text_diff.ts";
import { newClient, toBase64 } from "../core/text_updates.ts";
import type { Caret, TextOp, WrittenRecord } from "../core/types.ts";

export type Written = WrittenRecord;

/** What a text field holds. Places count UTF-16 units, as fields do. */
export interface Held {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Typing {
  text(): string;
  /** Whether something was typed here that has not been handed over. */
  hasUnsent(): boolean;
  /** The person has changed the field; `caret` is where it stands now. */
  typed(value: string, caret: number): void;
  /**
   * Takes over the note as it is on the board now. Answers with what the field has to hold, for a field
   * that held `held.text` with this selection.
   */
  follow(record: Written, held: Held): Held;
  /** What was typed since the last time, to be sent; null when there is nothing. */
  takeUnsent(): TextOp | null;
  /** Takes back, or does again, what was typed here last; others' words stay. Null: there is nothing. */
  takeBack(way: "undo" | "redo"): Held | null;
  /** What takes back everything that was typed here; others' words stay. */
  takeAllBack(): void;
  /** A place of the text, as others can find it; null while it cannot be told. */
  caretAt(at: number): Caret | null;
}

/** Writing in a text that can be merged. */
export interface WholeTyping extends Typing {
  caretAt(at: number): Caret;
}

/** Words typed one after the other, without anybody else's between them. */
interface Step {
  readonly from: string;
  readonly to: string;
}

/** Single characters of one step of undo, about. */
const STEP_LENGTH = 20;
const STEPS_LIMIT = 200;

export function createTyping(record: Written): WholeTyping {
  return new NoteTyping(record);
}

class NoteTyping implements Typing {
  private readonly id: string;
  private doc: Document;
  private epoch: number;
  /** What of the text is known to the board: the rest is `unsent`. */
  private agreed: string;
  private unsent: string[] = [];
  private readonly steps: Record<"undo" | "redo", Step[]> = { undo: [], redo: [] };
  private goesOn = false; // what is typed next belongs to the newest step

  constructor(record: Written) {
    this.id = record.id;
    this.epoch = record.epoch ?? 0;
    this.agreed = record.text;
    this.doc = this.open(record);
  }

  private open(record: Written): Document {
    const doc = documentOf(record);
    doc.clientID = newClient();
    return doc;
  }

  text(): string {
    return textOf(this.doc);
  }

  hasUnsent(): boolean {
    return this.unsent.length > 0;
  }

  typed(value: string, caret: number): void {
    const old = this.text();
    if (value === old) return;
    const { start, end, inserted } = editAt(old, value, caret);
    const root = rootOf(this.doc);
    this.edit(() => {
      if (end > start) root.delete(start, end - start);
      if (inserted !== "") root.insert(start, inserted);
    });
    this.note(old, value);
  }

  /** Carries out a change of one's own. */
  private edit(change: () => void): void {
    const hear = (update: Uint8Array): void => {
      this.unsent.push(toBase64(update));
    };
    this.doc.on("update", hear);
    this.doc.transact(change);
    this.doc.off("update", hear);
  }

  private note(from: string, to: string): void {
    const last = this.steps.undo.at(-1);
    const isLong = last !== undefined && Math.abs(to.length - last.from.length) > STEP_LENGTH;
    if (!this.goesOn || last === undefined || (isLong && /\s$/.test(from)))
      this.steps.undo.push({ from, to });
    else this.steps.undo.splice(-1, 1, { from: last.from, to });
    this.steps.undo.splice(0, this.steps.undo.length - STEPS_LIMIT);
    this.steps.redo = [];
    this.goesOn = true;
  }

  follow(record: Written, held: Held): Held {
    const old = this.doc;
    const mine = this.text();
    const isSameEpoch = this.epoch === (record.epoch ?? 0);
    this.doc = this.open(record);
    this.epoch = record.epoch ?? 0;
    const unsent = this.unsent;
    if (isSameEpoch && addUpdates(this.doc, unsent)) {
      // Goes on with its number, set only now: the library gives up one that comes back in updates.
      this.doc.clientID = old.clientID;
    } else {
      // The words were typed into something that is not there any more: type them again.
      this.doc = this.open(record);
      this.unsent = [];
      if (mine !== this.agreed) this.rewrite(merge3(this.agreed, mine, record.text));
    }
    this.agreed = record.text;
    const text = this.text();
    if (text === held.text) return held;
    this.goesOn = false;
    const place = isSameEpoch ? placeByDocument(old, this.doc, mine, text) : placeByWords(mine, text);
    const end = place(held.end, -1);
    return { text, start: held.start === held.end ? end : place(held.start, 0), end };
  }

  private rewrite(text: string): void {
    this.edit(() => editText(this.doc, text));
  }

  takeUnsent(): TextOp | null {
    if (this.unsent.length === 0) return null;
    const typed = { from: this.agreed, to: this.text() };
    const op: TextOp = {
      do: "text",
      id: this.id,
      epoch: this.epoch,
      update: joinUpdates(this.unsent),
      typed,
    };
    this.unsent = [];
    this.agreed = typed.to;
    return op;
  }

  takeBack(way: "undo" | "redo"): Held | null {
    const step = this.steps[way].pop();
    if (step === undefined) return null;
    const from = this.text();
    const to = merge3(step.to, step.from, from);
    this.rewrite(to);
    this.steps[way === "undo" ? "redo" : "undo"].push({ from, to });
    this.goesOn = false;
    const caret = endOfChange(from, to);
    return { text: to, start: caret, end: caret };
  }

  caretAt(at: number): Caret {
    const { id, epoch, doc } = this;
    return { id, epoch, after: letterBefore(doc, Math.min(at, this.text().length)) };
  }

  takeAllBack(): void {
    while (this.steps.undo.length > 0) this.takeBack("undo");
  }
}

/**
 * The one change that makes `now` of `old` with the caret behind it. A caret tells which of several
 * equal letters was typed; a comparison of the texts cannot.
 */
export function editAt(
  old: string,
  now: string,
  caret: number,
): { readonly start: number; readonly end: number; readonly inserted: string } {
  const behind = now.slice(caret);
  let tail = old.endsWith(behind) ? behind.length : sharedEnd(old, now);
  let start = 0;
  const limit = Math.min(old.length, now.length) - tail;
  while (start < limit && old[start] === now[start]) start += 1;
  // Never cut a character of two units in half.
  if (isSecondHalf(old, start) || isSecondHalf(now, start)) start -= 1;
  if (isSecondHalf(old, old.length - tail) || isSecondHalf(now, now.length - tail)) tail -= 1;
  return { start, end: old.length - tail, inserted: now.slice(start, now.length - tail) };
}

function sharedEnd(one: string, other: string): number {
  const limit = Math.min(one.length, other.length);
  let count = 0;
  while (count < limit && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
}

function isSecondHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Side -1 keeps a place with the character before it, side 0 with the one after it. */
type Place = (at: number, side: 0 | -1) => number;

/** Where places of the old document's text have come to lie in that of the new one, of the same epoch. */
function placeByDocument(old: Document, now: Document, oldText: string, text: string): Place {
  const byWords = placeByWords(oldText, text);
  return (at, side) => placeIn(old, now, Math.min(at, oldText.length), side) ?? byWords(at, side);
}

/** The same where nothing but the two texts is known. */
function placeByWords(old: string, text: string): Place {
  const edits = diff(old, text);
  return (at) => unitsOf(text, movedPlace(edits, [...old.slice(0, at)].length));
}

/** Where the last change from one text to the other ends, in the new text. */
function endOfChange(old: string, text: string): number {
  const edits = diff(old, text);
  const last = edits.at(-1);
  if (last === undefined) return text.length;
  return unitsOf(text, movedPlace(edits, last.start) + [...last.inserted].length);
}

/** The length of the first `count` code points in UTF-16 units. */
function unitsOf(text: string, count: number): number {
  return [...text].slice(0, count).join("").length;
}
