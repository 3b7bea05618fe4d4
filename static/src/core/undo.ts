/**
 * What taking an entry back means now, when others may have gone on since (UNDO2, UNDO3). Mirrors
 * `board/core/undo.py`, which says more; `tests/protocol/undo_*.json` holds the cases that both run.
 */

import { KINDS, LIMITS } from "./kinds.ts";
import { merge3 } from "./note_text.ts";
import { fieldOf, isSame, isWritten } from "./records.ts";
import { Dependents, isInside, mayHold, membersOf, NAMING, named, namedBy } from "./relations.ts";
import type { Entry, ItemRecord, NewItem, Op, Scene } from "./types.ts";
import { codePoints } from "./words.ts";

/** A change that was carried out, with the ops that take it back: one for each op, in reverse order. */
export interface Done {
  readonly ops: readonly Op[];
  readonly inverse: readonly Op[];
  /** The number of its entry; Infinity while it has none: nobody can have acted after it. */
  readonly seq: number;
}

/** An item that stays as it is, wholly or in part: somebody else has changed it since, or it is gone. */
export interface Left {
  readonly id: string;
  readonly why: "changed" | "gone";
}

export interface Undoing {
  /** For `apply`. */
  readonly ops: readonly Op[];
  readonly left: readonly Left[];
}

/** What somebody else has set, and in which entry last. */
export interface Touches {
  /** Notes what an entry of somebody else sets. Oldest first. */
  add(entry: Pick<Entry, "seq" | "ops" | "undoes">): void;
  /** Notes one field, where only the outcome is known. */
  mark(id: string, name: string, seq: number): void;
  hasItem(id: string, since: number): boolean;
  hasField(id: string, name: string, since: number): boolean;
}

// Fields whose way back is asked of others first. What the server keeps beside them is not.
const FIELDS: ReadonlySet<string> = new Set(
  Object.values(KINDS).flatMap(({ fields }) => Object.keys(fields)),
);

export function createTouches(): Touches {
  const items = new Map<string, number>(); // item id -> seq
  const fields = new Map<string, number>(); // item id and field -> seq
  const key = (id: string, name: string): string => `${id} ${name}`;

  function addPatch(id: string, names: readonly string[], seq: number, isUndo: boolean): void {
    for (const name of names) {
      if (!FIELDS.has(name)) continue;
      items.set(id, seq);
      // What is typed into a text, or taken back there, is no claim to the whole of it: it is merged.
      if (name !== "text" || !isUndo) fields.set(key(id, name), seq);
    }
  }

  return {
    add({ seq, ops, undoes }) {
      for (const op of ops) {
        if (op.do === "text") items.set(op.id, seq);
        else if (op.do === "patch") addPatch(op.id, Object.keys(op.set), seq, undoes !== undefined);
        else if (op.do === "create") {
          if (undoes === undefined) items.set(op.item.id, seq);
          for (const [name] of named(op.item)) fields.set(key(op.item.id, name), seq);
        }
      }
    },
    mark(id, name, seq) {
      items.set(id, seq);
      if (name !== "text") fields.set(key(id, name), seq);
    },
    hasItem: (id, since) => (items.get(id) ?? 0) > since,
    hasField: (id, name, since) => (fields.get(key(id, name)) ?? 0) > since,
  };
}

/** Who took back what, so that nothing is taken back twice. */
export interface Takings {
  /** Notes an entry. Oldest first. */
  add(entry: Pick<Entry, "seq" | "undoes">): void;
  /** Whether this entry has not been taken back: what did it again stands for it then. */
  isStanding(seq: number): boolean;
}

export function createTakings(): Takings {
  const taken = new Set<number>();
  return {
    add({ undoes }) {
      if (undoes !== undefined) taken.add(undoes);
    },
    isStanding: (seq) => !taken.has(seq),
  };
}

/** What takes `done` back on `scene`, among what others have set since. */
export function undoAmong(done: Done, others: Touches, scene: Scene): Undoing {
  const draft = new Map(scene);
  const made = done.inverse.flatMap((back) => (back.do === "delete" ? [back.id] : []));
  const dependents = made.length > 0 ? new Dependents(scene) : null;
  const kept = new Set(made.filter((id) => isClaimed(id, done.seq, others, scene, dependents)));
  const work: Work = { seq: done.seq, others, draft, kept, dependents, ops: [], left: new Map() };
  done.inverse.forEach((back, at) => {
    const op = done.ops[done.ops.length - 1 - at];
    const record = "item" in back ? back.item : scene.get(back.id);
    if (record && KINDS[record.kind].isForServer) return; // which step was on is not taken back (STEP4)
    if (back.do === "create" || back.do === "restore") restore(work, back.item);
    else if (back.do === "delete") remove(work, back.id);
    else if (back.do === "patch") patch(work, back.id, op?.do === "patch" ? op.set : {}, back.set);
    else if (back.update === undefined) patch(work, back.id, { text: back.from }, { text: back.to });
  });
  return { ops: work.ops, left: [...work.left].map(([id, why]) => ({ id, why })) };
}

/** The ops that take these effective ops back, when they are carried out on `scene`. */
export function inverseOf(scene: Scene, ops: readonly Op[]): Op[] {
  const known = new Map<string, Fields>(); // what earlier ops made of the records they touch
  const inverse: Op[] = [];
  for (const op of ops) {
    if (op.do === "create" || op.do === "restore") {
      known.set(op.item.id, op.item);
      inverse.push({ do: "delete", id: op.item.id });
      continue;
    }
    const before = known.get(op.id) ?? fieldsOf(scene.get(op.id));
    if (op.do === "delete") {
      inverse.push({ do: "create", item: before as unknown as NewItem });
      continue;
    }
    if (op.do === "text") {
      const text = String(op.update === undefined ? op.to : op.text);
      known.set(op.id, { ...before, text });
      inverse.push({ do: "text", id: op.id, from: text, to: String(before.text) });
      continue;
    }
    known.set(op.id, { ...before, ...op.set });
    const names = Object.keys(op.set).filter((name) => FIELDS.has(name));
    const set = Object.fromEntries(names.map((name) => [name, valueIn(before, name)]));
    if (names.length > 0) inverse.push({ do: "patch", id: op.id, set });
  }
  return inverse.reverse();
}

type Fields = Readonly<Record<string, unknown>>;

interface Work {
  readonly seq: number;
  readonly others: Touches;
  /** The scene as it becomes, op by op. */
  readonly draft: Map<string, ItemRecord>;
  /** Ids of items that stay although the change made them. */
  readonly kept: ReadonlySet<unknown>;
  /** What goes with what; null when nothing goes. */
  readonly dependents: Dependents | null;
  readonly ops: Op[];
  readonly left: Map<string, Left["why"]>;
}

/** Whether somebody else has worked on the item or on what would go with it, or put something into it or on it. */
function isClaimed(
  id: string,
  seq: number,
  others: Touches,
  scene: Scene,
  dependents: Dependents | null,
): boolean {
  if (others.hasItem(id, seq)) return true;
  const holder = scene.get(id);
  if (holder === undefined) return false;
  const onIt = dependents?.of(scene, id) ?? [];
  const isPutOn = (key: string): boolean =>
    named(scene.get(key) ?? {}).some(([name, target]) => target === id && others.hasField(key, name, seq));
  if (membersOf(scene, holder).some(isPutOn)) return true;
  return onIt.some((key) => isPutOn(key) || isClaimed(key, seq, others, scene, dependents));
}

function restore(work: Work, record: NewItem): void {
  if (work.draft.has(record.id)) return;
  const item: Record<string, unknown> & NewItem = { ...record };
  for (const [name, target] of named(record)) {
    if (mayHold(name, work.draft.get(target))) continue;
    if (name !== "frame" && name !== "cluster") {
      work.left.set(record.id, "gone"); // what it was on is not there any more
      return;
    }
    if (Object.hasOwn(KINDS[record.kind].defaults, name)) delete item[name];
    else item[name] = null;
  }
  setDraft(work, item as unknown as ItemRecord);
  work.ops.push({ do: "restore", item });
}

function remove(work: Work, id: string): void {
  if (!work.draft.has(id)) return;
  if (work.kept.has(id)) {
    work.left.set(id, "changed");
    return;
  }
  take(work, id);
  work.ops.push({ do: "delete", id });
}

/** What `apply` does to the scene when the item goes. */
function take(work: Work, id: string): void {
  const record = work.draft.get(id);
  if (record === undefined) return;
  for (const member of membersOf(work.draft, record)) {
    const item = work.draft.get(member);
    if (item) setDraft(work, { ...item, [record.kind]: null } as ItemRecord);
  }
  for (const dependent of work.dependents?.of(work.draft, id) ?? []) take(work, dependent);
  work.draft.delete(id);
}

function setDraft(work: Work, record: ItemRecord): void {
  work.draft.set(record.id, record);
  work.dependents?.add(record);
}

/** Sets fields back from what the change set (`after`) to what they were (`before`). */
function patch(work: Work, id: string, after: Fields, before: Fields): void {
  const record = work.draft.get(id);
  if (record === undefined) {
    work.left.set(id, "gone");
    return;
  }
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(before)) {
    const now = fieldOf(record, name);
    if (!FIELDS.has(name) || isSame(now, value)) continue;
    if (work.others.hasField(id, name, work.seq) || work.kept.has(namedBy(after[name]))) {
      work.left.set(id, "changed");
    } else if (!canName(work, id, name, value)) {
      if (!work.left.has(id)) work.left.set(id, "gone");
    } else {
      const back = name === "text" && isWritten(record) ? mergedText(after.text, value, now) : value;
      if (!isSame(back, now)) values[name] = back;
    }
  }
  if (codePoints(String(values.text ?? "")) > LIMITS.text) {
    work.left.set(id, "changed"); // with what others have typed since
    delete values.text;
  }
  if (Object.keys(values).length === 0) return;
  setDraft(work, { ...record, ...values } as ItemRecord);
  work.ops.push({ do: "patch", id, set: values });
}

/** `mine` for `base`, with what others have made of `base` since. */
function mergedText(base: unknown, mine: unknown, theirs: unknown): string {
  const isAlone = base === undefined || base === theirs;
  return isAlone ? String(mine) : merge3(String(base), String(mine), String(theirs));
}

/** Whether the field can hold this again: what it names is there, and no frame gets into itself. */
function canName(work: Work, id: string, name: string, value: unknown): boolean {
  const target = (NAMING as readonly string[]).includes(name) ? namedBy(value) : null;
  if (target === null) return true;
  if (!mayHold(name, work.draft.get(target))) return false;
  return name !== "frame" || !isInside(work.draft, target, id);
}

function fieldsOf(record: ItemRecord | undefined): Fields {
  return (record ?? {}) as Fields;
}

/** The same as `fieldOf`, where only loose fields are known. */
function valueIn(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, "kind") ? fieldOf(fields as unknown as ItemRecord, name) : fields[name];
}
