/** A server in a few lines: one ordered log, made with the same `apply`, that answers like the real one. */

import { apply } from "../../../static/src/core/apply.ts";
import { BoardError, isFinal } from "../../../static/src/core/errors.ts";
import type {
  Entry,
  ErrorAnswer,
  ItemRecord,
  Op,
  OpId,
  Person,
  Scene,
} from "../../../static/src/core/types.ts";
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
  /** The ops of changes that were refused for good. */
  readonly refused: (readonly Op[])[] = [];
  scene: Scene;
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
    this.lastN.set(client, n);
    this.answers.set(`${client}/${n}`, answer);
    return answer;
  }

  private judge(actor: string, opId: OpId, ops: readonly Op[]): Answer<OpAnswer> {
    const seq = this.head + 1;
    try {
      const applied = apply(this.scene, ops, { actor, atMs: 1000 + seq });
      this.scene = applied.scene;
      this.log.push({ seq, at_ms: 1000 + seq, actor, ops: applied.ops, op_id: opId });
      return { ok: true, seq };
    } catch (error) {
      if (!(error instanceof BoardError) || !isFinal(error.code)) throw error;
      this.refused.push(ops);
      return errorAnswer(error.code, error.data);
    }
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
      board: { id: "board-1", name: "Prova", is_writable: true },
      people: [me],
      here: [],
      head: this.head,
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
