/** Going through time (HIST2): what is loaded, what is shown, and that the present goes on behind it. */

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { signal } from "@preact/signals";
import { replay } from "../../static/src/core/apply.ts";
import type { Entry, Op, Scene } from "../../static/src/core/types.ts";
import type { BoardStore } from "../../static/src/store/store.ts";
import type { View } from "../../static/src/store/view.ts";
import { CallFailed } from "../../static/src/sync/http.ts";
import { type Change, createChanges } from "../../static/src/ui/history/changes.ts";
import { createTimeline, type Timeline } from "../../static/src/ui/history/timeline.ts";
import { asNew, itemsOf, note } from "./support/board.ts";
import { desk } from "./support/desk.ts";

function entryOf(seq: number, ...ops: Op[]): Entry {
  return { seq, at_ms: seq * 1000, actor: "person-bruno", ops };
}

function moved(seq: number): Entry {
  return entryOf(seq, { do: "patch", id: "a", set: { x: seq } });
}

/** A log whose first entry makes the note `a`, which every other moves to its seq. */
function logOf(length: number): Entry[] {
  const first = entryOf(1, { do: "create", item: { ...asNew(note("a")), author: "x", created_at_ms: 1 } });
  return [first, ...Array.from({ length: length - 1 }, (_, at) => moved(at + 2))];
}

interface World {
  readonly timeline: Timeline;
  readonly store: BoardStore;
  readonly view: View;
  /** What was asked of the server. */
  readonly asked: string[];
  /** Lets what was asked be answered. */
  settle(): Promise<void>;
  x(): unknown;
  tick(ms: number): void;
}

function world(t: TestContext, log: Entry[], kept = 0): World {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const { store, view } = desk([]);
  store.receive(log);
  const asked: string[] = [];
  const sceneAt = (seq: number): Scene =>
    log.slice(0, seq).reduce<Scene>((scene, { ops }) => replay(scene, ops), new Map());
  const timeline = createTimeline({
    store,
    view,
    server: {
      async moment(seq) {
        asked.push(`at ${seq}`);
        if (seq < kept) {
          const data = { seq: kept };
          throw new CallFailed({ code: "history.compacted", message: "Too old.", status: 410, data });
        }
        return { seq, at_ms: seq === 0 ? null : seq * 1000, items: itemsOf(sceneAt(seq)) };
      },
      async entries(after, limit) {
        asked.push(`after ${after}`);
        return log.slice(after, after + limit);
      },
    },
  });
  return {
    timeline,
    store,
    view,
    asked,
    async settle() {
      t.mock.timers.tick(100);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
    x: () => Object.entries(store.scene.peek().get("a") ?? {}).find(([name]) => name === "x")?.[1],
    tick: (ms) => t.mock.timers.tick(ms),
  };
}

test("HIST2 a moment is shown instead of the present, and changes are refused", async (t) => {
  const { timeline, store, settle, x } = world(t, logOf(20));

  timeline.goTo(5);
  await settle();

  assert.equal(x(), 5);
  assert.deepEqual([timeline.position.value, timeline.shown.value?.atMs], [5, 5000]);
  assert.equal(store.change("Move", [{ do: "patch", id: "a", set: { x: 9 } }]), false);
  assert.equal(store.unsent().length, 0);
});

test("HIST2 what others do meanwhile is there on the way back", async (t) => {
  const log = logOf(20);
  const { timeline, store, settle, x } = world(t, log);
  timeline.goTo(5);
  await settle();

  store.receive([moved(21)]);

  assert.equal(x(), 5);
  assert.equal(timeline.head.value, 21);
  timeline.leave();
  assert.equal(x(), 21);
});

test("HIST2 all moments near a known one are worked out without the server", async (t) => {
  const { timeline, asked, settle, x } = world(t, logOf(480));
  timeline.goTo(300);
  await settle();
  assert.deepEqual(asked, ["at 0", "after 0"]);

  for (const seq of [299, 2, 450, 1, 301]) {
    timeline.goTo(seq);
    assert.equal(x(), seq === 1 ? 0 : seq);
  }

  assert.equal(asked.length, 2);
});

test("HIST2 a far moment asks for the board near it, and only once", async (t) => {
  const { timeline, asked, settle, x } = world(t, logOf(2400));

  timeline.goTo(1700);
  await settle();
  timeline.goTo(1500);
  timeline.goTo(1999);

  assert.equal(x(), 1999);
  assert.deepEqual(asked, ["at 1500", "after 1500"]);
});

test("HIST2 a slider that is dragged asks only where it rests", async (t) => {
  const { timeline, asked, settle, x } = world(t, logOf(2400));

  for (const seq of [2300, 1800, 1200, 700]) timeline.goTo(seq);
  await settle();

  assert.equal(x(), 700);
  assert.deepEqual(asked, ["at 500", "after 500"]);
});

test("HIST2 a late answer does not move somebody who has gone back to now", async (t) => {
  const { timeline, store, tick, settle } = world(t, logOf(20));
  timeline.goTo(5);
  tick(100);

  timeline.leave();
  await settle();

  assert.equal(store.past.value, null);
});

test("HIST2 the entries that came since are asked for when they are needed", async (t) => {
  const log = logOf(20);
  const { timeline, store, asked, settle, x } = world(t, log);
  timeline.goTo(5);
  await settle();
  const news = [moved(21), moved(22)];
  log.push(...news);
  store.receive(news);

  timeline.goTo(21);
  await settle();

  assert.equal(x(), 21);
  assert.deepEqual(asked, ["at 0", "after 0", "after 20"]);
});

test("HIST2 a moment that is not kept any more is said, and the first that is becomes the end", async (t) => {
  const { timeline, store, settle, x } = world(t, logOf(40), 30);
  timeline.goTo(5);
  await settle();

  assert.equal(timeline.trouble.value, "Too old.");
  assert.equal(store.past.value, null);
  assert.equal(timeline.oldest.value, 30);
  timeline.goTo(5);
  await settle();
  assert.deepEqual([x(), timeline.position.value], [30, 30]);
});

test("HIST2 steps select what the change was about, the last one leads to now", async (t) => {
  const { timeline, store, view, settle, x } = world(t, logOf(20));

  timeline.step(-1);
  await settle();
  assert.equal(x(), 19);
  assert.deepEqual([...view.selection.value], ["a"]);
  timeline.step(1);

  assert.equal(store.past.value, null);
  assert.equal(x(), 20);
});

test("HIST2 playing goes from the beginning to now and ends there", async (t) => {
  const { timeline, settle, tick, x } = world(t, logOf(4));

  timeline.play();
  await settle();
  const seen = [timeline.position.value];
  while (timeline.isPlaying.value) {
    tick(500);
    await settle();
    seen.push(timeline.position.value);
  }

  assert.deepEqual(seen, [0, 1, 2, 3, 4]);
  assert.equal(x(), 4);
  assert.equal(timeline.shown.value, null);
});

test("HIST2 who is writing has written before the past is shown", async (t) => {
  const { timeline, view, settle } = world(t, logOf(4));
  view.editing.value = "a";
  view.tool.value = "note";

  timeline.goTo(2);
  await settle();

  assert.deepEqual([view.editing.value, view.tool.value], [null, "select"]);
});

// --- the list of changes ---

function changeOf(seq: number, actor = "ada"): Change {
  return { seq, at_ms: seq, actor, did: [] };
}

/** The list of a log of so many changes, and how to let it be answered. */
function listOf(t: TestContext, length: number) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const head = signal(length);
  const asked: (number | undefined)[] = [];
  const changes = createChanges({
    head,
    oldest: signal(0),
    server: {
      async history({ before = Number.POSITIVE_INFINITY, limit, person }) {
        asked.push(before === Number.POSITIVE_INFINITY ? undefined : before);
        const all = Array.from({ length: head.peek() }, (_, at) => changeOf(at + 1, at % 2 ? "bob" : "ada"));
        const found = all.filter(({ seq, actor }) => seq < before && actor === (person ?? actor));
        return { head: head.peek(), oldest: 0, changes: found.reverse().slice(0, limit) };
      },
    },
  });
  const settle = async (): Promise<void> => {
    t.mock.timers.tick(2000);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { changes, head, asked, settle, seqs: () => changes.list.value.map(({ seq }) => seq) };
}

test("HIST1 the list loads a page at a time", async (t) => {
  const { changes, settle, seqs } = listOf(t, 450);
  const stop = changes.follow();
  await settle();
  assert.deepEqual([seqs().length, seqs()[0], changes.hasMore.value], [300, 450, true]);

  changes.more();
  await settle();

  assert.deepEqual([seqs().length, seqs().at(-1), changes.hasMore.value], [450, 1, false]);
  stop();
});

test("HIST1 the list follows what comes, on top", async (t) => {
  const { changes, head, settle, seqs } = listOf(t, 3);
  const stop = changes.follow();
  await settle();

  head.value = 5;
  await settle();

  assert.deepEqual(seqs(), [5, 4, 3, 2, 1]);
  stop();
  head.value = 9;
  await settle();
  assert.equal(seqs().length, 5);
});

test("HIST1 the list can be one person's", async (t) => {
  const { changes, head, settle, seqs } = listOf(t, 6);
  const stop = changes.follow();
  await settle();

  changes.person.value = "bob";
  await settle();
  assert.deepEqual(seqs(), [6, 4, 2]);
  head.value = 8;
  await settle();

  assert.deepEqual(seqs(), [8, 6, 4, 2]);
  stop();
});
