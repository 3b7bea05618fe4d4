/**
 * The board as this page holds it: what the server has confirmed, with this page's own unconfirmed
 * changes on top. The scene is always that sum, so a refused change takes itself back.
 */

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { applyTo, type Effect, idsOf, replayOn } from "../core/apply.ts";
import { BoardError, messageOf } from "../core/errors.ts";
import { leads, writes } from "../core/roles.ts";
import { createSceneHash } from "../core/scene_hash.ts";
import type { Entry, ErrorAnswer, ItemRecord, Op, OpId, Person, Scene } from "../core/types.ts";
import { nameOfStep, type Rights, refusalOf, rightsNow, sameRights } from "../core/workshop.ts";
import type { BoardStore, ChangeListener, Drafts, Ended, Keeper, Past, SaveState } from "./board_store.ts";
import { createDrafts } from "./drafting.ts";
import { PrivateNotes } from "./drafts.ts";
import { type BoardFacts, OPEN_BOARD } from "./facts.ts";
import { createHistory, type Made, type TakeBack, type Way } from "./history.ts";
import { createLosses } from "./losses.ts";
import { createNotices, type Lost, type Notice } from "./notices.ts";
import { createPending, type PendingChange, type SentOp } from "./pending.ts";
import { splitOps } from "./split.ts";
import { applyPending, keepUnchanged, stillStacked } from "./stacking.ts";
import { beginsAnew, joined, lostIn, lostWords, noteTexts } from "./typed.ts";

export type { BoardStore, ChangeListener, Drafts, Ended, Keeper, Past, SaveState } from "./board_store.ts";
export type { TakeBack, Way } from "./history.ts";
export type { PendingChange } from "./pending.ts";

interface Group {
  readonly ops: readonly SentOp[];
  readonly effect: Effect;
}

/** Records, so that the first look at a big board does not hold up a frame. */
const HASHED_AT_ONCE = 1_000;

export interface StoreOptions {
  readonly clientId: string;
  readonly me: Person;
  readonly name: string;
  readonly people?: readonly Person[];
  /** Without one, unsent changes live and die with the page. */
  readonly keeper?: Keeper | undefined;
  /** This page's clock, in ms. */
  readonly now?: () => number;
}

export function createStore(options: StoreOptions): BoardStore {
  return new Store(options);
}

class Store implements BoardStore {
  readonly clientId: string;
  readonly present = signal<Scene>(new Map());
  readonly past = signal<Past | null>(null);
  readonly scene = computed(() => this.past.value?.scene ?? this.present.value);
  readonly seq = signal(-1);
  readonly me: Signal<Person>;
  readonly people: Signal<ReadonlyMap<string, Person>>;
  readonly name: Signal<string>;
  readonly rights: ReadonlySignal<Rights | null> = computed(() => this.currentRights());
  readonly notices: Signal<readonly Notice[]>;
  readonly ended = signal<Ended | null>(null);
  readonly saveState: ReadonlySignal<SaveState> = computed(() => this.currentSaveState());

  readonly history = createHistory();
  readonly drafts: Drafts;

  private readonly now: () => number;
  private readonly messages = createNotices();
  private readonly pending;
  private readonly notes: PrivateNotes;
  private readonly keeper: Keeper | null;
  private readonly hash = createSceneHash();
  private readonly listeners = new Set<ChangeListener>();
  /** Changed in place, so never handed out. */
  private readonly confirmed = new Map<string, ItemRecord>();
  /** What pending changes touch in `scene`. */
  private pendingIds: ReadonlySet<string> = new Set();
  private readonly losses = createLosses();
  private readonly unsentCount = signal(0);
  /** null: not known yet, the page is opening. */
  private readonly isOnline = signal<boolean | null>(null);
  private readonly isDelayed = signal(false);
  readonly facts = signal<BoardFacts>(OPEN_BOARD);
  private changedAtMs = 0;
  private knownRights: Rights | null = null;

  constructor({ clientId, me, name, people = [me], keeper, now = Date.now }: StoreOptions) {
    this.clientId = clientId;
    this.pending = createPending(clientId);
    this.notes = new PrivateNotes(clientId, () => leads(this.me.peek().role));
    this.drafts = createDrafts(this.notes, {
      present: this.present,
      me: () => this.me.peek().id,
      now: () => this.now(),
      show: (isRemote) => this.rebuild([], isRemote),
      send: () => this.tellListeners(new Set(), false),
      answered: () => {
        this.isDelayed.value = false;
      },
      say: (message) => this.notify("error", message),
    });
    this.keeper = keeper ?? null;
    this.me = signal(me);
    this.name = signal(name);
    this.people = signal<ReadonlyMap<string, Person>>(new Map(people.map((person) => [person.id, person])));
    this.notices = this.messages.list;
    this.now = now;
  }

  /** The same ones as long as they say the same, so that nothing is drawn anew with every note. */
  private currentRights(): Rights | null {
    const rights = leads(this.me.value.role) ? null : rightsNow(this.present.value);
    if (!sameRights(rights, this.knownRights)) this.knownRights = rights;
    return this.knownRights;
  }

  private currentSaveState(): SaveState {
    const unsent = this.unsentCount.value;
    const isKept = (this.keeper?.unkept.value ?? unsent) === 0;
    if (this.ended.value !== null) return { state: "readonly", unsent, isKept };
    if (this.isOnline.value === false) return { state: "offline", unsent, isKept };
    if (this.isDelayed.value || !this.facts.value.is_writable) return { state: "readonly", unsent, isKept };
    const isAll = unsent === 0 && (this.keeper?.isReady.value ?? true);
    return { state: isAll ? "saved" : "saving", unsent, isKept };
  }

  change(label: string, ops: readonly Op[], gesture?: string): boolean {
    const own = ops.filter((op) => this.notes.isAbout(op, this.present.peek()));
    const open = own.length === 0 ? ops : ops.filter((op) => !own.includes(op));
    if (!this.mayChange()) return false;
    const isTied = open.some((op) => this.notes.isNamedBy(op, own));
    if (isTied) return this.refuseHere(messageOf(new BoardError("draft.alone")));
    if (!this.isInStep(open)) return false;
    const now = this.now();
    // What is made in a step is not older than the step, whatever this page's clock says.
    const by = { actor: this.me.peek().id, atMs: Math.max(now, this.rights.peek()?.sinceMs ?? 0) };
    const draft = new Map(this.present.peek());
    try {
      const groups = splitOps(open).map((group) => ({ ops: group, effect: applyTo(draft, group, by) }));
      const mine = applyTo(draft, own, by);
      if (!this.isInStep(this.notes.asMade(mine, draft))) return false;
      // What would change nothing needs not be sent.
      const effects = [mine, ...groups.map(({ effect }) => effect)];
      if (effects.every((effect) => effect.ops.length === 0)) return true;
      if (own.length === 0 && this.joinsLast(ops, now)) return true;
      this.history.did(label, this.send(label, groups, mine, draft, by.atMs), now, gesture);
      return true;
    } catch (error) {
      if (error instanceof BoardError) return this.refuseHere(messageOf(error));
      throw error;
    }
  }

  /** While nothing can be sent, typing joins what was typed just before. */
  private joinsLast(ops: readonly Op[], nowMs: number): boolean {
    const last = this.pending.lastHeld();
    const together = joined(last, ops, nowMs - this.changedAtMs, nowMs);
    this.changedAtMs = nowMs;
    if (last === undefined || together === null) return false;
    this.pending.replace([last.client, last.n], together);
    this.rebuild([], false);
    return true;
  }

  takeBack(way: Way): TakeBack | null {
    if (!this.mayChange()) return null;
    const by = { actor: this.me.peek().id, atMs: this.now() };
    const draft = new Map(this.present.peek());
    const taken = this.history.take(way, draft, by);
    if (taken === null) return null;
    const own = taken.parts.filter(({ op }) => this.notes.isOwnNumber(op.of));
    const open = taken.parts.filter((part) => !own.includes(part));
    const groups = open.map(({ op, effect }) => ({ ops: [op], effect }));
    const mine = {
      ops: own.flatMap(({ effect }) => effect.ops),
      inverse: [...own].reverse().flatMap(({ effect }) => effect.inverse),
    };
    this.history.took(way, taken.label, this.send(taken.label, groups, mine, draft, by.atMs));
    return taken;
  }

  /** Hands changes that `draft` shows already to the server later; `own` are those of private notes. */
  private send(
    label: string,
    groups: readonly Group[],
    own: Effect,
    draft: Map<string, ItemRecord>,
    atMs: number,
  ): Made[] {
    const made = groups.map(({ ops, effect }) => ({ id: this.pending.add(label, ops, atMs), effect }));
    const ids = groups.flatMap(({ effect }) => idsOf(effect.ops));
    this.pendingIds = new Set([...this.pendingIds, ...ids]);
    const ownIds = idsOf(own.ops);
    if (ownIds.length > 0) made.push({ id: this.notes.write(ownIds, draft, atMs), effect: own });
    this.show(draft, new Set([...ids, ...ownIds]), false);
    return made;
  }

  private mayChange(): boolean {
    const end = this.ended.peek();
    if (end !== null) return this.refuseHere(end.message);
    if (this.past.peek() !== null) return this.refuseHere(messageOf(new BoardError("past")));
    if (!writes(this.me.peek().role)) return this.refuseHere(messageOf(new BoardError("denied.viewer")));
    return true;
  }

  /** Whether the step that is on lets this person do it. */
  private isInStep(ops: readonly Op[]): boolean {
    const [rights, scene] = [this.rights.peek(), this.present.peek()];
    const code = rights && refusalOf(rights, ops, scene, this.me.peek().id);
    if (!rights || !code) return true;
    return this.refuseHere(messageOf(new BoardError(code, { step: nameOfStep(rights, scene) })));
  }

  private refuseHere(message: string): false {
    this.notify("error", message);
    return false;
  }

  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  notify(kind: Notice["kind"], message: string, lost?: Lost): void {
    if (lost !== undefined) this.losses.said(lost.item);
    this.messages.notify(kind, message, lost);
  }

  dismiss(id: number): void {
    this.messages.dismiss(id);
  }

  load(seq: number, items: readonly ItemRecord[]): void {
    const ids = new Set([...this.confirmed.keys(), ...items.map((item) => item.id)]);
    this.hash.touch(ids);
    noteTexts(this.pending, this.confirmed);
    this.confirmed.clear();
    for (const item of items) this.confirmed.set(item.id, item);
    this.pending.settle(seq);
    const before = this.seq.peek() < 0 ? null : this.present.peek();
    this.rebuild(ids, true, seq);
    if (before !== null) this.history.jumped(before, this.present.peek(), seq);
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
      // Its acknowledgement came before it, on the same connection; on another one it says whose it is.
      const ownId = this.pending.idAt(entry.seq) ?? entry.op_id ?? null;
      let isOwn = this.pending.idAt(entry.seq) !== null || entry.op_id?.[0] === this.clientId;
      if (entry.op_id !== undefined && this.settleOwn(entry.op_id)) isOwn = hasSettled = true;
      if (entry.seq <= seq) continue;
      this.history.arrived(entry, ownId, this.confirmed, this.me.peek().id);
      if (beginsAnew(entry.ops)) {
        hasSettled = this.pending.settle(seq) || hasSettled;
        noteTexts(this.pending, this.confirmed);
      }
      replayOn(this.confirmed, entry.ops);
      for (const id of idsOf(entry.ops)) touched.add(id);
      hasRemote ||= !isOwn;
      seq = entry.seq;
    }
    this.hash.touch(touched);
    hasSettled = this.pending.settle(seq) || hasSettled;
    if (!hasRemote && hasSettled && this.goesOn(touched, seq)) return outcome;
    if (touched.size > 0 || hasSettled) this.rebuild(touched, hasRemote, seq);
    else this.seq.value = seq;
    return outcome;
  }

  /** Takes over what the server confirmed just as it was shown; false when more may have changed. */
  private goesOn(touched: ReadonlySet<string>, seq: number): boolean {
    const shown = this.present.peek();
    const waiting = stillStacked(this.pending, touched, this.confirmed, shown);
    if (waiting === null) return false;
    const draft = new Map(shown);
    for (const id of touched) {
      const record = this.confirmed.get(id);
      if (record) draft.set(id, record);
    }
    this.pendingIds = waiting;
    this.show(draft, keepUnchanged(draft, this.confirmed, shown, touched), false, seq);
    return true;
  }

  /** An entry of one's own is as good as its ack: it was sent after the commit. */
  private settleOwn(id: OpId): boolean {
    this.isDelayed.value = false;
    return this.pending.remove(id) !== undefined;
  }

  unsent(): readonly PendingChange[] {
    return this.pending.unsent();
  }

  adopt(changes: readonly PendingChange[]): void {
    const own = changes.filter(({ draft }) => draft !== undefined);
    this.notes.adopt(own, this.me.peek().id);
    const open = changes.filter(({ draft }) => draft === undefined);
    if (!this.pending.adopt(open) && own.length === 0) return;
    if (this.seq.peek() < 0) this.keepUnsent();
    else this.rebuild([], false);
  }

  acked(id: OpId, seq: number): void {
    this.isDelayed.value = false;
    this.history.acked(id, seq);
    if (!this.pending.acked(id, seq)) return;
    if (this.pending.settle(this.seq.peek())) this.rebuild([], false);
    else this.keepUnsent();
  }

  refused(id: OpId, error: ErrorAnswer): void {
    this.isDelayed.value = false; // a final answer is stored too
    const gone = this.pending.remove(id);
    if (gone === undefined) return;
    this.history.refused(id);
    const message = lostWords(gone.ops, error, this.losses.whyUnmade(error)) ?? error.message;
    if (!this.keepsPrivate(gone, error) && !this.losses.explains(gone, error))
      this.messages.notify("error", message, lostIn(gone.ops, error));
    this.rebuild([], false);
  }

  /** What was written for all just when writing became private stays, in private. */
  private keepsPrivate({ ops, atMs }: PendingChange, { code }: ErrorAnswer): boolean {
    const ids = ops.flatMap((op) => (op.do === "undo" ? [] : idsOf([op])));
    if (ids.length > 0 && ids.every((id) => this.notes.has(id))) return true;
    const made = ops.flatMap((op) => (op.do === "create" ? [op.item.id] : []));
    if (code !== "draft.only" || made.length === 0) return false;
    this.notes.write(made, new Map(this.present.peek()), atMs);
    return true;
  }

  delayed(): void {
    this.isDelayed.value = true;
  }

  renumber(client: string, lastN: number, from?: number): void {
    this.history.renumbered(client, this.pending.renumber(client, lastN, from));
    this.keepUnsent();
  }

  setOnline(isOnline: boolean): void {
    this.isOnline.value = isOnline;
    this.pending.hold(!isOnline);
  }

  setFacts(facts: BoardFacts): void {
    this.facts.value = facts;
    this.name.value = facts.name;
    if (facts.is_writable) this.isDelayed.value = false;
  }

  confirmedHash(): number | null {
    return this.hash.of(this.confirmed, HASHED_AT_ONCE);
  }

  /** After each change of what is pending. */
  private keepUnsent(): void {
    const unsent = [...this.pending.unsent(), ...this.notes.unsent()];
    this.unsentCount.value = unsent.length;
    this.keeper?.keep(unsent);
  }

  /** Puts pending changes on top of what is confirmed. `touched`: ids that may differ from before. */
  private rebuild(touched: Iterable<string>, isRemote: boolean, seq = this.seq.peek()): void {
    const draft = new Map(this.confirmed);
    const ids = new Set([...touched, ...this.pendingIds]);
    this.pendingIds = applyPending(draft, this.pending, this.me.peek().id, this.history);
    for (const id of this.pendingIds) ids.add(id);
    this.notes.layOn(draft, ids);
    this.show(draft, keepUnchanged(draft, this.confirmed, this.present.peek(), ids), isRemote, seq);
  }

  /** Shows a new scene and tells who listens. */
  private show(next: Scene, changed: ReadonlySet<string>, isRemote: boolean, seq = this.seq.peek()): void {
    batch(() => {
      this.seq.value = seq;
      this.keepUnsent();
      if (changed.size > 0) this.present.value = next;
    });
    if (changed.size === 0) return;
    this.tellListeners(changed, isRemote);
  }

  private tellListeners(changed: ReadonlySet<string>, isRemote: boolean): void {
    for (const listener of this.listeners) listener(changed, isRemote);
  }
}
