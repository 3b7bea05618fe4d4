import assert from "node:assert/strict";
import { test } from "node:test";

import { turnWithin } from "../../static/src/core/geometry.ts";
import { makeId } from "../../static/src/core/ids.ts";
import { isBoxed } from "../../static/src/core/records.ts";
import type { BoxedRecord, ItemRecord, Person } from "../../static/src/core/types.ts";
import { clipOf } from "../../static/src/tools/clipboard/clip.ts";
import { pasteItems, readClip } from "../../static/src/tools/clipboard/pasting.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { createHolding, styleOf } from "../../static/src/tools/commands/holding.ts";
import { createMaking } from "../../static/src/tools/commands/making.ts";
import { createGroups } from "../../static/src/tools/groups.ts";
import { ANNA, BRUNO, frame, note, VERA } from "./support/board.ts";
import { desk, item, messages } from "./support/desk.ts";

function bench(records: readonly ItemRecord[], me: Person = ANNA) {
  const made = desk(records, me);
  const board = createCommandBoard(made.store, made.view, makeId);
  const find = (id: string | null): ItemRecord =>
    made.store.scene.value.get(id ?? "") ?? assert.fail(`${id}`);
  const boxed = (id: string | null): BoxedRecord => {
    const record = find(id);
    return isBoxed(record) ? record : assert.fail(`${id} has no box`);
  };
  return { ...made, board, making: createMaking(board), holding: createHolding(board), find, boxed };
}

test("CMD each kind is made where it was put, with the look that was chosen, in the frame under it", () => {
  const { making, view, find } = bench([frame("f", { x: 0, y: 0 })]);
  view.making.value = { shape: "diamond", colour: "green", width: 8, emoji: "⭐" };

  const shape = find(making.shape({ x: 100, y: 200, w: 120, h: 80 }));
  const stroke = find(
    making.stroke({ x: 900, y: 0, w: 50, h: 50 }, [0, 0, 50, 10_000, 10_000, 50], "highlighter"),
  );
  const stamp = find(making.stamp({ x: 200, y: 300 }));
  const dot = find(making.dot({ x: 2000, y: 0 }));

  assert.ok(
    shape.kind === "shape" && stroke.kind === "stroke" && stamp.kind === "stamp" && dot.kind === "dot",
  );
  assert.deepEqual([shape.shape, shape.fill, shape.frame, shape.x], ["diamond", "green", "f", 100]);
  assert.deepEqual(
    [stroke.tool, stroke.width, stroke.colour, stroke.frame],
    ["highlighter", 40, "green", null],
  );
  assert.deepEqual([stamp.emoji, stamp.x, stamp.y], ["⭐", 168, 268]);
  assert.deepEqual([dot.colour, dot.frame], ["green", null]);
});

test("CMD who only looks makes nothing and reads why", () => {
  const { making, store } = bench([], VERA);

  assert.equal(making.shape({ x: 0, y: 0, w: 100, h: 100 }), null);
  assert.equal(store.scene.value.size, 0);
  assert.equal(messages(store).length, 1);
});

test("CMD a line joins two items, and goes with them when they are copied together", () => {
  const { making, commands, store, find } = bench([note("a"), note("b", { x: 400 })]);
  const line = making.connector({ item: "a", side: "auto" }, { item: "b", side: "left" });
  assert.equal(find(line).kind, "connector");

  const copies = commands.duplicate(["a", "b"]).map(find);
  const copy = copies.find(({ kind }) => kind === "connector");
  assert.ok(copy?.kind === "connector" && "item" in copy.from && "item" in copy.to);
  const { from, to } = copy;
  assert.ok(copies.some(({ id }) => id === from.item) && copies.some(({ id }) => id === to.item));

  commands.remove(["a"]);
  assert.equal(store.scene.value.has(line ?? ""), false);
  store.takeBack("undo");
  assert.ok(store.scene.value.has(line ?? "") && store.scene.value.has("a"));
});

test("CMD what is grouped is selected together until the group is gone; copies are a group of their own", () => {
  const { holding, commands, store, find } = bench([note("a"), note("b"), note("c")]);
  const groups = createGroups(store);

  holding.group(["a", "b"]);
  assert.deepEqual([...groups.whole(["a"])].sort(), ["a", "b"]);
  const copies = commands.duplicate(["a", "b"]).map(find);
  assert.deepEqual([...groups.whole(["a"])].sort(), ["a", "b"]);
  const [first, second] = copies;
  assert.ok(first?.kind === "note" && second?.kind === "note" && first.group === second.group);

  holding.ungroup(["a", "b"]);
  assert.deepEqual([...groups.whole(["a"])], ["a"]);
  assert.equal(item(store, "a").group, undefined);
});

test("CMD a participant can do nothing to what a facilitator has locked", () => {
  const anna = bench([note("a")]);
  anna.holding.lock(["a"], true);
  assert.equal(item(anna.store, "a").locked, true);
  anna.commands.move(["a"], 8, 0);
  assert.equal(item(anna.store, "a").x, 8);

  const bruno = bench([note("a", { locked: true }), note("b")], BRUNO);
  assert.deepEqual(bruno.commands.move(["a", "b"], 8, 0), ["b"]);
  assert.deepEqual(bruno.commands.remove(["a"]), []);
  assert.match(messages(bruno.store)[0] ?? "", /locked/);
  bruno.commands.selectAll();
  assert.deepEqual([...bruno.view.selection.value], ["b"]);
});

test("CMD a cluster goes around its notes, which keep their places; deleting it frees them", () => {
  const { holding, commands, store, boxed } = bench([note("a"), note("b", { x: 300, y: 100 })]);

  const id = holding.cluster(["a", "b"]);
  const cluster = boxed(id);

  assert.ok(cluster.x < 0 && cluster.y < -24 && cluster.x + cluster.w > 500);
  assert.equal(
    item(store, "a").kind === "note" && (store.scene.value.get("a") as { cluster?: string }).cluster,
    id,
  );
  assert.equal(store.unsent().length, 1);
  commands.remove([id ?? ""]);
  assert.equal((store.scene.value.get("a") as { cluster?: string }).cluster, undefined);
});

test("CMD a look is copied as far as the other kind has it", () => {
  const { holding, find } = bench([note("a", { type: "P", colour: "blue" }), note("b"), frame("f")]);

  const style = styleOf(find("a"));
  assert.deepEqual(style, { type: "P", colour: "blue" });
  assert.deepEqual(holding.set("Change the look", ["b", "f"], style), ["b"]);
  const b = find("b");
  assert.ok(b.kind === "note" && b.type === "P" && b.colour === "blue");
});

test("CMD turning goes around and comes back to straight; frames do not turn", () => {
  const { holding, store } = bench([note("a"), frame("f")]);

  assert.deepEqual(holding.turn(["a", "f"], 15), ["a"]);
  assert.equal(item(store, "a").rotation, 15);
  holding.turn(["a"], null);
  assert.equal(item(store, "a").rotation, undefined);
  assert.deepEqual(
    [turnWithin(190), turnWithin(-180), turnWithin(540), turnWithin(-15)],
    [-170, 180, 180, -15],
  );
});

test("CMD a moved frame takes frames in it along with all they hold, and lies in the frame that holds it", () => {
  const { commands, store, boxed } = bench([
    frame("outer", { x: 0, y: 0, w: 2000, h: 2000 }),
    frame("inner", { x: 100, y: 200, w: 600, h: 500, frame: "outer" }),
    note("deep", { x: 200, y: 300, frame: "inner" }),
    frame("free", { x: 5000, y: 0, w: 400, h: 400 }),
  ]);

  commands.move(["outer"], 50, 60);
  assert.deepEqual([boxed("inner").x, boxed("deep").x, boxed("deep").y], [150, 250, 360]);
  assert.equal((store.scene.value.get("inner") as { frame?: string }).frame, "outer");

  commands.move(["free"], -4000, 300);
  assert.equal((store.scene.value.get("free") as { frame?: string }).frame, "outer");
  commands.move(["free"], 4000, 0);
  assert.equal((store.scene.value.get("free") as { frame?: string }).frame, undefined);
});

test("CMD lines, strokes and groups survive copying to another board; what points nowhere is left out", async () => {
  const from = bench([
    note("a", { group: "g" }),
    note("b", { x: 400, group: "g" }),
    note("far", { x: 2000 }),
  ]);
  from.making.connector({ item: "a", side: "auto" }, { item: "b", side: "auto" });
  const stray = from.making.connector({ item: "a", side: "auto" }, { item: "far", side: "auto" });
  const clip = clipOf(from.store.scene.value, ["a", "b", stray ?? ""]);

  const to = bench([], BRUNO);
  const ids = await pasteItems(to.board, readClip(clip?.json ?? ""), { x: 0, y: 0 });

  const kinds = ids.map((id) => to.find(id).kind).sort();
  assert.deepEqual(kinds, ["connector", "note", "note"]);
});
