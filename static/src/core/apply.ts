/**
 * One change to a scene: what it does, and what would take it back. Mirrors `board/core/apply.py`;
 * `tests/protocol/apply_*.json` holds the cases that both run.
 */

import { BoardError } from "./errors.ts";
import { FIXED, isKind, KINDS, LIMITS } from "./kinds.ts";
import { merge } from "./note_text.ts";
import { fieldOf, isSame, isWritten } from "./records.ts";
import { Dependents, isInside, mayHold, membersOf, named } from "./relations.ts";
import type { ItemRecord, NewItem, Op, Scene, TextOp, WrittenRecord } from "./types.ts";
import { codePoints } from "./words.ts";

export interface Actor {
  /** Person id. */
  readonly actor: string;
  readonly atMs: number;
}

export interface Effect {
  /** What really changes: creates with whole records, patches with only new values (APPLY2). */
  readonly ops: readonly Op[];
  /** The ops that take it back, in the order to replay them. */
  readonly inverse: readonly Op[];
}

export interface Applied extends Effect {
  readonly scene: Scene;
}

/**
 * `scene` after `ops`, all of them or none; never mutates its input (APPLY1).
 *
 * Throws BoardError: item.missing, item.exists, frame.inside_itself, bad.field, bad.shape, text.epoch,
 * text.too_long.
 */
export function apply(scene: Scene, ops: readonly Op[], by: Actor): Applied {
  const draft = new Map(scene);
  return { scene: draft, ...applyTo(draft, ops, by) };
}

/** The same on a scene that the caller owns: changed in place, or left as it was when it throws. */
export function applyTo(draft: Map<string, ItemRecord>, ops: readonly Op[], by: Actor): Effect {
  const change: Change = { draft, ops: [], undo: [], before: new Map(), dependents: null };
  try {
    for (const op of ops) carryOut(change, op, by);
  } catch (error) {
    for (const [id, record] of change.before) {
      if (record === undefined) draft.delete(id);
      else draft.set(id, record);
    }
    throw error;
  }
  return { ops: change.ops, inverse: change.undo.reverse() };
}

/** `scene` after the effective ops of an entry, which are trusted as they are. */
export function replay(scene: Scene, ops: readonly Op[]): Scene {
  const draft = new Map(scene);
  replayOn(draft, ops);
  return draft;
}

/** The same on a scene that the caller owns. */
export function replayOn(draft: Map<string, ItemRecord>, ops: readonly Op[]): void {
  for (const op of ops) {
    if (op.do === "create" || op.do === "restore") draft.set(op.item.id, recordOf(op.item));
    else if (op.do === "delete") draft.delete(op.id);
    else {
      const record = draft.get(op.id);
      if (record === undefined) continue;
      if (op.do === "patch") draft.set(op.id, patched(record, op.set));
      else if (op.update !== undefined && isWritten(record)) draft.set(op.id, typedIn(record, op));
    }
  }
}

/** The record after an effective `text` op, by plain data (TXT3). */
function typedIn(record: WrittenRecord, { text = record.text, update }: TextOp): ItemRecord {
  const { base, updates } = record.edits ?? { base: record.text, updates: [] };
  return { ...record, text, edits: { base, updates: [...updates, update] } };
}

/** The ids that effective ops touch. */
export function idsOf(ops: readonly Op[]): string[] {
  return ops.map((op) => ("item" in op ? op.item.id : op.id));
}

interface Change {
  readonly draft: Map<string, ItemRecord>;
  readonly ops: Op[];
  /** Inverse ops in the order of `ops`; reversed at the end. */
  readonly undo: Op[];
  /** What the draft held where it was changed; undefined: nothing. */
  readonly before: Map<string, ItemRecord | undefined>;
  /** Made when the first item goes. */
  dependents: Dependents | null;
}

function carryOut(change: Change, op: Op, by: Actor): void {
  if (op.do === "create") create(change, op.item, by);
  else if (op.do === "restore") restore(change, op.item);
  else if (op.do === "patch") patch(change, op.id, op.set);
  else if (op.do === "delete") remove(change, op.id);
  else if (op.update !== undefined) type(change, op);
  else throw new BoardError("bad.shape");
}

/** Puts a record into the draft, or takes it away. */
function put(change: Change, id: string, record: ItemRecord | undefined): void {
  if (!change.before.has(id)) change.before.set(id, change.draft.get(id));
  if (record === undefined) change.draft.delete(id);
  else {
    change.draft.set(id, record);
    change.dependents?.add(record);
  }
}

function create(change: Change, item: NewItem, { actor, atMs }: Actor): void {
  if (!isKind(item.kind)) throw new BoardError("bad.shape");
  if (change.draft.has(item.id)) throw new BoardError("item.exists", { id: item.id });
  const { fields, defaults } = KINDS[item.kind];
  const isTold = (name: string): boolean =>
    name === "kind" || name === "id" || (name === "for" && item.kind === "note");
  const names = Object.keys(item).filter((name) => !isTold(name));
  checkFields(item.kind, names);
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(item, name) && !Object.hasOwn(defaults, name)) throw new BoardError("bad.shape");
  }
  checkNamed(change.draft, item);
  add(change, signed(plain(item), actor, atMs));
}

/** The item with its author, and who typed it if that is somebody else (BEHALF1). */
function signed({ for: whose, ...item }: NewItem, actor: string, atMs: number): NewItem {
  const { kind, id } = item;
  const names = whose === undefined ? { author: actor } : { author: whose, entered_by: actor };
  return { ...item, kind, id, ...names, created_at_ms: atMs };
}

/** Brings a deleted item back with its author and time. */
function restore(change: Change, record: NewItem): void {
  if (change.draft.has(record.id)) throw new BoardError("item.exists", { id: record.id });
  checkNamed(change.draft, record);
  add(change, record);
}

function add(change: Change, whole: NewItem): void {
  put(change, whole.id, recordOf(whole));
  change.ops.push({ do: "create", item: whole });
  change.undo.push({ do: "delete", id: whole.id });
}

function patch(change: Change, id: string, set: Readonly<Record<string, unknown>>): void {
  const record = recordIn(change.draft, id);
  checkFields(record.kind, Object.keys(set), (name) => !FIXED.has(name));
  checkNamed(change.draft, set, id);
  const names = Object.keys(set).filter((name) => !isSame(set[name], fieldOf(record, name)));
  if (names.length === 0) return;
  const old = Object.fromEntries(names.map((name) => [name, fieldOf(record, name)]));
  const values = { ...pick(set, names), ...(names.includes("text") ? anew(record) : {}) };
  put(change, id, patched(record, values));
  change.ops.push({ do: "patch", id, set: values });
  change.undo.push({ do: "patch", id, set: old });
}

function type(change: Change, op: TextOp): void {
  const { id, epoch, update } = op;
  const record = recordIn(change.draft, id);
  if (!isWritten(record)) throw new BoardError("bad.field", { field: "text" });
  const merged = epoch === (record.epoch ?? 0) ? merge(record, update) : null;
  if (merged === null) throw new BoardError("text.epoch", { id });
  if (codePoints(merged.text) > LIMITS.text) throw new BoardError("text.too_long", { limit: LIMITS.text });
  if (!merged.isNew) return;
  const { text, edits } = merged;
  put(change, id, { ...record, text, edits });
  change.ops.push({ do: "text", id, epoch, update, text });
  change.undo.push({ do: "text", id, from: text, to: record.text });
}

/** What makes everything typed before belong to an epoch that is over. */
function anew(record: ItemRecord): Readonly<Record<string, unknown>> {
  if (!isWritten(record)) return {};
  const epoch = (record.epoch ?? 0) + 1;
  return record.edits === undefined ? { epoch } : { epoch, edits: null };
}

function remove(change: Change, id: string): void {
  const record = recordIn(change.draft, id);
  for (const member of membersOf(change.draft, record)) patch(change, member, { [record.kind]: null });
  change.dependents ??= new Dependents(change.draft);
  for (const dependent of change.dependents.of(change.draft, id)) {
    // It may have gone with the one before.
    if (change.draft.has(dependent)) remove(change, dependent);
  }
  put(change, id, undefined);
  change.ops.push({ do: "delete", id });
  change.undo.push({ do: "create", item: itemOf(record) });
}

function recordIn(scene: Scene, id: string): ItemRecord {
  const record = scene.get(id);
  if (record === undefined) throw new BoardError("item.missing", { id });
  return record;
}

function checkFields(
  kind: ItemRecord["kind"],
  names: readonly string[],
  isGood: (name: string) => boolean = () => true,
): void {
  for (const name of names) {
    if (!Object.hasOwn(KINDS[kind].fields, name) || !isGood(name)) {
      throw new BoardError("bad.field", { field: name });
    }
  }
}

/** Whether the items are there that `values`, set on item `id`, name. No id: it is being made. */
function checkNamed(scene: Scene, values: object, id?: string): void {
  for (const [name, target] of named(values)) {
    if (!mayHold(name, scene.get(target))) throw new BoardError("item.missing", { id: target });
    if (name === "frame" && id !== undefined && isInside(scene, target, id)) {
      throw new BoardError("frame.inside_itself", { id });
    }
  }
}

/** The same without the fields that hold their defaults (KIND1). */
function plain(item: NewItem): NewItem {
  const { defaults } = KINDS[item.kind];
  const told = Object.entries(item).filter(
    ([name, value]) => !Object.hasOwn(defaults, name) || !isSame(value, defaults[name]),
  );
  return { ...Object.fromEntries(told), kind: item.kind, id: item.id };
}

function pick(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

// The fields of a record are only known by its kind, which `checkFields` has looked at; these three
// are the one place where records and loose fields meet.

function recordOf(item: NewItem): ItemRecord {
  return item as unknown as ItemRecord;
}

function itemOf(record: ItemRecord): NewItem {
  return record as unknown as NewItem;
}

/** Without the values that are defaults (KIND1); `edits` null takes that field away. */
function patched(record: ItemRecord, set: Readonly<Record<string, unknown>>): ItemRecord {
  const after: Record<string, unknown> = { ...record, ...set };
  const { defaults } = KINDS[record.kind];
  for (const name of Object.keys(set)) {
    if (Object.hasOwn(defaults, name) && isSame(set[name], defaults[name])) delete after[name];
  }
  if (after.edits === null) delete after.edits;
  return after as unknown as ItemRecord;
}
