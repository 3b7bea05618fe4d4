import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../static/src/core/apply.ts";
import type { Entry, ItemRecord, Op, Scene } from "../../static/src/core/types.ts";
import { createTakings, createTouches, inverseOf, type Left, undoAmong } from "../../static/src/core/undo.ts";
import { sceneOf } from "./support/board.ts";
import { everyCase } from "./support/cases.ts";

type Later = Pick<Entry, "seq" | "actor" | "ops" | "undoes" | "restores">;

interface UndoCase {
  readonly name: string;
  readonly entry: Later & { readonly inverse: Op[] };
  readonly later: readonly Later[];
  readonly scene: readonly ItemRecord[];
  readonly expect: { readonly ops: Op[]; readonly left: Left[] };
}

interface ApplyCase {
  readonly name: string;
  readonly scene: ItemRecord[];
  readonly expect: { readonly ops: Op[]; readonly inverse: Op[] } | { readonly error: string };
}

for (const { file, given } of everyCase<UndoCase>("undo_")) {
  test(`UNDO ${file}: ${given.name}`, () => {
    const others = createTouches();
    const takings = createTakings();
    for (const later of given.later) {
      takings.add(later);
      if (later.actor !== given.entry.actor) others.add(later);
    }
    const scene: Scene = sceneOf(...given.scene);

    const isStanding = takings.isStanding(given.entry.seq);
    const undoing = isStanding ? undoAmong(given.entry, others, scene) : { ops: [], left: [] };

    assert.deepEqual(undoing, given.expect);
    apply(scene, undoing.ops, { actor: "person-bruno", atMs: 0 });
  });
}

for (const { file, given } of everyCase<ApplyCase>("apply_")) {
  const { expect } = given;
  if ("error" in expect) continue;
  test(`UNDO the way back of an entry is found again from the board before it. ${file}: ${given.name}`, () => {
    const scene = sceneOf(...given.scene);

    const inverse = inverseOf(scene, expect.ops);

    assert.deepEqual(inverse, expect.inverse);
  });
}
