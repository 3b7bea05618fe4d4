import assert from "node:assert/strict";
import { test } from "node:test";

import { loadStrings } from "../../static/src/core/i18n.ts";
import type { Entry, ItemRecord, Op } from "../../static/src/core/types.ts";
import { splitOps } from "../../static/src/store/split.ts";
import { type BoardStore, createStore } from "../../static/src/store/store.ts";
import { ANNA, asNew, BRUNO, frame, itemsOf, note, storeWith, VERA } from "./support/board.ts";
import { errorAnswer } from "./support/server.ts";

loadStrings("en", {});

const patch = (id: string, set: Record<string, unknown>): Op => ({ do: "patch", id, set });
const create = (record: ItemRecord): Op => ({ do: "create", item: asNew(record) });

function entry(seq: number, ops: readonly Op[], fields: Partial<Entry> = {}): Entry {
  return { seq, at_ms: 1000 + seq, actor: BRUNO.id, ops, ...fields };
}

/** An entry that this store's own change became. */
function ownEntry(seq: number, n: number, ops: readonly Op[]): Entry {
  return entry(seq, ops, { actor: ANNA.id, op_id: ["client-1", n] });
}

function textOf(store: BoardStore, id: string): unknown {
  const record = store.scene.value.get(id);
  return record?.kind === "note" ? record.text : undefined;
}

function changesOf(store: BoardStore): { ids: string[]; isRemote: boolean }[] {
  const seen: { ids: string[]; isRemote: boolean }[] = [];
  store.onChange((changed, isRemote) => seen.push({ ids: [...changed].sort(), isRemote }));
  return seen;
}

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
  assert.deepEqual(store.saveState.value, { state: "saving", unsent: 1 });
});

test("STORE a change without effect sends nothing", () => {
  const store = storeWith([note("note-1", { text: "same" })]);

  assert.equal(store.change("Write", [patch("note-1", { text: "same" })]), true);
  assert.equal(store.change("Nothing", []), true);

  assert.deepEqual(store.unsent(), []);
});

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

  assert.deepEqual([textOf(store, "note-1"), store.scene.value.get("note-1")?.x], ["mine", 7]);
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

  store.refused(1, errorAnswer("item.missing", { id: "note-1" }));
  assert.deepEqual(store.unsent(), []);
  assert.equal(store.notices.value.at(-1)?.message, "refused: item.missing");
});

test("ACK2 saved only when nothing waits, offline with the number that waits", () => {
  const store = storeWith([note("note-1")]);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0 });

  store.change("Move", [patch("note-1", { x: 1 })]);
  store.change("Move", [patch("note-1", { x: 2 })]);
  store.setOnline(false);
  assert.deepEqual(store.saveState.value, { state: "offline", unsent: 2 });

  store.setOnline(true);
  store.acked(1, 1);
  assert.deepEqual(store.saveState.value, { state: "saving", unsent: 1 });

  store.acked(2, 2);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0 });
});

test("ACK3 when the server cannot save, the state says so once, until it can again", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 1 })]);

  store.delayed(errorAnswer("storage"));
  store.delayed(errorAnswer("storage"));

  assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1 });
  assert.equal(store.notices.value.length, 1);

  store.acked(1, 1);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0 });
});

test("ACK3 a refusal for good also shows that the server can save again", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 1 })]);
  store.delayed(errorAnswer("storage"));

  store.refused(1, errorAnswer("item.missing"));

  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0 });
});

test("STORE an acknowledged change stays on top until its entry is here", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);

  store.acked(1, 2);
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
  store.acked(1, 1);
  store.receive([entry(2, [patch("note-1", { text: "later" })])]);

  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0 });
  assert.equal(textOf(store, "note-1"), "later");
});

test("STORE an entry of another page of mine is not taken for this page's", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);

  store.receive([entry(1, [patch("note-1", { x: 9 })], { actor: ANNA.id, op_id: ["client-2", 1] })]);

  assert.equal(store.unsent().length, 1);
});

test("STORE a refused change takes itself back and leaves the others", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "first" })]);
  store.change("Move", [patch("note-1", { x: 50 })]);
  const seen = changesOf(store);

  store.refused(1, errorAnswer("denied"));

  assert.deepEqual([textOf(store, "note-1"), store.scene.value.get("note-1")?.x], ["note-1", 50]);
  assert.deepEqual(seen, [{ ids: ["note-1"], isRemote: false }]);
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [2],
  );
  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["refused: denied"],
  );
});

test("STORE when making an item is refused, what was done to it after needs no second explanation", () => {
  const store = storeWith([]);
  store.change("Add", [create(note("note-1"))]);
  store.change("Write", [patch("note-1", { text: "x" })]);

  store.refused(1, errorAnswer("item.too_many"));
  store.refused(2, errorAnswer("item.missing", { id: "note-1" }));

  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    ["refused: item.too_many"],
  );
  assert.equal(store.scene.value.size, 0);
});

test("SEQ2 after a gap, unanswered changes get the numbers that the server waits for", () => {
  const store = storeWith([note("note-1")]);
  for (const x of [1, 2, 3, 4]) store.change("Move", [patch("note-1", { x })]);
  store.refused(1, errorAnswer("bad.shape"));
  const xOf = (ops: readonly Op[]): unknown => (ops[0]?.do === "patch" ? ops[0].set.x : null);

  store.renumber(0);
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

  store.renumber(2);
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [1, 2, 3],
  );

  store.renumber(7, 1);
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [8, 9, 10],
  );
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
  assert.deepEqual([textOf(store, "note-1"), store.scene.value.get("note-1")?.x], ["mine", 9]);
  assert.equal(store.seq.value, 40);
  assert.equal(store.unsent().length, 2);
});

test("STORE a snapshot that holds an acknowledged change settles it", () => {
  const store = storeWith([note("note-1")]);
  store.change("Write", [patch("note-1", { text: "mine" })]);
  store.acked(1, 10);

  store.load(12, [note("note-1", { text: "changed after mine" })]);

  assert.equal(textOf(store, "note-1"), "changed after mine");
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

  store.receive([ownEntry(1, 1, [patch("note-1", { text: "mine" })])]);
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

test("STORE a page that has ended takes no more changes and keeps what waits", () => {
  const store = storeWith([note("note-1")]);
  store.change("Move", [patch("note-1", { x: 1 })]);
  store.ended.value = { code: "board.missing", message: "Gone." };

  assert.equal(store.change("Move", [patch("note-1", { x: 2 })]), false);

  assert.deepEqual(store.saveState.value, { state: "readonly", unsent: 1 });
  assert.equal(store.notices.value.at(-1)?.message, "Gone.");
});

test("STORE before the board is there nothing is called offline or lost", () => {
  const store = createStore({ clientId: "client-1", me: ANNA, name: "Prova" });

  assert.equal(store.seq.value, -1);
  assert.deepEqual(store.saveState.value, { state: "saved", unsent: 0 });
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
