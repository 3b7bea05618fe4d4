/** The parts of the interface that decide something and need no page for it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { ItemRecord, Scene } from "../../static/src/core/types.ts";
import { createAnnouncer } from "../../static/src/ui/announcer.ts";
import { neighbourOf } from "../../static/src/ui/list/focus.ts";
import { placeBar } from "../../static/src/ui/placebar.ts";
import { note } from "./support/board.ts";

const STAGE = { width: 1200, height: 800 };
const BAR = { width: 300, height: 40 };

/** Whether the bar, put there, lies on the selection. */
function covers(
  place: { left: number; top: number },
  box: { x: number; y: number; w: number; h: number },
): boolean {
  const isBeside = place.left >= box.x + box.w || place.left + BAR.width <= box.x;
  const isAboveOrBelow = place.top >= box.y + box.h || place.top + BAR.height <= box.y;
  return !isBeside && !isAboveOrBelow;
}

test("the selection bar stands above the selection, in its middle", () => {
  const place = placeBar({ x: 500, y: 300, w: 100, h: 100 }, BAR, STAGE);

  assert.deepEqual(place, { left: 400, top: 244 });
});

test("the selection bar never covers a selection that leaves room for it", () => {
  const boxes = [
    { x: 500, y: 10, w: 100, h: 100 },
    { x: -40, y: 10, w: 100, h: 780 },
    { x: 800, y: -50, w: 400, h: 900 },
    { x: 80, y: 700, w: 60, h: 60 },
    { x: 1150, y: 400, w: 200, h: 100 },
  ];
  for (const box of boxes) {
    const place = placeBar(box, BAR, STAGE);

    assert.ok(place);
    assert.equal(covers(place, box), false, JSON.stringify({ box, place }));
    assert.ok(place.left >= 0 && place.left + BAR.width <= STAGE.width);
    assert.ok(place.top >= 0 && place.top + BAR.height <= STAGE.height);
  }
});

test("the selection bar keeps clear of the toolbar on the left", () => {
  const place = placeBar({ x: 20, y: 300, w: 40, h: 40 }, BAR, STAGE);

  assert.equal(place?.left, 72);
});

test("a selection that fills the stage has its bar at the bottom edge", () => {
  const place = placeBar({ x: -100, y: -100, w: 2000, h: 2000 }, BAR, STAGE);

  assert.equal(place?.top, STAGE.height - BAR.height - 8);
});

test("a selection out of sight has no bar", () => {
  assert.equal(placeBar({ x: 1300, y: 300, w: 100, h: 100 }, BAR, STAGE), null);
});

test("the focus of a deleted row goes to the next one, at the end to the one before", () => {
  const order = new Map([
    ["frame", ["a", "b", "c"]],
    ["", ["d"]],
  ]);
  const without = (gone: string) => (id: string) => id !== gone;

  assert.equal(neighbourOf(order, "b", without("b")), "c");
  assert.equal(neighbourOf(order, "c", without("c")), "b");
  assert.equal(neighbourOf(order, "d", without("d")), null);
});

function sceneOf(...ids: string[]): Scene {
  return new Map(ids.map((id) => [id, note(id)]));
}

test("what others do is counted and said once every ten seconds", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const announcer = createAnnouncer();

  announcer.count(sceneOf("a"), sceneOf("a", "b"), ["b"]);
  announcer.count(sceneOf("a", "b"), sceneOf("a", "b", "c"), ["c"]);
  announcer.count(sceneOf("a", "b", "c"), sceneOf("b", "c"), ["a", "b"]);
  context.mock.timers.tick(9_999);
  assert.equal(announcer.sentence.value, "");
  context.mock.timers.tick(1);

  assert.equal(announcer.sentence.value, "By others: 2 items added, 1 item changed, 1 item deleted.");
  announcer.stop();
});

test("STEP6 what others do to the agenda is not counted among the items of the board", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const announcer = createAnnouncer();
  const step = { ...note("b"), kind: "step", title: "Write", mode: "silent" } as unknown as ItemRecord;

  announcer.count(sceneOf("a"), new Map([...sceneOf("a"), ["b", step]]), ["b"]);
  context.mock.timers.tick(60_000);

  assert.equal(announcer.sentence.value, "");
  announcer.stop();
});

test("one's own actions are said at once, the same sentence twice is heard twice", () => {
  const announcer = createAnnouncer();

  announcer.say("Note added.");
  const first = announcer.sentence.value;
  announcer.say("Note added.");

  assert.equal(first, "Note added.");
  assert.notEqual(announcer.sentence.value, first);
  assert.equal(announcer.sentence.value.trim(), first);
  announcer.stop();
});

test("announcements that are off stay silent", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const announcer = createAnnouncer();

  announcer.pause.value = 0;
  announcer.count(sceneOf(), sceneOf("a"), ["a"]);
  context.mock.timers.tick(60_000);

  assert.equal(announcer.sentence.value, "");
  announcer.stop();
});
