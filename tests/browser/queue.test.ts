import assert from "node:assert/strict";
import { test } from "node:test";

import { type Claims, createBeatClaims } from "../../static/src/store/claims.ts";
import type { PendingChange } from "../../static/src/store/pending.ts";
import { createQueue, type Opened, type Queue } from "../../static/src/store/queue.ts";
import { type BoardStore, createStore } from "../../static/src/store/store.ts";
import { ANNA, BRUNO, note } from "./support/board.ts";
import { MemoryDisk } from "./support/disk.ts";
import { boxed } from "./support/entries.ts";
import { errorAnswer } from "./support/server.ts";

const BOARD = "board-1";

/** The pages of one browser: which are alive decides who may take over whose changes. */
class Browser {
  readonly disk = new MemoryDisk();
  private readonly alive = new Set<string>();
  private readonly looks: (() => void)[] = [];
  private asked: { readonly client: string; readonly tell: () => void }[] = [];
  private nowMs = 5_000;

  open(client: string, me = ANNA, board = BOARD): { store: BoardStore; queue: Queue } {
    this.alive.add(client);
    const claims: Claims = {
      whenGone: (other) =>
        new Promise((tell) => {
          this.asked.push({ client: other, tell });
          this.hand();
        }),
    };
    const every = (look: () => void): void => void this.looks.push(look);
    const opening = Promise.resolve({ disk: this.disk, claims });
    const queue = createQueue({ opening, clientId: client, person: me.id, board, every });
    const now = (): number => this.nowMs++;
    const store = createStore({ clientId: client, me, name: "Prova", keeper: queue, now });
    store.load(0, [note("note-1")]);
    store.setOnline(true);
    return { store, queue };
  }

  /** The page is gone, without a chance to do anything about it. */
  async crash(client: string): Promise<void> {
    this.alive.delete(client);
    this.hand();
    await rested();
  }

  /** Five seconds pass. */
  async look(): Promise<void> {
    for (const look of this.looks) look();
    await rested();
  }

  /** A client id whose page is gone goes to the first who asked for it. */
  private hand(): void {
    this.asked = this.asked.filter(({ client, tell }) => {
      if (this.alive.has(client)) return true;
      this.alive.add(client);
      tell();
      return false;
    });
  }
}

async function rested(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function move(store: BoardStore, x: number): void {
  store.change(`Move to ${x}`, [{ do: "patch", id: "note-1", set: { x } }]);
}

function ids(changes: readonly PendingChange[]): string[] {
  return changes.map(({ client, n }) => `${client}/${n}`);
}

/** What `main.ts` does with them. */
async function watch({ store, queue }: { store: BoardStore; queue: Queue }): Promise<void> {
  void queue.watch((changes) => store.adopt(changes));
  await rested();
}

test("OFFLINE1 what a crashed page could not send waits for the next one, under its own op ids", async () => {
  const browser = new Browser();
  const first = browser.open("page-1");
  move(first.store, 1);
  move(first.store, 2);
  await rested();
  assert.deepEqual(first.store.saveState.value, { state: "saving", unsent: 2, isKept: true });
  await browser.crash("page-1");

  const next = browser.open("page-2");
  move(next.store, 3);
  await watch(next);

  assert.deepEqual(ids(next.store.unsent()), ["page-1/1", "page-1/2", "page-2/1"]);
  assert.equal(next.store.saveState.value.unsent, 3);
  assert.equal(boxed(next.store.present.value, "note-1").x, 3);
});

test("OFFLINE1 a change leaves the browser with its final answer, good or bad", async () => {
  const browser = new Browser();
  const { store, queue } = browser.open("page-1");
  for (const x of [1, 2, 3]) move(store, x);

  store.acked(["page-1", 1], 1);
  store.refused(["page-1", 2], errorAnswer("denied"));
  await rested();

  assert.equal(await queue.count(), 1);
  assert.deepEqual(ids(await browser.disk.changesOf({ person: ANNA.id, board: BOARD }, "page-1")), [
    "page-1/3",
  ]);
});

test("OFFLINE1 no change waits until the one before it is known to be kept", async () => {
  const browser = new Browser();
  const { store, queue } = browser.open("page-1");
  await rested();
  browser.disk.isSlow = true;

  for (const x of [1, 2, 3]) move(store, x);

  assert.equal(store.saveState.value.isKept, false);
  assert.equal(queue.unkept.value, 3);
  const kept = await browser.disk.changesOf({ person: ANNA.id, board: BOARD }, "page-1");
  assert.deepEqual(ids(kept), ["page-1/1", "page-1/2", "page-1/3"]);
});

test("OFFLINE1 what was taken over leaves the browser with its answer too, and is not taken over twice", async () => {
  const browser = new Browser();
  move(browser.open("page-1").store, 1);
  await rested();
  await browser.crash("page-1");
  const next = browser.open("page-2");
  const { store, queue } = next;
  await watch(next);

  store.acked(["page-1", 1], 1);
  store.receive([{ seq: 1, at_ms: 1, actor: ANNA.id, ops: [] }]);
  await rested();
  await browser.look();

  assert.deepEqual(store.unsent(), []);
  assert.equal(await queue.count(), 0);
});

test("OFFLINE1 the changes of a live page are its own; of two pages only one takes over", async () => {
  const browser = new Browser();
  const live = browser.open("page-1");
  const [second, third] = [browser.open("page-2"), browser.open("page-3")];
  await watch(second);
  await watch(third);
  move(live.store, 1);
  await browser.look();
  assert.deepEqual([second.store.unsent(), third.store.unsent()], [[], []]);

  move(live.store, 2);
  await browser.crash("page-1");

  assert.deepEqual(ids(second.store.unsent()), ["page-1/1", "page-1/2"]);
  assert.deepEqual(third.store.unsent(), []);
});

test("OFFLINE1 what a page had taken over itself goes to the next one, the oldest first", async () => {
  const browser = new Browser();
  move(browser.open("page-2").store, 1);
  await rested();
  await browser.crash("page-2");
  const second = browser.open("page-1");
  await watch(second);
  move(second.store, 2);
  await rested();
  await browser.crash("page-2"); // which the second spoke for
  await browser.crash("page-1");

  const third = browser.open("page-3");
  await watch(third);

  assert.deepEqual(ids(third.store.unsent()), ["page-2/1", "page-1/1"]);
});

test("OFFLINE1 a change with a new number is kept under that number only", async () => {
  const browser = new Browser();
  const { store } = browser.open("page-1");
  for (const x of [1, 2]) move(store, x);
  await rested();

  store.renumber("page-1", 7, 1);
  await rested();

  const kept = await browser.disk.changesOf({ person: ANNA.id, board: BOARD }, "page-1");
  assert.deepEqual(ids(kept), ["page-1/8", "page-1/9"]);
});

test("OFFLINE2 nobody gets the changes of another person, or of another board", async () => {
  const browser = new Browser();
  move(browser.open("page-1").store, 1);
  move(browser.open("page-2", ANNA, "board-2").store, 1);
  await rested();
  await browser.crash("page-1");
  await browser.crash("page-2");

  const bruno = browser.open("page-3", BRUNO);
  await watch(bruno);
  assert.deepEqual(bruno.store.unsent(), []);
  assert.equal(await bruno.queue.count(), 0);

  const anna = browser.open("page-4");
  await watch(anna);
  assert.deepEqual(ids(anna.store.unsent()), ["page-1/1"]);
  assert.equal(await anna.queue.count(), 2);
});

test("OFFLINE2 signing out forgets everything of this person and nothing of others", async () => {
  const browser = new Browser();
  const anna = browser.open("page-1");
  const bruno = browser.open("page-2", BRUNO);
  move(anna.store, 1);
  move(bruno.store, 2);
  await rested();

  await anna.queue.forget();

  assert.equal(await anna.queue.count(), 0);
  assert.equal(await bruno.queue.count(), 1);
});

test("ACK2 nothing counts as saved before it is known what waits from an earlier visit", async () => {
  const browser = new Browser();
  move(browser.open("page-1").store, 1);
  await rested();
  await browser.crash("page-1");
  const next = browser.open("page-2");
  assert.deepEqual(next.store.saveState.value, { state: "saving", unsent: 0, isKept: true });

  await watch(next);
  assert.deepEqual(next.store.saveState.value, { state: "saving", unsent: 1, isKept: true });
  next.store.acked(["page-1", 1], 0);
  assert.equal(next.store.saveState.value.state, "saved");
});

test("ACK2 nothing counts as saved while what a page left that is gone cannot be read", async () => {
  const browser = new Browser();
  move(browser.open("page-1").store, 1);
  await rested();
  await browser.crash("page-1");
  browser.disk.isUnreadable = true;

  const next = browser.open("page-2");
  await watch(next);
  assert.deepEqual(next.store.saveState.value, { state: "saving", unsent: 0, isKept: true });

  browser.disk.isUnreadable = false;
  await browser.look();
  assert.deepEqual(ids(next.store.unsent()), ["page-1/1"]);
  next.store.acked(["page-1", 1], 0);
  assert.equal(next.store.saveState.value.state, "saved");
});

test("OFFLINE1 what was done before the database was there is kept as soon as it is", async () => {
  const disk = new MemoryDisk();
  let open = (_opened: Opened): void => undefined;
  const opening = new Promise<Opened>((resolve) => {
    open = resolve;
  });
  const options = { clientId: "page-1", person: ANNA.id, board: BOARD, every: () => undefined };
  const queue = createQueue({ opening, ...options });
  const store = createStore({ clientId: "page-1", me: ANNA, name: "Prova", keeper: queue });
  store.load(0, [note("note-1")]);
  move(store, 1);
  await rested();
  assert.equal(store.saveState.value.isKept, false);

  open({ disk, claims: { whenGone: () => new Promise(() => undefined) } });
  await rested();
  assert.equal(store.saveState.value.isKept, true);
});

test("OFFLINE1 where nothing can be kept, the page says so and goes on", async () => {
  const browser = new Browser();
  const { store } = browser.open("page-1");
  browser.disk.isFull = true;
  move(store, 1);
  await rested();
  assert.equal(store.saveState.value.isKept, false);

  browser.disk.isFull = false;
  move(store, 2);
  await rested();
  assert.equal(store.saveState.value.isKept, true);

  const options = { clientId: "page-2", person: ANNA.id, board: BOARD, every: () => undefined };
  const none = createQueue({ opening: Promise.resolve(null), ...options });
  const without = createStore({ clientId: "page-2", me: ANNA, name: "Prova", keeper: none });
  without.load(0, [note("note-1")]);
  move(without, 1);
  await watch({ store: without, queue: none });
  assert.deepEqual([without.saveState.value.isKept, await none.count()], [false, 1]);
});

test("OFFLINE1 a gap of one page renumbers the changes of that page alone", () => {
  const { store } = new Browser().open("page-2");
  const left = { client: "page-1", n: 5, label: "Move", ops: [], atMs: 1, seq: null };
  store.adopt([left, { ...left, n: 6 }]);
  move(store, 1);

  store.renumber("page-1", 3, 5);

  assert.deepEqual(ids(store.unsent()), ["page-1/4", "page-1/5", "page-2/1"]);
});

test("OFFLINE1 without locks a page counts as gone after 15 s of silence, its own tab's at once", async () => {
  const disk = new MemoryDisk();
  const beats: (() => void)[] = [];
  let nowMs = 1_000_000;
  const gone: string[] = [];
  const claimsOf = (client: string, predecessor: string | null = null): Claims =>
    createBeatClaims(client, { disk, predecessor, now: () => nowMs, every: (beat) => beats.push(beat) });
  const ask = async (by: string, claims: Claims, client: string): Promise<void> => {
    void claims.whenGone(client).then(() => gone.push(`${by} has ${client}`));
    await rested();
  };
  const [, second, third] = [claimsOf("page-1"), claimsOf("page-2"), claimsOf("page-3")];
  assert.ok(second && third);

  nowMs += 14_000;
  await ask("page-2", second, "page-1");
  assert.deepEqual(gone, []);
  await ask("page-4", claimsOf("page-4", "page-1"), "page-1");
  assert.deepEqual(gone, ["page-4 has page-1"]);

  // Page 4 speaks for page 1 and is silent from now on, page 3 is not.
  nowMs += 10_000;
  beats[2]?.();
  nowMs += 6_000;
  await ask("page-3", third, "page-4");
  beats[1]?.();
  await rested();
  assert.deepEqual(gone, ["page-4 has page-1", "page-3 has page-4", "page-2 has page-1"]);
});
