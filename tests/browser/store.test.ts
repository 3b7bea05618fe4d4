import assert from "node:assert/strict";
import { test } from "node:test";
import type { Op } from "../../static/src/core/types.ts";
import { ANNA, asNew, frame, itemsOf, note, storeWith, VERA } from "./support/board.ts";
import { boxed, changesOf, create, entry, ownEntry, patch, textOf } from "./support/entries.ts";
import { errorAnswer } from "./support/server.ts";

test("STORE a change shows at once and waits to be sent", () => {
  const store = storeWith([note("note-1")]);
  const seen = changesOf(store);

  assert.equal(store.change("Write", [patch("note-1", { text: "new" })]), true);

  assert.equal(textOf(store, "note-1"), "new");
  assert.deepEqual(seen, [{ ids: ["note-1"], isRemote: false }]);
  const [pending] = store.unsent();
  assert.deepEqual(
    [pending?.n, pending?.label, pending?.ops],
    [1, "Write", [patch("note-1", { text: "new" })]],
  );
  assert.deepEqual(store.saveState.value, { state: "saving", unsent: 1, isKept: false });
});

test("STORE a change without effect sends nothing", () => {
  const store = storeWith([note("note-1", { text: "same" })]);

  assert.equal(store.change("Write", [patch("note-1", { text: "same" })]), true);
  assert.equal(store.change("Nothing", []), true);

  assert.deepEqual(store.unsent(), []);
});

test("PERM a viewer changes nothing", () => {
  const store = storeWith([note("note-1")], VERA);

  assert.equal(store.change("Move", [patch("note-1", { x: 5 })]), false);

  assert.deepEqual(store.unsent(), []);
  assert.match(store.notices.value[0]?.message ?? "", /^You are watching/);
});

test("STORE a new item has my name and this page's time until the server says otherwise", () => {
  const store = storeWith([]);
  store.change("Add", [create(note("note-1"))]);
  assert.deepEqual(
    [store.scene.value.get("note-1")?.author, store.scene.value.get("note-1")?.created_at_ms],
    [ANNA.id, 5000],
  );

  const whole = { ...asNew(note("note-1")), author: ANNA.id, created_at_ms: 1001 };
  store.receive([ownEntry(1, 1, [{ do: "create", item: whole }])]);

  assert.equal(store.scene.value.get("note-1")?.created_at_ms, 1001);
});

test("SEQ1 entries are taken only in order, old ones change nothing", () => {
  const store = storeWith([note("note-1")]);

  assert.equal(store.receive([entry(1, [patch("note-1", { text: "one" })])]), "ok");
  assert.equal(store.receive([entry(1, [patch("note-1", { text: "again" })])]), "ok");
  assert.equal(textOf(store, "note-1"), "one");
  assert.equal(store.seq.value, 1);

  const later = [entry(2, [patch("note-1", { text: "two" })]), entry(4, [patch("note-1", { text: "four" })])];
  assert.equal(store.receive(later), "gap");
  assert.equal(textOf(store, "note-1"), "two");
  assert.equal(store.seq.value, 2);
});

test("SEQ1 an entry of one's own beyond a gap does not count as confirmed", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);

  assert.equal(store.receive([ownEntry(5, 1, [patch("note-1", { text: "mine" })])]), "gap");

  assert.equal(store.unsent().length, 1);
  assert.equal(textOf(store, "note-1"), "mine");
});

test("STORE other people's changes come under my unconfirmed ones", () => {
  const store = storeWith([note("note-1"), note("note-2")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);
  const seen = changesOf(store);

  store.receive([entry(1, [patch("note-1", { text: "theirs", x: 7 }), patch("note-2", { text: "theirs" })])]);

  assert.deepEqual([textOf(store, "note-1"), boxed(store.scene.value, "note-1").x], ["mine", 7]);
  assert.equal(textOf(store, "note-2"), "theirs");
  assert.deepEqual(seen, [{ ids: ["note-1", "note-2"], isRemote: true }]);
});

test("STORE a change that no longer applies does not show, and is still offered to the server", () => {
  const store = storeWith([note("note-1"), note("note-2")]);
  store.change("Write", [patch("note-1", { text: "mine" }), patch("note-2", { text: "mine too" })]);

  store.receive([entry(1, [{ do: "delete", id: "note-1" }])]);

  assert.equal(store.scene.value.has("note-1"), false);
  assert.equal(textOf(store, "note-2"), "note-2");
  assert.equal(store.unsent().length, 1);

  store.refused(["client-1", 1], errorAnswer("item.missing", { id: "note-1" }));
  assert.deepEqual(store.unsent(), []);
  assert.match(store.notices.value.at(-1)?.message ?? "", /^Somebody deleted the note.*: mine/);
});

test("STORE an entry of another page of mine is not taken for this page's", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);

  store.receive([entry(1, [patch("note-1", { x: 9 })], { actor: ANNA.id, op_id: ["client-2", 1] })]);

  assert.equal(store.unsent().length, 1);
});

test("STORE a snapshot replaces what is confirmed and keeps what waits", () => {
  const store = storeWith([note("note-1"), note("note-2")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);
  store.change("Add", [create(note("note-3"))]);

  store.load(40, [note("note-1", { text: "theirs", x: 9 }), note("note-4")]);

  assert.deepEqual(
    itemsOf(store.scene.value).map(({ id }) => id),
    ["note-1", "note-3", "note-4"],
  );
  assert.deepEqual([textOf(store, "note-1"), boxed(store.scene.value, "note-1").x], ["mine", 9]);
  assert.equal(store.seq.value, 40);
  assert.equal(store.unsent().length, 2);
});

test("STORE deleting a frame shows its items as loose at once", () => {
  const store = storeWith([frame("frame-1"), note("note-1", { frame: "frame-1" })]);
  const seen = changesOf(store);

  store.change("Delete", [{ do: "delete", id: "frame-1" }]);

  const left = store.scene.value.get("note-1");
  assert.equal(left?.kind === "note" ? left.frame : "wrong", null);
  assert.deepEqual(seen, [{ ids: ["frame-1", "note-1"], isRemote: false }]);
});

test("PERF records that say the same stay the same objects, and nobody is told", () => {
  const store = storeWith([note("note-1"), note("note-2")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);
  const shown = store.scene.value.get("note-1");
  const other = store.scene.value.get("note-2");
  const seen = changesOf(store);

  store.receive([ownEntry(1, 1, [patch("note-1", { text: "mine", epoch: 1 })])]);
  assert.equal(store.scene.value.get("note-1"), shown);
  assert.deepEqual(seen, []);

  store.receive([entry(2, [patch("note-2", { x: 1 })])]);
  assert.equal(store.scene.value.get("note-1"), shown);
  assert.notEqual(store.scene.value.get("note-2"), other);
  assert.deepEqual(seen, [{ ids: ["note-2"], isRemote: true }]);
});

test("STORE listeners see the scene and the number that belong together, until they leave", () => {
  const store = storeWith([]);
  const seen: [number, number][] = [];
  const leave = store.onChange(() => seen.push([store.seq.value, store.scene.value.size]));
  const whole = (id: string): Op => ({ do: "create", item: { ...note(id) } });

  store.receive([entry(1, [whole("note-1")]), entry(2, [whole("note-2")])]);
  leave();
  store.receive([entry(3, [whole("note-3")])]);

  assert.deepEqual(seen, [[2, 2]]);
});
