import assert from "node:assert/strict";
import { test } from "node:test";

import {
  center,
  cornersOf,
  intersects,
  touchesTurned,
  turnedPoint,
  turnWithin,
} from "../../static/src/core/geometry.ts";
import type { NoteRecord } from "../../static/src/core/types.ts";
import { aroundAll, gripAt, turnHandlePoint } from "../../static/src/render/handles.ts";
import { createView } from "../../static/src/store/view.ts";
import { angleBetween, evenTurn, turnedPlaces } from "../../static/src/tools/arrange/turning.ts";
import { createCommands } from "../../static/src/tools/commands.ts";
import { createDragging } from "../../static/src/tools/dragging.ts";
import { frame, note, storeWith } from "./support/board.ts";
import { below, seeded } from "./support/random.ts";

const near = (a: number, b: number, by = 0.02): boolean => Math.abs(a - b) <= by;

test("TURN several items turn around their common middle and keep their distances", () => {
  const items = [note("note-a", { x: 0, y: 0 }), note("note-b", { x: 400, y: 100, rotation: 30 })];

  const places = turnedPlaces(items, 90);

  const [a, b] = [places.get("note-a"), places.get("note-b")];
  assert.ok(a && b);
  assert.equal(a.rotation, 90);
  assert.equal(b.rotation, 120);
  assert.ok(near(Math.hypot(b.x - a.x, b.y - a.y), Math.hypot(400, 100)));
  assert.ok(near(b.x - a.x, -100) && near(b.y - a.y, 400));
});

test("TURN a single item stays where it is, whatever the angle", () => {
  const item = note("note-a", { x: 10.11, y: 20.22, rotation: 17 });
  for (let by = -180; by <= 180; by += 7) {
    const place = turnedPlaces([item], by).get("note-a");
    assert.deepEqual([place?.x, place?.y], [item.x, item.y]);
    assert.equal(place?.rotation, turnWithin(17 + by));
  }
});

test("TURN Shift goes in steps of 15 degrees, right angles draw it near, Ctrl leaves it free", () => {
  assert.equal(evenTurn(10, 21, { isStraight: true }), 20);
  assert.equal(evenTurn(0, 88.2, {}), 90);
  assert.equal(evenTurn(0, 88.2, { isFree: true }), 88);
  assert.equal(evenTurn(5, -6.9, {}), -5);
  assert.equal(evenTurn(0, 44.4, {}), 44);
});

test("TURN a box touches a turned one where it can be seen, not where only its cover is", () => {
  const seed = 20261124;
  const random = seeded(seed);
  for (let round = 0; round < 2_000; round += 1) {
    const number = (most: number): number => 1 + below(random, most);
    const turned = {
      x: number(200),
      y: number(200),
      w: number(150),
      h: number(150),
      turn: number(360) - 180,
    };
    const box = { x: number(300), y: number(300), w: number(80), h: number(80) };
    // A point of either that lies in the other: enough for most that touch, and never for those that do not.
    const grid = Array.from({ length: 400 }, (_, at) => ({
      x: turned.x + ((at % 20) + 0.5) * (turned.w / 20),
      y: turned.y + (Math.floor(at / 20) + 0.5) * (turned.h / 20),
    })).map((point) => turnedPoint(point, center(turned), turned.turn));
    const isInside = grid.some(
      ({ x, y }) => x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h,
    );
    if (isInside) assert.ok(touchesTurned(box, turned), `seed ${seed}, round ${round}`);
    if (turned.turn % 180 === 0) assert.equal(touchesTurned(box, turned), intersects(box, turned));
  }
  const diamond = { x: 0, y: 0, w: 100, h: 100, turn: 45 };
  assert.ok(!touchesTurned({ x: -20, y: -20, w: 25, h: 25 }, diamond));
  assert.ok(touchesTurned({ x: 45, y: -20, w: 10, h: 10 }, diamond));
});

test("TURN the handles of a turned item are turned with it; several have upright ones", () => {
  const one = aroundAll([note("note-a", { rotation: 90 })]);
  assert.ok(one);
  assert.equal(one.turn, 90);
  const [nw] = cornersOf(one);
  assert.ok(nw);
  assert.equal(gripAt(nw, one, 24), "nw");
  const turnAt = turnedPoint(turnHandlePoint(one), center(one), 90);
  assert.equal(gripAt(turnAt, one, 24), "turn");
  assert.equal(gripAt(turnAt, one, 44), "turn");
  assert.equal(gripAt(turnHandlePoint(one), one, 24), null);

  const both = aroundAll([note("note-a", { rotation: 45 }), note("note-b", { x: 500 })]);
  assert.equal(both?.turn, 0);
  assert.equal(aroundAll([note("note-a"), frame("frame-a")])?.canTurn, false);
  assert.equal(aroundAll([]), null);
});

test("TURN pulling a corner of a turned item leaves the opposite corner where it is", () => {
  const item = note("note-a", { x: 100, y: 100, rotation: 30 });
  const store = storeWith([item]);
  const view = createView();
  const dragging = createDragging(store, view, createCommands({ store, view }));
  view.selection.value = new Set(["note-a"]);
  const [before] = cornersOf({ x: 100, y: 100, w: 200, h: 200, turn: 30 });

  dragging.startResize("se");
  dragging.drag(60, 40);
  assert.ok(dragging.drop());

  const after = store.scene.peek().get("note-a") as NoteRecord;
  const [corner] = cornersOf({ ...after, turn: 30 });
  assert.ok(after.w > 200 && after.h !== 200);
  assert.ok(before && corner && near(before.x, corner.x) && near(before.y, corner.y));
});

test("TURN turning is one change, shown while it goes on and taken back as one", () => {
  const store = storeWith([note("note-a"), note("note-b", { x: 300 })]);
  const view = createView();
  const dragging = createDragging(store, view, createCommands({ store, view }));
  view.selection.value = new Set(["note-a", "note-b"]);
  const middle = { x: 250, y: 100 };
  const to = { x: 250, y: 300 };

  dragging.startTurn({ x: 450, y: 100 });
  dragging.drag(to.x - 450, to.y - 100);
  assert.ok(near(angleBetween(middle, { x: 450, y: 100 }, to), 90));
  assert.equal(view.preview.peek()?.get("note-a")?.rotation, 90);
  assert.ok(dragging.drop());

  const turned = store.scene.peek().get("note-a") as NoteRecord;
  assert.deepEqual([turned.x, turned.y, turned.rotation], [150, -150, 90]);
  assert.equal(store.unsent().length, 1);
});
