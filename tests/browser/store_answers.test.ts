import assert from "node:assert/strict";
import { test } from "node:test";
import { splitOps } from "../../static/src/store/split.ts";
import type { PendingChange } from "../../static/src/store/store.ts";
import { createStore } from "../../static/src/store/store.ts";
import { ANNA, note, storeWith } from "./support/board.ts";
import { boxed, changesOf, create, entry, ownEntry, patch, textOf } from "./support/entries.ts";
import { errorAnswer } from "./support/server.ts";

test("STORE what does not apply here is refused with a sentence and changes nothing", () => {
  const store = storeWith([note("note-1")]);
  const before = store.scene.value;

  const isDone = store.change("Move", [patch("note-1", { x: 5 }), patch("note-9", { x: 5 })]);

  assert.equal(isDone, false);
  assert.equal(store.scene.value, before);
  assert.deepEqual(
    store.notices.value.map(({ kind, message }) => [kind, message]),
    [["error", "Somebody has deleted this in the meantime."]],
  );
});

test("ACK2 saved only when nothing waits, offline with the number that waits", () => {
  const store = storeWith([note("note-1")]);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0, isKept: true });

  store.change("Move", [patch("note-1", { x: 1 })]);
  store.change("Move", [patch("note-1", { x: 2 })]);
  store.setOnline(false);
  assert.deepEqual(store.saveState.value, { state: "offline", unsent: 2, isKept: false });

  store.setOnline(true);
  store.acked(["client-1", 1], 1);
  assert.deepEqual(store.saveState.value, { state: "saving", unsent: 1, isKept: false });

  store.acked(["client-1", 2], 2);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0, isKept: true });
});

test("ACK3 when the server cannot save, the state says so until it can again", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 1 })]);

  store.delayed();
  assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1, isKept: false });

  store.acked(["client-1", 1], 1);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0, isKept: true });
});

test("ACK3 a board that cannot be saved says so before anybody changes anything", () => {
  const store = storeWith([note("note-1")]);

  store.setFacts({ name: "Prova", is_writable: false, is_add_only: false });
  assert.equal(store.saveState.value.state, "readonly");
  store.setFacts({ name: "Prova", is_writable: true, is_add_only: false });
  assert.equal(store.saveState.value.state, "saved");
});

test("ACK3 a refusal for good also shows that the server can save again", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 1 })]);
  store.delayed();

  store.refused(["client-1", 1], errorAnswer("item.missing"));

  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0, isKept: true });
});

test("STORE an acknowledged change stays on top until its entry is here", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);

  store.acked(["client-1", 1], 2);
  store.receive([entry(1, [patch("note-1", { text: "theirs", x: 3 })])]);
  assert.equal(textOf(store, "note-1"), "mine");
  assert.deepEqual(store.unsent(), []);

  store.receive([ownEntry(2, 1, [patch("note-1", { text: "mine" })])]);
  store.receive([entry(3, [patch("note-1", { text: "later" })])]);
  assert.equal(textOf(store, "note-1"), "later");
});

test("STORE an entry of my own that comes before its acknowledgement confirms it", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);

  store.receive([ownEntry(1, 1, [patch("note-1", { text: "mine" })])]);
  store.acked(["client-1", 1], 1);
  store.receive([entry(2, [patch("note-1", { text: "later" })])]);

  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0, isKept: true });
  assert.equal(textOf(store, "note-1"), "later");
});

test("STORE a refused change takes itself back and leaves the others", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "first" })]);
  store.change("Move", [patch("note-1", { x: 50 })]);
  const seen = changesOf(store);

  store.refused(["client-1", 1], errorAnswer("denied"));

  assert.deepEqual([textOf(store, "note-1"), boxed(store.scene.value, "note-1").x], ["note-1", 50]);
  assert.deepEqual(seen, [{ ids: ["note-1"], isRemote: false }]);
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [2],
  );
  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["refused: denied Your text was: first"],
  );
});

test("STORE when making an item is refused, what was done to it after needs no second explanation", () => {
  const store = storeWith([]);
  store.change("Add", [create(note("note-1", { text: "" }))]);
  store.change("Move", [patch("note-1", { x: 50 })]);

  store.refused(["client-1", 1], errorAnswer("item.too_many"));
  store.refused(["client-1", 2], errorAnswer("item.missing", { id: "note-1" }));

  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["refused: item.too_many"],
  );
  assert.equal(store.scene.value.size, 0);
});

test("SEQ2 after a gap, unanswered changes get the numbers that the server waits for", () => {
  const store = storeWith([note("note-1")]);
  for (const x of [1, 2, 3, 4]) store.change("Move", [patch("note-1", { x })]);
  store.refused(["client-1", 1], errorAnswer("bad.shape"));
  const xOf = (ops: PendingChange["ops"]): unknown => (ops[0]?.do === "patch" ? ops[0].set.x : null);

  store.renumber("client-1", 0);
  assert.deepEqual(
    store.unsent().map(({ n, ops }) => [n, xOf(ops)]),
    [
      [1, 2],
      [2, 3],
      [3, 4],
    ],
  );

  store.change("Move", [patch("note-1", { x: 5 })]);
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [1, 2, 3, 4],
  );
});

test("SEQ2 numbers that the server may have seen stay, unless it says that it has not", () => {
  const store = storeWith([note("note-1")]);
  for (const x of [1, 2, 3]) store.change("Move", [patch("note-1", { x })]);

  store.renumber("client-1", 2);
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [1, 2, 3],
  );

  store.renumber("client-1", 7, 1);
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [8, 9, 10],
  );
});

test("STORE a snapshot that holds an acknowledged change settles it", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);
  store.acked(["client-1", 1], 10);

  store.load(12, [note("note-1", { text: "changed after mine" })]);

  assert.equal(textOf(store, "note-1"), "changed after mine");
});

test("STORE a page that has ended takes no more changes and keeps what waits", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 1 })]);
  store.ended.value = { code: "board.missing", message: "Gone." };

  assert.equal(store.change("Move", [patch("note-1", { x: 2 })]), false);

  assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1, isKept: false });
  assert.equal(store.notices.value.at(-1)?.message, "Gone.");
});

test("STORE before the board is there nothing is called offline or lost", () => {
  const store = createStore({ clientId: "client-1", me: ANNA, name: "Prova" });

  assert.equal(store.seq.value, -1);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0, isKept: true });
  assert.equal(store.people.value.get(ANNA.id)?.name, "Anna");
});

test("STORE the same notice is shown once, old ones make room, any can be closed", () => {
  const store = storeWith([]);
  for (const message of ["a", "b", "a", "c", "d", "e"]) store.notify("info", message);
  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["b", "c", "d", "e"],
  );

  store.dismiss(store.notices.value[1]?.id ?? -1);
  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["b", "d", "e"],
  );
});

test("LIM1 a long change is cut into messages of at most 100 ops and 60 KB, in order", () => {
  const many = Array.from({ length: 250 }, (_, at) => patch(`note-${at}`, { x: at }));
  assert.deepEqual(
    splitOps(many).map((group) => group.length),
    [100, 100, 50],
  );
  assert.deepEqual(splitOps(many).flat(), many);

  const wide = Array.from({ length: 20 }, (_, at) => patch(`note-${at}`, { text: "€".repeat(3000) }));
  const groups = splitOps(wide);
  assert.deepEqual(groups.flat(), wide);
  assert.ok(groups.every((group) => new TextEncoder().encode(JSON.stringify(group)).length <= 61_000));
  assert.ok(groups.length >= 3 && groups.length <= 4, `${groups.length}`);
  assert.deepEqual(splitOps([]), []);
});

test("LIM1 the parts of a long change are numbered one after the other", () => {
  const store = storeWith(Array.from({ length: 150 }, (_, at) => note(`note-${at}`)));

  store.change(
    "Move",
    Array.from({ length: 150 }, (_, at) => patch(`note-${at}`, { x: 3 })),
  );

  assert.deepEqual(
    store.unsent().map(({ n, ops }) => [n, ops.length]),
    [
      [1, 100],
      [2, 50],
    ],
  );
});
