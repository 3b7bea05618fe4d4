import assert from "node:assert/strict";
import { test } from "node:test";

import { votedOn } from "../../static/src/core/ballot.ts";
import { makeId } from "../../static/src/core/ids.ts";
import { topOf } from "../../static/src/core/relations.ts";
import type { ClusterRecord, ItemRecord, NoteRecord, Person } from "../../static/src/core/types.ts";
import { createArranging } from "../../static/src/tools/commands/arranging.ts";
import { type CommandBoard, createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { liesWith } from "../../static/src/tools/commands/lying.ts";
import { createRelating } from "../../static/src/tools/commands/relating.ts";
import { createStacking, type Stacking } from "../../static/src/tools/commands/stacking.ts";
import { stacksOf } from "../../static/src/tools/commands/stacks.ts";
import { ANNA, BRUNO, frame, note } from "./support/board.ts";
import { boxed, type Desk, desk, item, messages, orderOf } from "./support/desk.ts";

interface Bench extends Desk {
  readonly board: CommandBoard;
  readonly stacking: Stacking;
}

function bench(records: readonly ItemRecord[], me: Person = ANNA): Bench {
  const made = desk(records, me);
  const board = createCommandBoard(made.store, made.view, makeId);
  return { ...made, board, stacking: createStacking(board) };
}

/** Three notes beside each other, and a fourth far away. */
const NOTES = [
  note("note-0001", { x: 0, y: 0, z: "a1", author: ANNA.id }),
  note("note-0002", { x: 220, y: 0, z: "a2", author: BRUNO.id }),
  note("note-0003", { x: 440, y: 0, z: "a3" }),
  note("note-0004", { x: 2000, y: 0, z: "a4" }),
];
const THREE = ["note-0001", "note-0002", "note-0003"];

const underOf = ({ store }: Desk): Record<string, string | undefined> =>
  Object.fromEntries(
    [...store.scene.value.values()]
      .filter((record): record is NoteRecord => record.kind === "note" && record.under !== undefined)
      .map((record) => [record.id, topOf(record, store.scene.value)?.id]),
  );
const at = ({ store }: Desk, id: string): [number, number] => [boxed(store, id).x, boxed(store, id).y];

test("STACK1 notes that are stacked lie under one of them, a little aside, and keep what they say", () => {
  const made = bench(NOTES);

  made.stacking.stack(THREE);

  assert.deepEqual(underOf(made), { "note-0002": "note-0001", "note-0003": "note-0001" });
  assert.deepEqual(at(made, "note-0001"), [0, 0]);
  assert.deepEqual(
    [at(made, "note-0003"), at(made, "note-0002")],
    [
      [8, 8],
      [16, 16],
    ],
  );
  assert.equal(item(made.store, "note-0002").text, "note-0002");
  assert.equal(item(made.store, "note-0002").author, BRUNO.id);
  assert.deepEqual(orderOf(made.store), ["note-0001", "note-0002", "note-0003", "note-0004"]);
  const painted = [...made.store.scene.value.values()].sort((a, b) => (a.z < b.z ? -1 : 1));
  assert.equal(painted.map(({ id }) => id).indexOf("note-0001"), 2);
});

test("STACK1 a note that is put squarely on another can be stacked with it, one that is only close cannot", () => {
  const put = (x: number, y: number): string | undefined => {
    const made = bench([...NOTES, note("note-0005", { x, y, z: "a0" })]);
    return liesWith(item(made.store, "note-0005") as NoteRecord, made.store.scene.value)?.id;
  };

  assert.equal(put(20, 20), "note-0001");
  assert.equal(put(-40, -20), "note-0001");
  assert.equal(put(110, 20), undefined);
  assert.equal(put(0, 190), undefined);
});

test("STACK1 a note on a stack can be stacked with its top, one of the stack with nothing more", () => {
  const made = bench([...NOTES, note("note-0005", { x: 10, y: 10, z: "a5" })]);
  made.stacking.stack(THREE);
  const lies = (id: string): string | undefined =>
    liesWith(item(made.store, id) as NoteRecord, made.store.scene.value)?.id;

  assert.equal(lies("note-0005"), "note-0001");
  made.stacking.stack(["note-0005", "note-0001"], "note-0005");
  assert.deepEqual(new Set(Object.values(underOf(made))), new Set(["note-0005"]));
  assert.equal(lies("note-0001"), undefined);
  assert.equal(lies("note-0005"), undefined);
});

test("STACK1 a stack on a note, and a stack on a stack, is one stack", () => {
  const made = bench(NOTES);
  made.stacking.stack(["note-0001", "note-0002"]);
  made.stacking.stack(["note-0003", "note-0004"]);

  made.stacking.stack(["note-0001"], "note-0003");

  assert.deepEqual(underOf(made), {
    "note-0001": "note-0003",
    "note-0002": "note-0003",
    "note-0004": "note-0003",
  });
});

test("STACK1 two who stack at once make no circle: every note is read once", () => {
  const both = [
    note("note-0001", { under: "note-0002" }),
    note("note-0002", { under: "note-0001" }),
    note("note-0003", { under: "note-0003" }),
    note("note-0004", { under: "gone-0001" }),
  ];

  const made = bench(both);

  assert.equal(stacksOf(made.store.scene.value).size, 0);
  assert.deepEqual(orderOf(made.store).sort(), ["note-0001", "note-0002", "note-0003", "note-0004"]);
});

test("STACK1 what is under a note goes where it goes, into its frame and its cluster", () => {
  const made = bench([...NOTES, frame("frame-0001", { x: 3000, y: 0, z: "a0" })]);
  made.stacking.stack(THREE);

  made.commands.move(["note-0001"], 0, 500);
  assert.deepEqual(at(made, "note-0002"), [16, 516]);
  made.commands.moveToFrame(["note-0001"], "frame-0001");
  createRelating(made.board).gather(["note-0001", "note-0004"], "Alike", null);

  const top = item(made.store, "note-0001") as NoteRecord;
  const under = item(made.store, "note-0003") as NoteRecord;
  assert.deepEqual([under.frame, under.cluster], [top.frame, top.cluster]);
  assert.deepEqual(at(made, "note-0003"), [top.x + 8, top.y + 8]);
});

test("STACK1 a note that is moved off its stack is out of it; moved a little it stays", () => {
  const made = bench(NOTES);
  made.stacking.stack(THREE);

  made.commands.move(["note-0002"], 20, 0);
  assert.equal(underOf(made)["note-0002"], "note-0001");
  made.commands.move(["note-0002"], 900, 0);

  assert.deepEqual(underOf(made), { "note-0003": "note-0001" });
});

test("STACK1 to the front and back again, the note on top stays on top", () => {
  const made = bench(NOTES);
  made.stacking.stack(THREE);
  const arranging = createArranging(made.board);

  arranging.toBack(["note-0001"]);
  arranging.toFront(["note-0002"]);

  const z = (id: string): string => made.store.scene.value.get(id)?.z ?? "";
  for (const id of ["note-0002", "note-0003"]) assert.ok(z(id) < z("note-0001"), `${id} ${z(id)}`);
});

test("STACK1 taken out, a note lies free beside its stack; spread out, all of them", () => {
  const made = bench(NOTES);
  made.stacking.stack(THREE);

  made.stacking.unstack(["note-0002"]);
  assert.deepEqual(underOf(made), { "note-0003": "note-0001" });
  made.stacking.unstack(["note-0001"]);

  assert.deepEqual(underOf(made), {});
  const places = new Set(THREE.map((id) => String(at(made, id))));
  assert.equal(places.size, 3);
});

test("STACK1 another note is put on top, at the same place", () => {
  const made = bench(NOTES);
  made.stacking.stack(THREE);

  made.stacking.putOnTop("note-0002");

  assert.deepEqual(underOf(made), { "note-0001": "note-0002", "note-0003": "note-0002" });
  assert.deepEqual(at(made, "note-0002"), [0, 0]);
});

test("STACK1 when the note on top goes, the one below takes its place", () => {
  const made = bench(NOTES);
  made.stacking.stack(THREE);

  made.commands.remove(["note-0001"]);

  assert.deepEqual(underOf(made), { "note-0002": "note-0003" });
  assert.deepEqual(at(made, "note-0003"), [8, 8]);
});

test("STACK2 a stack counts once in a vote on notes", () => {
  const made = bench(NOTES);
  made.stacking.stack(THREE);

  const voted = votedOn(made.store.scene.value, { about: "notes" });

  assert.deepEqual(
    voted.map(({ id }) => id),
    ["note-0001", "note-0004"],
  );
});

test("STACK1 a copy of a stack is a stack of its own", () => {
  const made = bench(NOTES);
  made.stacking.stack(THREE);

  const copies = made.commands.duplicate(["note-0001"]);

  const stacks = stacksOf(made.store.scene.value);
  assert.equal(copies.length, 3);
  assert.deepEqual(
    [...stacks.values()].map(({ length }) => length),
    [2, 2],
  );
  assert.ok([...stacks.keys()].some((id) => copies.includes(id)));
});

test("STACK1 what is locked is not stacked by participants", () => {
  const locked: ItemRecord[] = NOTES.map((one) => ({ ...one, locked: one.id !== "note-0004" }));
  const made = bench(locked, BRUNO);

  assert.deepEqual(made.stacking.stack(THREE), []);
  assert.equal(messages(made.store).length, 1);
});

test("STACK1 a cluster that is moved takes its stacks along once", () => {
  const base = { x: 0, y: 0, w: 700, h: 300, z: "a0", author: ANNA.id, created_at_ms: 1 };
  const holder: ClusterRecord = { kind: "cluster", id: "cluster-1", frame: null, title: "", ...base };
  const made = bench([holder, ...NOTES.map((one) => ({ ...one, cluster: "cluster-1" }))]);
  made.stacking.stack(THREE);

  made.commands.move(["cluster-1"], 100, 0);

  assert.deepEqual(at(made, "note-0001"), [100, 0]);
  assert.deepEqual(at(made, "note-0002"), [116, 16]);
});
