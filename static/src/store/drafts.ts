/**
 * What this person writes in private (VIS3): notes that are not on the board, in no entry and in nobody
 * else's browser. They lie on top of the scene like everything else that this page shows, and what the
 * server has not confirmed yet is kept like every unsent change.
 */

import { type Effect, idsOf } from "../core/apply.ts";
import { type DraftRecord, isBesideNow, isDraft, isModeratedNow, roundNow } from "../core/drafts.ts";
import { KINDS, SERVER_FIELDS } from "../core/kinds.ts";
import { isSame } from "../core/records.ts";
import { named } from "../core/relations.ts";
import type { ItemRecord, NewItem, NoteRecord, Op, OpId, Scene } from "../core/types.ts";
import { stepOn } from "../core/workshop.ts";
import type { PendingChange } from "./pending.ts";

/** A private note as the server tells it to its owner. */
export interface DraftMessage {
  readonly item: NewItem;
  readonly round: number;
  readonly at_ms: number;
  readonly state?: DraftRecord["state"];
  readonly why?: string;
  /** No reveal takes it. */
  readonly late?: true;
  /** Nobody will ever know who wrote it. */
  readonly anonymous?: true;
}

/** Something of this person's that was taken off the board. */
export interface HiddenNews {
  readonly id: string;
  /** Empty where it had none. */
  readonly words: string;
  readonly why: string;
}

/** What other pages of this person have done, or what a reveal took over. */
export interface DraftNews {
  readonly put?: readonly DraftMessage[];
  readonly gone?: readonly string[];
  /** All of it that is still to be read. */
  readonly hidden?: readonly HiddenNews[];
  /** For who leads: how much waits to be read. It is told when the words of what waits are others, too. */
  readonly inbox?: number;
  /** For who leads: something was hidden or put back, by this entry. */
  readonly hiding?: number;
}

/** Numbers from here on: in the browser's database they lie beside those of other changes. */
const FROM = 2 ** 40;

/** What is only for this page, and what stands with notes of others. */
const NOT_SENT: ReadonlySet<string> = new Set([
  ...SERVER_FIELDS,
  "epoch",
  "edits",
  "draft",
  "state",
  "why",
  "late",
  "anonymous",
]);
const NOT_ALONE: ReadonlySet<string> = new Set(["locked", "group", "cluster", "under", "came_from"]);

export class PrivateNotes {
  private readonly client: string;
  private readonly isLeading: () => boolean;
  private readonly notes = new Map<string, DraftRecord>();
  /** By item id: what the server is still to be told. */
  private readonly waiting = new Map<string, PendingChange>();
  /** What is shown to all as soon as its last words have arrived. */
  private readonly readied = new Set<string>();
  /** Item id -> its last words, of what the server says that it is private no more. */
  readonly taken = new Map<string, string>();
  /** Ids that have been laid on the scene. */
  private laid = new Set<string>();
  private lastN = FROM;
  private listed: readonly DraftRecord[] | null = null;

  constructor(client: string, isLeading: () => boolean) {
    this.client = client;
    this.isLeading = isLeading;
  }

  /** The same list until one of them changes. */
  list(): readonly DraftRecord[] {
    this.listed ??= [...this.notes.values()];
    return this.listed;
  }

  private set(id: string, note: DraftRecord): void {
    this.notes.set(id, note);
    this.listed = null;
  }

  private drop(id: string): void {
    this.notes.delete(id);
    this.listed = null;
  }

  has(id: string): boolean {
    return this.notes.has(id);
  }

  /** What the server has not confirmed; of each page in order, this one's last. */
  unsent(): readonly PendingChange[] {
    const isOwn = ({ client }: PendingChange): number => (client === this.client ? 1 : 0);
    return [...this.waiting.values()].sort(
      (a, b) => isOwn(a) - isOwn(b) || a.client.localeCompare(b.client) || a.n - b.n,
    );
  }

  /** Whether an op is about a private note: one that is there, or that becomes one on `scene`. */
  isAbout(op: Op, scene: Scene): boolean {
    if ("item" in op) {
      return this.has(op.item.id) || (op.item.kind === "note" && isBesideNow(scene, this.isLeading()));
    }
    return this.has(op.id);
  }

  /** Whether an op wants to tie something that all can see to a private note, also to one that `own` makes. */
  isNamedBy(op: Op, own: readonly Op[]): boolean {
    const values: Readonly<Record<string, unknown>> =
      op.do === "create" ? op.item : op.do === "patch" ? op.set : {};
    const made = new Set<unknown>(idsOf(own));
    const isPrivate = (id: unknown): boolean => made.has(id) || (typeof id === "string" && this.has(id));
    return isPrivate(values.under) || named(values).some(([, target]) => isPrivate(target));
  }

  /** What the server will judge of an effect on private notes: each as if it was made as it is then. */
  asMade(effect: Effect, draft: Scene): Op[] {
    if (!isBesideNow(draft, this.isLeading())) return [];
    return [...new Set(idsOf(effect.ops))].flatMap((id): Op[] => {
      const record = draft.get(id);
      const isLate = isDraft(record) && record.draft !== roundNow(draft);
      return record?.kind === "note" && !isLate ? [{ do: "create", item: sentNote(record) }] : [];
    });
  }

  isOwnNumber([client, n]: OpId): boolean {
    return client === this.client && n > FROM;
  }

  /** Takes over what `draft`, a scene in which these have changed, says of them. Answers with a number for it. */
  write(ids: Iterable<string>, draft: Map<string, ItemRecord>, atMs: number): OpId {
    const waits = isModeratedNow(draft) && !this.isLeading();
    for (const id of new Set(ids)) {
      const record = draft.get(id);
      const round = this.notes.get(id)?.draft ?? roundNow(draft);
      if (record?.kind === "note") {
        const anonymous = stepOn(draft)?.anonymous || this.notes.get(id)?.anonymous;
        const note = {
          ...alone(record, isDraft(record) ? record.draft : round, waits),
          ...(anonymous && { anonymous }),
        };
        draft.set(id, note);
        this.set(id, note);
        this.laid.add(id);
        const put = {
          what: "put",
          round: note.draft,
          ...(waits && { waits }),
          ...(anonymous && { anonymous }),
        } as const;
        this.wait(id, put, [{ do: "create", item: sentNote(note) }], atMs);
      } else {
        this.drop(id);
        this.wait(id, { what: "gone", round }, [{ do: "delete", id }], atMs);
      }
    }
    return [this.client, this.lastN];
  }

  /** Late notes wait for the next reveal. */
  join(ids: Iterable<string>, draft: Map<string, ItemRecord>, atMs: number): void {
    const round = roundNow(draft);
    for (const id of ids) {
      const note = this.notes.get(id);
      if (note === undefined) continue;
      const { late: _, ...inTime } = note;
      draft.set(id, { ...inTime, draft: round });
    }
    this.write(ids, draft, atMs);
  }

  /** Shows notes to everybody: the server puts them on the board. */
  publish(ids: Iterable<string>, atMs: number): void {
    for (const id of ids) {
      const note = this.notes.get(id);
      if (note === undefined) continue;
      if (this.waiting.has(id)) this.readied.add(id);
      else this.wait(id, { what: "publish", round: note.draft }, [{ do: "delete", id }], atMs);
    }
  }

  private wait(
    id: string,
    draft: NonNullable<PendingChange["draft"]>,
    ops: PendingChange["ops"],
    atMs: number,
  ): void {
    this.lastN += 1;
    this.waiting.set(id, { client: this.client, n: this.lastN, label: "", ops, atMs, seq: null, draft });
  }

  /** Lays the notes on top of a scene. Adds to `ids` what may look different now. */
  layOn(scene: Map<string, ItemRecord>, ids: Set<string>): void {
    for (const id of this.laid) ids.add(id);
    this.laid = new Set(this.notes.keys());
    for (const [id, note] of this.notes) {
      const isInFrame = note.frame === null || scene.get(note.frame)?.kind === "frame";
      scene.set(id, isInFrame ? note : { ...note, frame: null });
      ids.add(id);
    }
  }

  // --- what the server says ---

  /** All that the server has, on a new connection. */
  load(told: readonly DraftMessage[], me: string): void {
    const theirs = new Set(told.map(({ item }) => item.id));
    for (const id of [...this.notes.keys()]) {
      if (!theirs.has(id) && !this.waiting.has(id)) this.give(id);
    }
    for (const note of told) this.take(note, me);
  }

  hear({ put = [], gone = [] }: DraftNews, me: string): void {
    for (const note of put) this.take(note, me);
    for (const id of gone) {
      if (this.isChanged(id)) continue;
      this.give(id);
      this.waiting.delete(id);
    }
  }

  /** What is newer here stays. The same words stay as they are, with how they were typed. */
  private take({ item, round, at_ms, state, why, late, anonymous }: DraftMessage, me: string): void {
    if (this.isChanged(item.id)) return;
    const read = {
      ...(state && { state }),
      ...(state && why !== undefined && { why }),
      ...(late && { late }),
      ...(anonymous && { anonymous }),
    };
    const told = { ...noteOf(item, me, at_ms, round), ...read };
    const known = this.notes.get(item.id);
    if (known !== undefined && known.draft === round && isSame(sentNote(known), sentNote(told))) {
      const isSaid =
        known.state === state && known.why === why && known.late === late && known.anonymous === anonymous;
      if (!isSaid) this.set(item.id, { ...unread(known), ...read });
      return;
    }
    // Words from elsewhere begin anew, so that nothing typed before mixes with them.
    const epoch = known === undefined ? {} : { epoch: (known.epoch ?? 0) + 1 };
    this.set(item.id, { ...told, ...epoch });
  }

  private isChanged(id: string): boolean {
    const what = this.waiting.get(id)?.draft?.what;
    return what !== undefined && what !== "publish";
  }

  private give(id: string): void {
    this.taken.set(id, this.notes.get(id)?.text ?? "");
    this.drop(id);
  }

  /** The server has it; `isLate`: nobody but who wrote it will bring it on the board. */
  acked(id: OpId, atMs: number, isLate: boolean): void {
    const [itemId, change] = this.find(id);
    if (itemId === null) return;
    this.waiting.delete(itemId);
    const note = this.notes.get(itemId);
    if (note && change.draft?.what === "put" && (isLate || note.late)) {
      this.set(itemId, { ...unread(note), ...(isLate && { late: true }) });
    }
    if (change.draft?.what === "publish") this.drop(itemId);
    else if (this.readied.delete(itemId)) this.publish([itemId], atMs);
  }

  /** The server will never take it. Answers with the words that are lost. */
  refused(id: OpId): string {
    const [itemId, change] = this.find(id);
    if (itemId === null) return "";
    this.waiting.delete(itemId);
    this.readied.delete(itemId);
    const [op] = change.ops;
    if (change.draft?.what !== "put" || op?.do !== "create") return "";
    this.drop(itemId);
    return String(op.item.text ?? "");
  }

  private find([client, n]: OpId): readonly [string, PendingChange] | readonly [null, null] {
    for (const found of this.waiting) if (found[1].client === client && found[1].n === n) return found;
    return [null, null];
  }

  /** Takes over what a page that is gone left, unless something newer is known. */
  adopt(left: readonly PendingChange[], me: string): void {
    for (const change of left) {
      const [op] = change.ops;
      if (op === undefined || op.do === "undo" || change.draft === undefined) continue;
      const id = "item" in op ? op.item.id : op.id;
      if ((this.waiting.get(id)?.atMs ?? -1) >= change.atMs) continue;
      this.waiting.set(id, change);
      const { round, what, waits, anonymous } = change.draft;
      const read = { ...(waits && ({ state: "waiting" } as const)), ...(anonymous && { anonymous }) };
      if (op.do === "create") this.set(id, { ...noteOf(op.item, me, change.atMs, round), ...read });
      else if (what === "gone") this.drop(id);
    }
  }
}

/** The record of a note that came without what is only for this page. */
function noteOf({ for: whose, ...item }: NewItem, me: string, atMs: number, draft: number): DraftRecord {
  const names = whose === undefined ? { author: me } : { author: whose, entered_by: me };
  return { ...item, ...names, created_at_ms: atMs, draft } as unknown as DraftRecord;
}

/** The note as it is in private: it stands with no others. What is to be read is read as it is now. */
function alone(record: NoteRecord, draft: number, waits: boolean): DraftRecord {
  const fields = Object.entries(record).filter(([name]) => !NOT_ALONE.has(name));
  const note = { ...(Object.fromEntries(fields) as unknown as NoteRecord), draft };
  return waits ? { ...unread(note), state: "waiting" } : note;
}

/** Without what becomes of it. */
function unread({ state: _, why: __, late: ___, ...note }: DraftRecord): DraftRecord {
  return note;
}

/** The note as the server keeps it. */
function sentNote(record: NoteRecord): NewItem {
  const { defaults } = KINDS.note;
  const isTold = ([name, value]: readonly [string, unknown]): boolean =>
    !NOT_SENT.has(name) && !(Object.hasOwn(defaults, name) && isSame(value, defaults[name]));
  const whose = record.entered_by === undefined ? {} : { for: record.author };
  return {
    ...Object.fromEntries(Object.entries(record).filter(isTold)),
    ...whose,
    kind: "note",
    id: record.id,
  };
}
