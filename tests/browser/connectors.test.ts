import assert from "node:assert/strict";
import { test } from "node:test";

import { bounds, itemsIn, path } from "../../static/src/core/connectors.ts";
import type { ConnectorRecord, ItemRecord } from "../../static/src/core/types.ts";
import { sceneOf } from "./support/board.ts";
import { readCases } from "./support/cases.ts";

interface ConnectorCase {
  readonly name: string;
  readonly scene: ItemRecord[];
  readonly connector: ConnectorRecord;
  readonly expect: { kind: string; points: number[][]; bounds: number[] } | null;
}

const { cases } = readCases<{ cases: ConnectorCase[] }>("connectors.json");

function assertClose(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, at) => {
    assert.ok(Math.abs(value - (expected[at] ?? NaN)) < 1e-6, `${found} is not ${expected}`);
  });
}

for (const given of cases) {
  test(`CONN1 ${given.name}`, () => {
    const found = path(itemsIn(sceneOf(...given.scene)), given.connector);

    if (given.expect === null) {
      assert.equal(found, null);
      return;
    }
    assert.ok(found);
    assert.equal(found.kind, given.expect.kind);
    assertClose(
      found.points.flatMap(({ x, y }) => [x, y]),
      given.expect.points.flat(),
    );
    const { x, y, w, h } = bounds(found);
    assertClose([x, y, w, h], given.expect.bounds);
  });
}
