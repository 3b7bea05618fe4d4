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
  /** Numbers the unanswered changes after `lastN` anew, without a gap (op.gap). */
  renumber(lastN: number): void;
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
  const { clientId, now = Date.now } = options;
  const notices = createNotices();
  const pending = createPending();
  const listeners = new Set<ChangeListener>();
  const confirmed = new Map<string, ItemRecord>(); // owned: changed in place, never handed out
  let pendingIds: ReadonlySet<string> = new Set(); // what pending changes touch in `scene`
  const lostIds = new Set<string>(); // items whose create was refused

  const scene = signal<Scene>(new Map());
  const seq = signal(-1);
  const me = signal(options.me);
  const people = signal<ReadonlyMap<string, Person>>(
    new Map((options.people ?? [options.me]).map((person) => [person.id, person])),
  );
  const name = signal(options.name);
  const ended = signal<Ended | null>(null);
  const unsentCount = signal(0);
  const isOnline = signal<boolean | null>(null); // null: not known yet, the page is opening
  const isDelayed = signal(false);

  const saveState = computed<SaveState>(() => {
    const unsent = unsentCount.value;
    if (ended.value !== null) return { state: "readonly", unsent };
    if (isOnline.value === false) return { state: "offline", unsent };
    if (isDelayed.value) return { state: "readonly", unsent };
    return { state: unsent === 0 ? "saved" : "saving", unsent };
  });

  /** Shows a new scene and tells who listens. */
  function show(next: Scene, changed: ReadonlySet<string>, isRemote: boolean, atSeq = seq.peek()): void {
    batch(() => {
      seq.value = atSeq;
      unsentCount.value = pending.unsent().length;
      if (changed.size > 0) scene.value = next;
    });
    if (changed.size === 0) return;
    for (const listener of listeners) listener(changed, isRemote);
  }

  /** Puts pending changes on top of what is confirmed. `touched`: ids that may differ from before. */
  function rebuild(touched: Iterable<string>, isRemote: boolean, atSeq?: number): void {
    const draft = new Map(confirmed);
    const ids = new Set([...touched, ...pendingIds]);
    pendingIds = applyPending(draft, pending.all(), me.peek().id);
    for (const id of pendingIds) ids.add(id);
    show(draft, keepUnchanged(draft, confirmed, scene.peek(), ids), isRemote, atSeq);
  }

  function change(label: string, ops: readonly Op[]): boolean {
    const end = ended.peek();
    if (end !== null) return refuseHere(end.message);
    if (me.peek().role === "viewer") return refuseHere(messageOf(new BoardError("denied.viewer")));
    const atMs = now();
    try {
      const applied = apply(scene.peek(), ops, { actor: me.peek().id, atMs });
      if (applied.ops.length === 0) return true; // nothing would change, so there is nothing to send
      for (const group of splitOps(ops)) pending.add(label, group, atMs);
      const ids = idsOf(applied.ops);
      pendingIds = new Set([...pendingIds, ...ids]);
      show(applied.scene, new Set(ids), false);
      return true;
    } catch (error) {
      if (error instanceof BoardError) return refuseHere(messageOf(error));
      throw error;
    }
  }

  function refuseHere(message: string): false {
    notices.notify("error", message);
    return false;
  }

  function load(atSeq: number, items: readonly ItemRecord[]): void {
    const ids = new Set([...confirmed.keys(), ...items.map((item) => item.id)]);
    confirmed.clear();
    for (const item of items) confirmed.set(item.id, item);
    pending.settle(atSeq);
    rebuild(ids, true, atSeq);
  }

  function receive(entries: readonly Entry[]): "ok" | "gap" {
    const touched = new Set<string>();
    let at = seq.peek();
    let hasRemote = false;
    let hasSettled = false;
    let outcome: "ok" | "gap" = "ok";
    for (const entry of entries) {
      const ownN = entry.op_id?.[0] === clientId ? entry.op_id[1] : null;
      if (ownN !== null && entry.seq <= at + 1) hasSettled = settleOwn(ownN) || hasSettled;
      if (entry.seq <= at) continue;
      if (entry.seq !== at + 1) {
        outcome = "gap";
        break;
      }
      replayOn(confirmed, entry.ops);
      for (const id of idsOf(entry.ops)) touched.add(id);
      hasRemote ||= ownN === null;
      at = entry.seq;
    }
    hasSettled = pending.settle(at) || hasSettled;
    if (touched.size > 0 || hasSettled) rebuild(touched, hasRemote, at);
    else seq.value = at;
    return outcome;
  }

  /** An entry of one's own is as good as its ack: it was sent after the commit. */
  function settleOwn(n: number): boolean {
    isDelayed.value = false;
    return pending.remove(n) !== undefined;
  }

  function acked(n: number, atSeq: number): void {
    isDelayed.value = false;
    if (!pending.acked(n, atSeq)) return;
    if (pending.settle(seq.peek())) rebuild([], false);
    else unsentCount.value = pending.unsent().length;
  }

  function refused(n: number, error: ErrorAnswer): void {
    const gone = pending.remove(n);
    if (gone === undefined) return;
    for (const op of gone.ops) if (op.do === "create") lostIds.add(op.item.id);
    // What was done to an item that never came to be needs no second explanation.
    const missing = error.code === "item.missing" ? error.data.id : undefined;
    if (typeof missing !== "string" || !lostIds.has(missing)) notices.notify("error", error.message);
    rebuild([], false);
  }

  function delayed(error: ErrorAnswer): void {
    if (isDelayed.peek()) return;
    isDelayed.value = true;
    notices.notify("error", error.message);
  }

  return {
    clientId,
    scene,
    seq,
    me,
    people,
    name,
    saveState,
    notices: notices.list,
    ended,
    change,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify: notices.notify,
    dismiss: notices.dismiss,
    load,
    receive,
    unsent: pending.unsent,
    acked,
    refused,
    delayed,
    renumber: pending.renumber,
    setOnline(online) {
      isOnline.value = online;
    },
  };
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
