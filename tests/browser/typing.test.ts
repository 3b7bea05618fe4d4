import assert from "node:assert/strict";
import { test } from "node:test";

import { tellTypingStory } from "./support/typing_story.ts";

const SEEDS = 20;

test("TXT five people type in one note over a bad network: every character is on every page", () => {
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { faults, typed } = tellTypingStory(seed);

    assert.deepEqual(faults, [], `seed ${seed}`);
    assert.ok(typed > 0, `seed ${seed}`);
  }
});
