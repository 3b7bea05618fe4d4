/** A long list in portions: where they end, and what of a list stays the very same object. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { ItemRecord } from "../../static/src/core/types.ts";
import { holds, keptParts, portionsOf, sizeOf } from "../../static/src/ui/list/portions.ts";
import { flat, type ListRow, partsOf } from "../../static/src/ui/list/rows.ts";
import { frame, note, sceneOf } from "./support/board.ts";

const MANY = 5_000;

const id = (n: number): string => `note-${String(n).padStart(6, "0")}`;

function rowsOf(notes: readonly ItemRecord[]): readonly ListRow[] {
  return partsOf(sceneOf(...notes)).flatMap(({ rows }) => rows);
}

function many(count = MANY): ItemRecord[] {
  return Array.from({ length: count }, (_, n) => note(id(n), { z: `b${String(n).padStart(6, "0")}V` }));
}

test("portions hold all rows in order, none is empty and none is long", () => {
  const rows = rowsOf(many());

  const portions = portionsOf(rows);

  assert.deepEqual(
    portions.flatMap((portion) => portion.rows),
    rows,
  );
  const sizes = portions.map(({ size }) => size);
  assert.ok(Math.max(...sizes) <= 64, String(sizes));
  assert.ok(portions.length < MANY / 16);
  assert.deepEqual(
    portions.map(({ before }) => before),
    sizes.map((_, at) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0)),
  );
});

test("a row that comes, goes or moves changes only the portions around it", () => {
  const notes = many();
  const keysOf = (records: readonly ItemRecord[]): Set<string> =>
    new Set(portionsOf(rowsOf(records)).map(({ rows }) => rows.map(({ key }) => key).join()));
  const before = keysOf(notes);
  const others = (after: Set<string>): number => [...after].filter((portion) => !before.has(portion)).length;

  const added = [...notes, note("note-new", { z: "b000003W" })];
  const gone = notes.filter(({ id: one }) => one !== id(2_000));
  const moved = notes.map((one, n) => (n === 4_000 ? { ...one, z: "b000100W" } : one));

  assert.ok(others(keysOf(added)) <= 12, String(others(keysOf(added))));
  assert.ok(others(keysOf(gone)) <= 12);
  assert.ok(others(keysOf(moved)) <= 24);
});

test("a row in front of a portion leaves the portion the same element of the page", () => {
  const notes = many();
  const [first, second] = portionsOf(rowsOf(notes));
  const front = (second?.rows[0]?.item.z ?? "").replace(/V$/, "F");

  const [inFirst] = portionsOf(rowsOf([note("note-front", { z: "b" }), ...notes]));
  const [, inSecond] = portionsOf(rowsOf([...notes, note("note-second", { z: front })]));

  assert.deepEqual([inFirst?.rows[0]?.key, inFirst?.key], ["note-front", first?.key]);
  assert.deepEqual([inSecond?.rows[0]?.key, inSecond?.key], ["note-second", second?.key]);
});

test("a row with more inside than a portion holds is a portion of its own, and is found in it", () => {
  const on = Array.from(
    { length: 100 },
    (_, n): ItemRecord => ({
      kind: "comment",
      id: `comment-${n}`,
      z: `c${String(n).padStart(3, "0")}V`,
      author: "a",
      created_at_ms: 0,
      x: 0,
      y: 0,
      text: "?",
      on: id(0),
    }),
  );
  const rows = rowsOf([...many(3), ...on]);

  const [first, second] = portionsOf(rows);

  assert.deepEqual([first?.size, first?.rows.length, second?.before], [101, 1, 101]);
  assert.equal(sizeOf(rows[0] as ListRow), 101);
  assert.ok(holds(first?.rows ?? [], "comment-99"));
  assert.equal(holds(second?.rows ?? [], "comment-99"), false);
});

test("what a change leaves as it was is the very same object afterwards", () => {
  const board = [frame("frame-1"), frame("frame-2", { z: "a1" })];
  const notes = many(200).map((one, n) => ({ ...one, frame: n < 100 ? "frame-1" : "frame-2" }));
  const before = keptParts([], partsOf(sceneOf(...board, ...notes)));

  const changed = notes.map((one, n) => (n === 150 ? { ...one, text: "changed" } : one));
  const after = keptParts(before, partsOf(sceneOf(...board, ...changed)));

  assert.equal(after[0], before[0]);
  assert.notEqual(after[1], before[1]);
  const other = flat(after[1]?.rows ?? []).filter((row, at) => row !== before[1]?.rows[at]);
  assert.deepEqual(
    other.map(({ key }) => key),
    [id(150)],
  );
  assert.deepEqual(after, keptParts([], partsOf(sceneOf(...board, ...changed))));
});
