/**
 * What this page did, to take back and to do again (UNDO1). It knows the exact way back of each of its
 * changes and what others have set since, so an undo shows at once, offline too; the server decides by
 * the same rules.
 */

import { batch, type ReadonlySignal, signal } from "@preact/signals-core";

import { type Actor, applyTo, type Effect } from "../core/apply.ts";
import type { Entry, ItemRecord, Op, OpId, Scene, UndoOp } from "../core/types.ts";
import { createTakings, createTouches, inverseOf, type Left, undoAmong } from "../core/undo.ts";
import type { SentOp } from "./pending.ts";

export type Way = "undo" | "redo";

/** One change as it was sent, and what it does here. */
export interface Made {
  readonly id: OpId;
  readonly effect: Effect;
}

/** What undo or redo does now. */
export interface TakeBack {
  readonly label: string;
  /** To send one by one, in order; none when there is nothing left that could be taken back. */
  readonly parts: readonly { readonly op: UndoOp; readonly effect: Effect }[];
  /** Items that stay as they are, wholly or in part. */
  readonly left: readonly Left[];
}

export interface History {
  /** What the next undo and redo take back, in words; null when there is nothing. */
  readonly undoLabel: ReadonlySignal<string | null>;
  readonly redoLabel: ReadonlySignal<string | null>;
  /** One gesture of the person, as the changes that it became. More of the gesture `name` joins it. */
  did(label: string, made: readonly Made[], atMs: number, name?: string): void;
  /** Takes the next gesture off its pile. `draft` becomes the scene after it; null when there is none. */
  take(way: Way, draft: Map<string, ItemRecord>, by: Actor): TakeBack | null;
  /** The outcome of `take`: from now on it can be taken back itself. */
  took(way: Way, label: string, made: readonly Made[]): void;
  /** What these ops do on `scene` now. */
  resolve(ops: readonly SentOp[], scene: Scene): readonly Op[];
  /** What a pending change does, now that others have gone on below it. */
  note(id: OpId, effect: Effect): void;
  acked(id: OpId, seq: number): void;
  /** An entry that is about to be carried out on `confirmed`. `ownId`: its op id, if this page made it. */
  arrived(entry: Entry, ownId: OpId | null, confirmed: Scene, me: string): void;
  /** The page has caught up by a snapshot: only the outcome of what others did is known. */
  jumped(before: Scene, after: Scene, seq: number): void;
  refused(id: OpId): void;
  renumbered(client: string, moved: ReadonlyMap<number, number>): void;
}

interface Gesture {
  readonly label: string;
  readonly ids: readonly OpId[];
  /** Of a gesture that comes in parts. */
  readonly name?: string | undefined;
  /** The item that was typed in, and when last; null when the gesture was something else. */
  readonly typed: { readonly id: string; readonly atMs: number } | null;
}

interface Known {
  readonly effect: Effect;
  /** null while the server has not answered. */
  readonly seq: number | null;
}

/** Gestures that can be taken back. */
const DEPTH = 100;
const KNOWN_LIMIT = 2_000;
/** Typing that goes on after a shorter pause belongs to the same gesture, up to so many changes. */
const TYPING_PAUSE_MS = 1_500;
const TYPING_LIMIT = 40;

const TEXT_FIELDS: ReadonlySet<string> = new Set(["text", "epoch", "edits"]);

const keyOf = ([client, n]: OpId): string => `${client} ${n}`;

export function createHistory(): History {
  return new PageHistory();
}

class PageHistory implements History {
  readonly undoLabel = signal<string | null>(null);
  readonly redoLabel = signal<string | null>(null);
  private piles: Record<Way, readonly Gesture[]> = { undo: [], redo: [] };
  /** This page's changes by `keyOf`, oldest first. */
  private readonly known = new Map<string, Known>();
  private readonly others = createTouches();
  private readonly takings = createTakings();

  did(label: string, made: readonly Made[], atMs: number, name?: string): void {
    for (const { id, effect } of made) this.known.set(keyOf(id), { effect, seq: null });
    if (name !== undefined && this.goOn(name, made)) return;
    const typedId = typedIn(made.flatMap(({ effect }) => effect.ops));
    const gesture: Gesture = {
      label,
      ids: made.map(({ id }) => id),
      name,
      typed: typedId === null ? null : { id: typedId, atMs },
    };
    const last = this.piles.undo.at(-1);
    if (last !== undefined && this.cameToNothing(last, made)) {
      this.set({ undo: this.piles.undo.slice(0, -1), redo: [] });
    } else if (last !== undefined && this.piles.redo.length === 0 && goesOn(last, gesture)) {
      this.set({
        undo: [...this.piles.undo.slice(0, -1), { ...gesture, ids: [...last.ids, ...gesture.ids] }],
      });
    } else this.set({ undo: [...this.piles.undo, gesture].slice(-DEPTH), redo: [] });
    this.forgetOldest();
  }

  take(way: Way, draft: Map<string, ItemRecord>, by: Actor): TakeBack | null {
    const gesture = this.piles[way].at(-1);
    if (gesture === undefined) return null;
    this.set({ [way]: this.piles[way].slice(0, -1) });
    const parts: { op: UndoOp; effect: Effect }[] = [];
    const left = new Map<string, Left>();
    for (const id of [...gesture.ids].reverse()) {
      const undoing = this.undoing(id, draft);
      for (const one of undoing.left) left.set(one.id, one);
      if (undoing.ops.length === 0) continue;
      parts.push({ op: { do: "undo", of: id }, effect: applyTo(draft, undoing.ops, by) });
    }
    return { label: gesture.label, parts, left: [...left.values()] };
  }

  took(way: Way, label: string, made: readonly Made[]): void {
    for (const { id, effect } of made) this.known.set(keyOf(id), { effect, seq: null });
    if (made.length === 0) return;
    const other: Way = way === "undo" ? "redo" : "undo";
    this.set({ [other]: [...this.piles[other], { label, ids: made.map(({ id }) => id), typed: null }] });
  }

  resolve(ops: readonly SentOp[], scene: Scene): readonly Op[] {
    return ops.flatMap((op) => (op.do === "undo" ? this.undoing(op.of, scene).ops : [op]));
  }

  note(id: OpId, effect: Effect): void {
    this.known.set(keyOf(id), { effect, seq: this.known.get(keyOf(id))?.seq ?? null });
  }

  acked(id: OpId, seq: number): void {
    const known = this.known.get(keyOf(id));
    if (known !== undefined) this.known.set(keyOf(id), { ...known, seq });
  }

  arrived(entry: Entry, ownId: OpId | null, confirmed: Scene, me: string): void {
    this.takings.add(entry);
    if (ownId !== null) {
      const effect = { ops: entry.ops, inverse: inverseOf(confirmed, entry.ops) };
      this.known.set(keyOf(ownId), { effect, seq: entry.seq });
    } else if (entry.actor !== me) this.others.add(entry);
  }

  jumped(before: Scene, after: Scene, seq: number): void {
    for (const [id, record] of after) {
      const old = before.get(id);
      if (old === record) continue;
      const fields = new Map<string, unknown>(old === undefined ? [] : Object.entries(old));
      for (const [name, value] of Object.entries(record)) {
        if (fields.get(name) !== value) this.others.mark(id, name, seq);
      }
    }
  }

  refused(id: OpId): void {
    const key = keyOf(id);
    if (!this.known.delete(key)) return;
    const without = (pile: readonly Gesture[]): Gesture[] =>
      pile
        .map((gesture) => ({ ...gesture, ids: gesture.ids.filter((other) => keyOf(other) !== key) }))
        .filter(({ ids }) => ids.length > 0);
    this.set({ undo: without(this.piles.undo), redo: without(this.piles.redo) });
  }

  renumbered(client: string, moved: ReadonlyMap<number, number>): void {
    const renamed = (id: OpId): OpId => [id[0], (id[0] === client && moved.get(id[1])) || id[1]];
    const all = [...this.known];
    this.known.clear();
    for (const [key, known] of all) {
      const [name = "", n] = key.split(" ");
      this.known.set(keyOf(renamed([name, Number(n)])), known);
    }
    const follow = (pile: readonly Gesture[]): Gesture[] =>
      pile.map((gesture) => ({ ...gesture, ids: gesture.ids.map(renamed) }));
    this.set({ undo: follow(this.piles.undo), redo: follow(this.piles.redo) });
  }

  /** What takes this change back on `scene`; nothing when it is not known or taken back already. */
  private undoing(id: OpId, scene: Scene): { readonly ops: readonly Op[]; readonly left: readonly Left[] } {
    const known = this.known.get(keyOf(id));
    if (known === undefined || !this.takings.isStanding(known.seq ?? Infinity)) return { ops: [], left: [] };
    return undoAmong({ ...known.effect, seq: known.seq ?? Infinity }, this.others, scene);
  }

  /** Adds the next part of a gesture; false when it has not begun, or has been taken back. */
  private goOn(name: string, made: readonly Made[]): boolean {
    if (!this.piles.undo.some((gesture) => gesture.name === name)) return false;
    const ids = made.map(({ id }) => id);
    const undo = this.piles.undo.map((gesture) =>
      gesture.name === name ? { ...gesture, ids: [...gesture.ids, ...ids] } : gesture,
    );
    this.set({ undo, redo: [] });
    return true;
  }

  /** Whether `made` takes away an item, still without a text, that `last` made: as if neither had been. */
  private cameToNothing(last: Gesture, made: readonly Made[]): boolean {
    const [id] = last.ids;
    const [taken] = made;
    if (id === undefined || last.ids.length > 1 || taken === undefined || made.length > 1) return false;
    const [created, ...others] = this.known.get(keyOf(id))?.effect.ops ?? [];
    const [deleted, ...more] = taken.effect.ops;
    const [back] = taken.effect.inverse;
    if (created?.do !== "create" || deleted?.do !== "delete" || others.length + more.length > 0) return false;
    return created.item.id === deleted.id && back?.do === "create" && back.item.text === "";
  }

  private set(piles: Partial<Record<Way, readonly Gesture[]>>): void {
    this.piles = { ...this.piles, ...piles };
    batch(() => {
      this.undoLabel.value = this.piles.undo.at(-1)?.label ?? null;
      this.redoLabel.value = this.piles.redo.at(-1)?.label ?? null;
    });
  }

  /** Answered changes on no pile are only needed as long as their undo waits, which is not long. */
  private forgetOldest(): void {
    if (this.known.size <= KNOWN_LIMIT) return;
    const piled = new Set([...this.piles.undo, ...this.piles.redo].flatMap(({ ids }) => ids.map(keyOf)));
    for (const [key, { seq }] of this.known) {
      if (this.known.size <= KNOWN_LIMIT / 2) break;
      if (seq !== null && !piled.has(key)) this.known.delete(key);
    }
  }
}

/** The one item whose text the ops change, if they do nothing else. */
function typedIn(ops: readonly Op[]): string | null {
  const ids = ops.map((op) => {
    if (op.do === "text") return op.id;
    // A text that is replaced begins a new epoch too.
    return op.do === "patch" && Object.keys(op.set).every((name) => TEXT_FIELDS.has(name)) ? op.id : null;
  });
  return new Set(ids).size === 1 ? (ids[0] ?? null) : null;
}

function goesOn(last: Gesture, next: Gesture): boolean {
  return (
    last.typed !== null &&
    last.typed.id === next.typed?.id &&
    next.typed.atMs - last.typed.atMs < TYPING_PAUSE_MS &&
    last.ids.length < TYPING_LIMIT
  );
}
