import assert from "node:assert/strict";
import { test } from "node:test";
import { encloses, intersects } from "../../static/src/core/geometry.ts";
import { insideOf } from "../../static/src/core/placement.ts";
import type { ClusterRecord, CommentRecord } from "../../static/src/core/types.ts";
import type { BoardStore } from "../../static/src/store/store.ts";
import { BRUNO, frame, note, text } from "./support/board.ts";
import { box, desk, frameOf, item, messages, orderOf } from "./support/desk.ts";
import { errorAnswer } from "./support/server.ts";

function comment(id: string, fields: Partial<CommentRecord>): CommentRecord {
  return { kind: "comment", id, z: id, author: "anna", created_at_ms: 0, x: 0, y: 0, text: "?", ...fields };
}

function pinOf(store: BoardStore, id: string): [x: number, y: number] {
  const record = store.scene.value.get(id);
  assert.ok(record?.kind === "comment", `${id} is a comment`);
  return [record.x, record.y];
}

// --- moving ---

test("CMD a moved item joins the frame it comes to lie in and leaves the one it was in", () => {
  const { store, commands } = desk([frame("frame-1"), note("note-1", { x: 900, y: 200 })]);

  commands.move(["note-1"], -600, 0);
  assert.equal(item(store, "note-1").frame, "frame-1");

  commands.move(["note-1"], 600, 0.125);
  assert.deepEqual([item(store, "note-1").frame, item(store, "note-1").y], [null, 200.13]);
});

test("CMD the pin of a comment goes along with what it is on, in one change, and back with undo", () => {
  const { store, commands } = desk([
    frame("frame-1"),
    note("note-1", { x: 100, y: 200, frame: "frame-1" }),
    comment("on-note", { x: 292, y: 208, on: "note-1" }),
    comment("on-board", { x: 500, y: 500 }),
  ]);
  assert.deepEqual(commands.move(["frame-1"], 50, 10).toSorted(), ["frame-1", "note-1"]);
  assert.deepEqual(pinOf(store, "on-note"), [342, 218]);
  assert.deepEqual(pinOf(store, "on-board"), [500, 500]);
  assert.equal(store.unsent().length, 1);

  store.takeBack("undo");
  assert.deepEqual(pinOf(store, "on-note"), [292, 208]);
});

test("CMD a pin moved by itself belongs to what it comes to lie on, in one change, and back with undo", () => {
  const { store, commands } = desk([
    frame("frame-1", { x: 0, y: 0, w: 2000 }),
    note("note-1", { x: 100, y: 200, frame: "frame-1" }),
    note("note-2", { x: 600, y: 200, frame: "frame-1" }),
    comment("pin", { x: 292, y: 208, on: "note-1" }),
  ]);
  const now = () => {
    const pin = store.scene.value.get("pin");
    return pin?.kind === "comment" ? [pin.x, pin.y, pin.on ?? null] : [];
  };

  commands.move(["pin"], 20, 0);
  assert.deepEqual(now(), [312, 208, "note-1"], "a little beyond it is still its own");
  commands.move(["pin"], 388, 0);
  assert.deepEqual(now(), [700, 208, "note-2"]);
  commands.move(["pin"], 0, 500);
  assert.deepEqual(now(), [700, 708, null]);
  assert.equal(store.unsent().length, 3);

  store.takeBack("undo");
  assert.deepEqual(now(), [700, 208, "note-2"]);
});

test("CMD a pin on nothing goes along with what is moved with it; one on an item that stays does not", () => {
  const { store, commands } = desk([
    note("note-1", { x: 100, y: 200 }),
    note("note-2", { x: 600, y: 200 }),
    comment("on-2", { x: 700, y: 300, on: "note-2" }),
    comment("free", { x: 400, y: 400 }),
  ]);

  commands.move(["note-1", "on-2", "free"], 10, 10);

  assert.deepEqual(
    [pinOf(store, "on-2"), pinOf(store, "free")],
    [
      [700, 300],
      [410, 410],
    ],
  );
});

test("CMD a pin stays where it is when its item is resized", () => {
  const { store, commands } = desk([
    note("note-1", { x: 100, y: 200 }),
    comment("on-1", { x: 292, y: 208, on: "note-1" }),
  ]);

  commands.resize("note-1", { x: 80, y: 200, w: 300, h: 300 });

  assert.deepEqual(pinOf(store, "on-1"), [292, 208]);
});

test("CMD a moved frame takes its items along, once, and they stay its own", () => {
  const { store, commands } = desk([
    frame("frame-1"),
    frame("frame-2", { x: 2000 }),
    note("inside", { x: 100, y: 200, frame: "frame-1" }),
    note("above", { x: 400, y: 200 }),
  ]);

  const moved = commands.move(["frame-1", "inside"], 2000, 50);

  assert.deepEqual([...moved].sort(), ["frame-1", "inside"]);
  assert.deepEqual([frameOf(store, "frame-1").x, frameOf(store, "frame-1").y], [2000, 50]);
  assert.deepEqual(
    [item(store, "inside").x, item(store, "inside").y, item(store, "inside").frame],
    [2100, 250, "frame-1"],
  );
  assert.deepEqual([item(store, "above").x, item(store, "above").frame], [400, null]);
  assert.equal(store.unsent().length, 1);
});

test("CMD an item moved together with a frame that is not its own joins the frame where it lands", () => {
  const { store, commands } = desk([frame("frame-1", { x: 1000 }), note("note-1", { x: 1100, y: 200 })]);

  commands.move(["frame-1", "note-1"], 300, 0);

  assert.equal(item(store, "note-1").frame, "frame-1");
});

test("CMD nothing leaves the world, nothing becomes too small, moving by nothing sends nothing", () => {
  const { store, commands, view } = desk([note("note-1")]);

  commands.move(["note-1"], 1e9, 0);
  assert.equal(item(store, "note-1").x, 10_000_000);
  commands.resize("note-1", { x: 0, y: 0, w: 1, h: 55.555 });
  assert.deepEqual(box(item(store, "note-1")), { x: 0, y: 0, w: 10, h: 55.56 });

  const before = store.unsent().length;
  view.selection.value = new Set(["note-1"]);
  assert.deepEqual(commands.nudge(0, 0), []);
  assert.equal(store.unsent().length, before);
  assert.deepEqual(commands.nudge(8, -8), ["note-1"]);
  assert.deepEqual([item(store, "note-1").x, item(store, "note-1").y], [8, -8]);
});

test("CMD moving to a frame finds free spots there, one for each, read after what is there", () => {
  const { store, commands } = desk([
    frame("frame-1", { x: 2000, z: "a0" }),
    note("there", { x: 2020, y: 96, frame: "frame-1", z: "a1" }),
    note("second", { z: "a3" }),
    note("first", { z: "a2", w: 300 }),
  ]);

  const moved = commands.moveToFrame(["second", "first", "there"], "frame-1");

  assert.deepEqual(moved, ["first", "second"]);
  assert.deepEqual(orderOf(store), ["frame-1", "there", "first", "second"]);
  const boxes = ["there", "first", "second"].map((id) => item(store, id));
  const area = insideOf(frameOf(store, "frame-1"));
  assert.ok(boxes.every((one) => encloses(area, one) && one.frame === "frame-1"));
  assert.ok(boxes.every((one) => boxes.every((other) => one === other || !intersects(one, other))));
  assert.equal(item(store, "first").w, 300);
});

test("CMD moving out of a frame puts the item beside all frames", () => {
  const { store, commands } = desk([
    frame("frame-1"),
    frame("frame-2", { x: 820 }),
    note("note-1", { x: 300, y: 200, frame: "frame-1" }),
  ]);

  assert.deepEqual(commands.moveToFrame(["note-1"], null), ["note-1"]);

  const out = item(store, "note-1");
  assert.equal(out.frame, null);
  assert.ok(!intersects(out, frameOf(store, "frame-1")) && !intersects(out, frameOf(store, "frame-2")));
});

test("CMD frames go into no frame, and a frame that is gone takes nothing", () => {
  const { store, commands } = desk([frame("frame-1"), frame("frame-2"), note("note-1")]);

  assert.deepEqual(commands.moveToFrame(["frame-2"], "frame-1"), []);
  assert.deepEqual(commands.moveToFrame(["note-1"], "frame-9"), []);

  assert.deepEqual(store.unsent(), []);
  assert.deepEqual(messages(store), ["Somebody has deleted this in the meantime."]);
});

test("CMD the reading order changes by one place at a time, within the same frame", () => {
  const { store, commands } = desk([
    frame("frame-1", { z: "a0" }),
    note("note-1", { z: "a1", frame: "frame-1" }),
    note("note-2", { z: "a2", frame: "frame-1" }),
    note("loose", { z: "a3" }),
    note("note-3", { z: "a4", frame: "frame-1" }),
  ]);

  assert.equal(commands.moveInOrder("note-1", 1), true);
  assert.deepEqual(orderOf(store), ["frame-1", "note-2", "note-1", "note-3", "loose"]);
  assert.equal(commands.moveInOrder("note-1", 1), true);
  assert.deepEqual(orderOf(store), ["frame-1", "note-2", "note-3", "note-1", "loose"]);
  assert.equal(commands.moveInOrder("note-1", 1), false);
  assert.equal(commands.moveInOrder("note-1", -1), true);
  assert.equal(commands.moveInOrder("note-1", -1), true);
  assert.equal(commands.moveInOrder("note-1", -1), false);
  assert.deepEqual(orderOf(store), ["frame-1", "note-1", "note-2", "note-3", "loose"]);
});

test("CMD the reading order can be changed even where all keys are equal", () => {
  const ids = ["note-1", "note-2", "note-3", "note-4"];
  const { store, commands } = desk(ids.map((id) => note(id, { z: "a5" })));

  commands.moveInOrder("note-2", 1);
  assert.deepEqual(orderOf(store), ["note-1", "note-3", "note-2", "note-4"]);
  commands.moveInOrder("note-4", -1);
  assert.deepEqual(orderOf(store), ["note-1", "note-3", "note-4", "note-2"]);
});

// --- taking away, copying, selecting ---

test("CMD deleting a frame leaves its items on the board", () => {
  const { store, commands, view } = desk([
    frame("frame-1"),
    note("inside", { frame: "frame-1" }),
    note("other"),
  ]);
  view.selection.value = new Set(["frame-1", "inside"]);

  assert.deepEqual(commands.remove(["frame-1"]), ["frame-1"]);

  assert.equal(item(store, "inside").frame, null);
  assert.deepEqual([...view.selection.value], ["inside"]);
});

test("CMD deleting a frame with its items is one change, items first", () => {
  const { store, commands } = desk([frame("frame-1"), note("inside", { frame: "frame-1", z: "a1" })]);

  assert.deepEqual(commands.remove(["frame-1", "inside", "nowhere"]), ["inside", "frame-1"]);

  assert.equal(store.scene.value.size, 0);
  assert.deepEqual(
    store.unsent().map(({ ops }) => ops),
    [
      [
        { do: "delete", id: "inside" },
        { do: "delete", id: "frame-1" },
      ],
    ],
  );
});

test("CMD what somebody else deletes, or the server takes back, is no longer selected", () => {
  const { store, commands, view } = desk([note("note-1"), note("note-2")]);
  const made = commands.addNote({ at: { x: 0, y: 0 } }) ?? "";
  view.selection.value = new Set(["note-1", "note-2", made]);

  store.receive([{ seq: 1, at_ms: 1, actor: BRUNO.id, ops: [{ do: "delete", id: "note-1" }] }]);
  store.refused(["client-1", 1], errorAnswer("item.too_many"));

  assert.deepEqual([...view.selection.value], ["note-2"]);
});

test("CMD copies keep the layout, come with new ids, are mine, read last and are selected", () => {
  const { store, commands, view } = desk(
    [note("note-1", { x: 10, y: 20, z: "a2", text: "one" }), text("text-1", { x: 300, y: 40, z: "a1" })],
    BRUNO,
  );

  const copies = commands.duplicate(["note-1", "text-1"]);

  assert.deepEqual([...view.selection.value], [...copies]);
  assert.deepEqual(orderOf(store), ["text-1", "note-1", ...copies]);
  const [copyOfText, copyOfNote] = copies.map((id) => item(store, id));
  assert.deepEqual([copyOfText?.kind, copyOfText?.x, copyOfText?.y], ["text", 324, 64]);
  assert.deepEqual(
    [copyOfNote?.text, copyOfNote?.x, copyOfNote?.y, copyOfNote?.author],
    ["one", 34, 44, BRUNO.id],
  );
  assert.equal(item(store, "note-1").x, 10);
});

test("CMD the copy of a frame lies beside it and holds copies of its items", () => {
  const { store, commands } = desk([
    frame("frame-1", { title: "Needs" }),
    note("inside", { x: 30, y: 120, frame: "frame-1", z: "a1" }),
    note("other", { x: 5000 }),
  ]);

  const [copyOfFrame, copyOfNote] = commands.duplicate(["frame-1"]);

  const copied = frameOf(store, copyOfFrame ?? null);
  assert.deepEqual([copied.title, copied.x, copied.y], ["Needs", 840, 0]);
  const inside = item(store, copyOfNote ?? null);
  assert.deepEqual([inside.x, inside.y, inside.frame], [870, 120, copied.id]);
  assert.equal(store.scene.value.size, 5);
});

test("CMD select all takes what this person may change", () => {
  const records = [frame("frame-1"), note("note-1"), text("text-1")];

  const facilitator = desk(records);
  facilitator.commands.selectAll();
  assert.deepEqual([...facilitator.view.selection.value].sort(), ["frame-1", "note-1", "text-1"]);

  const participant = desk(records, BRUNO);
  participant.commands.selectAll();
  assert.deepEqual([...participant.view.selection.value].sort(), ["note-1", "text-1"]);
});

// --- clusters ---

function clusterAt(id: string, fields: Partial<ClusterRecord>): ClusterRecord {
  const place = { x: 0, y: 0, w: 500, h: 300, frame: null };
  return { kind: "cluster", id, z: "a0", author: "anna", created_at_ms: 0, title: "", ...place, ...fields };
}

function clusterOf(store: BoardStore, id: string): string | null {
  const record = store.scene.value.get(id);
  assert.ok(record?.kind === "note");
  return record.cluster ?? null;
}

test("CMD a cluster takes its notes along, into the frame that it comes to lie in", () => {
  const { store, commands } = desk([
    frame("frame-1", { x: 2000 }),
    clusterAt("stay", {}),
    note("inside", { x: 40, y: 60, cluster: "stay" }),
    note("below", { x: 270, y: 60 }),
  ]);

  commands.move(["stay"], 2100, 120);

  const inside = item(store, "inside");
  assert.deepEqual([inside.x, inside.y, inside.frame], [2140, 180, "frame-1"]);
  assert.equal(clusterOf(store, "inside"), "stay");
  assert.equal(item(store, "below").x, 270);
});

test("CMD a note joins the cluster that it comes to lie in, stays while it moves in it, and leaves it", () => {
  const { store, commands } = desk([clusterAt("stay", {}), note("note-1", { x: 900, y: 60 })]);

  commands.move(["note-1"], -850, 0);
  assert.equal(clusterOf(store, "note-1"), "stay");
  commands.move(["note-1"], 20, 5);
  assert.equal(clusterOf(store, "note-1"), "stay");
  commands.move(["note-1"], 850, 0);
  assert.equal(clusterOf(store, "note-1"), null);
});

test("CMD a note made in a cluster belongs to it", () => {
  const { store, commands } = desk([clusterAt("stay", {})]);

  assert.equal(clusterOf(store, commands.addNote({ at: { x: 250, y: 150 } }) ?? ""), "stay");
  assert.equal(clusterOf(store, commands.addNote({ at: { x: 900, y: 150 } }) ?? ""), null);
});

test("CMD a frame takes a cluster and its notes along as they are", () => {
  const { store, commands } = desk([
    frame("frame-1"),
    clusterAt("stay", { frame: "frame-1" }),
    note("inside", { x: 40, y: 60, cluster: "stay", frame: "frame-1" }),
  ]);

  commands.move(["frame-1"], 300, 0);

  assert.deepEqual([item(store, "inside").x, clusterOf(store, "inside")], [340, "stay"]);
});
