import assert from "node:assert/strict";
import { test } from "node:test";

import type { ItemRecord, Person } from "../../static/src/core/types.ts";
import type { BoardStore } from "../../static/src/store/store.ts";
import { createView, type View } from "../../static/src/store/view.ts";
import { createCommands } from "../../static/src/tools/commands.ts";
import { createDragging, type Dragging, movedWith } from "../../static/src/tools/dragging.ts";
import { createNudging } from "../../static/src/tools/nudging.ts";
import { createPlacing } from "../../static/src/tools/placing.ts";
import { fitsAfter } from "../../static/src/tools/text_limit.ts";
import { ANNA, BRUNO, frame, note, storeWith, VERA } from "./support/board.ts";
import { boxed } from "./support/desk.ts";

interface Bench {
  readonly store: BoardStore;
  readonly view: View;
  readonly dragging: Dragging;
}

function benchWith(records: readonly ItemRecord[], selected: readonly string[], me: Person = ANNA): Bench {
  const store = storeWith(records, me);
  const view = createView();
  view.viewport.value = { width: 1000, height: 800 };
  view.selection.value = new Set(selected);
  return { store, view, dragging: createDragging(store, view, createCommands({ store, view })) };
}

test("a drag shows a preview and changes the scene only when it is dropped, by one op", () => {
  const { store, view, dragging } = benchWith([note("note-one"), note("note-two")], ["note-one", "note-two"]);

  dragging.startMove();
  dragging.drag(30, 40);

  assert.deepEqual(view.preview.value?.get("note-one"), { x: 30, y: 40 });
  assert.equal(boxed(store, "note-one").x, 0);

  dragging.drag(50, 60);
  assert.ok(dragging.drop());

  assert.equal(view.preview.value, null);
  assert.equal(boxed(store, "note-one").x, 50);
  assert.equal(boxed(store, "note-two").y, 60);
  assert.equal(store.unsent().length, 1);
});

test("a drag that ends where it began changes nothing", () => {
  const { store, dragging } = benchWith([note("note-one")], ["note-one"]);

  dragging.startMove();
  dragging.drag(30, 40);
  dragging.drag(0, 0);

  assert.equal(dragging.drop(), false);
  assert.equal(store.unsent().length, 0);
});

test("abandoning takes the preview back and changes nothing", () => {
  const { store, view, dragging } = benchWith([note("note-one")], ["note-one"]);

  dragging.startMove();
  dragging.drag(30, 40);
  dragging.abandon();

  assert.equal(view.preview.value, null);
  assert.equal(dragging.drop(), false);
  assert.equal(store.unsent().length, 0);
});

test("an item dropped with its centre in a frame joins it in the same op", () => {
  const records = [frame("frame-one", { x: 1000 }), note("note-one", { x: 0, y: 200 })];
  const { store, dragging } = benchWith(records, ["note-one"]);

  dragging.startMove();
  dragging.drag(1100, 0);
  dragging.drop();

  const moved = store.scene.value.get("note-one");
  assert.equal(moved?.kind === "note" && moved.frame, "frame-one");
  assert.equal(store.unsent().length, 1);
});

test("a frame takes its items along, in the preview too", () => {
  const records = [
    frame("frame-one"),
    note("note-one", { x: 20, y: 120, frame: "frame-one" }),
    note("note-two"),
  ];
  const { store, view, dragging } = benchWith(records, ["frame-one"]);

  dragging.startMove();
  dragging.drag(10, 20);

  assert.deepEqual([...(view.preview.value?.keys() ?? [])].sort(), ["frame-one", "note-one"]);

  dragging.drop();

  assert.equal(boxed(store, "note-one").y, 140);
  assert.equal(boxed(store, "note-two").y, 0);
});

test("a participant drags notes, not frames; a viewer drags nothing", () => {
  const scene = new Map<string, ItemRecord>([
    ["frame-one", frame("frame-one")],
    ["note-one", note("note-one", { frame: "frame-one" })],
  ]);
  const movable = (me: Person): string[] => {
    const { store, view } = benchWith([...scene.values()], [], me);
    const { canEdit } = createCommands({ store, view });
    return movedWith(["frame-one", "note-one"], scene, canEdit).map(({ id }) => id);
  };

  assert.deepEqual(movable(ANNA), ["frame-one", "note-one"]);
  assert.deepEqual(movable(BRUNO), ["note-one"]);
  assert.deepEqual(movable(VERA), []);
});

test("resizing shows the new box and makes it one op", () => {
  const { store, view, dragging } = benchWith([note("note-one")], ["note-one"]);

  dragging.startResize("se");
  dragging.drag(40, 20);

  assert.deepEqual(view.preview.value?.get("note-one"), { x: 0, y: 0, w: 240, h: 220 });
  assert.ok(dragging.drop());
  assert.equal(boxed(store, "note-one").w, 240);
  assert.equal(store.unsent().length, 1);
});

test("a press on a handle that does not move changes nothing", () => {
  const { store, dragging } = benchWith([note("note-one")], ["note-one"]);

  dragging.startResize("se");

  assert.equal(dragging.drop(), false);
  assert.equal(store.unsent().length, 0);
});

test("the pin of a comment is dragged alone, with a preview, and viewers drag none", () => {
  const pin = { kind: "comment", id: "pin", z: "b0", author: ANNA.id, created_at_ms: 0 } as const;
  const records = [note("note-one"), { ...pin, x: 192, y: 8, text: "?", on: "note-one" }];
  const { store, view, dragging } = benchWith(records, ["pin"], BRUNO);

  dragging.startMove();
  dragging.drag(300, 40);
  assert.deepEqual(view.preview.value?.get("pin"), { x: 492, y: 48 });
  assert.ok(dragging.drop());

  const moved = store.scene.value.get("pin");
  assert.ok(moved?.kind === "comment");
  assert.deepEqual([moved.x, moved.y, moved.on], [492, 48, undefined]);

  const watching = benchWith(records, ["pin"], VERA);
  watching.dragging.startMove();
  watching.dragging.drag(300, 40);
  assert.equal(watching.dragging.drop(), false);
});

test("a key that repeats moves the preview and makes one op when it is let go", () => {
  const { store, view, dragging } = benchWith([note("note-one")], ["note-one"]);
  const nudging = createNudging(dragging);

  for (let times = 0; times < 5; times += 1) nudging.nudge("move", 8, 0);

  assert.deepEqual(view.preview.value?.get("note-one"), { x: 40, y: 0 });
  assert.equal(store.unsent().length, 0);

  nudging.settle();

  assert.equal(boxed(store, "note-one").x, 40);
  assert.equal(store.unsent().length, 1);
});

test("going from moving to resizing by keys makes two ops, and settling twice no third", () => {
  const { store, dragging } = benchWith([note("note-one")], ["note-one"]);
  const nudging = createNudging(dragging);

  nudging.nudge("move", 8, 0);
  nudging.nudge("resize", 16, 8);
  nudging.settle();
  nudging.settle();

  const { x, w, h } = boxed(store, "note-one");
  assert.deepEqual([x, w, h], [8, 216, 208]);
  assert.equal(store.unsent().length, 2);
});

test("a placed note is selected, open for writing, and puts the select tool back", () => {
  const { store, view } = benchWith([], []);
  const placing = createPlacing(view, createCommands({ store, view }), () => assert.fail("not a frame"));
  view.tool.value = "note";

  const id = placing.note({ x: 300, y: 300 });

  assert.ok(id !== null && store.scene.value.get(id)?.kind === "note");
  assert.deepEqual([...view.selection.value], [id]);
  assert.equal(view.editing.value, id);
  assert.equal(view.tool.value, "select");
});

test("a placed frame asks for its title", () => {
  const { store, view } = benchWith([], []);
  const asked: string[] = [];
  const placing = createPlacing(view, createCommands({ store, view }), (id) => asked.push(id));

  const id = placing.frame({ box: { x: 0, y: 0, w: 900, h: 700 } });

  assert.deepEqual(asked, [id]);
  assert.equal(view.editing.value, null);
});

test("a viewer places nothing and opens nothing", () => {
  const { store, view } = benchWith([], [], VERA);
  const placing = createPlacing(view, createCommands({ store, view }), () => assert.fail("may not"));

  assert.equal(placing.note({ x: 0, y: 0 }), null);
  assert.equal(view.editing.value, null);
});

test("text is refused beyond the limit in code points, and shortening is always allowed", () => {
  const typed = { text: "abc", start: 3, end: 3 };

  assert.ok(fitsAfter({ ...typed, inserted: "de" }, 5));
  assert.equal(fitsAfter({ ...typed, inserted: "def" }, 5), false);
  assert.ok(fitsAfter({ ...typed, inserted: "🏫🏫" }, 5));
  assert.ok(fitsAfter({ text: "abcdefgh", start: 0, end: 2, inserted: "x" }, 5));
  assert.ok(fitsAfter({ text: "abcde", start: 1, end: 3, inserted: "xy" }, 5));
});

test("what is dropped lies where it was shown, also when somebody else has moved it meanwhile", () => {
  const { store, dragging } = benchWith(
    [note("note-one"), note("note-two", { x: 300 })],
    ["note-one", "note-two"],
  );
  const by = { seq: 1, at_ms: 1, actor: BRUNO.id };

  dragging.startMove();
  dragging.drag(100, 0);
  store.receive([{ ...by, ops: [{ do: "patch", id: "note-one", set: { x: 5_000, y: 700 } }] }]);
  store.receive([{ ...by, seq: 2, ops: [{ do: "delete", id: "note-two" }] }]);
  dragging.drag(120, 30);
  assert.ok(dragging.drop());

  const { x, y } = boxed(store, "note-one");
  assert.deepEqual([x, y], [120, 30]);
});

test("a note that somebody has dragged out of a frame stays out of it when the frame is dropped", () => {
  const records = [
    frame("f"),
    note("in", { x: 40, y: 140, frame: "f" }),
    note("out", { x: 400, y: 140, frame: "f" }),
  ];
  const { store, dragging } = benchWith(records, ["f"]);

  dragging.startMove();
  dragging.drag(0, 1_000);
  const set = { x: 2_000, y: 0, frame: null };
  store.receive([{ seq: 1, at_ms: 1, actor: BRUNO.id, ops: [{ do: "patch", id: "out", set }] }]);
  dragging.drop();

  const [inside, out] = [boxed(store, "in"), boxed(store, "out")];
  assert.deepEqual([inside.y, inside.frame, out.x, out.y, out.frame], [1_140, "f", 2_000, 0, null]);
});
