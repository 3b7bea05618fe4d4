import assert from "node:assert/strict";
import { test } from "node:test";

import { createSceneHash, recordHash } from "../../static/src/core/scene_hash.ts";
import type { ItemRecord } from "../../static/src/core/types.ts";
import { note, sceneOf } from "./support/board.ts";
import { everyCase } from "./support/cases.ts";
import { below, oneOf, seeded } from "./support/random.ts";

interface HashCase {
  readonly name: string;
  readonly items: ItemRecord[];
  readonly hash: number;
}

function hashOf(items: readonly ItemRecord[]): number | null {
  const hash = createSceneHash();
  hash.touch(items.map(({ id }) => id));
  return hash.of(sceneOf(...items));
}

for (const { given } of everyCase<HashCase>("scene_hash")) {
  test(`SEQ4 the hash of ${given.name} is the server's`, () => {
    assert.equal(hashOf(given.items), given.hash);
  });
}

test("SEQ4 the order of records and of their fields does not matter", () => {
  const one = note("one", { x: 0.25, text: "perché \u{1f333}" });
  const two = note("two", { y: -7 });
  const backwards = Object.fromEntries(Object.entries(one).reverse()) as unknown as ItemRecord;

  assert.equal(recordHash(backwards), recordHash(one));
  assert.equal(hashOf([two, one]), hashOf([one, two]));
  assert.notEqual(hashOf([one, two]), hashOf([one, { ...two, y: -7.01 }]));
});

test("SEQ4 a hash that follows 2,000 changes is the one of the scene from scratch", () => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const random = seeded(seed);
    const scene = new Map<string, ItemRecord>();
    const hash = createSceneHash();
    for (let step = 0; step < 2_000; step += 1) {
      const id = `note-${below(random, 40)}`;
      if (random() < 0.2) scene.delete(id);
      else scene.set(id, note(id, { x: below(random, 9), text: oneOf(random, ["", "è", "two\nlines"]) }));
      hash.touch([id]);
      if (random() < 0.1) assert.equal(hash.of(scene), hashOf([...scene.values()]), `seed ${seed}`);
    }
    assert.equal(hash.of(scene), hashOf([...scene.values()]), `seed ${seed}`);
  }
});

test("SEQ4 a big scene is looked at in parts", () => {
  const items = Array.from({ length: 25 }, (_, at) => note(`note-${at}`));
  const scene = sceneOf(...items);
  const hash = createSceneHash();
  hash.touch(scene.keys());

  assert.equal(hash.of(scene, 10), null);
  assert.equal(hash.of(scene, 10), null);
  assert.equal(hash.of(scene, 10), hashOf(items));
  hash.touch(["note-3"]);
  assert.equal(hash.of(scene, 10), hashOf(items));
});
