/**
 * Keeps this page's store and the server's log the same: feeds `session.ts` with what happens and
 * carries out what it decides. No decision is taken here.
 */

import { isDraft } from "../core/drafts.ts";
import { asErrorAnswer } from "../core/errors.ts";
import type { ErrorAnswer, OpId, Person } from "../core/types.ts";
import type { Choices } from "../core/votes.ts";
import type { Ballots } from "../store/ballots.ts";
import type { DraftNews } from "../store/drafts.ts";
import type { BoardStore } from "../store/store.ts";
import { asSent } from "../store/typed.ts";
import type { View } from "../store/view.ts";
import { type Calls, callOver, readAnswer, unreadable } from "./calls.ts";
import { type Clock, createClock } from "./clock.ts";
import { type Connection, createConnection } from "./connection.ts";
import { draftWish } from "./drafting.ts";
import { CallFailed, createHttp } from "./http.ts";
import type {
  Answer,
  BoardMessage,
  DraftAnswer,
  HeadMessage,
  HelloAnswer,
  News,
  OpAnswer,
  SnapshotAnswer,
  SyncAnswer,
} from "./messages.ts";
import { createPresence, type Presence } from "./presence.ts";
import { createSession, type Effect, type SessionEvent, type TimerName } from "./session.ts";

export interface Sync extends Calls {
  /** The server's. */
  readonly clock: Clock;
  start(): void;
  stop(): void;
}

export interface SyncOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly ballots?: Ballots;
  /** "" or a path such as "/tavolo". */
  readonly base: string;
  readonly boardId: string;
  /** For pages without a cookie. */
  readonly token?: string | undefined;
  /** The page is for a whole room: nothing private comes to it. */
  readonly isWall?: boolean;
}

/** Events that are told to one person only. */
const PRIVATE: ReadonlySet<string> = new Set(["drafts", "ballots"]);

export function createSync(options: SyncOptions): Sync {
  return new BoardSync(options);
}

class BoardSync implements Sync {
  readonly clock = createClock();
  private readonly options: SyncOptions;
  private readonly session;
  private readonly connection: Connection;
  private readonly presence: Presence;
  private readonly timers = new Map<TimerName, ReturnType<typeof setTimeout>>();
  private readonly waiting: SessionEvent[] = []; // events that came while another was worked on
  private isWorking = false;
  private connectionNumber = 0; // a snapshot asked for on an older connection is not used
  private unlisten: (() => void) | null = null;

  constructor(options: SyncOptions) {
    this.options = options;
    this.session = createSession({ store: options.store, random: Math.random });
    this.presence = createPresence({
      view: options.view,
      send: (message) => this.connection.emit("presence", message),
      sendMove: (move) => this.connection.emit("move", move),
      isHidden: (id) => isDraft(options.store.present.peek().get(id)),
    });
    this.connection = createConnection({
      ...options,
      events: {
        connected: () => this.tell({ type: "connected" }),
        disconnected: () => this.tell({ type: "disconnected" }),
        heard: (event, payload) => this.hear(event, payload),
      },
    });
  }

  start(): void {
    if (this.unlisten !== null) return;
    const { store } = this.options;
    const stopWatching = store.onChange((_changed, isRemote) => {
      if (!isRemote) this.tell({ type: "changed" });
    });
    const stopListening = this.listenToPage();
    this.unlisten = () => {
      stopWatching();
      stopListening();
    };
    this.tell({ type: "start" });
  }

  stop(): void {
    this.tell({ type: "stop" });
    this.presence.stop();
    this.unlisten?.();
    this.unlisten = null;
  }

  call<Good extends { readonly ok: true }>(event: string, payload: unknown): Promise<Good> {
    const isLive = this.session.phase() === "live";
    return callOver(isLive ? this.connection : null, event, payload);
  }

  private listenToPage(): () => void {
    const page = new AbortController();
    const { signal } = page;
    const wake = (): void => this.tell({ type: "wake" });
    addEventListener("online", wake, { signal });
    addEventListener("offline", () => this.tell({ type: "offline" }), { signal });
    // A page that comes back from the browser's memory, or from a laptop's sleep.
    addEventListener("pageshow", (event) => event.persisted && wake(), { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && wake(), { signal });
    return () => page.abort();
  }

  /** Events are worked on one after the other: what one causes waits until its effects are done. */
  private tell(event: SessionEvent): void {
    this.waiting.push(event);
    if (this.isWorking) return;
    this.isWorking = true;
    try {
      for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
        for (const effect of this.session.on(next)) this.carryOut(effect);
      }
    } finally {
      this.isWorking = false;
    }
  }

  private carryOut(effect: Effect): void {
    switch (effect.do) {
      case "connect":
        this.connectionNumber += 1;
        this.connection.open();
        break;
      case "disconnect":
        this.connectionNumber += 1;
        this.connection.close();
        this.presence.pause();
        break;
      case "snapshot":
        void this.loadSnapshot();
        break;
      case "here":
        this.presence.greeted(effect.here, effect.session);
        break;
      case "diverged":
        this.connection.emit("diverged", { seq: effect.seq, hash: effect.hash });
        break;
      case "timer":
        this.startTimer(effect.name, effect.ms);
        break;
      case "cancel":
        this.cancelTimer(effect.name);
        break;
      default:
        this.say(effect);
    }
  }

  /** What goes over the socket with an answer. */
  private say(effect: Extract<Effect, { readonly do: "hello" | "sync" | "op" | "draft" }>): void {
    const { boardId, store } = this.options;
    if (effect.do === "hello") {
      const since = effect.since === null ? {} : { since: effect.since };
      this.ask<HelloAnswer>("hello", { board: boardId, client: store.clientId, ...since }, (answer) => {
        if (answer.ok) this.clock.heard(answer.now_ms);
        if (!answer.ok) return { type: "hello", answer };
        if (this.options.isWall)
          return { type: "hello", answer: { ...answer, drafts: [], hidden: [], inbox: 0 } };
        this.options.ballots?.greeted(answer.head, answer.ballots, answer.turnout);
        this.options.view.attention.value = answer.attention;
        return { type: "hello", answer };
      });
    } else if (effect.do === "sync") {
      this.ask<SyncAnswer>("sync", { since: effect.since }, (answer) => ({ type: "synced", answer }));
    } else if (effect.do === "draft") {
      const id: OpId = [effect.change.client, effect.change.n];
      this.ask<DraftAnswer>("draft", draftWish(effect.change), (answer) => ({
        type: "kept",
        id,
        answer,
      }));
    } else {
      const { id, ops } = effect;
      this.ask<OpAnswer>("op", { id, ops: asSent(ops) }, (answer) => ({ type: "answer", id, answer }));
    }
  }

  private ask<Good extends { readonly ok: true }>(
    event: string,
    payload: unknown,
    eventOf: (answer: Answer<Good>) => SessionEvent,
  ): void {
    this.connection.emit(event, payload, (answer) => this.tell(eventOf(readAnswer<Good>(answer))));
  }

  private async loadSnapshot(): Promise<void> {
    const { base, boardId, token } = this.options;
    const number = this.connectionNumber;
    const answer = await createHttp({ base, token })
      .get<SnapshotAnswer>(`/api/boards/${encodeURIComponent(boardId)}/snapshot`)
      .catch(errorAnswerOf);
    if (number === this.connectionNumber) this.tell({ type: "snapshot", answer });
  }

  private startTimer(name: TimerName, ms: number): void {
    this.cancelTimer(name);
    const timer = setTimeout(() => {
      this.timers.delete(name);
      this.tell({ type: "timer", name });
    }, ms);
    this.timers.set(name, timer);
  }

  private cancelTimer(name: TimerName): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }

  /** What the server sends by itself. The server is trusted to keep the shapes of PROTOCOL.md. */
  private hear(event: string, payload: unknown): void {
    if (event === "news") this.takeNews(payload as News);
    else if (event === "head") this.takeHead(payload as HeadMessage);
    else if (PRIVATE.has(event)) this.takePrivate(event, payload);
    else if (event === "board") this.tell({ type: "board", board: payload as BoardMessage });
    else if (event === "bye") this.tell({ type: "bye", error: asErrorAnswer(payload) ?? unreadable() });
  }

  /** What only this person may know; the wall is for everybody. */
  private takePrivate(event: string, payload: unknown): void {
    if (this.options.isWall) return;
    if (event === "drafts") this.tell({ type: "drafts", news: payload as DraftNews });
    else this.options.ballots?.heard(payload as Record<string, Choices>);
  }

  private takeHead({ seq, hash, now_ms, writing = 0 }: HeadMessage): void {
    this.clock.heard(now_ms);
    this.options.view.writing.value = writing;
    this.tell({ type: "head", seq, hash });
  }

  private takeNews(news: News): void {
    if (news.entries !== undefined) this.tell({ type: "entries", entries: news.entries });
    if (news.people !== undefined) this.meet(news.people);
    if (news.turnout !== undefined) this.options.ballots?.counted(news.turnout);
    if (news.attention !== undefined) this.takeAttention(news.attention);
    this.presence.heard(news);
  }

  private takeAttention({ hands, ready }: NonNullable<News["attention"]>): void {
    const { attention } = this.options.view;
    // Where nobody is ready, this person is not: another step has begun.
    attention.value = { hands, ready, is_ready: ready.n > 0 && attention.peek().is_ready };
  }

  private meet(people: readonly Person[]): void {
    const { store } = this.options;
    store.people.value = new Map([...store.people.peek(), ...people.map((one) => [one.id, one] as const)]);
    const me = store.people.peek().get(store.me.peek().id);
    if (me !== undefined) store.me.value = me;
  }
}

function errorAnswerOf(error: unknown): ErrorAnswer {
  if (!(error instanceof CallFailed)) throw error;
  const { code, message, data, retryMs } = error;
  return { ok: false, code, message, data, ...(retryMs === undefined ? {} : { retry_ms: retryMs }) };
}
