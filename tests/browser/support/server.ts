/** A server in a few lines: one ordered log, made with the same `apply`, that answers like the real one. */

import { apply, replay } from "../../../static/src/core/apply.ts";
import { BoardError, isFinal } from "../../../static/src/core/errors.ts";
import { isWritten } from "../../../static/src/core/records.ts";
import type {
  Entry,
  ErrorAnswer,
  ItemRecord,
  Op,
  OpId,
  Person,
  Scene,
} from "../../../static/src/core/types.ts";
import { createTakings, createTouches, undoAmong } from "../../../static/src/core/undo.ts";
import type { SentOp } from "../../../static/src/store/pending.ts";
import type {
  Answer,
  HelloAnswer,
  OpAnswer,
  SnapshotAnswer,
  SyncAnswer,
} from "../../../static/src/sync/messages.ts";
import { itemsOf } from "./board.ts";

/** More missed entries than this are answered with a snapshot. */
const CATCH_UP = 12;
/** Entries in one answer, so that catching up takes several. */
const AT_ONCE = 5;

export class LogServer {
  readonly log: Entry[] = [];
  /** Codes that the next ops get instead of being looked at. */
  readonly faults: string[] = [];
  /** What was asked and what came of it, in order; resent ops only once. */
  readonly verdicts: { readonly ops: readonly Op[]; readonly answer: Answer<OpAnswer> }[] = [];
  /** The ops of changes that were refused for good. */
  readonly refused: (readonly Op[])[] = [];
  scene: Scene;
  private readonly inverses: (readonly Op[])[] = []; // the ways back, as the log
  private readonly lastN = new Map<string, number>(); // client id -> n
  private readonly answers = new Map<string, Answer<OpAnswer>>(); // "client/n" -> first answer

  constructor(items: readonly ItemRecord[] = []) {
    this.scene = new Map(items.map((item) => [item.id, item]));
  }

  get head(): number {
    return this.log.length;
  }

  submit(actor: string, [client, n]: OpId, ops: readonly Op[]): Answer<OpAnswer> {
    const fault = this.faults.shift();
    if (fault !== undefined) {
      // Refused before its number was read, so the number stays free.
      if (isFinal(fault)) this.refused.push(ops);
      return errorAnswer(fault, { retry_ms: 10 });
    }
    const lastN = this.lastN.get(client) ?? 0;
    if (n > lastN + 1) return errorAnswer("op.gap", { last_n: lastN });
    const first = this.answers.get(`${client}/${n}`);
    if (first !== undefined) return first;
    const answer = this.judge(actor, [client, n], ops);
    this.verdicts.push({ ops, answer });
    if (!answer.ok && !isFinal(answer.code)) return answer; // the number stays free
    this.lastN.set(client, n);
    this.answers.set(`${client}/${n}`, answer);
    return answer;
  }

  private judge(actor: string, opId: OpId, ops: readonly Op[]): Answer<OpAnswer> {
    const seq = this.head + 1;
    try {
      const undone = this.undone(actor, ops);
      const applied = apply(this.scene, undone?.ops ?? ops, { actor, atMs: 1000 + seq });
      this.scene = applied.scene;
      const undoes = undone === null ? {} : { undoes: undone.seq };
      this.log.push({ seq, at_ms: 1000 + seq, actor, ops: applied.ops, op_id: opId, ...undoes });
      this.inverses.push(applied.inverse);
      return { ok: true, seq };
    } catch (error) {
      if (!(error instanceof BoardError)) throw error;
      if (isFinal(error.code)) this.refused.push(ops);
      return errorAnswer(error.code, isFinal(error.code) ? error.data : { ...error.data, retry_ms: 10 });
    }
  }

  /** What an undo does now, and which entry it takes back; null when the ops are no undo. */
  private undone(actor: string, ops: readonly SentOp[]): { ops: readonly Op[]; seq: number } | null {
    const [op] = ops;
    if (op?.do !== "undo") return null;
    const answer = this.answers.get(op.of.join("/"));
    const seq = answer?.ok ? answer.seq : 0;
    const entry = this.log[seq - 1];
    const takings = createTakings();
    const others = createTouches();
    for (const later of this.log.slice(seq)) {
      takings.add(later);
      if (later.actor !== actor) others.add(later);
    }
    if (entry === undefined || entry.actor !== actor || !takings.isStanding(seq)) {
      throw new BoardError("undo.nothing");
    }
    const undoing = undoAmong({ ...entry, inverse: this.inverses[seq - 1] ?? [] }, others, this.scene);
    if (undoing.ops.length === 0) throw new BoardError("undo.changed");
    return { ops: undoing.ops, seq };
  }

  /** The text of a note begins anew (TXT4), if anybody typed in it. */
  rebuild(id: string): void {
    const record = this.scene.get(id);
    if (record === undefined || !isWritten(record) || record.edits === undefined) return;
    const set = { epoch: (record.epoch ?? 0) + 1, edits: null };
    const ops: readonly Op[] = [{ do: "patch", id, set }];
    this.scene = replay(this.scene, ops);
    this.log.push({ seq: this.head + 1, at_ms: 1001 + this.head, actor: "system", ops });
    this.inverses.push([]);
    this.verdicts.push({ ops, answer: { ok: true, seq: this.head } });
  }

  /** Entries after `seq`, as `viewer` sees them: op ids are only for their author. */
  entriesAfter(seq: number, viewer: string, limit = Number.POSITIVE_INFINITY): Entry[] {
    return this.log.slice(seq, seq + limit).map((entry) => {
      const { op_id, ...masked } = entry;
      return entry.actor === viewer && op_id !== undefined ? { ...masked, op_id } : masked;
    });
  }

  hello(me: Person, since: number | null): HelloAnswer {
    const missed = since === null ? {} : this.catchUp(me.id, since);
    return {
      ok: true,
      me,
      session: 1,
      board: { id: "board-1", name: "Prova", is_writable: true, is_add_only: false },
      people: [me],
      here: [],
      attention: { hands: [], ready: { n: 0, of: 0 }, is_ready: false },
      head: this.head,
      now_ms: 0,
      ...missed,
    };
  }

  sync(viewer: string, since: number): SyncAnswer {
    return { ok: true, head: this.head, ...this.catchUp(viewer, since) };
  }

  snapshot(): SnapshotAnswer {
    return { ok: true, seq: this.head, items: itemsOf(this.scene) };
  }

  private catchUp(viewer: string, since: number): { entries: Entry[] } | { snapshot: true } {
    if (since > this.head || this.head - since > CATCH_UP) return { snapshot: true };
    return { entries: this.entriesAfter(since, viewer, AT_ONCE) };
  }
}

export function errorAnswer(code: string, data: Record<string, unknown> = {}): ErrorAnswer {
  const retryMs = data.retry_ms;
  return {
    ok: false,
    code,
    message: `refused: ${code}`,
    data,
    ...(typeof retryMs === "number" ? { retry_ms: retryMs } : {}),
  };
}
