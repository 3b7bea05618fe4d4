import assert from "node:assert/strict";
import { test } from "node:test";

import { ANNA } from "./support/board.ts";
import { errorAnswer } from "./support/server.ts";
import { entry, helloAnswer, isReconnecting, live, move } from "./support/session.ts";

test("SEQ2 changes go out in order, a window at a time, and are watched until answered", () => {
  const { on, store } = live();
  for (let x = 1; x <= 20; x += 1) store.change("Move", [move(x)]);

  const effects = on({ type: "changed" });
  assert.deepEqual(effects, [...Array.from({ length: 8 }, (_, at) => `op ${at + 1}`), "timer answer 8000"]);
  assert.deepEqual(on({ type: "changed" }), []);

  assert.deepEqual(on({ type: "answer", id: ["client-1", 1], answer: { ok: true, seq: 1 } }), [
    "timer answer 8000",
    "op 9",
  ]);
  assert.equal(store.saveState.value.unsent, 19);
});

test("SEQ2 after a cut, unanswered changes go out again with the same numbers, after hello", () => {
  const { on, store, session } = live();
  store.change("Move", [move(1)]);
  store.change("Move", [move(2)]);
  on({ type: "changed" });
  on({ type: "answer", id: ["client-1", 1], answer: { ok: true, seq: 1 } });

  const effects = on({ type: "disconnected" });
  assert.ok(effects.includes("timer reconnect 300"));
  assert.equal(session.phase(), "down");
  assert.deepEqual(store.saveState.value, { state: "offline", unsent: 1, isKept: false });
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

test("ACK an entry of one's own does not end the watch for the answer", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  store.change("Move", [move(2)]);
  on({ type: "changed" });

  on({ type: "entries", entries: [{ ...entry(1, 1), actor: ANNA.id, op_id: ["client-1", 1] }] });
  assert.equal(store.saveState.value.unsent, 1);
  assert.deepEqual(on({ type: "answer", id: ["client-1", 1], answer: { ok: true, seq: 1 } }), [
    "timer answer 8000",
  ]);
  assert.deepEqual(on({ type: "answer", id: ["client-1", 2], answer: { ok: true, seq: 2 } }), [
    "cancel answer",
  ]);
  assert.equal(store.saveState.value.state, "saved");
});

test("SEQ2 a final refusal drops the change and the next one goes on", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  store.change("Move", [move(2)]);
  on({ type: "changed" });

  on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("denied") });
  on({ type: "answer", id: ["client-1", 2], answer: { ok: true, seq: 1 } });

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

  assert.deepEqual(
    on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("rate", { retry_ms: 400 }) }),
    ["timer answer 8000"],
  );
  store.change("Move", [move(4)]);
  assert.deepEqual(on({ type: "changed" }), []);
  on({ type: "answer", id: ["client-1", 2], answer: errorAnswer("op.gap", { last_n: 0 }) });
  assert.deepEqual(
    on({ type: "answer", id: ["client-1", 3], answer: errorAnswer("op.gap", { last_n: 0 }) }),
    ["cancel answer", "timer retry 400"],
  );

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

  on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("bad.too_big") });
  on({ type: "answer", id: ["client-1", 2], answer: errorAnswer("op.gap", { last_n: 0 }) });
  assert.deepEqual(
    on({ type: "answer", id: ["client-1", 3], answer: errorAnswer("op.gap", { last_n: 0 }) }).at(-1),
    "timer retry 50",
  );

  // The refusal came after the gap was found, and may have used up its number: ask once more.
  assert.deepEqual(on({ type: "timer", name: "retry" }), ["op 2", "op 3", "timer answer 8000"]);
  on({ type: "answer", id: ["client-1", 2], answer: errorAnswer("op.gap", { last_n: 0 }) });
  on({ type: "answer", id: ["client-1", 3], answer: errorAnswer("op.gap", { last_n: 0 }) });
  assert.deepEqual(on({ type: "timer", name: "retry" }), ["op 1", "op 2", "timer answer 8000"]);
  assert.deepEqual(
    store.unsent().map(({ ops }) => ops),
    [[move(2)], [move(3)]],
  );
});

test("SEQ2 a gap that was filled by an older connection gives no number away twice", () => {
  const { on, store } = live();
  for (const x of [1, 2, 3, 4]) store.change("Move", [move(x)]);
  on({ type: "changed" });
  store.change("Move", [move(5)]);

  on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("storage", { retry_ms: 200 }) });
  on({ type: "answer", id: ["client-1", 2], answer: errorAnswer("op.gap", { last_n: 0 }) });
  on({ type: "answer", id: ["client-1", 3], answer: { ok: true, seq: 13 } });
  on({ type: "answer", id: ["client-1", 4], answer: { ok: true, seq: 14 } });

  assert.deepEqual(on({ type: "timer", name: "retry" }), ["op 1", "op 2", "op 5", "timer answer 8000"]);
});

test("SEQ2 a server that has no answer for a number gets the change under a new one", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("op.gap", { last_n: 5 }) });

  assert.deepEqual(on({ type: "timer", name: "retry" }), ["op 6", "timer answer 8000"]);
});

test("SEQ2 gaps without end are tried ever more slowly", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });
  const waits: (string | undefined)[] = [];

  for (let tries = 0; tries < 9; tries += 1) {
    waits.push(
      on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("op.gap", { last_n: 0 }) }).at(-1),
    );
    on({ type: "timer", name: "retry" });
  }

  assert.equal(waits[1], "timer retry 100");
  assert.equal(waits.at(-1), "timer retry 5000");
});

test("ACK3 while the server cannot save, changes are kept and the state says so", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  const effects = on({
    type: "answer",
    id: ["client-1", 1],
    answer: errorAnswer("storage", { retry_ms: 2000 }),
  });

  assert.deepEqual(effects, ["cancel answer", "timer retry 2000"]);
  assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1, isKept: false });
  on({ type: "timer", name: "retry" });
  on({ type: "answer", id: ["client-1", 1], answer: { ok: true, seq: 1 } });
  assert.equal(store.saveState.value.state, "saved");
});

test("SEQ2 a change that the server stumbles over again and again does not block the rest for ever", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  for (let tries = 1; tries < 5; tries += 1) {
    on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("server") });
    assert.equal(store.unsent().length, 1);
    on({ type: "timer", name: "retry" });
  }
  on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("server") });

  assert.deepEqual(store.unsent(), []);
  assert.equal(store.notices.value.at(-1)?.message, "refused: server");
});

test("TXT4 typing that never fits its text does not block the rest for ever", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });
  const answer = errorAnswer("text.epoch", { retry_ms: 200 });

  assert.deepEqual(on({ type: "answer", id: ["client-1", 1], answer }), ["cancel answer", "timer retry 200"]);
  for (let tries = 2; tries <= 50; tries += 1) {
    on({ type: "timer", name: "retry" });
    on({ type: "answer", id: ["client-1", 1], answer });
  }

  assert.deepEqual(store.unsent(), []);
});

test("SYNC a late answer, to a number that is no longer under way, changes nothing", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);

  on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("denied") });

  assert.equal(store.unsent().length, 1);
});

test("SYNC an op that meets a forgotten connection is kept for the next one", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  assert.ok(isReconnecting(on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("auth.needed") })));

  assert.equal(store.unsent().length, 1);
  assert.equal(store.ended.value, null);
});

test("SYNC a page that belongs to somebody else now ends", () => {
  const { on, store } = live();
  store.change("Move", [move(1)]);
  on({ type: "changed" });

  on({ type: "answer", id: ["client-1", 1], answer: errorAnswer("op.client") });

  assert.equal(store.ended.value?.code, "op.client");
});
