import assert from "node:assert/strict";
import { test } from "node:test";

import { handleAt, handlePoint, handlesOf } from "../../static/src/render/handles.ts";
import { LEAST_SIZE, resized } from "../../static/src/tools/resizing.ts";

const BOX = { x: 100, y: 100, w: 200, h: 160 };
const NONE = { w: 10, h: 10 };

test("a selection has eight handles, on its corners and the middles of its sides", () => {
  assert.equal(handlesOf(BOX).length, 8);
  assert.deepEqual(handlePoint("se", BOX), { x: 300, y: 260 });
  assert.deepEqual(handlePoint("n", BOX), { x: 200, y: 100 });
});

test("a handle answers within 12 pixels on each side and no farther", () => {
  assert.equal(handleAt({ x: 312, y: 272 }, BOX, 24), "se");
  assert.equal(handleAt({ x: 313, y: 260 }, BOX, 24), null);
  assert.equal(handleAt({ x: 100, y: 180 }, BOX, 24), "w");
  assert.equal(handleAt({ x: 200, y: 180 }, BOX, 24), null);
});

test("a finger has a wider reach", () => {
  assert.equal(handleAt({ x: 320, y: 280 }, BOX, 44), "se");
});

test("a small selection has handles on its corners only, and its middle can still be dragged", () => {
  const small = { x: 100, y: 100, w: 24, h: 24 };

  assert.deepEqual(handlesOf(small), ["nw", "ne", "se", "sw"]);
  assert.equal(handleAt({ x: 112, y: 112 }, small, 24), null);
  assert.equal(handleAt({ x: 95, y: 95 }, small, 24), "nw");
});

test("resizing moves the sides of the handle and leaves the opposite ones", () => {
  assert.deepEqual(resized(BOX, "se", 30, 20, NONE, false), { x: 100, y: 100, w: 230, h: 180 });
  assert.deepEqual(resized(BOX, "nw", 30, 20, NONE, false), { x: 130, y: 120, w: 170, h: 140 });
  assert.deepEqual(resized(BOX, "e", 30, 20, NONE, false), { x: 100, y: 100, w: 230, h: 160 });
  assert.deepEqual(resized(BOX, "n", 30, 20, NONE, false), { x: 100, y: 120, w: 200, h: 140 });
});

test("an item stops at its least size, with the opposite corner still in place", () => {
  assert.deepEqual(resized(BOX, "nw", 500, 500, LEAST_SIZE.note, false), { x: 220, y: 180, w: 80, h: 80 });
  assert.deepEqual(resized(BOX, "se", -500, -500, LEAST_SIZE.note, false), { x: 100, y: 100, w: 80, h: 80 });
});

test("Shift keeps the proportions on corners", () => {
  assert.deepEqual(resized(BOX, "se", 200, 0, NONE, true), { x: 100, y: 100, w: 400, h: 320 });
  assert.deepEqual(resized(BOX, "nw", -200, 0, NONE, true), { x: -100, y: -60, w: 400, h: 320 });
  assert.deepEqual(resized(BOX, "se", -190, -150, LEAST_SIZE.note, true), { x: 100, y: 100, w: 100, h: 80 });
});

test("DATA3 a resized box has two decimals at most", () => {
  const box = resized(BOX, "nw", 1 / 3, 1 / 7, NONE, false);

  for (const value of Object.values(box)) assert.equal(value, Math.round(value * 100) / 100);
});
