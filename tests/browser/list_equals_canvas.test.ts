import assert from "node:assert/strict";
import { test } from "node:test";

import { KINDS } from "../../static/src/core/kinds.ts";
import { outline } from "../../static/src/core/outline.ts";
import { isBoxed } from "../../static/src/core/records.ts";
import type { ItemRecord, Kind, Scene } from "../../static/src/core/types.ts";
import { createSceneIndex } from "../../static/src/render/scene_index.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { createHolding } from "../../static/src/tools/commands/holding.ts";
import { createMaking } from "../../static/src/tools/commands/making.ts";
import { createTalking } from "../../static/src/tools/commands/talking.ts";
import { type Desk, desk } from "./support/desk.ts";
import { below, seeded } from "./support/random.ts";

const OPERATIONS = 10_000;
const MOST_ITEMS = 60;

/** What people do by the pointer or by the rows of the list: the same commands. */
function actions({ store, view, commands }: Desk, random: () => number): (() => unknown)[] {
  let made = 0;
  const board = createCommandBoard(store, view, () => {
    made += 1;
    return `id-${String(made).padStart(8, "0")}`;
  });
  const [making, holding, talking] = [createMaking(board), createHolding(board), createTalking(board)];
  const all = (): ItemRecord[] => [...store.scene.peek().values()];
  const some = (kind?: Kind): string => {
    const fitting = all().filter((record) => kind === undefined || record.kind === kind);
    return fitting[below(random, Math.max(1, fitting.length))]?.id ?? "gone";
  };
  const place = () => ({ x: below(random, 3_000), y: below(random, 2_000) });
  const box = () => ({ ...place(), w: 40 + below(random, 400), h: 40 + below(random, 300) });
  const end = () => (below(random, 5) === 0 ? place() : { item: some("note"), side: "auto" as const });
  return [
    () => commands.addNote({ at: place() }),
    () => commands.addText({ at: place() }),
    () => commands.addFrame({ box: { ...box(), w: 900, h: 700 } }),
    () => making.shape(box()),
    () => making.connector(end(), end()),
    () => making.dot(place()),
    () => making.link(place(), "https://example.org/", "Example"),
    () => making.comment(place(), below(random, 2) ? some("note") : null, "Why?"),
    () => talking.reply(some("comment"), "Because"),
    () => talking.resolve(some("comment"), below(random, 2) === 0),
    () => commands.move([some(), some()], below(random, 200) - 100, below(random, 200) - 100),
    () => commands.moveToFrame([some("note")], below(random, 3) ? some("frame") : null),
    () => commands.moveInOrder(some(), below(random, 2) ? 1 : -1),
    () => commands.setType([some("note")], "P"),
    () => commands.setTitle(some("frame"), `Area ${below(random, 99)}`),
    () => holding.cluster([some("note"), some("note")]),
    () => holding.turn([some()], 15),
    () => holding.lock([some()], below(random, 2) === 0),
    () => commands.remove([some()]),
    () => (all().length > MOST_ITEMS ? commands.remove([some(), some(), some(), some()]) : null),
  ];
}

/** Every item once in the list; every item with a place once where the canvas looks it up. */
function check(scene: Scene, index: ReturnType<typeof createSceneIndex>, told: string): void {
  const { frames, loose } = outline(scene);
  const rows = [...frames.flatMap(({ frame, items }) => [frame, ...items]), ...loose];
  assert.equal(rows.length, scene.size, `${told}: the list has as many`);
  assert.deepEqual(new Set(rows), new Set(scene.values()), `${told}: the list has the same`);
  for (const record of scene.values()) {
    if (isBoxed(record)) assert.equal(index.get(record.id)?.record, record, `${told}: ${record.id}`);
    for (const [name, value] of Object.entries(KINDS[record.kind].defaults)) {
      const held = (record as unknown as Record<string, unknown>)[name];
      assert.ok(held === undefined || held !== value, `${told}: ${record.id} holds a default in ${name}`);
    }
  }
}

for (const seed of [1, 2, 3]) {
  test(`LIST1 list and canvas show one scene after ${OPERATIONS} operations from both, seed ${seed}`, () => {
    const random = seeded(seed);
    const bench = desk([]);
    const choices = actions(bench, random);
    const index = createSceneIndex();
    for (let step = 1; step <= OPERATIONS; step += 1) {
      choices[below(random, choices.length)]?.();
      if (step % 50 === 0 || step === OPERATIONS) {
        index.update(bench.store.scene.peek());
        check(bench.store.scene.peek(), index, `seed ${seed}, operation ${step}`);
      }
    }
    assert.ok(bench.store.scene.peek().size > 10);
  });
}
