import assert from "node:assert/strict";
import { test } from "node:test";

import { distanceToLine } from "../../static/src/core/geometry.ts";
import { leastAround, scaled } from "../../static/src/tools/arrange/scaling.ts";
import { guidesOf, snapMove, snapResize } from "../../static/src/tools/arrange/snapping.ts";
import { inkOf, pointsOf, simplified, surrounds } from "../../static/src/tools/drawing/ink.ts";
import { isSingleKey, shortcutOf } from "../../static/src/tools/shortcuts.ts";
import { matching } from "../../static/src/ui/palette/matching.ts";

const box = (x: number, y: number, w = 100, h = 100) => ({ x, y, w, h });

test("what is dragged near a line of a neighbour stands on it, and the line is as long as both", () => {
  const snap = snapMove(box(203, 497), [box(200, 0), box(900, 500)], 6);

  assert.deepEqual([snap.dx, snap.dy], [-3, 3]);
  assert.deepEqual(snap.guides[0], { axis: "x", at: 200, from: 0, to: 600 });
  assert.ok(snap.guides.some(({ axis, at, to }) => axis === "y" && at === 500 && to === 1000));
});

test("middles meet middles; what is farther than the reach does not snap", () => {
  assert.equal(snapMove(box(52, 400, 40), [box(20, 0)], 6).dx, -2);
  assert.deepEqual(snapMove(box(310, 307), [box(0, 0)], 6), { dx: 0, dy: 0, guides: [] });
  assert.deepEqual(guidesOf(box(0, 0), []), []);
});

test("only the side that is pulled snaps", () => {
  assert.deepEqual(
    [snapResize(box(0, 0, 197), "e", [box(200, 300)], 6)].map(({ dx, dy }) => [dx, dy]),
    [[3, 0]],
  );
  assert.equal(snapResize(box(0, 0, 197), "s", [box(200, 300)], 6).dx, 0);
});

test("several resized as one keep their shares, and none gets smaller than it may be", () => {
  const around = box(0, 0, 400, 200);
  const items = [
    { box: box(0, 0), least: { w: 80, h: 80 } },
    { box: box(200, 100, 200, 100), least: { w: 40, h: 40 } },
  ];

  assert.deepEqual(leastAround(around, items), { w: 320, h: 160 });
  assert.deepEqual(scaled(box(200, 100, 200, 100), around, box(10, 20, 800, 400)), box(410, 220, 400, 200));
});

test("a drawn line becomes fractions of its box with the pressure, and finds back to its points", () => {
  const ink = inkOf(
    [
      { x: 100, y: 50, pressure: 0.5 },
      { x: 150, y: 100, pressure: 1 },
      { x: 300, y: 50, pressure: 0.126 },
    ],
    0.5,
  );

  assert.deepEqual(ink?.box, { x: 100, y: 50, w: 200, h: 50 });
  assert.deepEqual(ink?.points, [0, 0, 50, 2500, 10_000, 100, 10_000, 0, 13]);
  assert.deepEqual(pointsOf(ink?.box ?? box(0, 0), ink?.points ?? [])[1], { x: 150, y: 100 });
  assert.equal(inkOf([], 1), null);
  assert.deepEqual(inkOf([{ x: 5, y: 5, pressure: 0.5 }], 1)?.box, { x: 5, y: 5, w: 10, h: 10 });
});

test("a long scribble keeps to 1,000 points and its shape", () => {
  const drawn = Array.from({ length: 20_000 }, (_, n) => ({
    x: n / 10,
    y: Math.sin(n / 7) * 100,
    pressure: 0.5,
  }));

  const points = inkOf(drawn, 0.01)?.points ?? [];

  assert.ok(points.length <= 3_000 && points.length > 300, String(points.length));
  assert.deepEqual(
    simplified(
      [
        { x: 0, y: 0 },
        { x: 5, y: 0.1 },
        { x: 9, y: 0 },
      ],
      0.5,
    ),
    [
      { x: 0, y: 0 },
      { x: 9, y: 0 },
    ],
  );
});

test("a lasso surrounds what is inside its line, hollows left out", () => {
  const hook = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
    { x: 60, y: 100 },
    { x: 60, y: 40 },
    { x: 0, y: 40 },
  ];

  assert.ok(surrounds(hook, { x: 80, y: 80 }));
  assert.ok(!surrounds(hook, { x: 30, y: 80 }));
  assert.equal(distanceToLine({ x: 5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 }), 3);
});

const press = (key: string, held: Partial<Record<"ctrlKey" | "shiftKey" | "altKey", boolean>> = {}) => ({
  key,
  code: /^\d$/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("a key stands for at most one command, with and without Shift, on every layout", () => {
  assert.equal(shortcutOf(press("n")), "tool.note");
  assert.equal(shortcutOf(press("S", { shiftKey: true })), "select.similar");
  assert.equal(shortcutOf(press("s")), "tool.shape");
  assert.equal(shortcutOf({ ...press("!", { shiftKey: true }), code: "Digit1" }), "view.all");
  assert.equal(shortcutOf(press("+")), "view.closer");
  assert.equal(shortcutOf(press("g", { ctrlKey: true })), "item.group");
  assert.equal(shortcutOf(press("g", { ctrlKey: true, shiftKey: true })), "item.ungroup");
  assert.equal(shortcutOf(press("c", { ctrlKey: true })), null);
  assert.equal(shortcutOf(press("n", { altKey: true })), null);
  assert.ok(isSingleKey(press("n")) && !isSingleKey(press("n", { ctrlKey: true })));
});

test("a command is found by the beginning of its words, without accents or capitals", () => {
  const names = ["Riordina in una griglia", "Più vicino", "Incolla", "Allinea in basso"].map((name) => ({
    name,
  }));
  const found = (query: string): string[] => matching(names, query).map(({ name }) => name);

  assert.deepEqual(found("PIU"), ["Più vicino"]);
  assert.deepEqual(
    found("in "),
    ["Incolla", "Riordina in una griglia", "Allinea in basso", "Più vicino"].slice(0, found("in ").length),
  );
  assert.deepEqual(found("bass alli"), ["Allinea in basso"]);
  assert.deepEqual(found("zzz"), []);
  assert.equal(found("").length, 4);
});
