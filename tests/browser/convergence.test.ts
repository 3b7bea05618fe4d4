import assert from "node:assert/strict";
import { test } from "node:test";

import { keyBetween } from "../../static/src/core/order.ts";
import type { Op } from "../../static/src/core/types.ts";
import { ANNA, asNew, BRUNO, frame, itemsOf, note } from "./support/board.ts";
import { below, oneOf, seeded } from "./support/random.ts";
import { type Page, World } from "./support/world.ts";

const SEEDS = 150;
const STEPS = 600;

const CARLA = { id: "person-carla", name: "Carla", role: "participant" } as const;

/** Makes a change of some kind on a page, marked so that it can be found in the log. */
function changeSomething(page: Page, random: () => number, mark: string): boolean {
  const ids = [...page.store.scene.value.keys()];
  const notes = ids.filter((id) => page.store.scene.value.get(id)?.kind === "note");
  const frames = ids.filter((id) => page.store.scene.value.get(id)?.kind === "frame");
  const made = note(`${mark}-made`, { text: mark, z: keyBetween("a0", null) });
  const ops: Op[] = [{ do: "create", item: asNew(made) }];
  const dice = below(random, 10);
  if (dice < 5 && notes.length > 0) {
    const frameId = oneOf(random, [null, ...frames]);
    ops.splice(0, 1, { do: "patch", id: oneOf(random, notes), set: { text: mark, frame: frameId } });
  } else if (dice < 7 && ids.length > 3) {
    ops.push({ do: "delete", id: oneOf(random, ids) });
  } else if (dice < 8) {
    ops.push({ do: "create", item: asNew(frame(`${mark}-frame`)) });
    ops.push({ do: "patch", id: made.id, set: { frame: `${mark}-frame` } });
  }
  return page.store.change(mark, ops);
}

function marksOf(ops: readonly Op[]): Set<unknown> {
  return new Set(
    ops.flatMap((op) => (op.do === "create" ? [op.item.text] : op.do === "patch" ? [op.set.text] : [])),
  );
}

/** How often each marked change is in the log. */
function marksIn(world: World): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const { ops } of world.server.log) {
    for (const mark of marksOf(ops)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  counts.delete(undefined);
  return counts;
}

/** Changes of pages that say "saved" which the server has neither stored nor refused. */
function lostMarks(world: World, made: ReadonlyMap<Page, string[]>): string[] {
  const known = new Set([
    ...marksIn(world).keys(),
    ...world.server.refused.flatMap((ops) => [...marksOf(ops)]),
  ]);
  const saved = world.pages.filter((page) => page.store.saveState.value.state === "saved");
  return saved.flatMap((page) => (made.get(page) ?? []).filter((mark) => !known.has(mark)));
}

function tellStory(seed: number): void {
  const random = seeded(seed);
  const world = new World(random, [ANNA, BRUNO, CARLA], [frame("frame-0"), note("note-0"), note("note-1")]);
  const made = new Map<Page, string[]>(world.pages.map((page) => [page, []]));

  world.settle();
  for (let step = 0; step < STEPS; step += 1) {
    world.step();
    const page = oneOf(random, world.pages);
    const mark = `mark-${page.store.clientId}-${step}`;
    if (random() < 0.15 && page.store.seq.value >= 0 && changeSomething(page, random, mark)) {
      made.get(page)?.push(mark);
    }
    if (step % 50 === 0) assert.deepEqual(lostMarks(world, made), [], `seed ${seed}: called saved too early`);
  }
  world.settle();

  for (const page of world.pages) {
    assert.deepEqual(itemsOf(page.store.scene.value), itemsOf(world.server.scene), `seed ${seed}`);
    assert.deepEqual(page.store.unsent(), [], `seed ${seed}`);
    assert.equal(page.store.ended.value, null, `seed ${seed}`);
    assert.equal(page.divergences, 0, `seed ${seed}: another scene at the same seq`);
  }
  assert.deepEqual(lostMarks(world, made), [], `seed ${seed}: lost`);
  for (const [mark, count] of marksIn(world))
    assert.equal(count, 1, `seed ${seed}: ${mark} happened ${count} times`);
}

test(`SEQ2 ACK1 ${SEEDS} stories of cuts, losses, crashes and refusals all end with the same board everywhere`, () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) tellStory(seed);
});
