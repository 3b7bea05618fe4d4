import assert from "node:assert/strict";
import { test } from "node:test";

import type { Entry, Op } from "../../static/src/core/types.ts";
import type { BoardStore } from "../../static/src/store/store.ts";
import type { HelloAnswer } from "../../static/src/sync/messages.ts";
import {
  createSession,
  type Effect,
  type Session,
  type SessionEvent,
} from "../../static/src/sync/session.ts";
import { ANNA, BRUNO, note, storeWith } from "./support/board.ts";
import { errorAnswer } from "./support/server.ts";

const move = (x: number): Op => ({ do: "patch", id: "note-1", set: { x } });

function entry(seq: number, x: number): Entry {
  return { seq, at_ms: seq, actor: BRUNO.id, ops: [move(x)] };
}

function helloAnswer(fields: Partial<HelloAnswer> = {}): HelloAnswer {
  return {
    ok: true,
    me: ANNA,
    session: "session-1",
    board: { id: "board-1", name: "Prova" },
    people: [ANNA, BRUNO],
    here: [],
    head: 0,
    entries: [],
    ...fields,
  };
}

/** A session on a board with one note, with `random` always 0. */
function open(): { store: BoardStore; session: Session; on: (event: SessionEvent) => string[] } {
  const store = storeWith([note("note-1")]);
  const session = createSession({ store, random: () => 0 });
  return { store, session, on: (event) => session.on(event).map(inShort) };
}

function live(): ReturnType<typeof open> {
  const opened = open();
  opened.on({ type: "start" });
  opened.on({ type: "connected" });
  opened.on({ type: "hello", answer: helloAnswer() });
  assert.equal(opened.session.phase(), "live");
  return opened;
}

/** "op 1", "sync 3", "timer answer 8000" ... */
function inShort(effect: Effect): string {
  if (effect.do === "op") return `op ${effect.n}`;
  if (effect.do === "hello" || effect.do === "sync") return `${effect.do} ${effect.since}`;
  if (effect.do === "timer") return `timer ${effect.name} ${effect.ms}`;
  return effect.do === "cancel" ? `cancel ${effect.name}` : effect.do;
}

function isReconnecting(effects: readonly string[]): boolean {
  return effects.includes("disconnect") && effects.some((effect) => effect.startsWith("timer reconnect"));
}

test("SYNC says hello with what it has, then is online", () => {
  const { on, store, session } = open();

  assert.deepEqual(on({ type: "start" }), ["cancel reconnect", "connect"]);
  assert.deepEqual(on({ type: "connected" }), ["hello 0", "timer answer 8000"]);
  store.setOnline(false);
  const effects = on({ type: "hello", answer: helloAnswer({ entries: [entry(1, 7)], head: 1 }) });

  assert.deepEqual(effects, ["cancel answer", "cancel away", "here", "timer quiet 12000"]);
  assert.equal(session.phase(), "live");
  assert.equal(store.saveState.value.state, "saved");
  assert.equal(store.scene.value.get("note-1")?.x, 7);
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
  assert.deepEqual([store.seq.value, store.scene.value.get("note-1")?.x], [51, 51]);
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

  assert.deepEqual(on({ type: "head", seq: 0 }), ["timer quiet 12000"]);
  assert.deepEqual(on({ type: "head", seq: 1 }), ["timer quiet 12000", "timer head 1000"]);
  assert.deepEqual(on({ type: "timer", name: "head" }), ["sync 0", "timer answer 8000"]);

  const other = live();
  other.on({ type: "head", seq: 1 });
  other.on({ type: "entries", entries: [entry(1, 1)] });
  assert.deepEqual(other.on({ type: "timer", name: "head" }), []);
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

test("SEQ2 changes go out in order, a window at a time, and are watched until answered", () => {
  const { on, store } = live();
  for (let x = 1; x <= 20; x += 1) store.change("Move", [move(x)]);

  const effects = on({ type: "changed" });
  assert.deepEqual(effects, [...Array.from({ length: 8 }, (_, at) => `op ${at + 1}`), "timer answer 8000"]);
  assert.deepEqual(on({ type: "changed" }), []);

  assert.deepEqual(on({ type: "answer", n: 1, answer: { ok: true, seq: 1 } }), ["timer answer 8000", "op 9"]);
  assert.equal(store.saveState.value.unsent, 19);
});

test("SEQ2 after a cut, unanswered changes go out again with the same numbers, after hello", () => {
  const { on, store, session } = live();
  store.change("Move", [move(1)]);
  store.change("Move", [move(2)]);
  on({ type: "changed" });
  on({ type: "answer", n: 1, answer: { ok: true, seq: 1 } });

  const effects = on({ type: "disconnected" });
  assert.ok(effects.includes("timer reconnect 300"));
  assert.equal(session.phase(), "down");
  assert.deepEqual(store.saveState.value, { state: "offline", unsent: 1 });
  store.change("Move", [move(3)]);
  assert.deepEqual(on({ type: "changed" }), []);

  assert.deepEqual(on({ type: "timer", name: "reconnect" }), ["cancel reconnect", "connect"]);
  assert.deepEqual(on({ type: "connected" })[0], "hello 0");
  const greeted = on({ type: "hello", answer: helloAnswer({ entries: [entry(1, 1)], head: 1 }) });
  assert.deepEqual(
    greeted.filter((effect) => effect.startsWith("op")),
    ["op 2", "op 3"],
  );
});

test("SYNC reconnecting waits longer each time, up to two seconds, and starts anew after success", () => {
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

  for (let tries = 0; tries < 5; tries += 1) fail();
  session.on({ type: "connected" });
  session.on({ type: "hello", answer: helloAnswer() });
  fail();

  assert.deepEqual(waits, [600, 900, 1500, 2000, 2000, 600]);
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

test("ACK an entry of one's own does not end the watch for the answer", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  store.change("Move", [move(2)]);
  on({ type: "changed" });

  on({ type: "entries", entries: [{ ...entry(1, 1), actor: ANNA.id, op_id: ["client-1", 1] }] });
  assert.equal(store.saveState.value.unsent, 1);
  assert.deepEqual(on({ type: "answer", n: 1, answer: { ok: true, seq: 1 } }), ["timer answer 8000"]);
  assert.deepEqual(on({ type: "answer", n: 2, answer: { ok: true, seq: 2 } }), ["cancel answer"]);
  assert.equal(store.saveState.value.state, "saved");
});

test("SEQ2 a final refusal drops the change and the next one goes on", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  store.change("Move", [move(2)]);
  on({ type: "changed" });

  on({ type: "answer", n: 1, answer: errorAnswer("denied") });
  on({ type: "answer", n: 2, answer: { ok: true, seq: 1 } });

  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["refused: denied"],
  );
  assert.equal(store.saveState.value.state, "saved");
});

test("SEQ2 a change that cannot be taken now waits, with all behind it, until all answers are in", () => {
  const { on, store } = live();
  for (const x of [1, 2, 3]) store.change("Move", [move(x)]);
  on({ type: "changed" });

  assert.deepEqual(on({ type: "answer", n: 1, answer: errorAnswer("rate", { retry_ms: 400 }) }), [
    "timer answer 8000",
  ]);
  store.change("Move", [move(4)]);
  assert.deepEqual(on({ type: "changed" }), []);
  on({ type: "answer", n: 2, answer: errorAnswer("op.gap", { last_n: 0 }) });
  assert.deepEqual(on({ type: "answer", n: 3, answer: errorAnswer("op.gap", { last_n: 0 }) }), [
    "cancel answer",
    "timer retry 400",
  ]);

  assert.deepEqual(on({ type: "timer", name: "retry" }), [
    "op 1",
    "op 2",
    "op 3",
    "op 4",
    "timer answer 8000",
  ]);
  assert.deepEqual(store.notices.value, []);
});

test("SEQ2 after op.gap, changes are numbered from the server's last number on", () => {
  const { on, store } = live();
  for (const x of [1, 2, 3]) store.change("Move", [move(x)]);
  on({ type: "changed" });

  on({ type: "answer", n: 1, answer: errorAnswer("bad.too_big") });
  on({ type: "answer", n: 2, answer: errorAnswer("op.gap", { last_n: 0 }) });
  assert.deepEqual(
    on({ type: "answer", n: 3, answer: errorAnswer("op.gap", { last_n: 0 }) }).at(-1),
    "timer retry 50",
  );

  assert.deepEqual(on({ type: "timer", name: "retry" }), ["op 1", "op 2", "timer answer 8000"]);
  assert.deepEqual(
    store.unsent().map(({ ops }) => ops),
    [[move(2)], [move(3)]],
  );
});

test("SEQ2 a server that has no answer for a number gets the change under a new one", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  on({ type: "answer", n: 1, answer: errorAnswer("op.gap", { last_n: 5 }) });

  assert.deepEqual(on({ type: "timer", name: "retry" }), ["op 6", "timer answer 8000"]);
});

test("SEQ2 gaps without end are tried ever more slowly", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });
  const waits: (string | undefined)[] = [];

  for (let tries = 0; tries < 9; tries += 1) {
    waits.push(on({ type: "answer", n: 1, answer: errorAnswer("op.gap", { last_n: 0 }) }).at(-1));
    on({ type: "timer", name: "retry" });
  }

  assert.equal(waits[1], "timer retry 100");
  assert.equal(waits.at(-1), "timer retry 5000");
});

test("ACK3 while the server cannot save, changes are kept and the state says so", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  const effects = on({ type: "answer", n: 1, answer: errorAnswer("storage", { retry_ms: 2000 }) });

  assert.deepEqual(effects, ["cancel answer", "timer retry 2000"]);
  assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1 });
  on({ type: "timer", name: "retry" });
  on({ type: "answer", n: 1, answer: { ok: true, seq: 1 } });
  assert.equal(store.saveState.value.state, "saved");
});

test("SEQ2 a change that the server stumbles over again and again does not block the rest for ever", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  for (let tries = 1; tries < 5; tries += 1) {
    on({ type: "answer", n: 1, answer: errorAnswer("server") });
    assert.equal(store.unsent().length, 1);
    on({ type: "timer", name: "retry" });
  }
  on({ type: "answer", n: 1, answer: errorAnswer("server") });

  assert.deepEqual(store.unsent(), []);
  assert.equal(store.notices.value.at(-1)?.message, "refused: server");
});

test("SYNC a late answer, to a number that is no longer under way, changes nothing", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);

  on({ type: "answer", n: 1, answer: errorAnswer("denied") });

  assert.equal(store.unsent().length, 1);
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
    assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1 });
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

test("SYNC an op that meets a forgotten connection is kept for the next one", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  assert.ok(isReconnecting(on({ type: "answer", n: 1, answer: errorAnswer("auth.needed") })));

  assert.equal(store.unsent().length, 1);
  assert.equal(store.ended.value, null);
});

test("SYNC a page that belongs to somebody else now ends", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  on({ type: "answer", n: 1, answer: errorAnswer("op.client") });

  assert.equal(store.ended.value?.code, "op.client");
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
