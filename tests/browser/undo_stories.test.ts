import assert from "node:assert/strict";
import { test } from "node:test";
import { typing } from "../../static/src/core/note_text.ts";
import { keyBetween } from "../../static/src/core/order.ts";
import { isWritten } from "../../static/src/core/records.ts";
import type { Op } from "../../static/src/core/types.ts";
import { ANNA, asNew, BRUNO, frame, itemsOf, note } from "./support/board.ts";
import { below, oneOf, seeded } from "./support/random.ts";
import { type Page, World } from "./support/world.ts";

const SEEDS = 60;
const STEPS = 500;

const CARLA = { id: "person-carla", name: "Carla", role: "participant" } as const;

/** A change of some kind, on little, so that people get in each other's way. */
function changeSomething(page: Page, random: () => number, mark: string): void {
  const scene = page.store.scene.value;
  const ids = [...scene.keys()];
  const frames = [null, ...ids.filter((id) => scene.get(id)?.kind === "frame")];
  const id = oneOf(random, ids);
  const record = scene.get(id);
  const dice = below(random, 10);
  const ops: Op[] = [{ do: "patch", id, set: { x: below(random, 4), y: below(random, 4) } }];
  if (dice < 2 && ids.length < 8) {
    const made = note(mark, { text: mark, z: keyBetween("a0", null), frame: oneOf(random, frames) });
    ops.splice(0, 1, { do: "create", item: asNew(made) });
  } else if (dice < 4 && ids.length > 3) ops.splice(0, 1, { do: "delete", id });
  else if (dice < 7 && record !== undefined && isWritten(record)) {
    const typed = { from: record.text, to: `${record.text}${below(random, 10)}` };
    const update = typing(record, typed.to, 4 + below(random, 1e9)) ?? "";
    ops.splice(0, 1, { do: "text", id, epoch: record.epoch ?? 0, update, typed });
  }
  page.store.change(mark, ops);
}

function tellStory(seed: number): { undos: number; refused: number } {
  const random = seeded(seed);
  const world = new World(random, [ANNA, BRUNO, CARLA], [frame("frame-0"), note("note-0"), note("note-1")]);

  world.settle();
  for (let step = 0; step < STEPS; step += 1) {
    world.step();
    const page = oneOf(random, world.pages);
    if (page.store.seq.value < 0) continue;
    const dice = random();
    if (dice < 0.1) changeSomething(page, random, `mark-${page.store.clientId}-${step}`);
    else if (dice < 0.17) page.store.takeBack("undo");
    else if (dice < 0.2) page.store.takeBack("redo");
  }
  world.settle();

  for (const page of world.pages) {
    assert.deepEqual(itemsOf(page.store.scene.value), itemsOf(world.server.scene), `seed ${seed}`);
    assert.deepEqual(page.store.unsent(), [], `seed ${seed}`);
    assert.equal(page.divergences, 0, `seed ${seed}: another scene at the same seq`);
  }
  const taken = world.server.log.flatMap(({ undoes }) => undoes ?? []);
  assert.equal(new Set(taken).size, taken.length, `seed ${seed}: something was taken back twice`);
  const refused = world.server.verdicts.filter(({ answer }) => !answer.ok && answer.code.startsWith("undo."));
  return { undos: taken.length, refused: refused.length };
}

test(`UNDO1 ${SEEDS} stories of cuts, losses and crashes with undo and redo all end with the same board everywhere`, () => {
  let undos = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) undos += tellStory(seed).undos;
  assert.ok(undos > 5 * SEEDS, `only ${undos} undos`);
});

test("UNDO1 on a good line a page asks for nothing that the server has to refuse", () => {
  const random = seeded(7);
  const world = new World(random, [ANNA, BRUNO], [frame("frame-0"), note("note-0"), note("note-1")]);
  world.settle();
  for (let step = 0; step < 400; step += 1) {
    const page = oneOf(random, world.pages);
    const dice = random();
    if (dice < 0.5) changeSomething(page, random, `mark-${page.store.clientId}-${step}`);
    else page.store.takeBack(dice < 0.8 ? "undo" : "redo");
    world.settle();
  }

  const refused = world.server.verdicts.filter(({ answer }) => !answer.ok);

  assert.deepEqual(refused, []);
  assert.ok(world.server.log.filter(({ undoes }) => undoes !== undefined).length > 80);
});
