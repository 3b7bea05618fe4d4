import assert from "node:assert/strict";
import { test } from "node:test";

import { isKey, keyBetween, keysBetween } from "../../static/src/core/order.ts";
import { everyCase } from "./support/cases.ts";
import { seeded } from "./support/random.ts";

interface OrderCase {
  readonly a: string | null;
  readonly b: string | null;
  readonly expect: string | null;
}

for (const { file, given } of everyCase<OrderCase>("order_")) {
  const { a, b, expect } = given;
  test(`DATA3 ${file}: between ${a} and ${b} comes ${expect ?? "a refusal"}`, () => {
    if (expect === null) assert.throws(() => keyBetween(a, b), RangeError);
    else assert.equal(keyBetween(a, b), expect);
  });
}

test("DATA3 a key made anywhere in a growing list is well formed and sorts into its place", () => {
  const random = seeded(7);
  const keys: string[] = [];

  for (let made = 0; made < 3000; made += 1) {
    const at = Math.floor(random() * (keys.length + 1));
    const [before, after] = [keys[at - 1] ?? null, keys[at] ?? null];
    const key = keyBetween(before, after);

    assert.ok(isKey(key), key);
    assert.ok(before === null || before < key, `${before} < ${key}`);
    assert.ok(after === null || key < after, `${key} < ${after}`);
    keys.splice(at, 0, key);
  }
});

test("DATA3 always adding at one end keeps keys short", () => {
  let [last, first] = ["a0", "a0"];
  for (let made = 0; made < 5000; made += 1) {
    last = keyBetween(last, null);
    first = keyBetween(null, first);
  }

  assert.ok(last.length <= 4 && first.length <= 4, `${last} ${first}`);
});

test("DATA3 several keys at once are in order, inside the limits, and short", () => {
  for (const [before, after] of [
    [null, null],
    ["a5", null],
    [null, "a5"],
    ["a5", "a6"],
    ["a0V", "a0W"],
  ] as const) {
    const keys = keysBetween(before, after, 200);

    assert.equal(keys.length, 200);
    const all = [before ?? "A", ...keys, after ?? "zz"];
    assert.deepEqual(all, [...new Set(all)].sort());
    assert.ok(keys.every((key) => isKey(key) && key.length <= 6));
  }
  assert.deepEqual(keysBetween("a0", "a1", 0), []);
});
