import assert from "node:assert/strict";
import { test } from "node:test";
import type { Op } from "../../static/src/core/types.ts";
import { type BoardStore, createStore } from "../../static/src/store/store.ts";
import { ANNA, asNew, frame, itemsOf, note, storeWith, VERA } from "./support/board.ts";
import { create, entry, patch, textOf } from "./support/entries.ts";
import { errorAnswer } from "./support/server.ts";

const xOf = (store: BoardStore): unknown => store.scene.value.get("note-1")?.x;
const labels = (store: BoardStore): unknown[] => [
  store.history.undoLabel.value,
  store.history.redoLabel.value,
];

/** As the server does: the acknowledgement, then the entry. */
function confirm(store: BoardStore, n: number, seq: number, ops: readonly Op[], undoes?: number): void {
  store.acked(["client-1", n], seq);
  store.receive([entry(seq, ops, { actor: ANNA.id, ...(undoes === undefined ? {} : { undoes }) })]);
}

/** A store whose note was moved to x = 5, confirmed as entry 1. */
function moved(): BoardStore {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 5 })]);
  confirm(store, 1, 1, [patch("note-1", { x: 5 })]);
  return store;
}

test("UNDO1 an undo shows at once and asks the server for it", () => {
  const store = moved();

  const taken = store.takeBack("undo");

  assert.deepEqual([taken?.label, taken?.parts.length, taken?.left], ["Move", 1, []]);
  assert.equal(xOf(store), 0);
  assert.deepEqual(
    store.unsent().map(({ n, label, ops }) => [n, label, ops]),
    [[2, "Move", [{ do: "undo", of: ["client-1", 1] }]]],
  );
});

test("UNDO1 undo and redo follow each other as often as one likes", () => {
  const store = moved();

  store.takeBack("undo");
  assert.deepEqual(labels(store), [null, "Move"]);
  store.takeBack("redo");
  assert.deepEqual([xOf(store), ...labels(store)], [5, "Move", null]);
  store.takeBack("undo");

  assert.deepEqual([xOf(store), ...labels(store)], [0, null, "Move"]);
  assert.deepEqual(
    store.unsent().map(({ ops }) => ops),
    [1, 2, 3].map((n) => [{ do: "undo", of: ["client-1", n] }]),
  );
});

test("UNDO1 works before anything was sent, and for the order of it", () => {
  const store = createStore({ clientId: "client-1", me: ANNA, name: "Prova", now: () => 5000 });
  store.load(0, []);
  store.setOnline(false);
  store.change("Add", [create(note("note-1"))]);
  store.change("Move", [patch("note-1", { x: 5 })]);
  const added = store.scene.value.get("note-1");

  store.takeBack("undo");
  store.takeBack("undo");
  assert.equal(store.scene.value.size, 0);

  store.takeBack("redo");
  assert.deepEqual({ ...store.scene.value.get("note-1") }, { ...added, x: 0 });
  assert.equal(store.unsent().length, 5);
});

test("UNDO1 a new change clears what could be done again", () => {
  const store = moved();
  store.takeBack("undo");

  store.change("Write", [patch("note-1", { text: "new" })]);

  assert.deepEqual(labels(store), ["Write", null]);
  assert.equal(store.takeBack("redo"), null);
});

test("UNDO1 with nothing done there is nothing to undo", () => {
  const store = storeWith([note("note-1")]);

  assert.deepEqual(labels(store), [null, null]);
  assert.equal(store.takeBack("undo"), null);
  assert.deepEqual(store.unsent(), []);
});

test("UNDO1 a frame brings its notes back into it", () => {
  const items = [frame("frame-1"), note("note-1", { frame: "frame-1" }), note("note-2")];
  const store = storeWith(items);
  const before = itemsOf(store.scene.value);
  store.change("Delete", [{ do: "delete", id: "frame-1" }]);

  store.takeBack("undo");

  assert.deepEqual(itemsOf(store.scene.value), before);
});

test("UNDO1 a gesture too long for one message is still one undo, newest part first", () => {
  const ids = Array.from({ length: 150 }, (_, at) => `note-${at + 1}`);
  const store = storeWith(ids.map((id) => note(id)));
  store.change(
    "Move",
    ids.map((id) => patch(id, { x: 5 })),
  );

  store.takeBack("undo");

  assert.deepEqual(
    store
      .unsent()
      .slice(2)
      .map(({ ops }) => ops),
    [2, 1].map((n) => [{ do: "undo", of: ["client-1", n] }]),
  );
  assert.ok(itemsOf(store.scene.value).every(({ x }) => x === 0));
  store.takeBack("redo");
  assert.ok(itemsOf(store.scene.value).every(({ x }) => x === 5));
});

test("UNDO1 typing that goes on is one undo; a pause begins another", () => {
  let now = 0;
  const store = createStore({ clientId: "client-1", me: ANNA, name: "Prova", now: () => now });
  store.load(0, [note("note-1", { text: "" }), note("note-2")]);
  const type = (text: string, pauseMs: number): void => {
    now += pauseMs;
    store.change("Write", [patch("note-1", { text })]);
  };
  for (const text of ["a", "ab", "abc"]) type(text, 300);
  for (const text of ["abcd", "abcde"]) type(text, 3000);

  store.takeBack("undo");
  assert.equal(textOf(store, "note-1"), "abcd");
  store.takeBack("undo");
  assert.equal(textOf(store, "note-1"), "abc");
  store.takeBack("undo");
  assert.equal(textOf(store, "note-1"), "");
  store.takeBack("redo");
  assert.equal(textOf(store, "note-1"), "abc");
});

test("UNDO2 what others set since stays, and it is said for which items", () => {
  const store = storeWith([note("note-1"), note("note-2")]);
  store.change("Move", [patch("note-1", { x: 5, y: 6 }), patch("note-2", { x: 5 })]);
  confirm(store, 1, 1, [patch("note-1", { x: 5, y: 6 }), patch("note-2", { x: 5 })]);
  store.receive([entry(2, [patch("note-1", { x: 9 })])]);

  const taken = store.takeBack("undo");

  assert.deepEqual(taken?.left, [{ id: "note-1", why: "changed" }]);
  const [first, second] = itemsOf(store.scene.value);
  assert.deepEqual([first?.x, first?.y, second?.x], [9, 0, 0]);
});

test("UNDO2 when others set all of it nothing is sent, and the next undo is the one before", () => {
  const store = storeWith([note("note-1"), note("note-2")]);
  store.change("Move", [patch("note-2", { x: 7 })]);
  store.change("Move", [patch("note-1", { x: 5 })]);
  confirm(store, 1, 1, [patch("note-2", { x: 7 })]);
  confirm(store, 2, 2, [patch("note-1", { x: 5 })]);
  store.receive([entry(3, [patch("note-1", { x: 9 })])]);

  const taken = store.takeBack("undo");

  assert.deepEqual([taken?.parts.length, taken?.left.length], [0, 1]);
  assert.deepEqual([store.unsent().length, ...labels(store)], [0, "Move", null]);
  store.takeBack("undo");
  assert.equal(store.scene.value.get("note-2")?.x, 0);
});

test("UNDO2 what others set before my change came to be is mine to take back", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 5 })]);
  store.receive([entry(1, [patch("note-1", { x: 9 })])]);
  confirm(store, 1, 2, [patch("note-1", { x: 5 })]);

  const taken = store.takeBack("undo");

  assert.deepEqual([taken?.left, xOf(store)], [[], 9]);
});

test("UNDO2 an undo that waits follows what others do below it", () => {
  const store = moved();
  store.takeBack("undo");

  store.receive([entry(2, [patch("note-1", { x: 9 })])]);

  assert.equal(xOf(store), 9);
});

test("UNDO3 a note that others worked on does not go away", () => {
  const store = storeWith([]);
  store.change("Add", [create(note("note-1"))]);
  const whole: Op = { do: "create", item: { ...asNew(note("note-1")), author: ANNA.id, created_at_ms: 1 } };
  confirm(store, 1, 1, [whole]);
  store.receive([entry(2, [patch("note-1", { text: "theirs" })])]);

  const taken = store.takeBack("undo");

  assert.deepEqual([taken?.parts, taken?.left], [[], [{ id: "note-1", why: "changed" }]]);
  assert.equal(textOf(store, "note-1"), "theirs");
});

test("UNDO2 what came by a snapshot counts as set by others where it looks different", () => {
  const store = moved();
  store.change("Type", [patch("note-1", { type: "S" })]);
  confirm(store, 2, 2, [patch("note-1", { type: "S" })]);

  store.load(900, [note("note-1", { x: 9, type: "S" })]);

  assert.deepEqual(store.takeBack("undo")?.left, []);
  assert.deepEqual(store.takeBack("undo")?.left, [{ id: "note-1", why: "changed" }]);
  assert.equal(xOf(store), 9);
});

test("UNDO1 the entry of an undo is taken for what it says, and can be undone itself", () => {
  const store = moved();
  store.takeBack("undo");
  confirm(store, 2, 2, [patch("note-1", { x: 0 })], 1);

  assert.deepEqual([xOf(store), store.unsent().length, ...labels(store)], [0, 0, null, "Move"]);
  store.takeBack("redo");

  assert.equal(xOf(store), 5);
});

test("UNDO1 a refused change cannot be undone, and needs no second explanation", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 5 })]);
  store.takeBack("undo");
  store.takeBack("redo");

  store.refused(["client-1", 1], errorAnswer("denied"));
  store.refused(["client-1", 2], errorAnswer("undo.nothing"));
  store.refused(["client-1", 3], errorAnswer("undo.nothing"));

  assert.deepEqual([xOf(store), ...labels(store)], [0, null, null]);
  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["refused: denied"],
  );
});

test("UNDO1 an undo that the server refuses takes itself back and says why", () => {
  const store = moved();
  store.takeBack("undo");

  store.refused(["client-1", 2], errorAnswer("undo.changed"));

  assert.deepEqual([xOf(store), ...labels(store)], [5, null, null]);
  assert.equal(store.notices.value.at(-1)?.message, "refused: undo.changed");
});

test("SEQ2 an undo follows its change to a new number", () => {
  const store = storeWith([note("note-1")]);
  for (const x of [1, 2]) store.change("Move", [patch("note-1", { x })]);
  store.takeBack("undo");
  store.refused(["client-1", 1], errorAnswer("bad.shape"));

  store.renumber("client-1", 0);

  assert.deepEqual(
    store.unsent().map(({ n, ops }) => [n, ops[0]]),
    [
      [1, patch("note-1", { x: 2 })],
      [2, { do: "undo", of: ["client-1", 1] }],
    ],
  );
  store.takeBack("redo");
  assert.deepEqual(store.unsent().at(-1)?.ops, [{ do: "undo", of: ["client-1", 2] }]);
});

test("PERM a viewer undoes nothing", () => {
  const store = storeWith([note("note-1")], ANNA);
  store.change("Move", [patch("note-1", { x: 5 })]);
  store.me.value = { ...ANNA, role: VERA.role };

  assert.equal(store.takeBack("undo"), null);

  assert.equal(xOf(store), 5);
  assert.match(store.notices.value[0]?.message ?? "", /^You are watching/);
});
