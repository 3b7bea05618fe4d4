import assert from "node:assert/strict";
import { test } from "node:test";

import {
  boxToScreen,
  fitted,
  panned,
  revealing,
  toBoard,
  toScreen,
  visibleBox,
  ZOOM_LEAST,
  ZOOM_MOST,
  zoomedTo,
} from "../../static/src/render/camera.ts";
import { between } from "../../static/src/render/glide.ts";
import { autopanSpeed } from "../../static/src/tools/autopan.ts";
import { wheelMove } from "../../static/src/tools/wheel.ts";

const CAMERA = { x: 100, y: -50, zoom: 0.5 };
const SCREEN = { width: 800, height: 600 };

function isNear(found: number, wanted: number): void {
  assert.ok(Math.abs(found - wanted) < 1e-6, `${found} is not ${wanted}`);
}

test("points go from the board to the screen and back", () => {
  assert.deepEqual(toScreen(CAMERA, { x: 300, y: 50 }), { x: 100, y: 50 });
  assert.deepEqual(toBoard(CAMERA, { x: 100, y: 50 }), { x: 300, y: 50 });
  assert.deepEqual(boxToScreen(CAMERA, { x: 100, y: -50, w: 200, h: 100 }), { x: 0, y: 0, w: 100, h: 50 });
  assert.deepEqual(visibleBox(CAMERA, SCREEN), { x: 100, y: -50, w: 1600, h: 1200 });
});

test("panning moves the board with the hand", () => {
  const before = toScreen(CAMERA, { x: 0, y: 0 });

  const after = toScreen(panned(CAMERA, 30, -20), { x: 0, y: 0 });

  assert.deepEqual(after, { x: before.x + 30, y: before.y - 20 });
});

test("zooming leaves the point under the pointer where it is", () => {
  const anchor = { x: 640, y: 120 };
  const held = toBoard(CAMERA, anchor);

  const after = toScreen(zoomedTo(CAMERA, 1.7, anchor), held);

  isNear(after.x, anchor.x);
  isNear(after.y, anchor.y);
});

test("zoom stays between 5 % and 400 %", () => {
  assert.equal(zoomedTo(CAMERA, 0.0001, { x: 0, y: 0 }).zoom, ZOOM_LEAST);
  assert.equal(zoomedTo(CAMERA, 100, { x: 0, y: 0 }).zoom, ZOOM_MOST);
});

test("fitting shows the whole box, centred, with its padding and no nearer than allowed", () => {
  const camera = fitted({ x: 0, y: 0, w: 4000, h: 1000 }, SCREEN, 40, 1);
  const shown = boxToScreen(camera, { x: 0, y: 0, w: 4000, h: 1000 });

  isNear(shown.x, 40);
  isNear(shown.x + shown.w, 760);
  isNear(shown.y + shown.h / 2, 300);
  assert.equal(fitted({ x: 0, y: 0, w: 10, h: 10 }, SCREEN, 40, 1).zoom, 1);
});

test("an item in view needs no move, one outside moves the camera just enough", () => {
  const camera = { x: 0, y: 0, zoom: 1 };

  assert.equal(revealing(camera, SCREEN, { x: 100, y: 100, w: 200, h: 200 }, 20), camera);
  assert.deepEqual(revealing(camera, SCREEN, { x: 900, y: 100, w: 200, h: 200 }, 20), {
    x: 320,
    y: 0,
    zoom: 1,
  });
  assert.deepEqual(revealing(camera, SCREEN, { x: 0, y: -300, w: 200, h: 200 }, 20), {
    x: -20,
    y: -320,
    zoom: 1,
  });
});

test("what is larger than the view and in it already does not move it", () => {
  const camera = { x: 100, y: 100, zoom: 1 };

  const after = revealing(camera, SCREEN, { x: 200, y: 200, w: 5000, h: 100 }, 20);

  assert.equal(after, camera);
});

test("a glide starts and ends exactly, and keeps the fixed point of a zoom in place on the way", () => {
  const anchor = { x: 400, y: 300 };
  const target = zoomedTo(CAMERA, 2, anchor);
  const held = toBoard(CAMERA, anchor);

  const half = toScreen(between(CAMERA, target, 0.5), held);

  assert.deepEqual(between(CAMERA, target, 0), CAMERA);
  isNear(between(CAMERA, target, 1).x, target.x);
  isNear(half.x, anchor.x);
  isNear(half.y, anchor.y);
});

const TURN = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false };

test("the wheel pans, with Shift sideways, and lines count as several pixels", () => {
  assert.deepEqual(wheelMove({ ...TURN, deltaX: 10, deltaY: 30 }), { do: "pan", dx: -10, dy: -30 });
  assert.deepEqual(wheelMove({ ...TURN, deltaY: 30, shiftKey: true }), { do: "pan", dx: -30, dy: 0 });
  assert.deepEqual(wheelMove({ ...TURN, deltaY: 3, deltaMode: 1 }), { do: "pan", dx: -0, dy: -60 });
});

test("Ctrl or Cmd with the wheel zooms; back and forth ends where it began", () => {
  const nearer = wheelMove({ ...TURN, deltaY: -100, ctrlKey: true });
  const farther = wheelMove({ ...TURN, deltaY: 100, metaKey: true });

  assert.ok(nearer.do === "zoom" && nearer.factor > 1);
  assert.ok(farther.do === "zoom" && farther.factor < 1);
  isNear(nearer.factor * farther.factor, 1);
});

test("one turn of a fast wheel does not throw the board away", () => {
  const turn = wheelMove({ ...TURN, deltaY: -100_000, ctrlKey: true });

  assert.ok(turn.do === "zoom" && turn.factor < 1.6);
});

test("dragging to an edge moves the board, faster the nearer, and not in the middle", () => {
  assert.equal(autopanSpeed(400, 800), 0);
  assert.ok(autopanSpeed(5, 800) > autopanSpeed(20, 800));
  assert.ok(autopanSpeed(795, 800) < 0);
  assert.equal(autopanSpeed(-500, 800), autopanSpeed(0, 800));
});
