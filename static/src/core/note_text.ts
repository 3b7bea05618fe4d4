/**
 * Merging what several people type in one note, with Yjs. Mirrors `board/core/note_text.py`;
 * `tests/protocol/text_*.json` holds the cases that both run.
 *
 * The document of a note: client 1 writes the text with which the epoch began into the root text
 * "text", then come all updates of the epoch.
 */

import {
  applyUpdate,
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  Doc,
  encodeStateAsUpdate,
  mergeUpdates,
  type Text,
} from "yjs";

import { diff } from "./text_diff.ts";
import { fromBase64, NOTHING, newClient, toBase64 } from "./text_updates.ts";
import type { Edits, Letter } from "./types.ts";

export type Document = Doc;

/** A note or text, as far as merging is concerned. */
export interface Written {
  readonly text: string;
  readonly edits?: Edits;
}

export interface Merged {
  readonly text: string;
  readonly edits: Edits;
  /** False when the update said nothing that was not known. */
  readonly isNew: boolean;
}

const ROOT = "text";
const BASE_CLIENT = 1;
// Typists have numbers from 4 on (`newClient`).
const MINE = 2;
const THEIRS = 3;

/** The document of a note. It is the caller's own. */
export function documentOf({ text, edits }: Written): Doc {
  const document = new Doc();
  document.clientID = BASE_CLIENT;
  const base = edits?.base ?? text;
  if (base !== "") rootOf(document).insert(0, base);
  // In one transaction: each has a price, whatever it holds.
  document.transact(() => {
    for (const update of edits?.updates ?? []) applyUpdate(document, fromBase64(update));
  });
  return document;
}

export function textOf(document: Doc): string {
  return rootOf(document).toString();
}

/** Puts updates into a document; false when it lacks what they build on. */
export function addUpdates(document: Doc, updates: readonly string[]): boolean {
  for (const update of updates) applyUpdate(document, fromBase64(update));
  return isWhole(document);
}

/**
 * Where a place in the old document's text lies in that of the new one, which is of the same epoch; null
 * when the character that it belongs to is not there. Side -1 keeps it with the one before, 0 with the
 * one after it.
 */
export function placeIn(old: Doc, now: Doc, at: number, side: 0 | -1): number | null {
  const relative = createRelativePositionFromTypeIndex(rootOf(old), at, side);
  return createAbsolutePositionFromRelativePosition(relative, now)?.index ?? null;
}

/** The letter before a place in the document's text; null at the beginning. */
export function letterBefore(document: Doc, at: number): Letter | null {
  const { item } = createRelativePositionFromTypeIndex(rootOf(document), at, -1);
  return item === null ? null : [item.client, item.clock];
}

/** The place behind a letter, also when it has been deleted; null when the document has never had it. */
export function placeBehind(document: Doc, letter: Letter | null): number | null {
  if (letter === null) return 0;
  const [client, clock] = letter;
  const relative = createRelativePositionFromJSON({ item: { client, clock }, assoc: -1 });
  return createAbsolutePositionFromRelativePosition(relative, document)?.index ?? null;
}

function isWhole({ store }: Doc): boolean {
  return store.pendingStructs === null && store.pendingDs === null;
}

/** The note after an update of its epoch; null when the update builds on what the note does not have. */
export function merge(note: Written, update: string): Merged | null {
  const known = mergedBefore.get(note.edits ?? NOBODY)?.get(update);
  if (known !== undefined) return known;
  const merged = mergeAnew(note, update);
  if (merged !== null && note.edits !== undefined) {
    const results = mergedBefore.get(note.edits) ?? new Map<string, Merged>();
    mergedBefore.set(note.edits, results.set(update, merged));
  }
  return merged;
}

// One's own changes are put on top of the same note again whenever anything on the board changes.
const mergedBefore = new WeakMap<Edits, Map<string, Merged>>();
const NOBODY: Edits = { base: "", updates: [] };

function mergeAnew(note: Written, update: string): Merged | null {
  const document = documentOf(note);
  let isNew = false;
  document.on("update", () => {
    isNew = true;
  });
  try {
    applyUpdate(document, fromBase64(update));
  } catch {
    return null;
  }
  if (!isWhole(document)) return null;
  const { base, updates } = note.edits ?? { base: note.text, updates: [] };
  const edits = isNew ? { base, updates: [...updates, update] } : { base, updates };
  return { text: textOf(document), edits, isNew };
}

/** The update by which a new typist turns the note's text into `text`; null when nothing changes. */
export function typing(note: Written, text: string, client = newClient()): string | null {
  return rewrite(documentOf(note), client, text);
}

/**
 * The text with both changes of `base`: everything that either inserted is there, and what either
 * removed is gone. Where both inserted, mine comes first.
 */
export function merge3(base: string, mine: string, theirs: string): string {
  const document = documentOf({ text: base });
  const start = encodeStateAsUpdate(document);
  for (const [client, text] of [
    [MINE, mine],
    [THEIRS, theirs],
  ] as const) {
    const typist = new Doc();
    applyUpdate(typist, start);
    const update = rewrite(typist, client, text);
    if (update !== null) applyUpdate(document, fromBase64(update));
  }
  return textOf(document);
}

/** Turns the document's text into `text` as `client`, and answers with the update that says so. */
function rewrite(document: Doc, client: number, text: string): string | null {
  let said: Uint8Array | null = null;
  document.clientID = client;
  document.on("update", (update: Uint8Array) => {
    said = update;
  });
  editText(document, text);
  return said === null ? null : toBase64(said);
}

/** Turns the document's text into `text`, by as little as that takes. */
export function editText(document: Doc, text: string): void {
  const root = rootOf(document);
  const old = root.toString();
  const chars = [...old];
  const unitsOf = (from: number, count: number): number =>
    chars.slice(from, from + count).reduce((sum, char) => sum + char.length, 0);
  document.transact(() => {
    for (const { start, removed, inserted } of diff(old, text).reverse()) {
      const at = unitsOf(0, start);
      if (removed > 0) root.delete(at, unitsOf(start, removed));
      if (inserted !== "") root.insert(at, inserted);
    }
  });
}

/** Updates one after the other, as one. */
export function joinUpdates(updates: readonly string[]): string {
  return updates.length === 1 ? (updates[0] ?? NOTHING) : toBase64(mergeUpdates(updates.map(fromBase64)));
}

export function rootOf(document: Doc): Text {
  return document.getText(ROOT);
}
