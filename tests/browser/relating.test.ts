import assert from "node:assert/strict";
import { test } from "node:test";

import { encloses, intersects } from "../../static/src/core/geometry.ts";
import { inReadingOrder, outline } from "../../static/src/core/outline.ts";
import type { ClusterRecord, ConnectorRecord, ItemRecord } from "../../static/src/core/types.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { createRelating, type Relating } from "../../static/src/tools/commands/relating.ts";
import { createSettling } from "../../static/src/tools/commands/settling.ts";
import { flat, partsOf } from "../../static/src/ui/list/rows.ts";
import { ANNA, frame, note } from "./support/board.ts";
import { boxed, counting, type Desk, desk, frameOf, item, messages } from "./support/desk.ts";

function relating({ store, view }: Desk): Relating {
  return createRelating(createCommandBoard(store, view, counting("made-")));
}

function cluster(bench: Desk, id: string | null): ClusterRecord {
  const record = bench.store.scene.value.get(id ?? "");
  assert.ok(record?.kind === "cluster");
  return record;
}

const keysOf = (bench: Desk): string[] =>
  partsOf(bench.store.scene.value).flatMap(({ rows }) => flat(rows).map(({ key }) => key));

test("LIST2 a line made in words stands under both of its items, each way once", () => {
  const bench = desk([frame("frame-1"), note("a", { frame: "frame-1" }), note("b", { frame: "frame-1" })]);
  const { connect, reconnect } = relating(bench);

  const id = connect({ from: "a", to: "b", label: " causes ", heads: "end" });

  assert.equal(id, "made-1");
  assert.deepEqual(keysOf(bench), ["a", "made-1", "b", "to made-1"]);
  const line = bench.store.scene.value.get("made-1");
  assert.equal(line?.kind === "connector" && line.label, "causes");
  assert.ok(reconnect("made-1", { from: "b", to: "a", label: "", heads: "both" }));
  assert.deepEqual(keysOf(bench), ["a", "to made-1", "b", "made-1"]);
});

test("an end of a line goes to another item or a free place, and never to where the other end is", () => {
  const bench = desk([note("a"), note("b", { x: 400 }), note("c", { x: 800 })]);
  const { connect, moveEnd } = relating(bench);
  const id = connect({ from: "a", to: "b", label: "", heads: "end" }) ?? "";
  const line = () => bench.store.scene.value.get(id) as ConnectorRecord;

  assert.ok(moveEnd(id, "to", { item: "c", side: "auto" }));
  assert.deepEqual(line().to, { item: "c", side: "auto" });
  assert.ok(moveEnd(id, "from", { x: 10, y: 20 }));
  assert.deepEqual(line().from, { x: 10, y: 20 });
  assert.ok(moveEnd(id, "from", { item: "b", side: "auto" }));
  assert.equal(moveEnd(id, "from", { item: "c", side: "auto" }), false);
  assert.equal(moveEnd(id, "to", { item: "c", side: "left" }), false);
  assert.deepEqual(line().from, { item: "b", side: "auto" });
});

test("LIST2 a line from an item to itself, or to one that is gone, is refused with a sentence", () => {
  const bench = desk([note("a")]);
  const { connect } = relating(bench);

  assert.equal(connect({ from: "a", to: "a", label: "", heads: "end" }), null);
  assert.equal(connect({ from: "a", to: "gone", label: "", heads: "end" }), null);

  assert.deepEqual(messages(bench.store), ["Somebody has deleted this in the meantime."]);
});

test("LIST2 a line that ends at a frame is the first row of its section", () => {
  const bench = desk([frame("frame-1"), note("in", { frame: "frame-1" }), note("out", { x: 2000 })]);

  relating(bench).connect({ from: "out", to: "frame-1", label: "", heads: "end" });

  assert.deepEqual(keysOf(bench), ["to made-1", "in", "out", "made-1"]);
});

test("LIST2 notes come together in a new cluster that lies on nothing else", () => {
  const bench = desk([
    frame("frame-1", { w: 2000, h: 1200 }),
    note("a", { frame: "frame-1", x: 20, y: 100 }),
    note("b", { frame: "frame-1", x: 1500, y: 800 }),
    note("between", { frame: "frame-1", x: 300, y: 100 }),
  ]);

  const id = relating(bench).gather(["a", "b"], "Seats", "frame-1");

  const around = cluster(bench, id);
  assert.equal(around.title, "Seats");
  for (const name of ["a", "b"]) assert.ok(encloses(around, boxed(bench.store, name)), name);
  assert.ok(!intersects(around, boxed(bench.store, "between")));
  assert.ok(!intersects(boxed(bench.store, "a"), boxed(bench.store, "b")));
  assert.deepEqual(keysOf(bench), ["between", "made-1", "a", "b"]);
  assert.equal(bench.store.unsent().length, 1, "one change, one undo");
});

test("LIST2 a note that joins a cluster finds room in it, and the cluster grows when it must", () => {
  const bench = desk([
    frame("frame-1", { w: 2000, h: 1200 }),
    note("a", { frame: "frame-1", x: 20, y: 100 }),
    note("b", { x: 3000 }),
    note("c", { x: 3300 }),
  ]);
  const { gather, moveToCluster } = relating(bench);
  const id = gather(["a"], "Seats", "frame-1");

  moveToCluster(["b", "c"], id);

  const boxes = ["a", "b", "c"].map((name) => boxed(bench.store, name));
  for (const box of boxes) assert.ok(encloses(cluster(bench, id), box));
  for (const [at, box] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) assert.ok(!intersects(box, other));
  }
  assert.equal(item(bench.store, "b").frame, "frame-1");
  assert.deepEqual(keysOf(bench), ["made-1", "a", "b", "c"]);

  moveToCluster(["a"], null);
  assert.ok(!intersects(cluster(bench, id), boxed(bench.store, "a")));
  assert.deepEqual(
    keysOf(bench),
    ["made-1", "b", "c", "a"].sort((x, y) => order(bench, x) - order(bench, y)),
  );
});

function order(bench: Desk, id: string): number {
  return inReadingOrder(bench.store.scene.value).findIndex((record) => record.id === id);
}

test("LIST2 a cluster takes its notes to another frame, in their places", () => {
  const bench = desk([
    frame("frame-1"),
    frame("frame-2", { x: 3000 }),
    note("a", { frame: "frame-1" }),
    note("b", { frame: "frame-1" }),
  ]);
  const { gather, moveClusterToFrame } = relating(bench);
  const id = gather(["a", "b"], "Seats", "frame-1") ?? "";
  const before = boxed(bench.store, "b").x - cluster(bench, id).x;

  moveClusterToFrame(id, "frame-2");

  assert.equal(boxed(bench.store, "b").x - cluster(bench, id).x, before);
  assert.equal(item(bench.store, "b").frame, "frame-2");
  assert.deepEqual(keysOf(bench), [id, "a", "b"]);
});

test("LIST2 a note that goes to another frame alone leaves its cluster", () => {
  const bench = desk([frame("frame-1"), frame("frame-2", { x: 3000 }), note("a", { frame: "frame-1" })]);
  const id = relating(bench).gather(["a"], "Seats", "frame-1");

  bench.commands.moveToFrame(["a"], "frame-2");
  bench.commands.moveToFrame(["a"], "frame-1");

  assert.equal(id, "made-1");
  assert.ok(!("cluster" in item(bench.store, "a")));
});

test("LIST2 a frame goes into another one with all it holds, and out again; never into itself", () => {
  const bench = desk([
    frame("outer", { x: 0, y: 0, w: 900, h: 700 }),
    note("there", { frame: "outer", x: 20, y: 100, w: 860, h: 500 }),
    frame("inner", { x: 2000, y: 0, w: 500, h: 400 }),
    note("in", { frame: "inner", x: 2100, y: 120 }),
  ]);
  const { moveFrame } = relating(bench);

  moveFrame("inner", "outer");

  assert.equal(frameOf(bench.store, "inner").frame, "outer");
  assert.ok(encloses(frameOf(bench.store, "outer"), frameOf(bench.store, "inner")), "it grows");
  assert.ok(!intersects(frameOf(bench.store, "inner"), boxed(bench.store, "there")));
  assert.ok(encloses(frameOf(bench.store, "inner"), boxed(bench.store, "in")));
  const levels = outline(bench.store.scene.value).frames.map(({ level }) => level);
  assert.deepEqual(levels, [0, 1]);

  assert.deepEqual(moveFrame("outer", "inner"), []);
  assert.deepEqual(messages(bench.store), ["A frame cannot lie inside itself."]);

  moveFrame("inner", null);
  assert.ok(!intersects(frameOf(bench.store, "outer"), frameOf(bench.store, "inner")));
});

test("LIST2 up and down change the place among what is read beside it: notes of one cluster, frames of one frame", () => {
  const bench = desk([
    frame("frame-1", { z: "a0" }),
    note("first", { frame: "frame-1", z: "a1" }),
    note("x", { frame: "frame-1", z: "a2" }),
    note("between", { frame: "frame-1", z: "a3" }),
    note("y", { frame: "frame-1", z: "a4" }),
  ]);
  relating(bench).gather(["x", "y"], "Seats", "frame-1");

  bench.commands.moveInOrder("x", 1);

  assert.deepEqual(keysOf(bench), ["first", "between", "made-1", "y", "x"]);
});

test("LIST2 shapes, links and pictures are added to a frame where there is room", () => {
  const bench = desk([frame("frame-1"), note("a", { frame: "frame-1", x: 20, y: 100 })]);
  const settling = createSettling(createCommandBoard(bench.store, bench.view, counting("put-")));

  const made = [
    settling.shape("frame-1", "diamond", "Decide?"),
    settling.link("frame-1", "https://example.org/", "Example"),
    settling.image("frame-1", { w: 200, h: 100 }, "0".repeat(64)),
  ];

  const boxes = ["a", ...made].map((id) => boxed(bench.store, id ?? ""));
  for (const [at, box] of boxes.entries()) {
    assert.ok(encloses(frameOf(bench.store, "frame-1"), box));
    for (const other of boxes.slice(at + 1)) assert.ok(!intersects(box, other));
  }
  const kinds = partsOf(bench.store.scene.value)[0]?.items.map(({ kind }: ItemRecord) => kind);
  assert.deepEqual(kinds, ["note", "shape", "link", "image"]);
});

test("CMD what others lie in or hang on is copied first, whatever was made first", () => {
  const ends = { from: { item: "a", side: "auto" }, to: { item: "b", side: "auto" } } as const;
  const made = desk([
    note("a", { x: 40, y: 140, frame: "f", z: "a3" }),
    note("b", { x: 400, y: 140, frame: "f", z: "a0" }),
    { kind: "connector", id: "line", z: "a1", author: ANNA.id, created_at_ms: 0, ...ends },
    frame("f", { z: "a2" }),
  ]);

  const copies = made.commands.duplicate(["f"]);

  assert.deepEqual(messages(made.store), []);
  assert.equal(copies.length, 4);
});

test("CMD a cluster that is put in a frame takes its notes along, as they lie in it", () => {
  const made = desk([
    frame("f", { x: 3_000, w: 1_200, h: 900 }),
    { ...note("c", { w: 500, h: 400, z: "a1" }), kind: "cluster", title: "" } as unknown as ClusterRecord,
    note("a", { x: 24, y: 64, cluster: "c", z: "a2" }),
    note("b", { x: 250, y: 64, cluster: "c", z: "a3" }),
  ]);

  made.commands.moveToFrame(["c", "a"], "f");

  const [c, a, b] = ["c", "a", "b"].map((id) => boxed(made.store, id));
  assert.ok(c && a?.kind === "note" && b?.kind === "note");
  assert.deepEqual(
    [c, a, b].map((one) => one.frame),
    ["f", "f", "f"],
  );
  assert.deepEqual([a.cluster, b.cluster], ["c", "c"]);
  assert.deepEqual([a.x - c.x, a.y - c.y, b.x - c.x, b.y - c.y], [24, 64, 250, 64]);
  assert.ok(c.z < a.z && a.z < b.z);
});
