import assert from "node:assert/strict";
import { test } from "node:test";

import { recordHash } from "../../static/src/core/scene_hash.ts";
import { createSession } from "../../static/src/sync/session.ts";
import { BRUNO, note, storeWith } from "./support/board.ts";
import { boxed } from "./support/entries.ts";
import { errorAnswer } from "./support/server.ts";
import { entry, helloAnswer, isReconnecting, live, move, open } from "./support/session.ts";

/** Of the board that `live` starts with. */
const HASH = recordHash(note("note-1"));

test("SYNC says hello with what it has, then is online", () => {
  const { on, store, session } = open();

  assert.deepEqual(on({ type: "start" }), ["cancel reconnect", "connect"]);
  assert.deepEqual(on({ type: "connected" }), ["hello 0", "timer answer 8000"]);
  store.setOnline(false);
  const effects = on({ type: "hello", answer: helloAnswer({ entries: [entry(1, 7)], head: 1 }) });

  assert.deepEqual(effects, ["cancel answer", "cancel away", "here", "timer quiet 12000"]);
  assert.equal(session.phase(), "live");
  assert.equal(store.saveState.value.state, "saved");
  assert.equal(boxed(store.scene.value, "note-1").x, 7);
  assert.equal(store.people.value.get(BRUNO.id)?.name, "Bruno");
});

test("SYNC without entries in the answer loads the board, and entries that come meanwhile wait", () => {
  const { on, store, session } = open();
  on({ type: "start" });
  on({ type: "connected" });

  const { entries: _entries, ...answer } = helloAnswer({ head: 50 });
  assert.ok(on({ type: "hello", answer }).includes("snapshot"));
  assert.deepEqual(on({ type: "entries", entries: [entry(51, 51)] }), []);
  assert.equal(store.seq.value, 0);

  on({ type: "snapshot", answer: { ok: true, seq: 50, items: [note("note-1", { x: 50 })] } });
  assert.equal(session.phase(), "live");
  assert.deepEqual([store.seq.value, boxed(store.scene.value, "note-1").x], [51, 51]);
});

test("SYNC entries that overtake the answer to hello wait for it", () => {
  const { on, store } = open();
  on({ type: "start" });
  on({ type: "connected" });

  on({ type: "entries", entries: [entry(2, 2)] });
  on({ type: "hello", answer: helloAnswer({ entries: [entry(1, 1)], head: 1 }) });

  assert.equal(store.seq.value, 2);
});

test("SEQ1 a gap asks for what is missing, once, and entries that come meanwhile wait", () => {
  const { on, store } = live();

  assert.deepEqual(on({ type: "entries", entries: [entry(3, 3)] }), ["sync 0", "timer answer 8000"]);
  assert.deepEqual(on({ type: "entries", entries: [entry(4, 4)] }), []);
  assert.deepEqual(
    on({ type: "synced", answer: { ok: true, head: 3, entries: [entry(1, 1), entry(2, 2), entry(3, 3)] } }),
    ["cancel answer"],
  );

  assert.equal(store.seq.value, 4);
});

test("SEQ1 catching up in parts goes on until the head is reached", () => {
  const { on, store } = live();
  on({ type: "entries", entries: [entry(9, 9)] });

  assert.deepEqual(
    on({ type: "synced", answer: { ok: true, head: 4, entries: [entry(1, 1), entry(2, 2)] } }),
    ["cancel answer", "sync 2", "timer answer 8000"],
  );
  on({ type: "synced", answer: { ok: true, head: 4, entries: [entry(3, 3), entry(4, 4)] } });

  assert.equal(store.seq.value, 4);
});

test("SEQ1 when the server cannot tell what is missing, the whole board is loaded", () => {
  for (const answer of [
    { ok: true, head: 900, snapshot: true } as const,
    { ok: true, head: 900, entries: [] } as const,
    { ok: true, head: 900, entries: [entry(5, 5)] } as const,
  ]) {
    const { on, session } = live();
    on({ type: "entries", entries: [entry(9, 9)] });

    assert.ok(on({ type: "synced", answer }).includes("snapshot"));
    assert.equal(session.phase(), "loading");
  }
});

test("SEQ4 a beacon that is ahead leads to a sync, unless the entries arrive in time", () => {
  const { on } = live();

  assert.deepEqual(on({ type: "head", seq: 0, hash: HASH }), ["timer quiet 12000"]);
  assert.deepEqual(on({ type: "head", seq: 1, hash: 1 }), ["timer quiet 12000", "timer head 1000"]);
  assert.deepEqual(on({ type: "timer", name: "head" }), ["sync 0", "timer answer 8000"]);

  const other = live();
  other.on({ type: "head", seq: 1, hash: 1 });
  other.on({ type: "entries", entries: [entry(1, 1)] });
  assert.deepEqual(other.on({ type: "timer", name: "head" }), []);
});

test("SEQ4 a scene that is not the server's at the same seq is told and loaded anew, once a minute", () => {
  const { on, store, session } = live();

  assert.deepEqual(on({ type: "head", seq: 0, hash: HASH + 1 }), [
    "timer quiet 12000",
    `diverged 0 ${HASH}`,
    "snapshot",
  ]);
  on({ type: "snapshot", answer: { ok: true, seq: 0, items: [note("note-1", { x: 9 })] } });
  assert.equal(boxed(store.scene.value, "note-1").x, 9);
  assert.equal(session.phase(), "live");

  const looks = Array.from({ length: 12 }, () =>
    on({ type: "head", seq: 0, hash: HASH }).includes("snapshot"),
  );
  assert.deepEqual(looks, [...Array.from({ length: 11 }, () => false), true]);
});

test("SEQ4 when no beacon comes any more, the page asks by itself", () => {
  const { on, store } = live();

  assert.deepEqual(on({ type: "timer", name: "quiet" }), [
    "timer quiet 12000",
    "sync 0",
    "timer answer 8000",
  ]);
  on({ type: "synced", answer: { ok: true, head: 1, entries: [entry(1, 1)] } });

  assert.equal(store.seq.value, 1);
  assert.ok(on({ type: "disconnected" }).includes("cancel quiet"));
  assert.deepEqual(on({ type: "timer", name: "quiet" }), []);
});

test("SYNC reconnecting leaves room between pages, more after a long outage, and starts anew after success", () => {
  const store = storeWith([]);
  const session = createSession({ store, random: () => 1 });
  session.on({ type: "start" });
  const waits: number[] = [];
  const fail = (): void => {
    for (const effect of session.on({ type: "disconnected" })) {
      if (effect.do === "timer" && effect.name === "reconnect") waits.push(effect.ms);
    }
    session.on({ type: "timer", name: "reconnect" });
  };

  for (let tries = 0; tries < 21; tries += 1) fail();
  session.on({ type: "connected" });
  session.on({ type: "hello", answer: helloAnswer() });
  fail();

  assert.deepEqual(waits, [1000, ...Array.from({ length: 19 }, () => 1500), 2500, 1000]);
});

test("SYNC without an answer in time the connection counts as dead", () => {
  for (const prepare of [
    ({ store, on }: ReturnType<typeof open>) => {
      store.change("Move", [move(1)]);
      on({ type: "changed" });
    },
    ({ on }: ReturnType<typeof open>) => on({ type: "wake" }),
  ]) {
    const opened = live();
    prepare(opened);

    assert.ok(isReconnecting(opened.on({ type: "timer", name: "answer" })));
  }
});

test("SYNC hello refused for good ends the page with the reason, and nothing is lost", () => {
  for (const code of ["board.missing", "auth.needed", "bad.shape"]) {
    const { on, store, session } = open();
    store.change("Move", [move(1)]);
    on({ type: "start" });
    on({ type: "connected" });

    const effects = on({ type: "hello", answer: errorAnswer(code) });

    assert.ok(
      effects.includes("disconnect") && !effects.some((effect) => effect.startsWith("timer")),
      `${effects}`,
    );
    assert.deepEqual(store.ended.value, { code, message: `refused: ${code}` });
    assert.equal(store.notices.value.at(-1)?.message, `refused: ${code}`);
    assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1, isKept: false });
    assert.equal(session.phase(), "ended");
    assert.deepEqual(on({ type: "wake" }), []);
  }
});

test("SYNC hello refused for now is tried again when the server says", () => {
  const { on } = open();
  on({ type: "start" });
  on({ type: "connected" });

  assert.ok(
    on({ type: "hello", answer: errorAnswer("busy", { retry_ms: 4000 }) }).includes("timer reconnect 4000"),
  );
});

test("SYNC goodbye for good ends the page, any other goodbye leads to a new connection", () => {
  const removed = live();
  removed.on({ type: "bye", error: errorAnswer("board.missing") });
  assert.equal(removed.store.ended.value?.code, "board.missing");

  const slow = live();
  assert.ok(
    slow.on({ type: "bye", error: errorAnswer("slow", { retry_ms: 700 }) }).includes("timer reconnect 700"),
  );
  assert.equal(slow.store.ended.value, null);
});

test("SYNC after a sleep a live connection is probed, a lost one is made anew at once", () => {
  const { on } = live();
  assert.deepEqual(on({ type: "wake" }), ["sync 0", "timer answer 3000"]);
  assert.deepEqual(on({ type: "wake" }), ["timer answer 3000"]);

  on({ type: "disconnected" });
  assert.deepEqual(on({ type: "wake" }), ["cancel reconnect", "connect"]);
  assert.deepEqual(on({ type: "wake" }), []);
});

test("SYNC when the browser says offline, so does the page, and it goes on trying", () => {
  const { on, store } = live();

  const effects = on({ type: "offline" });

  assert.ok(isReconnecting(effects));
  assert.equal(store.saveState.value.state, "offline");
  assert.deepEqual(on({ type: "offline" }), []);
});

test("SYNC others fade only when the connection stays away", () => {
  const { on } = live();

  assert.ok(on({ type: "disconnected" }).includes("timer away 5000"));
  on({ type: "timer", name: "reconnect" });
  assert.ok(!on({ type: "disconnected" }).some((effect) => effect.startsWith("timer away")));
  assert.deepEqual(on({ type: "timer", name: "away" }), ["here"]);
});

test("SYNC a board that cannot be loaded is tried again, one that is gone ends the page", () => {
  const loading = (): ReturnType<typeof open> => {
    const opened = live();
    opened.on({ type: "entries", entries: [entry(9, 9)] });
    opened.on({ type: "synced", answer: { ok: true, head: 900, snapshot: true } });
    return opened;
  };

  assert.ok(isReconnecting(loading().on({ type: "snapshot", answer: errorAnswer("network") })));
  const gone = loading();
  gone.on({ type: "snapshot", answer: errorAnswer("board.missing") });
  assert.equal(gone.session.phase(), "ended");
});

test("SYNC stop closes everything and nothing starts it but start", () => {
  const { on, session, store } = live();

  assert.ok(on({ type: "stop" }).includes("disconnect"));
  assert.equal(store.saveState.value.state, "offline");
  assert.deepEqual(on({ type: "wake" }), []);
  assert.deepEqual(on({ type: "disconnected" }), []);
  on({ type: "start" });
  assert.equal(session.phase(), "connecting");
});
