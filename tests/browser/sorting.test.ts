import assert from "node:assert/strict";
import { test } from "node:test";

import { makeId } from "../../static/src/core/ids.ts";
import type { ClusterRecord, ItemRecord, Person, VoteRecord } from "../../static/src/core/types.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { createSorting, type SortingCommands } from "../../static/src/tools/commands/sorting.ts";
import { ANNA, BRUNO, frame, note } from "./support/board.ts";
import { boxed, type Desk, desk, orderOf } from "./support/desk.ts";

function bench(
  records: readonly ItemRecord[],
  me: Person = ANNA,
): Desk & { readonly sorting: SortingCommands } {
  const made = desk(records, me);
  made.store.people.value = new Map([ANNA, BRUNO].map((person) => [person.id, person]));
  return { ...made, sorting: createSorting(createCommandBoard(made.store, made.view, makeId)) };
}

const ROW = [0, 220, 440, 660];

/** Notes in one row, from left to right, each with these fields. */
function row(...all: Parameters<typeof note>[1][]): ItemRecord[] {
  return all.map((fields, at) =>
    note(`note-000${at + 1}`, {
      x: ROW[at] ?? 0,
      y: 0,
      z: `a${at + 1}`,
      created_at_ms: 1000 + at,
      ...fields,
    }),
  );
}

function cluster(id: string, fields: Partial<ClusterRecord> = {}): ClusterRecord {
  const base = { x: 0, y: 0, w: 500, h: 300, z: "a0", author: ANNA.id, created_at_ms: 1 };
  return { kind: "cluster", id, frame: null, title: id, ...base, ...fields };
}

function revealed(ranks: Readonly<Record<string, number>>, about: "notes" | "clusters"): VoteRecord {
  const items = Object.entries(ranks).map(([id, rank]) => ({
    id,
    people: 1,
    counts: [9 - rank],
    total: 9 - rank,
    rank,
    tied: false,
  }));
  const result = { voters: 5, named: 0, room: 0, cast: 9, items };
  const fields = { title: "", about, way: "dots", state: "revealed", result, closed_ms: 5 } as const;
  return { kind: "vote", id: "vote-0001", z: "a0", author: ANNA.id, created_at_ms: 1, ...fields };
}

const placesOf = ({ store }: Desk, ...ids: string[]): number[] => ids.map((id) => boxed(store, id).x);

test("SORT1 selected notes are laid out by type where they lay, and read in that order", () => {
  const board = bench(row({ type: "I" }, { type: "D" }, { type: "P" }));

  board.sorting.sort(["note-0001", "note-0002", "note-0003"], "type");

  assert.deepEqual(placesOf(board, "note-0002", "note-0003", "note-0001"), ROW.slice(0, 3));
  assert.deepEqual(orderOf(board.store), ["note-0002", "note-0003", "note-0001"]);
  assert.equal(board.store.history.undoLabel.value, "Sort the notes");
});

test("SORT1 notes are sorted by the names of who wrote them; those of nobody come last", () => {
  const board = bench(row({ author: "" }, { author: BRUNO.id }, { author: ANNA.id }, { author: BRUNO.id }));
  const ids = ["note-0001", "note-0002", "note-0003", "note-0004"];

  board.sorting.sort(ids, "author");

  assert.deepEqual(orderOf(board.store), ["note-0003", "note-0002", "note-0004", "note-0001"]);
});

test("SORT1 what all notes have in common is no way to sort them", () => {
  const anonymous = row({ author: "", created_at_ms: 7 }, { author: "", created_at_ms: 7 });

  assert.deepEqual(bench(anonymous).sorting.ways(["note-0001", "note-0002"]), []);
  assert.deepEqual(bench(row({ type: "D" }, {})).sorting.ways(["note-0001", "note-0002"]), ["type", "time"]);
  assert.deepEqual(bench(row({ type: "D" }, {})).sorting.ways(["note-0001"]), []);
});

test("SORT2 votes sort notes by rank once they are revealed; equal ranks stay in their order", () => {
  const vote = revealed({ "note-0002": 2, "note-0003": 1, "note-0004": 2 }, "notes");
  const ids = ["note-0001", "note-0002", "note-0003", "note-0004"];
  const board = bench([...row({}, {}, {}, {}), vote]);
  const { result: _result, ...closed } = vote;

  board.sorting.sort(ids, "votes");

  assert.deepEqual(orderOf(board.store), ["note-0003", "note-0002", "note-0004", "note-0001"]);
  const before = bench([...row({}, {}), { ...closed, state: "closed" }]);
  assert.ok(!before.sorting.ways(ids).includes("votes"));
});

test("SORT1 the notes of a cluster are laid out in it, and it grows where they need more", () => {
  const inside = row({ type: "X" }, { type: "O" }, { type: "D" }).map((one) => ({
    ...one,
    cluster: "cluster-1",
    x: 40,
    y: 80,
  }));
  const board = bench([cluster("cluster-1"), ...(inside as ItemRecord[]), note("outside", { x: 900 })]);

  board.sorting.sort(["cluster-1"], "type");

  const at = (id: string): [number, number] => [boxed(board.store, id).x, boxed(board.store, id).y];
  assert.deepEqual(["note-0003", "note-0002", "note-0001"].map(at), [
    [24, 64],
    [244, 64],
    [24, 284],
  ]);
  assert.equal(boxed(board.store, "cluster-1").h, 508);
  assert.deepEqual(at("outside"), [900, 0]);
});

test("SORT1 of a frame only the notes that lie free in it are sorted, and stay in it", () => {
  const records = [
    frame("frame-1", { x: 0, y: 0, z: "a0" }),
    ...row({ type: "X" }, { type: "D" }, { type: "P" }).map((one, at) => ({
      ...one,
      frame: "frame-1",
      x: 40 + at * 4,
      y: 120,
    })),
    cluster("cluster-1", { frame: "frame-1", x: 20, y: 400, h: 100 }),
    note("held-0001", { frame: "frame-1", cluster: "cluster-1", x: 40, y: 420, type: "A" }),
  ] as ItemRecord[];
  const board = bench(records);

  board.sorting.sort(["frame-1"], "type");

  assert.deepEqual(
    ["note-0002", "note-0003", "note-0001"].map((id) => orderOf(board.store).indexOf(id)),
    [3, 4, 5],
  );
  assert.equal(boxed(board.store, "held-0001").x, 40);
  for (const id of ["note-0001", "note-0002", "note-0003"]) {
    const { x, y, w, h } = boxed(board.store, id);
    assert.ok(x >= 20 && x + w <= 780 && y >= 96 && y + h <= 580, `${id} at ${x} ${y}`);
  }
});

test("SORT2 clusters with their notes are laid out by their votes", () => {
  const board = bench([
    cluster("cluster-1"),
    cluster("cluster-2", { x: 520, z: "a1" }),
    note("note-0002", { x: 560, y: 80, z: "a2", cluster: "cluster-2" }),
    revealed({ "cluster-1": 2, "cluster-2": 1 }, "clusters"),
  ]);
  assert.ok(board.sorting.canRank(["cluster-1", "cluster-2"]));

  board.sorting.rank(["cluster-1", "cluster-2"]);

  assert.deepEqual(placesOf(board, "cluster-2", "note-0002", "cluster-1"), [0, 40, 520]);
  assert.deepEqual(orderOf(board.store), ["cluster-2", "note-0002", "cluster-1"]);
});

test("SORT1 participants sort what they may move, and leave alone what is locked", () => {
  const board = bench(row({ type: "X", locked: true }, { type: "S" }, { type: "D" }), BRUNO);

  board.sorting.sort(["note-0001", "note-0002", "note-0003"], "type");

  assert.deepEqual(placesOf(board, "note-0001", "note-0003", "note-0002"), ROW.slice(0, 3));
});
