import assert from "node:assert/strict";
import { test } from "node:test";
import { itemsIn } from "../../static/src/core/connectors.ts";
import { KINDS } from "../../static/src/core/kinds.ts";
import { inReadingOrder, sortedForReading } from "../../static/src/core/outline.ts";
import { isBoxed, isOnBoard } from "../../static/src/core/records.ts";
import { namedBy } from "../../static/src/core/relations.ts";
import type { ItemRecord, Kind, NewItem, Scene } from "../../static/src/core/types.ts";
import { createLines } from "../../static/src/render/lines.ts";
import { createSceneIndex } from "../../static/src/render/scene_index.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { createHolding } from "../../static/src/tools/commands/holding.ts";
import { createMaking } from "../../static/src/tools/commands/making.ts";
import { createRelating } from "../../static/src/tools/commands/relating.ts";
import { createSettling } from "../../static/src/tools/commands/settling.ts";
import { createStacking } from "../../static/src/tools/commands/stacking.ts";
import { createTalking } from "../../static/src/tools/commands/talking.ts";
import { flat, type ListPart, type ListRow, partsOf } from "../../static/src/ui/list/rows.ts";
import { ANNA } from "./support/board.ts";
import { counting, type Desk, desk } from "./support/desk.ts";
import { below, seeded } from "./support/random.ts";

const OPERATIONS = 10_000;
const OPERATIONS_A_PAGE = 500;
const MOST_ITEMS = 80;

type Action = () => unknown;

interface Hands {
  readonly bench: Desk;
  readonly random: () => number;
  readonly board: ReturnType<typeof createCommandBoard>;
  some(kind?: Kind): string;
}

/** A workshop goes on meanwhile. */
const WORKSHOP: ItemRecord = {
  kind: "workshop",
  id: "workshop",
  z: "a0",
  step: null,
  since_ms: 0,
  author: ANNA.id,
  created_at_ms: 0,
};

/** People sit at a table, which only the server changes. */
const TABLE: ItemRecord = {
  kind: "table",
  id: "table-of-anna",
  z: "a0",
  title: "",
  people: [ANNA.id],
  author: ANNA.id,
  created_at_ms: 0,
};

function handsOn(bench: Desk, random: () => number, newId: () => string): Hands {
  return {
    bench,
    random,
    board: createCommandBoard(bench.store, bench.view, newId),
    some(kind) {
      const all = [...bench.store.scene.peek().values()];
      const fitting = all.filter((record) => kind === undefined || record.kind === kind);
      return fitting[below(random, Math.max(1, fitting.length))]?.id ?? "gone";
    },
  };
}

/** Nothing on the board, but among its records. */
function step(id: string): NewItem {
  return { kind: "step", id, z: "a0", title: "Write", mode: "silent" };
}

function vote(id: string): NewItem {
  return { kind: "vote", id, z: "a0", title: "What first?", about: "notes", way: "dots" };
}

function decision(id: string, sources: readonly string[]): NewItem {
  return { kind: "decision", id, z: "a0", number: 1, text: "We begin with the yards", sources };
}

function commitment(id: string): NewItem {
  return { kind: "commitment", id, z: "a0", text: "Ask the school", who: "Anna" };
}

/** What people do by the pointer. */
function onCanvas({ bench: { commands }, random, board, some }: Hands): Action[] {
  const [making, holding, stacking] = [createMaking(board), createHolding(board), createStacking(board)];
  const place = () => ({ x: below(random, 3_000), y: below(random, 2_000) });
  const box = () => ({ ...place(), w: 40 + below(random, 400), h: 40 + below(random, 300) });
  const end = () => (below(random, 5) === 0 ? place() : { item: some("note"), side: "auto" as const });
  return [
    () => commands.addNote({ at: place() }),
    () => commands.addText({ at: place() }),
    () => commands.addFrame({ box: { ...box(), w: 900, h: 700 } }),
    () => commands.addFrame({ box: { ...place(), w: 300, h: 250 } }),
    () => making.shape(box()),
    () => making.connector(end(), end()),
    () => making.stroke(box(), [0, 0, 50, 10_000, 10_000, 50], "pen"),
    () => making.dot(place()),
    () => making.stamp(place()),
    () => making.link(place(), "https://example.org/", "Example"),
    () => making.comment(place(), below(random, 2) ? some() : null, "Why?"),
    () => commands.move([some(), some()], below(random, 200) - 100, below(random, 200) - 100),
    () => commands.move([some("frame")], below(random, 900) - 450, below(random, 600) - 300),
    () => commands.resize(some("frame"), { ...place(), w: 1_200, h: 900 }),
    () => commands.duplicate([some(), some()]),
    () => holding.cluster([some("note"), some("note")]),
    () => holding.group([some(), some()]),
    () => holding.turn([some()], 15),
    () => stacking.stack([some("note"), some("note"), some("note")]),
    () => stacking.putOnTop(some("note")),
    () => board.store.change("Add a step", [{ do: "create", item: step(board.newId()) }]),
    () => board.store.change("Add a vote", [{ do: "create", item: vote(board.newId()) }]),
    () => board.store.change("Decide", [{ do: "create", item: decision(board.newId(), [some()]) }]),
    () => board.store.change("Commit", [{ do: "create", item: commitment(board.newId()) }]),
    () => commands.undo(),
    () => commands.redo(),
  ];
}

/** What people do by the rows of the list: the commands behind its menus, keys and dialogs. */
function inList({ bench: { commands }, random, board, some }: Hands): Action[] {
  const [relating, settling, talking] = [createRelating(board), createSettling(board), createTalking(board)];
  const [holding, stacking] = [createHolding(board), createStacking(board)];
  const anywhere = (kind: Kind): string | null => (below(random, 4) === 0 ? null : some(kind));
  const heads = () => (["end", "start", "both", "none"] as const)[below(random, 4)] ?? "end";
  const link = () => ({ from: some(), to: some(), label: below(random, 2) ? "causes" : "", heads: heads() });
  return [
    () => commands.addNote({ text: "Noted", frame: anywhere("frame") }),
    () => commands.addText({ text: "Label", frame: anywhere("frame") }),
    () => settling.shape(anywhere("frame"), "diamond", "Decide?"),
    () => settling.link(anywhere("frame"), "https://example.org/", "Example"),
    () => settling.image(anywhere("frame"), { w: 200, h: 100 }, "0".repeat(64)),
    () => relating.connect(link()),
    () => relating.reconnect(some("connector"), link()),
    () => relating.gather([some("note"), some("note")], "Seats", anywhere("frame")),
    () => relating.moveToCluster([some("note")], anywhere("cluster")),
    () => relating.moveClusterToFrame(some("cluster"), anywhere("frame")),
    () => relating.moveFrame(some("frame"), anywhere("frame")),
    () => talking.reply(some("comment"), "Because"),
    () => talking.resolve(some("comment"), below(random, 2) === 0),
    () => commands.moveToFrame([some()], anywhere("frame")),
    () => commands.moveInOrder(some(), below(random, 2) ? 1 : -1),
    () => commands.setType([some("note")], "P"),
    () => commands.setText(some("note"), `Words ${below(random, 99)}`),
    () => commands.setTitle(some("frame"), `Area ${below(random, 99)}`),
    () => holding.lock([some()], below(random, 2) === 0),
    () => holding.set("Language", [some("note")], { lang: below(random, 2) ? "it" : "" }),
    () => stacking.stack([some("note")], some("note")),
    () => stacking.unstack([some("note")]),
    () => commands.remove([some()]),
  ];
}

interface Canvas {
  readonly index: ReturnType<typeof createSceneIndex>;
  readonly lines: ReturnType<typeof createLines>;
}

/** Every item once in the list; every item that can be seen once where the canvas looks it up. */
function check(scene: Scene, { index, lines }: Canvas, told: string): void {
  const parts = partsOf(scene);
  const rows = parts.flatMap((part) => flat(part.rows));
  const listed = rows.filter(({ isBackward }) => !isBackward).map(({ item }): ItemRecord => item);
  const frames = parts.flatMap(({ frame }) => frame ?? []);
  const onBoard = [...scene.values()].filter(isOnBoard);
  assert.equal(listed.length + frames.length, onBoard.length, `${told}: the list has as many`);
  assert.deepEqual(new Set([...listed, ...frames]), new Set(onBoard), `${told}: the list has the same`);
  assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length, `${told}: each row has its key`);

  const order = inReadingOrder(scene);
  const inParts = parts.flatMap(({ frame, items }) => [...(frame ? [frame] : []), ...items]);
  assert.deepEqual(inParts, order, `${told}: the list has the reading order`);
  assert.deepEqual(sortedForReading(onBoard, scene), order, `${told}: so has what a few are sorted by`);

  const drawn = new Set(
    [...lines.all, ...lines.comments.map((record) => ({ record }))].map((one) => one.record),
  );
  for (const record of onBoard) {
    if (isBoxed(record)) assert.equal(index.get(record.id)?.record, record, `${told}: ${record.id}`);
    else if (record.kind !== "reply") assert.ok(drawn.has(record), `${told}: ${record.id} is drawn`);
    checkDefaults(record, told);
  }
  assert.equal(index.size + drawn.size, onBoard.filter(({ kind }) => kind !== "reply").length, told);
  for (const part of parts) checkPart(part, scene, told);
}

/** Where a row stands says what its item belongs to; a line stands at both of its ends. */
function checkPart({ frame, level, rows }: ListPart, scene: Scene, told: string): void {
  assert.equal(
    level > 0,
    frame?.frame !== undefined && scene.has(frame.frame),
    `${told}: level of ${frame?.id}`,
  );
  for (const row of rows) {
    const { item } = row;
    const home = isBoxed(item) ? ("frame" in item ? item.frame : null) : frameOn(row);
    const isHome = home === (frame?.id ?? null) || !scene.has(home ?? "");
    assert.ok(isHome, `${told}: ${row.key} in ${frame?.id}`);
    checkInside(row, told);
  }
}

function frameOn({ item, isBackward }: ListRow): string | null {
  if (item.kind === "connector") return namedBy(isBackward ? item.to : item.from);
  return item.kind === "comment" ? (item.on ?? null) : null;
}

function checkInside(row: ListRow, told: string): void {
  for (const inner of row.inside) {
    const { item, isBackward } = inner;
    if (item.kind === "note" && row.item.kind === "note")
      assert.equal(item.under, row.item.id, `${told}: ${item.id} under its note`);
    else if (item.kind === "note")
      assert.equal(item.cluster, row.item.id, `${told}: ${item.id} in its cluster`);
    else if (item.kind === "reply")
      assert.equal(item.thread, row.item.id, `${told}: ${item.id} at its comment`);
    else if (item.kind === "comment") assert.equal(item.on, row.item.id, `${told}: ${item.id} on its item`);
    else if (item.kind !== "connector") assert.fail(`${told}: ${item.id} in ${row.item.id}`);
    else assert.equal(namedBy(isBackward ? item.to : item.from), row.item.id, `${told}: ${inner.key}`);
    checkInside(inner, told);
  }
}

function checkDefaults(record: ItemRecord, told: string): void {
  for (const [name, value] of Object.entries(KINDS[record.kind].defaults)) {
    const held = (record as unknown as Record<string, unknown>)[name];
    assert.ok(held === undefined || held !== value, `${told}: ${record.id} holds a default in ${name}`);
  }
}

/** Both ends of every line, as often as it has items at them. */
function endsTold(scene: Scene): number {
  const lines = [...scene.values()].filter((record) => record.kind === "connector");
  return lines.filter(({ from, to }) => namedBy(to) !== null && namedBy(to) !== namedBy(from)).length;
}

for (const seed of [1, 2, 3]) {
  test(`LIST1 list and canvas show one scene after ${OPERATIONS} operations from both, seed ${seed}`, () => {
    const random = seeded(seed);
    const newId = counting("made-");
    let hands = handsOn(desk([WORKSHOP, TABLE], ANNA, newId), random, newId);
    let sides = [onCanvas(hands), inList(hands)];
    const canvas = { index: createSceneIndex(), lines: createLines() };
    const seen = new Set<string>(); // kinds, and what lies in what, so that none of it goes untried
    for (let step = 1; step <= OPERATIONS; step += 1) {
      if (step % OPERATIONS_A_PAGE === 0) {
        // The page is loaded anew: what is there now comes from the server.
        hands = handsOn(desk([...hands.bench.store.scene.peek().values()], ANNA, newId), random, newId);
        sides = [onCanvas(hands), inList(hands)];
      }
      const choices = sides[below(random, sides.length)] ?? [];
      const { commands, store } = hands.bench;
      // A board that grows and grows would only make every step slower.
      if (store.scene.peek().size > MOST_ITEMS)
        commands.remove(Array.from({ length: 6 }, () => hands.some()));
      else choices[below(random, choices.length)]?.();
      if (step % 50 !== 0 && step !== OPERATIONS) continue;
      const scene = hands.bench.store.scene.peek();
      canvas.index.update(scene);
      canvas.lines.update(canvas.index.unboxed, itemsIn(scene), itemsIn(scene), 1);
      const told = `seed ${seed}, operation ${step}`;
      check(scene, canvas, told);
      const rows = partsOf(scene).flatMap((part) => flat(part.rows));
      assert.equal(rows.filter(({ isBackward }) => isBackward).length, endsTold(scene), `${told}: both ends`);
      for (const record of scene.values()) {
        seen.add(record.kind);
        if (record.kind === "note" && record.cluster) seen.add("a note in a cluster");
        if (record.kind === "note" && record.under) seen.add("a note under another");
        if (record.kind === "frame" && record.frame) seen.add("a frame in a frame");
        if ("locked" in record && record.locked) seen.add("a lock");
      }
    }
    assert.equal(seen.size, Object.keys(KINDS).length + 4, [...seen].join());
  });
}
