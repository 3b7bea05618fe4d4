import assert from "node:assert/strict";
import { test } from "node:test";

import { makeId } from "../../static/src/core/ids.ts";
import type { ItemRecord, Person } from "../../static/src/core/types.ts";
import { aligned, distributed, tidied } from "../../static/src/tools/arrange/places.ts";
import { type Arranging, createArranging } from "../../static/src/tools/commands/arranging.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { ANNA, BRUNO, frame, note, text } from "./support/board.ts";
import { boxed, type Desk, desk, item, orderOf } from "./support/desk.ts";

function bench(records: readonly ItemRecord[], me: Person = ANNA): Desk & { readonly arranging: Arranging } {
  const made = desk(records, me);
  return { ...made, arranging: createArranging(createCommandBoard(made.store, made.view, makeId)) };
}

const at = (x: number, y: number, w = 100, h = 100) => ({ x, y, w, h });

test("items are aligned with the edge or the middle of all of them", () => {
  const boxes = [at(0, 0), at(50, 300, 50), at(250, 80, 150, 40)];

  assert.deepEqual(
    aligned(boxes, "left").map(({ x }) => x),
    [0, 0, 0],
  );
  assert.deepEqual(
    aligned(boxes, "right").map(({ x }) => x),
    [300, 350, 250],
  );
  assert.deepEqual(
    aligned(boxes, "center").map(({ x }) => x),
    [150, 175, 125],
  );
  assert.deepEqual(
    aligned(boxes, "bottom").map(({ y }) => y),
    [300, 300, 360],
  );
  assert.deepEqual(
    aligned(boxes, "middle").map(({ y }) => y),
    [150, 150, 180],
  );
});

test("items are spread with the same room between them; the outer two stay", () => {
  const places = distributed([at(500, 7), at(0, 5), at(120, 9, 60)], "across");

  assert.deepEqual(places, [
    { x: 500, y: 7 },
    { x: 0, y: 5 },
    { x: 270, y: 9 },
  ]);
  assert.deepEqual(distributed([at(0, 0), at(500, 0)], "down"), [
    { x: 0, y: 0 },
    { x: 500, y: 0 },
  ]);
});

test("tidying keeps rows, makes the gaps even and puts nothing on anything", () => {
  const places = tidied([at(310, 20), at(0, 0), at(15, 190, 140), at(300, 160)]);

  assert.deepEqual(places, [
    { x: 160, y: 0 },
    { x: 0, y: 0 },
    { x: 0, y: 120 },
    { x: 160, y: 120 },
  ]);
});

test("a pile becomes a square grid", () => {
  const places = tidied(Array.from({ length: 9 }, (_, n) => at(n * 3, n * 2)));

  assert.deepEqual(places[8], { x: 240, y: 240 });
  assert.equal(new Set(places.map(({ x, y }) => `${x} ${y}`)).size, 9);
});

test("CMD aligning is one change: items join the frame they come to lie in, frames take theirs along", () => {
  const { store, arranging } = bench([
    frame("frame-1", { x: 0, y: 0 }),
    frame("frame-2", { x: 1000, y: 100 }),
    note("inside", { x: 1100, y: 300, frame: "frame-2" }),
    note("far", { x: 900, y: 2000 }),
  ]);

  arranging.align(["frame-1", "frame-2", "inside"], "top");
  assert.deepEqual([item(store, "inside").x, item(store, "inside").y], [1100, 200]);
  assert.equal(store.unsent().length, 1);

  arranging.align(["inside", "far"], "top");
  assert.deepEqual([item(store, "far").y, item(store, "far").frame], [200, "frame-2"]);
  store.takeBack("undo");
  assert.equal(item(store, "far").y, 2000);
});

test("CMD a group is put in order as one; alone, its items are", () => {
  const { store, arranging } = bench([
    note("one", { x: 300, y: 0 }),
    note("two", { x: 100, y: 400, group: "g" }),
    note("three", { x: 140, y: 650, group: "g" }),
  ]);

  arranging.align(["one", "two", "three"], "left");
  assert.deepEqual(
    ["one", "two", "three"].map((id) => item(store, id).x),
    [100, 100, 140],
  );

  arranging.align(["two", "three"], "left");
  assert.equal(item(store, "three").x, 100);
});

test("CMD what comes to the front or goes to the back keeps its own order", () => {
  const { store, arranging } = bench(
    ["a", "b", "c", "d"].map((id, n) => note(id, { z: `a${n}`, x: n * 300 })),
  );

  arranging.toFront(["b", "a"]);
  assert.deepEqual(orderOf(store), ["c", "d", "a", "b"]);
  assert.deepEqual(arranging.toFront(["a", "b"]), []);
  arranging.toBack(["d"]);
  assert.deepEqual(orderOf(store), ["d", "c", "a", "b"]);
});

test("CMD select similar finds the same kind, and notes of the same type", () => {
  const { view, arranging } = bench([
    note("a", { type: "P" }),
    note("b", { type: "P" }),
    note("c", { type: "S" }),
    text("t"),
  ]);

  assert.equal(arranging.selectSimilar(["a"]), 2);
  assert.deepEqual([...view.selection.value], ["a", "b"]);
});

test("CMD what somebody may not move stays where it is", () => {
  const { store, arranging } = bench(
    [frame("frame-1", { x: 500 }), note("a", { x: 0 }), note("b", { x: 90 })],
    BRUNO,
  );

  arranging.align(["frame-1", "a", "b"], "right");
  assert.equal(boxed(store, "frame-1").x, 500);
  assert.equal(item(store, "a").x, 90);
});
