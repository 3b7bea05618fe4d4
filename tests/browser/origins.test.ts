import assert from "node:assert/strict";
import { test } from "node:test";

import { makeId } from "../../static/src/core/ids.ts";
import { topOf } from "../../static/src/core/relations.ts";
import type { ItemRecord, NoteRecord, Person } from "../../static/src/core/types.ts";
import { clipOf } from "../../static/src/tools/clipboard/clip.ts";
import { pasteItems, readClip } from "../../static/src/tools/clipboard/pasting.ts";
import { type CommandBoard, createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { createOrigins, type Origins } from "../../static/src/tools/commands/origins.ts";
import { createStacking } from "../../static/src/tools/commands/stacking.ts";
import { ANNA, BRUNO, frame, note } from "./support/board.ts";
import { boxed, type Desk, desk, item, messages } from "./support/desk.ts";

interface Bench extends Desk {
  readonly board: CommandBoard;
  readonly origins: Origins;
}

function bench(records: readonly ItemRecord[], me: Person = ANNA): Bench {
  const made = desk(records, me);
  const board = createCommandBoard(made.store, made.view, makeId);
  return { ...made, board, origins: createOrigins(board) };
}

const noteOf = ({ store }: Desk, id: string | null): NoteRecord => item(store, id) as NoteRecord;
const isUnder = (made: Desk, id: string, top: string | null): boolean =>
  topOf(noteOf(made, id), made.store.scene.value)?.id === top;

const TWO = [
  note("note-0001", { text: "Alberi\nPanchine", z: "a1", type: "B", author: BRUNO.id }),
  note("note-0002", { text: "Panchine\nAcqua", z: "a2", x: 300 }),
];

test("PROV1 merged notes lie under one that says what all said, once, and where it comes from", () => {
  const made = bench(TWO);

  const id = made.origins.merge(["note-0001", "note-0002"]);

  const merged = noteOf(made, id);
  assert.equal(merged.text, "Alberi\nPanchine\nAcqua");
  assert.equal(merged.type, "B");
  assert.deepEqual(merged.came_from, [{ id: "note-0001" }, { id: "note-0002" }]);
  assert.ok(isUnder(made, "note-0001", id) && isUnder(made, "note-0002", id));
  assert.equal(noteOf(made, "note-0001").author, BRUNO.id);
  assert.ok(noteOf(made, "note-0002").z < merged.z);
});

test("PROV1 a stack that is merged is merged with what is under it", () => {
  const made = bench(TWO);
  createStacking(made.board).stack(["note-0001", "note-0002"]);

  const id = made.origins.merge(["note-0001"]);

  assert.equal(noteOf(made, id).came_from?.length, 2);
  assert.ok(isUnder(made, "note-0002", id));
});

test("PROV1 what is too long for one note is not merged", () => {
  const long = TWO.map((one, at) => ({ ...one, text: `${at}${"x".repeat(1500)}` }));
  const made = bench(long);

  assert.equal(made.origins.merge(["note-0001", "note-0002"]), null);
  assert.equal(messages(made.store).length, 1);
});

test("PROV1 a note is split line by line, in its frame, and stays under its first line", () => {
  const records = [
    frame("frame-1", { x: 0, y: 0 }),
    note("note-0001", { text: "Alberi\n\n Panchine \nAcqua", x: 40, y: 120, frame: "frame-1", z: "a2" }),
  ];
  const made = bench(records);

  const ids = made.origins.split("note-0001");

  assert.deepEqual(
    ids.map((id) => noteOf(made, id).text),
    ["Alberi", "Panchine", "Acqua"],
  );
  assert.ok(ids.every((id) => noteOf(made, id).frame === "frame-1"));
  assert.deepEqual(noteOf(made, ids[2] ?? "").came_from, [{ id: "note-0001" }]);
  assert.equal(new Set(ids.map((id) => `${boxed(made.store, id).x} ${boxed(made.store, id).y}`)).size, 3);
  assert.ok(isUnder(made, "note-0001", ids[0] ?? ""));
  assert.deepEqual(made.origins.split("note-0001"), []);
});

test("PROV1 a note pasted on another board says where it comes from; on its own board it need not", async () => {
  const from = bench(TWO);
  const clip = clipOf(from.store.scene.value, ["note-0001"], "board-0001");

  const there = bench([]);
  const [far = ""] = await pasteItems(there.board, readClip(clip?.json ?? "", "board-0002"), null);
  const [near = ""] = await pasteItems(from.board, readClip(clip?.json ?? "", "board-0001"), null);

  assert.deepEqual(noteOf(there, far).came_from, [{ board: "board-0001", id: "note-0001" }]);
  assert.equal(noteOf(from, near).came_from, undefined);
});

test("PROV2 a merged note that is copied with what it was made of is made of the copies", async () => {
  const from = bench(TWO);
  const id = from.origins.merge(["note-0001", "note-0002"]) ?? "";
  const clip = clipOf(from.store.scene.value, [id], "board-0001");

  const there = bench([]);
  const ids = await pasteItems(there.board, readClip(clip?.json ?? "", "board-0002"), null);

  const notes = ids.map((one) => noteOf(there, one));
  const merged = notes.find(({ text }) => text === "Alberi\nPanchine\nAcqua");
  const others = notes.filter((note) => note !== merged);
  assert.equal(others.length, 2);
  assert.deepEqual(merged?.came_from, [
    { board: "board-0001", id },
    ...others.map((one) => ({ id: one.id })),
  ]);
});

test("PROV1 a clipboard with nonsense for a board or an id is not believed", () => {
  const items = [{ kind: "note", id: "n", ...TWO[0], text: "x" }];

  for (const board of ["", "a/../b", 7, "x".repeat(200)]) {
    const [read] = readClip(JSON.stringify({ tavolo: 1, board, items }), "board-0002");
    assert.equal(read?.came_from, undefined);
  }
});

test("VIS3 what all can see is not stacked on, nor made of, a private note", () => {
  const made = bench([...TWO, note("note-0003", { text: "Mio", draft: 0, z: "a3" })]);

  createStacking(made.board).stack(["note-0001", "note-0003"]);
  const id = made.origins.merge(["note-0001", "note-0003"]);

  assert.equal(id, null);
  assert.equal(noteOf(made, "note-0001").under, undefined);
});
