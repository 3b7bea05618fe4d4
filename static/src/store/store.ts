/**
 * The board as this page holds it: what the server has confirmed, with this page's own unconfirmed
 * changes on top. The scene is always that sum, so a refused change takes itself back.
 */

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";

import { apply, applyTo, idsOf, replayOn } from "../core/apply.ts";
import { BoardError, messageOf } from "../core/errors.ts";
import type { Entry, ErrorAnswer, ItemRecord, Op, Person, Scene } from "../core/types.ts";
import { createNotices, type Notice } from "./notices.ts";
import { createPending, type PendingChange } from "./pending.ts";
import { splitOps } from "./split.ts";

export type { Notice } from "./notices.ts";
export type { PendingChange } from "./pending.ts";

export interface SaveState {
  /** "readonly": the server cannot save right now, or this page can go no further (`ended`). */
  readonly state: "saved" | "saving" | "offline" | "readonly";
  /** Changes that the server has not confirmed yet. */
  readonly unsent: number;
}

/** Why the page stopped for good. */
export interface Ended {
  readonly code: string;
  readonly message: string;
}

/** `isRemote`: somebody else's changes are among them. */
export type ChangeListener = (changed: ReadonlySet<string>, isRemote: boolean) => void;

export interface BoardStore {
  /** One for each page load: the first half of every op id. */
  readonly clientId: string;
  /** What is shown: confirmed plus pending. A new Map whenever something changed. */
  readonly scene: ReadonlySignal<Scene>;
  /** Number of the last confirmed entry; -1 until the board has been loaded. */
  readonly seq: ReadonlySignal<number>;
  readonly me: Signal<Person>;
  /** By person id, people who have left or only wrote here once included. */
  readonly people: Signal<ReadonlyMap<string, Person>>;
  readonly name: Signal<string>;
  /** Follows the server's acknowledgements only (ACK2). */
  readonly saveState: ReadonlySignal<SaveState>;
  readonly notices: Signal<readonly Notice[]>;
  /** Set when the page can go no further: the board is gone, or one has to sign in again. */
  readonly ended: Signal<Ended | null>;

  /**
   * Makes a change at once and hands it to the server later. All of `ops` or, when one of them
   * does not apply here, none: then a notice says why and the answer is false.
   */
  change(label: string, ops: readonly Op[]): boolean;
  /** Calls back after each change of the scene, with the ids that look different now. */
  onChange(listener: ChangeListener): () => void;
  notify(kind: Notice["kind"], message: string): void;
  dismiss(id: number): void;

  // --- for sync ---

  /** Replaces what is confirmed by a snapshot; pending changes stay. */
  load(seq: number, items: readonly ItemRecord[]): void;
  /** Takes the entries that come next, skips old ones. "gap": one is missing; the rest is not taken. */
  receive(entries: readonly Entry[]): "ok" | "gap";
  /** Changes that the server has not answered for, oldest first. */
  unsent(): readonly PendingChange[];
  /** The server has stored change `n` as entry `seq`; it stays on top until that entry is here. */
  acked(n: number, seq: number): void;
  /** The server will never take change `n`: it goes away, and the person reads why. */
  refused(n: number, error: ErrorAnswer): void;
  /** The server cannot take changes for now; they wait here. Said once until the next ack. */
  delayed(error: ErrorAnswer): void;
  /** Numbers unanswered changes anew, from `lastN` + 1 on: those after `lastN`, and those from `from`. */
  renumber(lastN: number, from?: number): void;
  setOnline(isOnline: boolean): void;
}

export interface StoreOptions {
  readonly clientId: string;
  readonly me: Person;
  readonly name: string;
  readonly people?: readonly Person[];
  /** This page's clock, in ms. */
  readonly now?: () => number;
}

export function createStore(options: StoreOptions): BoardStore {
  return new Store(options);
}

class Store implements BoardStore {
  readonly clientId: string;
  readonly scene = signal<Scene>(new Map());
  readonly seq = signal(-1);
  readonly me: Signal<Person>;
  readonly people: Signal<ReadonlyMap<string, Person>>;
  readonly name: Signal<string>;
  readonly notices: Signal<readonly Notice[]>;
  readonly ended = signal<Ended | null>(null);
  readonly saveState: ReadonlySignal<SaveState> = computed(() => this.currentSaveState());

  private readonly now: () => number;
  private readonly messages = createNotices();
  private readonly pending = createPending();
  private readonly listeners = new Set<ChangeListener>();
  /** Changed in place, so never handed out. */
  private readonly confirmed = new Map<string, ItemRecord>();
  /** What pending changes touch in `scene`. */
  private pendingIds: ReadonlySet<string> = new Set();
  /** Items whose create was refused. */
  private readonly lostIds = new Set<string>();
  private readonly unsentCount = signal(0);
  /** null: not known yet, the page is opening. */
  private readonly isOnline = signal<boolean | null>(null);
  private readonly isDelayed = signal(false);

  constructor({ clientId, me, name, people = [me], now = Date.now }: StoreOptions) {
    this.clientId = clientId;
    this.me = signal(me);
    this.name = signal(name);
    this.people = signal<ReadonlyMap<string, Person>>(new Map(people.map((person) => [person.id, person])));
    this.notices = this.messages.list;
    this.now = now;
  }

  private currentSaveState(): SaveState {
    const unsent = this.unsentCount.value;
    if (this.ended.value !== null) return { state: "readonly", unsent };
    if (this.isOnline.value === false) return { state: "offline", unsent };
    if (this.isDelayed.value) return { state: "readonly", unsent };
    return { state: unsent === 0 ? "saved" : "saving", unsent };
  }

  change(label: string, ops: readonly Op[]): boolean {
    const end = this.ended.peek();
    if (end !== null) return this.refuseHere(end.message);
    if (this.me.peek().role === "viewer") return this.refuseHere(messageOf(new BoardError("denied.viewer")));
    const atMs = this.now();
    try {
      const applied = apply(this.scene.peek(), ops, { actor: this.me.peek().id, atMs });
      if (applied.ops.length === 0) return true; // nothing would change, so there is nothing to send
      for (const group of splitOps(ops)) this.pending.add(label, group, atMs);
      const ids = idsOf(applied.ops);
      this.pendingIds = new Set([...this.pendingIds, ...ids]);
      this.show(applied.scene, new Set(ids), false);
      return true;
    } catch (error) {
      if (error instanceof BoardError) return this.refuseHere(messageOf(error));
      throw error;
    }
  }

  private refuseHere(message: string): false {
    this.notify("error", message);
    return false;
  }

  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  notify(kind: Notice["kind"], message: string): void {
    this.messages.notify(kind, message);
  }

  dismiss(id: number): void {
    this.messages.dismiss(id);
  }

  load(seq: number, items: readonly ItemRecord[]): void {
    const ids = new Set([...this.confirmed.keys(), ...items.map((item) => item.id)]);
    this.confirmed.clear();
    for (const item of items) this.confirmed.set(item.id, item);
    this.pending.settle(seq);
    this.rebuild(ids, true, seq);
  }

  receive(entries: readonly Entry[]): "ok" | "gap" {
    const touched = new Set<string>();
    let seq = this.seq.peek();
    let hasRemote = false;
    let hasSettled = false;
    let outcome: "ok" | "gap" = "ok";
    for (const entry of entries) {
      if (entry.seq > seq + 1) {
        outcome = "gap";
        break;
      }
      const ownN = entry.op_id?.[0] === this.clientId ? entry.op_id[1] : null;
      if (ownN !== null) hasSettled = this.settleOwn(ownN) || hasSettled;
      if (entry.seq <= seq) continue;
      replayOn(this.confirmed, entry.ops);
      for (const id of idsOf(entry.ops)) touched.add(id);
      hasRemote ||= ownN === null;
      seq = entry.seq;
    }
    hasSettled = this.pending.settle(seq) || hasSettled;
    if (touched.size > 0 || hasSettled) this.rebuild(touched, hasRemote, seq);
    else this.seq.value = seq;
    return outcome;
  }

  /** An entry of one's own is as good as its ack: it was sent after the commit. */
  private settleOwn(n: number): boolean {
    this.isDelayed.value = false;
    return this.pending.remove(n) !== undefined;
  }

  unsent(): readonly PendingChange[] {
    return this.pending.unsent();
  }

  acked(n: number, seq: number): void {
    this.isDelayed.value = false;
    if (!this.pending.acked(n, seq)) return;
    if (this.pending.settle(this.seq.peek())) this.rebuild([], false);
    else this.unsentCount.value = this.pending.unsent().length;
  }

  refused(n: number, error: ErrorAnswer): void {
    this.isDelayed.value = false; // a final answer is stored too
    const gone = this.pending.remove(n);
    if (gone === undefined) return;
    for (const op of gone.ops) if (op.do === "create") this.lostIds.add(op.item.id);
    // What was done to an item that never came to be needs no second explanation.
    const missing = error.code === "item.missing" ? error.data.id : undefined;
    if (typeof missing !== "string" || !this.lostIds.has(missing)) this.notify("error", error.message);
    this.rebuild([], false);
  }

  delayed(error: ErrorAnswer): void {
    if (this.isDelayed.peek()) return;
    this.isDelayed.value = true;
    this.notify("error", error.message);
  }

  renumber(lastN: number, from?: number): void {
    this.pending.renumber(lastN, from);
  }

  setOnline(isOnline: boolean): void {
    this.isOnline.value = isOnline;
  }

  /** Puts pending changes on top of what is confirmed. `touched`: ids that may differ from before. */
  private rebuild(touched: Iterable<string>, isRemote: boolean, seq = this.seq.peek()): void {
    const draft = new Map(this.confirmed);
    const ids = new Set([...touched, ...this.pendingIds]);
    this.pendingIds = applyPending(draft, this.pending.all(), this.me.peek().id);
    for (const id of this.pendingIds) ids.add(id);
    this.show(draft, keepUnchanged(draft, this.confirmed, this.scene.peek(), ids), isRemote, seq);
  }

  /** Shows a new scene and tells who listens. */
  private show(next: Scene, changed: ReadonlySet<string>, isRemote: boolean, seq = this.seq.peek()): void {
    batch(() => {
      this.seq.value = seq;
      this.unsentCount.value = this.pending.unsent().length;
      if (changed.size > 0) this.scene.value = next;
    });
    if (changed.size === 0) return;
    for (const listener of this.listeners) listener(changed, isRemote);
  }
}

/** Applies what still applies, in order. Answers with the ids that it touched. */
function applyPending(
  draft: Map<string, ItemRecord>,
  changes: readonly PendingChange[],
  actor: string,
): Set<string> {
  const ids = new Set<string>();
  for (const { ops, atMs } of changes) {
    try {
      for (const id of idsOf(applyTo(draft, ops, { actor, atMs }).ops)) ids.add(id);
    } catch (error) {
      // Somebody else was faster. The change is not shown; the server's refusal will take it away.
      if (!(error instanceof BoardError)) throw error;
    }
  }
  return ids;
}

/**
 * Which of `ids` look different in `draft` than in `old`. Where only the object is new and not what
 * it says, the old object stays, so that whoever caches by record does not work for nothing.
 */
function keepUnchanged(
  draft: Map<string, ItemRecord>,
  confirmed: Map<string, ItemRecord>,
  old: Scene,
  ids: ReadonlySet<string>,
): Set<string> {
  const changed = new Set<string>();
  for (const id of ids) {
    const before = old.get(id);
    const after = draft.get(id);
    if (before === after) continue;
    if (before === undefined || after === undefined || !isSameRecord(before, after)) {
      changed.add(id);
      continue;
    }
    draft.set(id, before);
    if (confirmed.get(id) === after) confirmed.set(id, before);
  }
  return changed;
}

function isSameRecord(a: ItemRecord, b: ItemRecord): boolean {
  const fieldsOfA = Object.entries(a);
  const fieldsOfB = new Map<string, unknown>(Object.entries(b));
  return (
    fieldsOfA.length === fieldsOfB.size && fieldsOfA.every(([name, value]) => fieldsOfB.get(name) === value)
  );
}
