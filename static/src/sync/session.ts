/**
 * What to do when something happens on the connection: a state machine without sockets, clocks or
 * timers, so that each case can be tested with plain messages. `client.ts` feeds it events and
 * carries out the effects it answers with.
 *
 *   off -> connecting -> greeting -> (loading ->) live -> down -> connecting ...   any -> ended
 */

import { isEnding, isFinal } from "../core/errors.ts";
import type { Entry, ErrorAnswer, OpId } from "../core/types.ts";
import type { BoardStore } from "../store/store.ts";
import { createDraftOutbox, type DraftOutbox } from "./drafting.ts";
import type { Effect, Phase, ServerEvent, SessionEvent, TimerName } from "./events.ts";
import type { Answer, DraftAnswer, HelloAnswer, OpAnswer, SnapshotAnswer, SyncAnswer } from "./messages.ts";
import { createOutbox, type Outbox, type Verdict } from "./outbox.ts";

export type { Effect, Phase, SessionEvent, TimerName } from "./events.ts";

export interface Session {
  on(event: SessionEvent): readonly Effect[];
  phase(): Phase;
}

export interface SessionOptions {
  readonly store: BoardStore;
  /** 0 to below 1, for jitter: a hundred pages must not come back in the same instant. */
  readonly random: () => number;
}

/** Without an answer for so long, the connection counts as dead. */
const ANSWER_MS = 8_000;
/** The same after a sleep or a change of network, when it probably is. */
const PROBE_MS = 3_000;
/** Entries may be on their way when the beacon is ahead of us; ask only if they do not come. */
const HEAD_GRACE_MS = 1_000;
/** The beacon comes every 5 s. When two are missing, ask: answers may come while news do not. */
const QUIET_MS = 12_000;
/** After a mismatch, so many beacons pass before the next look: a fault that stays must not load for ever. */
const BEACONS_UNLOOKED = 12;
/** Without a connection for so long, other people's cursors are no longer true. */
const AWAY_MS = 5_000;
/**
 * The spread between two tries: wide enough that five hundred pages do not come in the same instant,
 * short enough to be in sync soon after the network is good again. A long outage gets more patience.
 */
const RECONNECT_MS = { least: 300, first: 700, spread: 1_200, longSpread: 2_200 };
const LONG_OUTAGE_TRIES = 20;

export function createSession(options: SessionOptions): Session {
  return new BoardSession(options);
}

class BoardSession implements Session {
  private readonly store: BoardStore;
  private readonly random: () => number;
  private readonly outbox: Outbox;
  private readonly drafts: DraftOutbox;
  private state: Phase = "off";
  private effects: Effect[] = [];
  /** Connections tried since the last one that worked. */
  private attempts = 0;
  /** Entries that came before what they build on. */
  private early: Entry[] = [];
  private isSyncing = false;
  /** The newest head that the server told of. */
  private beacon = 0;
  private unlooked = 0;

  constructor({ store, random }: SessionOptions) {
    this.store = store;
    this.random = random;
    this.outbox = createOutbox(store);
    this.drafts = createDraftOutbox(store);
  }

  phase(): Phase {
    return this.state;
  }

  on(event: SessionEvent): readonly Effect[] {
    this.effects = [];
    if (this.state !== "ended") this.decide(event);
    return this.effects;
  }

  private decide(event: SessionEvent): void {
    switch (event.type) {
      case "start":
        if (this.state === "off") this.connect();
        break;
      case "stop":
        this.leave("off");
        break;
      case "connected":
        this.connected();
        break;
      case "disconnected":
      case "offline":
        if (this.state !== "down") this.reconnect();
        break;
      case "changed":
        this.send();
        break;
      case "wake":
        this.wake();
        break;
      case "timer":
        this.timeUp(event.name);
        break;
      default:
        this.hear(event);
    }
  }

  /** What the server says. */
  private hear(event: ServerEvent): void {
    switch (event.type) {
      case "hello":
        this.greeted(event.answer);
        break;
      case "synced":
        this.synced(event.answer);
        break;
      case "snapshot":
        this.snapshotCame(event.answer);
        break;
      case "entries":
        this.entriesCame(event.entries);
        break;
      case "answer":
        this.opAnswered(event.id, event.answer);
        break;
      case "kept":
        this.draftAnswered(event.id, event.answer);
        break;
      case "drafts":
        this.store.drafts.hear(event.news);
        break;
      case "head":
        this.headCame(event.seq, event.hash);
        break;
      case "board":
        this.store.setFacts(event.board);
        break;
      case "bye":
        if (isEnding(event.error.code)) this.end(event.error);
        else this.reconnect(event.error.retry_ms);
    }
  }

  private run(effect: Effect): void {
    this.effects.push(effect);
  }

  // --- the connection ---

  private connect(): void {
    this.state = "connecting";
    this.run({ do: "cancel", name: "reconnect" });
    this.run({ do: "connect" });
  }

  private connected(): void {
    if (this.state !== "connecting") return;
    this.state = "greeting";
    const seq = this.store.seq.peek();
    this.run({ do: "hello", since: seq < 0 ? null : seq });
    this.run({ do: "timer", name: "answer", ms: ANSWER_MS });
  }

  /** Gives the connection up and tries again, `afterMs` from now or as the number of tries asks. */
  private reconnect(afterMs = 0): void {
    if (this.state === "off") return;
    if (this.state !== "down") this.run({ do: "disconnect" });
    if (this.state === "live" || this.state === "loading")
      this.run({ do: "timer", name: "away", ms: AWAY_MS });
    this.forgetConnection();
    this.state = "down";
    this.store.setOnline(false);
    const ms = Math.max(afterMs, RECONNECT_MS.least + Math.round(this.random() * this.spreadMs()));
    this.attempts += 1;
    this.run({ do: "timer", name: "reconnect", ms });
  }

  private spreadMs(): number {
    if (this.attempts === 0) return RECONNECT_MS.first;
    return this.attempts < LONG_OUTAGE_TRIES ? RECONNECT_MS.spread : RECONNECT_MS.longSpread;
  }

  private forgetConnection(): void {
    this.outbox.reset();
    this.drafts.reset();
    this.early = [];
    this.isSyncing = false;
    for (const name of ["answer", "retry", "head", "quiet"] as const) this.run({ do: "cancel", name });
  }

  private leave(into: "off" | "ended"): void {
    for (const name of ["reconnect", "away"] as const) this.run({ do: "cancel", name });
    this.run({ do: "disconnect" });
    this.forgetConnection();
    this.state = into;
    this.store.setOnline(false);
  }

  /** For good: the page cannot go on, and says why. */
  private end({ code, message }: ErrorAnswer): void {
    this.leave("ended");
    this.store.ended.value = { code, message };
    this.store.notify("error", message);
  }

  /** After a sleep or a change of network: is anybody still there? */
  private wake(): void {
    if (this.state === "down") {
      this.attempts = 0;
      this.connect();
    } else if (this.isSyncing) this.run({ do: "timer", name: "answer", ms: PROBE_MS });
    else this.sync(PROBE_MS);
  }

  private timeUp(name: TimerName): void {
    if (name === "reconnect" && this.state === "down") this.connect();
    else if (name === "answer") this.reconnect();
    else if (name === "away") this.run({ do: "here", here: [], session: null });
    else if (name === "head" && this.beacon > this.store.seq.peek()) this.sync(ANSWER_MS);
    else if (name === "quiet" && this.state === "live") {
      this.run({ do: "timer", name: "quiet", ms: QUIET_MS });
      this.sync(ANSWER_MS);
    } else if (name === "retry") {
      this.outbox.resume();
      this.drafts.resume();
      this.send();
    }
  }

  // --- getting up to date ---

  private greeted(answer: Answer<HelloAnswer>): void {
    if (this.state !== "greeting") return;
    this.run({ do: "cancel", name: "answer" });
    if (!answer.ok) {
      if (isFinal(answer.code)) this.end(answer);
      else this.reconnect(answer.retry_ms);
      return;
    }
    this.store.me.value = answer.me;
    this.store.setFacts(answer.board);
    this.store.people.value = new Map(answer.people.map((person) => [person.id, person]));
    this.run({ do: "cancel", name: "away" });
    this.run({ do: "here", here: answer.here, session: answer.session });
    this.store.drafts.load(answer.drafts ?? [], answer.hidden, answer.inbox);
    this.beacon = answer.head;
    if (answer.entries === undefined || this.store.receive(answer.entries) === "gap") this.loadSnapshot();
    else this.goLive();
  }

  private loadSnapshot(): void {
    this.state = "loading";
    this.isSyncing = false;
    this.run({ do: "snapshot" });
  }

  private snapshotCame(answer: Answer<SnapshotAnswer>): void {
    if (this.state !== "loading") return;
    if (answer.ok) {
      this.store.load(answer.seq, answer.items);
      this.goLive();
    } else if (isEnding(answer.code)) this.end(answer);
    else this.reconnect(answer.retry_ms);
  }

  private goLive(): void {
    this.state = "live";
    this.attempts = 0;
    this.store.setOnline(true);
    this.run({ do: "timer", name: "quiet", ms: QUIET_MS });
    this.takeEarly();
    this.send();
  }

  /** Takes entries that had to wait. Those that still do not fit are asked for. */
  private takeEarly(): void {
    const waiting = this.early;
    this.early = [];
    if (this.store.receive(waiting) === "gap") this.sync(ANSWER_MS);
  }

  private sync(patienceMs: number): void {
    if (this.isSyncing || this.state !== "live") return;
    this.isSyncing = true;
    this.run({ do: "sync", since: this.store.seq.peek() });
    this.run({ do: "timer", name: "answer", ms: patienceMs });
  }

  private synced(answer: Answer<SyncAnswer>): void {
    if (!this.isSyncing || this.state !== "live") return;
    this.isSyncing = false;
    this.restartAnswerTimer();
    if (!answer.ok) {
      this.reconnect(answer.retry_ms);
      return;
    }
    const before = this.store.seq.peek();
    if (answer.entries === undefined || this.store.receive(answer.entries) === "gap") {
      this.loadSnapshot();
      return;
    }
    const hasProgressed = this.store.seq.peek() > before;
    this.takeEarly();
    // A long absence comes in several parts; without progress, asking again would go on for ever.
    if (this.store.seq.peek() >= answer.head || this.isSyncing) return;
    if (hasProgressed) this.sync(ANSWER_MS);
    else this.loadSnapshot();
  }

  private entriesCame(entries: readonly Entry[]): void {
    if (this.state === "greeting" || this.state === "loading" || this.isSyncing) this.early.push(...entries);
    else if (this.state === "live" && this.store.receive(entries) === "gap") this.sync(ANSWER_MS);
  }

  private headCame(seq: number, hash: number): void {
    this.beacon = seq;
    if (this.state !== "live") return;
    this.run({ do: "timer", name: "quiet", ms: QUIET_MS });
    if (seq > this.store.seq.peek()) this.run({ do: "timer", name: "head", ms: HEAD_GRACE_MS });
    else if (seq === this.store.seq.peek()) this.compare(seq, hash);
    this.send();
  }

  /** Equal numbers of entries must mean equal scenes (SEQ4). If not, the server's is the true one. */
  private compare(seq: number, theirs: number): void {
    const mine = this.store.confirmedHash();
    this.unlooked = Math.max(0, this.unlooked - 1);
    if (mine === null || mine === theirs || this.unlooked > 0 || this.isSyncing) return;
    this.unlooked = BEACONS_UNLOOKED;
    this.run({ do: "diverged", seq, hash: mine });
    this.loadSnapshot();
  }

  // --- my own changes ---

  private send(): void {
    if (this.state !== "live") return;
    const wasWaiting = this.isWaiting();
    for (const { client, n, ops } of this.outbox.next()) this.run({ do: "op", id: [client, n], ops });
    const change = this.drafts.next();
    if (change !== null) this.run({ do: "draft", change });
    if (!wasWaiting && !this.isSyncing && this.isWaiting()) this.restartAnswerTimer();
  }

  private opAnswered(id: OpId, answer: Answer<OpAnswer>): void {
    if (this.state !== "live" && this.state !== "loading") return;
    this.follow(this.outbox.answered(id, answer));
  }

  private draftAnswered(id: OpId, answer: Answer<DraftAnswer>): void {
    if (this.state !== "live" && this.state !== "loading") return;
    this.follow(this.drafts.answered(id, answer));
  }

  private isWaiting(): boolean {
    return this.outbox.isWaiting() || this.drafts.isWaiting();
  }

  private follow(verdict: Verdict): void {
    this.restartAnswerTimer();
    if (verdict.do === "end") this.end(verdict.error);
    else if (verdict.do === "reconnect") this.reconnect();
    else if (verdict.do === "wait") this.run({ do: "timer", name: "retry", ms: verdict.ms });
    else this.send();
  }

  /** As long as answers come the connection lives; when none is due, nothing has to be watched. */
  private restartAnswerTimer(): void {
    if (this.isWaiting() || this.isSyncing) this.run({ do: "timer", name: "answer", ms: ANSWER_MS });
    else this.run({ do: "cancel", name: "answer" });
  }
}
