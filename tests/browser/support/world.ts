/**
 * Several pages and one server with a network between them that a test can cut, delay and lose
 * messages on. Everything is a queue: what happens next is chosen by seeded chance, so a seed is
 * a whole story that can be told again.
 */

import { createSceneHash } from "../../../static/src/core/scene_hash.ts";
import type { Entry, ItemRecord, Op, Person } from "../../../static/src/core/types.ts";
import { type BoardStore, createStore } from "../../../static/src/store/store.ts";
import { asSent } from "../../../static/src/store/typed.ts";
import {
  createSession,
  type Effect,
  type Session,
  type SessionEvent,
  type TimerName,
} from "../../../static/src/sync/session.ts";
import { below, oneOf } from "./random.ts";
import { errorAnswer, LogServer } from "./server.ts";

const FAULTS = ["rate", "busy", "storage", "server", "bad.too_big"];

type Request = Extract<Effect, { readonly do: "hello" | "sync" | "op" }>;

/** One page: the real store and session, with queues in place of a socket. */
export class Page {
  store!: BoardStore;
  session!: Session;
  readonly up: Request[] = [];
  readonly down: SessionEvent[] = [];
  readonly timers = new Map<TimerName, number>();
  isConnecting = false;
  isConnected = false;
  isSnapshotWanted = false;
  /** Last seq that the server put on its way here; null before hello. */
  told: number | null = null;
  private readonly waiting: SessionEvent[] = [];
  private isWorking = false;
  private loads = 0;
  /** How often it found its scene to be different from the server's. */
  divergences = 0;

  constructor(
    readonly me: Person,
    private readonly name: string,
    private readonly random: () => number,
  ) {
    this.load();
  }

  /** The page is gone at once; the next one gets what it had kept in the browser's database. */
  crash(): void {
    const left = this.store.unsent();
    this.hangUp();
    this.timers.clear();
    this.load();
    this.store.adopt(left);
    this.tell({ type: "start" });
  }

  private load(): void {
    this.loads += 1;
    const { me, random } = this;
    const store = createStore({ clientId: `${this.name}-${this.loads}`, me, name: "Prova", now: () => 1 });
    this.store = store;
    this.session = createSession({ store, random });
    store.onChange((_changed, isRemote) => {
      if (!isRemote) this.tell({ type: "changed" });
    });
  }

  tell(event: SessionEvent): void {
    this.waiting.push(event);
    if (this.isWorking) return;
    this.isWorking = true;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      for (const effect of this.session.on(next)) this.carryOut(effect);
    }
    this.isWorking = false;
  }

  /** The line breaks: what was under way is lost, the page notices. */
  cut(): void {
    if (!this.isConnected) return;
    this.hangUp();
    this.tell({ type: "disconnected" });
  }

  private hangUp(): void {
    this.up.length = 0;
    this.down.length = 0;
    this.isConnecting = false;
    this.isConnected = false;
    this.isSnapshotWanted = false;
    this.told = null;
  }

  private carryOut(effect: Effect): void {
    if (effect.do === "connect") {
      this.hangUp();
      this.isConnecting = true;
    } else if (effect.do === "disconnect") this.hangUp();
    else if (effect.do === "snapshot") this.isSnapshotWanted = true;
    else if (effect.do === "timer") this.timers.set(effect.name, effect.ms);
    else if (effect.do === "cancel") this.timers.delete(effect.name);
    else if (effect.do === "diverged") this.divergences += 1;
    else if (effect.do !== "here" && effect.do !== "draft") this.up.push(effect);
  }
}

export class World {
  readonly server: LogServer;
  readonly pages: readonly Page[];

  constructor(
    private readonly random: () => number,
    people: readonly Person[],
    items: readonly ItemRecord[],
  ) {
    this.server = new LogServer(items);
    this.pages = people.map((person, at) => new Page(person, `client-${at}`, random));
    for (const page of this.pages) page.tell({ type: "start" });
  }

  /** Something happens somewhere: a message arrives, a timer fires, the network misbehaves. */
  step(): void {
    const page = oneOf(this.random, this.pages);
    const dice = below(this.random, 100);
    if (dice < 27) this.serve(page);
    else if (dice < 56) this.deliver(page);
    else if (dice < 70) this.flush(page);
    else if (dice < 82) this.connect(page, this.random() < 0.8);
    else if (dice < 87) this.answerSnapshot(page, this.random() < 0.8);
    else if (dice < 93) this.fireTimer(page);
    else if (dice < 94) page.cut();
    else if (dice < 95) this.server.faults.push(oneOf(this.random, FAULTS));
    else if (dice < 96) this.loseEntries(page);
    else if (dice < 97) page.tell({ type: this.random() < 0.7 ? "wake" : "offline" });
    else if (dice < 98) this.beacon(page);
    else if (dice < 99) this.repeatEntries(page);
    else if (this.random() < 0.2) this.restartServer();
    else if (this.random() < 0.25) page.crash();
  }

  /** The network behaves from now on; ends when nothing is left to do. */
  settle(): void {
    this.server.faults.length = 0;
    for (let round = 0; round < 10_000; round += 1) {
      for (const page of this.pages) {
        this.connect(page, true);
        this.answerSnapshot(page, true);
        while (page.up.length > 0) this.serve(page);
        this.flush(page);
        while (page.down.length > 0) this.deliver(page);
        if (round % 3 === 0) this.beacon(page);
        else this.fireTimer(page, "quiet"); // beacons do come, so this one never runs out
      }
      if (round > 5 && this.isQuiet()) return;
    }
    throw new Error("the pages never come to rest");
  }

  private isQuiet(): boolean {
    return this.pages.every(
      (page) =>
        page.session.phase() === "live" &&
        page.store.seq.value === this.server.head &&
        page.store.saveState.value.state === "saved" &&
        page.up.length + page.down.length === 0,
    );
  }

  /** The server takes the next message of a page. Its answer and the news leave at their own pace. */
  private serve(page: Page): void {
    const request = page.up.shift();
    if (request === undefined) return;
    const { server } = this;
    if (request.do === "hello") {
      page.down.push({ type: "hello", answer: server.hello(page.me, request.since) });
      page.told = server.head;
    } else if (page.told === null) {
      // As the real server does for a connection that it does not know.
      const answer = errorAnswer("auth.needed");
      page.down.push(
        request.do === "op" ? { type: "answer", id: request.id, answer } : { type: "synced", answer },
      );
    } else if (request.do === "sync") {
      page.down.push({ type: "synced", answer: server.sync(page.me.id, request.since) });
    } else {
      const answer = server.submit(page.me.id, request.id, asSent(request.ops) as Op[]);
      if (this.random() < 0.5) this.flush(page); // sometimes the entry overtakes its answer
      page.down.push({ type: "answer", id: request.id, answer });
    }
  }

  /** What it has stored is still there; every line breaks. */
  private restartServer(): void {
    for (const page of this.pages) if (this.random() < 0.9) page.cut();
  }

  private flush(page: Page): void {
    const entries = this.newsFor(page);
    if (entries.length > 0) page.down.push({ type: "entries", entries });
  }

  private loseEntries(page: Page): void {
    this.newsFor(page);
  }

  private repeatEntries(page: Page): void {
    if (page.told === null) return;
    const from = below(this.random, page.told + 1);
    page.down.push({
      type: "entries",
      entries: this.server.entriesAfter(from, page.me.id).slice(0, page.told - from),
    });
  }

  private newsFor(page: Page): Entry[] {
    if (page.told === null) return [];
    const entries = this.server.entriesAfter(page.told, page.me.id);
    page.told = this.server.head;
    return entries;
  }

  private beacon(page: Page): void {
    if (page.told === null) return;
    const { head, scene } = this.server;
    const hash = createSceneHash();
    hash.touch(scene.keys());
    page.down.push({ type: "head", seq: head, hash: hash.of(scene) ?? 0 });
  }

  private deliver(page: Page): void {
    const event = page.down.shift();
    if (event !== undefined) page.tell(event);
  }

  private connect(page: Page, isWorking: boolean): void {
    if (!page.isConnecting) return;
    page.isConnecting = false;
    page.isConnected = isWorking;
    page.tell({ type: isWorking ? "connected" : "disconnected" });
  }

  private answerSnapshot(page: Page, isWorking: boolean): void {
    if (!page.isSnapshotWanted) return;
    page.isSnapshotWanted = false;
    page.tell({ type: "snapshot", answer: isWorking ? this.server.snapshot() : errorAnswer("network") });
  }

  private fireTimer(page: Page, except?: TimerName): void {
    const names = [...page.timers.keys()].filter((name) => name !== except);
    if (names.length === 0) return;
    const name = oneOf(this.random, names);
    page.timers.delete(name);
    page.tell({ type: "timer", name });
  }
}
