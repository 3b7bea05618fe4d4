import assert from "node:assert/strict";
import { test } from "node:test";

import { apply, applyTo, replay } from "../../static/src/core/apply.ts";
import { BoardError } from "../../static/src/core/errors.ts";
import type { ItemRecord, Op, Scene } from "../../static/src/core/types.ts";
import { asNew, frame, itemsOf, note, sceneOf } from "./support/board.ts";
import { everyCase } from "./support/cases.ts";

interface ApplyCase {
  readonly name: string;
  readonly scene: ItemRecord[];
  readonly actor: string;
  readonly at_ms: number;
  readonly ops: Op[];
  readonly expect: { items: ItemRecord[]; ops: Op[]; inverse: Op[] } | { error: string };
}

/** The scene without what the server keeps to merge texts: that is never taken back. */
function plain(scene: Scene): Map<string, object> {
  return new Map([...scene].map(([id, record]) => [id, { ...record, epoch: 0, edits: null }]));
}

const BY = { actor: "person-bruno", atMs: 2000 };

for (const { file, given } of everyCase<ApplyCase>("apply_")) {
  test(`APPLY ${file}: ${given.name}`, () => {
    const scene = sceneOf(...given.scene);
    const by = { actor: given.actor, atMs: given.at_ms };
    const untouched = structuredClone(given.scene);

    if ("error" in given.expect) {
      const { error: code } = given.expect;
      assert.throws(
        () => apply(scene, given.ops, by),
        (error) => error instanceof BoardError && error.code === code,
      );
    } else {
      const applied = apply(scene, given.ops, by);

      assert.deepEqual(itemsOf(applied.scene), given.expect.items);
      assert.deepEqual(applied.ops, given.expect.ops);
      assert.deepEqual(applied.inverse, given.expect.inverse);
      assert.deepEqual(replay(scene, applied.ops), applied.scene);
      // The way back of typing depends on what others typed since; `undo` finds it.
      if (given.ops.some((op) => op.do === "text")) return;
      assert.deepEqual(plain(replay(applied.scene, applied.inverse)), plain(scene));
    }
    assert.deepEqual([...scene.values()], untouched);
  });
}

test("APPLY1 a refused change leaves a scene that is changed in place as it was", () => {
  const records = [frame("frame-1"), note("note-1", { frame: "frame-1" }), note("note-2")];
  const draft = new Map(sceneOf(...records));
  const ops: Op[] = [
    { do: "create", item: asNew(note("note-3")) },
    { do: "delete", id: "frame-1" },
    { do: "patch", id: "note-2", set: { x: 5 } },
    { do: "delete", id: "note-9" },
  ];

  assert.throws(() => applyTo(draft, ops, BY), BoardError);

  assert.deepEqual(itemsOf(draft), records);
});

test("APPLY a create without one of its fields, with a foreign field or of an unknown kind is refused", () => {
  const { z: _z, ...withoutZ } = asNew(note("note-1"));
  const create = (item: object) => () => apply(sceneOf(), [{ do: "create", item } as Op], BY);

  assert.throws(create(withoutZ), { code: "bad.shape" });
  assert.throws(create({ ...asNew(note("note-1")), title: "x" }), { code: "bad.field" });
  assert.throws(create({ ...asNew(note("note-1")), author: "person-carla" }), { code: "bad.field" });
  assert.throws(create({ ...asNew(note("note-1")), kind: "pyramid" }), { code: "bad.shape" });
  assert.throws(create({ ...asNew(note("note-1")), kind: "constructor" }), { code: "bad.shape" });
});
