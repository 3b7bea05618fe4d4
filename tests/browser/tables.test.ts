import assert from "node:assert/strict";
import { test } from "node:test";
import { seatOf, tablesOf } from "../../static/src/core/tables.ts";
import type { ItemRecord, TableRecord, WorkshopRecord } from "../../static/src/core/types.ts";
import { makeAreas } from "../../static/src/tools/commands/areas.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { ANNA, BRUNO, frame, note, sceneOf } from "./support/board.ts";
import { boxed, counting, desk } from "./support/desk.ts";

const BASE = { author: "person-anna", created_at_ms: 0 } as const;
const APART: WorkshopRecord = {
  ...BASE,
  kind: "workshop",
  id: "workshop",
  z: "a0",
  step: null,
  since_ms: 0,
  apart_ms: 9_000,
};

function table(n: number, fields: Partial<TableRecord> = {}): TableRecord {
  return { ...BASE, kind: "table", id: `table-000${n}`, z: `a${n}`, title: "", ...fields };
}

test("TABLE2 who sits at a table has its number and its area while people are apart", () => {
  const area = frame("frame-area");
  const records: ItemRecord[] = [
    table(2, { people: [BRUNO.id], area: area.id }),
    table(1, { area: "frame-that-is-gone" }),
    area,
  ];
  const seat = (...more: ItemRecord[]) => {
    const scene = sceneOf(...records, ...more);
    return seatOf(scene, tablesOf(scene), BRUNO.id);
  };

  assert.equal(seat(), null);
  assert.deepEqual([seat(APART)?.n, seat(APART)?.area?.id], [2, area.id]);
  const scene = sceneOf(...records, APART);
  assert.equal(seatOf(scene, tablesOf(scene), ANNA.id), null);
});

test("TABLE1 a frame becomes as many areas as are wanted, without notes and none over another", () => {
  const area = frame("frame-area", { title: "Water" });
  const { store, view } = desk([area, note("note-0001", { frame: area.id }), note("note-0002", { x: 5000 })]);
  const board = createCommandBoard(store, view, counting());

  const ids = makeAreas(board, area.id, 12) ?? [];

  assert.equal(new Set(ids).size, 12);
  assert.equal(store.scene.value.size, 3 + 11);
  const boxes = ids.map((id) => boxed(store, id));
  assert.deepEqual(
    boxes.slice(0, 3).map((box) => (box.kind === "frame" ? box.title : "")),
    ["Water", "Water 2", "Water 3"],
  );
  for (const a of boxes)
    for (const b of boxes)
      if (a !== b)
        assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y, a.id);
});

test("TABLE1 a hundred areas are made in one go, and by nobody who may not make frames", () => {
  const area = frame("frame-area");
  const mine = desk([area]);
  assert.equal(makeAreas(createCommandBoard(mine.store, mine.view, counting()), area.id, 100)?.length, 100);
  const theirs = desk([area], BRUNO);
  assert.equal(makeAreas(createCommandBoard(theirs.store, theirs.view, counting()), area.id, 3), null);
});
