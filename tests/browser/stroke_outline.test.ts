import assert from "node:assert/strict";
import { test } from "node:test";

import { inkOf, outlinePath, strokeOutline } from "../../static/src/core/stroke_outline.ts";
import { everyCase } from "./support/cases.ts";

interface OutlineCase {
  readonly name: string;
  readonly points: readonly (readonly [number, number, number])[];
  readonly width: number;
  readonly is_even: boolean;
  readonly outline: readonly number[];
}

for (const { given } of everyCase<OutlineCase>("stroke_outline")) {
  test(`INK ${given.name}`, () => {
    const ink = given.points.map(([x, y, pressure]) => ({ x, y, pressure }));

    const outline = strokeOutline(ink, given.width, given.is_even).flatMap(({ x, y }) => [x, y]);

    assert.equal(outline.length, given.outline.length);
    for (const [at, value] of outline.entries()) {
      assert.ok(Math.abs(value - (given.outline[at] ?? Infinity)) <= 0.011, `number ${at}`);
    }
  });
}

test("INK the points of a record lie in its box, its outline is a closed path", () => {
  const ink = inkOf({ x: 900, y: 900, w: 200, h: 100 }, [0, 0, 50, 10_000, 5_000, 100]);

  assert.deepEqual(ink, [
    { x: 0, y: 0, pressure: 0.5 },
    { x: 200, y: 50, pressure: 1 },
  ]);
  assert.match(outlinePath(strokeOutline(ink, 4, false)), /^M[-\d. ]+(Q[-\d. ]+)+Z$/);
  assert.equal(outlinePath([]), "");
});
