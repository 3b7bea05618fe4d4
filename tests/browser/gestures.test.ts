import assert from "node:assert/strict";
import { test } from "node:test";

import {
  type Effect,
  type GestureInput,
  type GestureState,
  IDLE,
  type Press,
  step,
} from "../../static/src/tools/gestures.ts";

const BOARD = { handle: null, id: null, isSelected: false, isMovable: false };
const NOTE = { handle: null, id: "n1", isSelected: false, isMovable: true };

function press(fields: Partial<Press> = {}): Press {
  return {
    kind: "down",
    pointer: 1,
    at: { x: 100, y: 100 },
    time_ms: 0,
    isTouch: false,
    isForPan: false,
    isAdding: false,
    tool: "select",
    target: BOARD,
    ...fields,
  };
}

const move = (x: number, y: number, pointer = 1): GestureInput => ({ kind: "move", pointer, at: { x, y } });
const up = (x: number, y: number, time_ms = 50, pointer = 1): GestureInput => ({
  kind: "up",
  pointer,
  at: { x, y },
  time_ms,
});

/** Feeds the inputs one after the other; answers with the last state and all effects. */
function play(...inputs: GestureInput[]): { state: GestureState; effects: Effect[]; done: string[] } {
  let state = IDLE;
  const effects: Effect[] = [];
  for (const input of inputs) {
    const next = step(state, input);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects, done: effects.map((effect) => effect.do) };
}

test("a press and release without moving is a tap", () => {
  const { done, state } = play(press(), up(101, 100));

  assert.deepEqual(done, ["tap"]);
  assert.equal(state.name, "idle");
});

test("a mouse press selects the item at once, a finger only when it is lifted or drags", () => {
  assert.deepEqual(play(press({ target: NOTE })).done, ["select"]);
  assert.deepEqual(play(press({ target: NOTE, isTouch: true })).done, []);
  assert.deepEqual(play(press({ target: NOTE, isTouch: true }), move(130, 100)).done, [
    "select",
    "start",
    "drag",
  ]);
});

test("pressing what is selected keeps the selection, so that several can be dragged", () => {
  const { done } = play(press({ target: { ...NOTE, isSelected: true } }), move(120, 100), up(140, 100));

  assert.deepEqual(done, ["start", "drag", "drop"]);
});

test("with Shift an item is added only when the press turns out to be a tap", () => {
  assert.deepEqual(play(press({ target: NOTE, isAdding: true })).done, []);
  assert.deepEqual(play(press({ target: NOTE, isAdding: true }), up(100, 100)).done, ["tap"]);
});

test("a pointer that trembles still taps; a finger may tremble more", () => {
  assert.deepEqual(play(press({ target: NOTE }), move(103, 100), up(103, 100)).done, ["select", "tap"]);
  assert.deepEqual(play(press({ isTouch: true }), move(108, 100), up(108, 100)).done, ["tap"]);
});

test("one gesture drops once, where the pointer was let go", () => {
  const { effects } = play(press({ target: NOTE }), move(120, 110), move(150, 140), up(160, 150));

  const drops = effects.filter((effect) => effect.do === "drop");
  assert.equal(drops.length, 1);
  assert.deepEqual(drops[0]?.at, { x: 160, y: 150 });
});

test("two taps in one place and time make a double one; a third does not", () => {
  const taps = [
    press(),
    up(100, 100, 50),
    press({ time_ms: 150 }),
    up(102, 100, 200),
    press(),
    up(100, 100, 260),
  ];

  const doubles = play(...taps).effects.map((effect) => effect.do === "tap" && effect.isDouble);

  assert.deepEqual(doubles, [false, true, false]);
});

test("taps that are slow, far apart or on different items are not double", () => {
  const isDouble = (second: Press, end: GestureInput): boolean =>
    play(press(), up(100, 100, 50), second, end).effects.some(
      (effect) => effect.do === "tap" && effect.isDouble,
    );

  assert.equal(isDouble(press(), up(100, 100, 900)), false);
  assert.equal(isDouble(press({ at: { x: 200, y: 100 } }), up(200, 100, 200)), false);
  assert.equal(isDouble(press({ target: { ...NOTE, isSelected: true } }), up(100, 100, 200)), false);
});

test("dragging the empty board draws a selection with the mouse and pans with a finger", () => {
  const mouse = play(press(), move(140, 150)).state;
  const finger = play(press({ isTouch: true }), move(140, 150));

  assert.ok(mouse.name === "dragging" && mouse.drag.what === "marquee");
  assert.equal(finger.state.name, "panning");
  assert.deepEqual(finger.effects, [{ do: "pan", dx: 40, dy: 50 }]);
});

test("an item that this person may not move does not move: the board answers instead", () => {
  const target = { ...NOTE, isSelected: true, isMovable: false };

  const mouse = play(press({ target }), move(140, 150)).state;

  assert.ok(mouse.name === "dragging" && mouse.drag.what === "marquee");
  assert.equal(play(press({ target, isTouch: true }), move(140, 150)).state.name, "panning");
});

test("a handle resizes even where an item lies under it", () => {
  const { state } = play(press({ target: { ...NOTE, handle: "se", isSelected: true } }), move(140, 150));

  assert.ok(state.name === "dragging" && state.drag.what === "handle");
});

test("the middle button, the space bar and the hand tool pan over items too", () => {
  assert.deepEqual(play(press({ target: NOTE, isForPan: true }), move(130, 90)).effects, [
    { do: "pan", dx: 30, dy: -10 },
  ]);
  const hand = play(press({ target: NOTE, tool: "hand" }), move(130, 90), move(140, 90), up(140, 90));
  assert.deepEqual(
    hand.effects.filter((effect) => effect.do === "pan"),
    [
      { do: "pan", dx: 30, dy: -10 },
      { do: "pan", dx: 10, dy: 0 },
    ],
  );
});

test("the note and text tools place where the mouse went down, however it shakes", () => {
  const { effects } = play(press({ tool: "note" }), move(160, 160), up(160, 160));

  assert.deepEqual(
    effects.map((effect) => effect.do),
    ["tap"],
  );
  assert.deepEqual(effects[0]?.do === "tap" && effects[0].press.at, { x: 100, y: 100 });
});

test("the frame tool draws, over items too", () => {
  const { state } = play(press({ tool: "frame", target: NOTE }), move(300, 300));

  assert.ok(state.name === "dragging" && state.drag.what === "frame");
});

test("two fingers pan by their middle and zoom by their distance", () => {
  const { effects } = play(
    press({ isTouch: true }),
    press({ isTouch: true, pointer: 2, at: { x: 200, y: 100 } }),
    move(300, 100, 2),
  );

  assert.deepEqual(effects, [
    { do: "pan", dx: 50, dy: 0 },
    { do: "zoom", factor: 2, anchor: { x: 200, y: 100 } },
  ]);
});

test("a second finger ends the drag that the first began, without changing anything", () => {
  const { done, state } = play(
    press({ isTouch: true, target: NOTE }),
    move(150, 100),
    press({ isTouch: true, pointer: 2, at: { x: 300, y: 100 } }),
  );

  assert.deepEqual(done, ["select", "start", "drag", "abandon"]);
  assert.equal(state.name, "pinching");
});

test("after a pinch the finger that is left does nothing until it is lifted", () => {
  const pinched = [press({ isTouch: true }), press({ isTouch: true, pointer: 2 }), up(100, 100, 50, 2)];

  assert.deepEqual(play(...pinched, move(300, 300), up(300, 300)).done, []);
  assert.equal(play(...pinched, up(100, 100)).state.name, "idle");
});

test("cancelling abandons a drag and forgets a press", () => {
  const cancel: GestureInput = { kind: "cancel" };

  assert.deepEqual(play(press({ target: NOTE }), move(150, 100), cancel).done.at(-1), "abandon");
  assert.deepEqual(play(press(), cancel, up(100, 100)).done, []);
});

test("a second mouse button during a gesture changes nothing", () => {
  const { state, done } = play(press({ target: NOTE }), press({ pointer: 9 }));

  assert.deepEqual(done, ["select"]);
  assert.equal(state.name, "pressed");
});
