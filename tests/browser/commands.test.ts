import assert from "node:assert/strict";
import { test } from "node:test";

import { type Box, encloses, intersects } from "../../static/src/core/geometry.ts";
import { inReadingOrder } from "../../static/src/core/outline.ts";
import { insideOf } from "../../static/src/core/placement.ts";
import type { FrameRecord, ItemRecord, NoteRecord, Person, TextRecord } from "../../static/src/core/types.ts";
import type { BoardStore } from "../../static/src/store/store.ts";
import { createView, type View } from "../../static/src/store/view.ts";
import { type Commands, createCommands } from "../../static/src/tools/commands.ts";
import { ANNA, BRUNO, frame, note, storeWith, text, VERA } from "./support/board.ts";
import { errorAnswer } from "./support/server.ts";

interface Desk {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
}

/** A board seen at zoom 1 from (0, 0) to (1200, 800). New ids are new-1, new-2 ... */
function desk(records: readonly ItemRecord[], me: Person = ANNA): Desk {
  const store = storeWith(records, me);
  const view = createView();
  view.viewport.value = { width: 1200, height: 800 };
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `new-${made}`;
  };
  return { store, view, commands: createCommands({ store, view, newId }) };
}

function item(store: BoardStore, id: string | null): NoteRecord | TextRecord {
  const record = id === null ? undefined : store.scene.value.get(id);
  assert.ok(record !== undefined && record.kind !== "frame", `${id} is an item`);
  return record;
}

function frameOf(store: BoardStore, id: string | null): FrameRecord {
  const record = id === null ? undefined : store.scene.value.get(id);
  assert.ok(record?.kind === "frame", `${id} is a frame`);
  return record;
}

function box({ x, y, w, h }: Box): Box {
  return { x, y, w, h };
}

function messages(store: BoardStore): string[] {
  return store.notices.value.map(({ message }) => message);
}

function orderOf(store: BoardStore): string[] {
  return inReadingOrder(store.scene.value).map(({ id }) => id);
}

// --- adding ---

test("CMD a note at a point is centred there, has the type in hand, and is read last", () => {
  const { store, view, commands } = desk([note("note-1", { z: "a7", x: 3000 })]);
  view.noteType.value = "B";

  const id = commands.addNote({ at: { x: 500.123, y: 400 } });

  const made = item(store, id);
  assert.deepEqual(
    [made.kind, made.kind === "note" && made.type, made.text, made.frame],
    ["note", "B", "", null],
  );
  assert.deepEqual(box(made), { x: 400.12, y: 300, w: 200, h: 200 });
  assert.deepEqual(orderOf(store), ["note-1", "new-1"]);
});

test("CMD a note at a point joins the topmost frame there, unless it is told otherwise", () => {
  const frames = [
    frame("frame-1", { z: "a1" }),
    frame("frame-2", { z: "a2", x: 400 }),
    frame("frame-3", { x: 5000 }),
  ];
  const { store, commands } = desk(frames);

  assert.equal(item(store, commands.addNote({ at: { x: 600, y: 300 } })).frame, "frame-2");
  assert.equal(item(store, commands.addNote({ at: { x: 600, y: 300 }, frame: null })).frame, null);
  assert.equal(item(store, commands.addNote({ at: { x: 600, y: 300 }, frame: "frame-3" })).frame, "frame-3");
});

test("CMD notes for a frame fill its free spots in reading order, below the title", () => {
  const { store, commands } = desk([frame("frame-1", { x: 1000, y: 1000 })]);

  const made = [1, 2, 3, 4].map(() => item(store, commands.addNote({ frame: "frame-1" })));

  assert.deepEqual(
    made.map(({ x, y }) => [x, y]),
    [
      [1020, 1096],
      [1240, 1096],
      [1460, 1096],
      [1020, 1316],
    ],
  );
  assert.ok(made.every(({ frame: id }) => id === "frame-1"));
});

test("CMD a free spot goes around what is there, whatever its size", () => {
  const label = text("label", { x: 20, y: 96, w: 300, h: 60, frame: "frame-1" });
  const stranger = note("stranger", { x: 350, y: 90 });
  const { store, commands } = desk([frame("frame-1"), label, stranger]);

  const made = item(store, commands.addNote({ frame: "frame-1" }));

  assert.ok(encloses(insideOf(frameOf(store, "frame-1")), made));
  assert.ok(!intersects(made, label) && !intersects(made, stranger));
});

test("CMD in a full frame every new note can still be seen", () => {
  const { store, commands } = desk([frame("frame-1", { w: 480, h: 340 })]);

  const corners = Array.from({ length: 8 }, () => {
    const { x, y } = item(store, commands.addNote({ frame: "frame-1" }));
    return `${x} ${y}`;
  });

  assert.equal(new Set(corners).size, 8, corners.join(", "));
});

test("CMD a note for no place in particular comes near the middle of the view, on nothing else", () => {
  const { store, commands } = desk([note("note-1", { x: 500, y: 300 })]);

  const made = item(store, commands.addNote());

  assert.ok(!intersects(made, item(store, "note-1")));
  assert.ok(Math.abs(made.x - 500) <= 220 && Math.abs(made.y - 300) <= 220);
});

test("CMD a note for no place in particular never straddles the edge or the title of a frame", () => {
  const { store, commands } = desk([
    frame("frame-1", { x: 100, y: 350, w: 500 }),
    frame("frame-2", { x: 640, y: 350, w: 500 }),
  ]);

  for (let made = 0; made < 12; made += 1) {
    const added = item(store, commands.addNote());
    for (const area of [frameOf(store, "frame-1"), frameOf(store, "frame-2")]) {
      assert.ok(encloses(insideOf(area), added) || !intersects(area, added), `${JSON.stringify(box(added))}`);
      if (encloses(area, added)) assert.equal(added.frame, area.id);
    }
  }
});

test("CMD a note kept out of frames lies outside all of them", () => {
  const { store, commands } = desk([frame("frame-1", { x: -400, y: -300, w: 2000, h: 1500 })]);

  const made = item(store, commands.addNote({ frame: null }));

  assert.equal(made.frame, null);
  assert.ok(!intersects(made, frameOf(store, "frame-1")));
});

test("CMD a note for a frame that is gone is not made, and the person reads why", () => {
  const { store, commands } = desk([note("note-1")]);

  assert.equal(commands.addNote({ frame: "frame-9" }), null);
  assert.equal(commands.addText({ frame: "note-1" }), null);

  assert.deepEqual(messages(store), ["Somebody has deleted this in the meantime."]);
  assert.equal(store.scene.value.size, 1);
});

test("CMD what is typed is stored without what cannot be stored", () => {
  const { store, commands } = desk([]);

  const id = commands.addNote({ text: "a\r\nb\u0000c\ud83d d\te 👩‍👧 \u007f" });

  assert.equal(item(store, id).text, "a\nbc d\te 👩‍👧 ");
});

test("CMD frames: by a facilitator, on a free place, around loose items when drawn", () => {
  const { store, commands } = desk([
    note("note-1", { x: 500, y: 300 }),
    note("note-2", { x: 5000, y: 5000 }),
  ]);

  const free = frameOf(store, commands.addFrame({ title: " Needs\nof all " }));
  assert.equal(free.title, "Needs of all");
  assert.ok(!intersects(free, item(store, "note-1")));

  const drawn = commands.addFrame({ box: { x: 4900, y: 4900, w: 400, h: 400 } });
  assert.equal(item(store, "note-2").frame, drawn);
  assert.equal(item(store, "note-1").frame, null);
  assert.equal(store.unsent().length, 2);
});

// --- permissions ---

test("PERM participants write notes and texts but leave frames alone", () => {
  const { store, commands } = desk(
    [frame("frame-1"), note("note-1", { frame: "frame-1", x: 20, y: 96 })],
    BRUNO,
  );

  assert.equal(commands.addFrame({ title: "x" }), null);
  assert.equal(commands.setTitle("frame-1", "x"), false);
  assert.deepEqual(commands.remove(["frame-1"]), []);
  assert.deepEqual(commands.move(["frame-1"], 5, 5), []);
  assert.equal(commands.resize("frame-1", { x: 0, y: 0, w: 50, h: 50 }), false);
  assert.deepEqual(commands.duplicate(["frame-1"]), []);
  assert.deepEqual(messages(store), ["Only a facilitator can do this."]);
  assert.deepEqual(store.unsent(), []);

  assert.deepEqual(commands.move(["frame-1", "note-1"], 5, 5), ["note-1"]);
  assert.notEqual(commands.addNote(), null);
  assert.deepEqual([commands.canAdd("note"), commands.canAdd("frame")], [true, false]);
  assert.equal(commands.canEdit(frameOf(store, "frame-1")), false);
});

test("PERM viewers change nothing at all", () => {
  const { store, commands } = desk([note("note-1")], VERA);

  assert.equal(commands.addNote(), null);
  assert.deepEqual(commands.move(["note-1"], 5, 5), []);
  assert.equal(commands.setText("note-1", "x"), false);

  assert.deepEqual(store.unsent(), []);
  assert.match(messages(store)[0] ?? "", /^You are watching/);
  assert.equal(commands.canEdit(item(store, "note-1")), false);
});

// --- writing ---

test("CMD a new note left empty goes away, one that was written on stays", () => {
  const { store, commands } = desk([]);

  const left = commands.addNote() ?? "";
  assert.equal(commands.setText(left, "  \n"), true);
  assert.equal(store.scene.value.has(left), false);

  const escaped = commands.addNote() ?? "";
  assert.equal(commands.discardIfEmpty(escaped), true);
  assert.equal(store.scene.value.has(escaped), false);

  const written = commands.addNote() ?? "";
  commands.setText(written, "something");
  assert.equal(commands.discardIfEmpty(written), false);
  commands.setText(written, "");
  assert.equal(item(store, written).text, "");
  assert.equal(commands.discardIfEmpty(written), false);
  assert.deepEqual(messages(store), []);
});

test("CMD a new note that somebody else wrote on meanwhile is not taken away", () => {
  const { store, commands } = desk([]);
  const id = commands.addNote() ?? "";
  const { ops } = store.unsent()[0] ?? { ops: [] };
  store.receive([
    { seq: 1, at_ms: 1, actor: ANNA.id, op_id: ["client-1", 1], ops },
    { seq: 2, at_ms: 2, actor: BRUNO.id, ops: [{ do: "patch", id, set: { text: "theirs" } }] },
  ]);

  assert.equal(commands.discardIfEmpty(id), false);

  assert.equal(item(store, id).text, "theirs");
});

test("CMD an empty text would be invisible, so it goes away", () => {
  const { store, commands } = desk([text("text-1")]);

  assert.equal(commands.setText("text-1", ""), true);

  assert.equal(store.scene.value.has("text-1"), false);
});

test("LIM1 texts and titles have the server's limits, counted in code points", () => {
  const { store, commands } = desk([note("note-1"), frame("frame-1")]);

  assert.equal(commands.setText("note-1", "👍".repeat(2000)), true);
  assert.equal(commands.setText("note-1", "👍".repeat(2001)), false);
  assert.equal(commands.setTitle("frame-1", "x".repeat(121)), false);
  assert.equal(commands.setPrompt("frame-1", "What\nnow?"), true);

  assert.deepEqual(messages(store), [
    "The text is too long: 2000 characters at most.",
    "The text is too long: 120 characters at most.",
  ]);
  assert.equal(item(store, "note-1").text.length, 4000);
  assert.equal(frameOf(store, "frame-1").prompt, "What\nnow?");
});

test("CMD writing the same again, or on something that is gone, sends nothing", () => {
  const { store, commands } = desk([note("note-1", { text: "same" })]);

  assert.equal(commands.setText("note-1", "same"), true);
  assert.equal(commands.setText("note-9", "x"), false);
  assert.deepEqual(commands.setType(["note-1"], "I"), []);

  assert.deepEqual(store.unsent(), []);
  assert.deepEqual(messages(store), ["Somebody has deleted this in the meantime."]);
});

test("CMD the type of several notes changes at once; texts have none", () => {
  const { store, commands } = desk([note("note-1"), note("note-2", { type: "X" }), text("text-1")]);

  assert.deepEqual(commands.setType(["note-1", "note-2", "text-1"], "X"), ["note-1"]);

  const changed = item(store, "note-1");
  assert.equal(changed.kind === "note" && changed.type, "X");
  assert.equal(store.unsent().length, 1);
});

// --- moving ---

test("CMD a moved item joins the frame it comes to lie in and leaves the one it was in", () => {
  const { store, commands } = desk([frame("frame-1"), note("note-1", { x: 900, y: 200 })]);

  commands.move(["note-1"], -600, 0);
  assert.equal(item(store, "note-1").frame, "frame-1");

  commands.move(["note-1"], 600, 0.125);
  assert.deepEqual([item(store, "note-1").frame, item(store, "note-1").y], [null, 200.13]);
});

test("CMD a moved frame takes its items along, once, and they stay its own", () => {
  const { store, commands } = desk([
    frame("frame-1"),
    frame("frame-2", { x: 2000 }),
    note("inside", { x: 100, y: 200, frame: "frame-1" }),
    note("above", { x: 400, y: 200 }),
  ]);

  const moved = commands.move(["frame-1", "inside"], 2000, 50);

  assert.deepEqual([...moved].sort(), ["frame-1", "inside"]);
  assert.deepEqual([frameOf(store, "frame-1").x, frameOf(store, "frame-1").y], [2000, 50]);
  assert.deepEqual(
    [item(store, "inside").x, item(store, "inside").y, item(store, "inside").frame],
    [2100, 250, "frame-1"],
  );
  assert.deepEqual([item(store, "above").x, item(store, "above").frame], [400, null]);
  assert.equal(store.unsent().length, 1);
});

test("CMD an item moved together with a frame that is not its own joins the frame where it lands", () => {
  const { store, commands } = desk([frame("frame-1", { x: 1000 }), note("note-1", { x: 1100, y: 200 })]);

  commands.move(["frame-1", "note-1"], 300, 0);

  assert.equal(item(store, "note-1").frame, "frame-1");
});

test("CMD nothing leaves the world, nothing becomes too small, moving by nothing sends nothing", () => {
  const { store, commands, view } = desk([note("note-1")]);

  commands.move(["note-1"], 1e9, 0);
  assert.equal(item(store, "note-1").x, 10_000_000);
  commands.resize("note-1", { x: 0, y: 0, w: 1, h: 55.555 });
  assert.deepEqual(box(item(store, "note-1")), { x: 0, y: 0, w: 10, h: 55.56 });

  const before = store.unsent().length;
  view.selection.value = new Set(["note-1"]);
  assert.deepEqual(commands.nudge(0, 0), []);
  assert.equal(store.unsent().length, before);
  assert.deepEqual(commands.nudge(8, -8), ["note-1"]);
  assert.deepEqual([item(store, "note-1").x, item(store, "note-1").y], [8, -8]);
});

test("CMD moving to a frame finds free spots there, one for each, read after what is there", () => {
  const { store, commands } = desk([
    frame("frame-1", { x: 2000, z: "a0" }),
    note("there", { x: 2020, y: 96, frame: "frame-1", z: "a1" }),
    note("second", { z: "a3" }),
    note("first", { z: "a2", w: 300 }),
  ]);

  const moved = commands.moveToFrame(["second", "first", "there"], "frame-1");

  assert.deepEqual(moved, ["first", "second"]);
  assert.deepEqual(orderOf(store), ["frame-1", "there", "first", "second"]);
  const boxes = ["there", "first", "second"].map((id) => item(store, id));
  const area = insideOf(frameOf(store, "frame-1"));
  assert.ok(boxes.every((one) => encloses(area, one) && one.frame === "frame-1"));
  assert.ok(boxes.every((one) => boxes.every((other) => one === other || !intersects(one, other))));
  assert.equal(item(store, "first").w, 300);
});

test("CMD moving out of a frame puts the item beside all frames", () => {
  const { store, commands } = desk([
    frame("frame-1"),
    frame("frame-2", { x: 820 }),
    note("note-1", { x: 300, y: 200, frame: "frame-1" }),
  ]);

  assert.deepEqual(commands.moveToFrame(["note-1"], null), ["note-1"]);

  const out = item(store, "note-1");
  assert.equal(out.frame, null);
  assert.ok(!intersects(out, frameOf(store, "frame-1")) && !intersects(out, frameOf(store, "frame-2")));
});

test("CMD frames go into no frame, and a frame that is gone takes nothing", () => {
  const { store, commands } = desk([frame("frame-1"), frame("frame-2"), note("note-1")]);

  assert.deepEqual(commands.moveToFrame(["frame-2"], "frame-1"), []);
  assert.deepEqual(commands.moveToFrame(["note-1"], "frame-9"), []);

  assert.deepEqual(store.unsent(), []);
  assert.deepEqual(messages(store), ["Somebody has deleted this in the meantime."]);
});

test("CMD the reading order changes by one place at a time, within the same frame", () => {
  const { store, commands } = desk([
    frame("frame-1", { z: "a0" }),
    note("note-1", { z: "a1", frame: "frame-1" }),
    note("note-2", { z: "a2", frame: "frame-1" }),
    note("loose", { z: "a3" }),
    note("note-3", { z: "a4", frame: "frame-1" }),
  ]);

  assert.equal(commands.moveInOrder("note-1", 1), true);
  assert.deepEqual(orderOf(store), ["frame-1", "note-2", "note-1", "note-3", "loose"]);
  assert.equal(commands.moveInOrder("note-1", 1), true);
  assert.deepEqual(orderOf(store), ["frame-1", "note-2", "note-3", "note-1", "loose"]);
  assert.equal(commands.moveInOrder("note-1", 1), false);
  assert.equal(commands.moveInOrder("note-1", -1), true);
  assert.equal(commands.moveInOrder("note-1", -1), true);
  assert.equal(commands.moveInOrder("note-1", -1), false);
  assert.deepEqual(orderOf(store), ["frame-1", "note-1", "note-2", "note-3", "loose"]);
});

test("CMD the reading order can be changed even where all keys are equal", () => {
  const ids = ["note-1", "note-2", "note-3", "note-4"];
  const { store, commands } = desk(ids.map((id) => note(id, { z: "a5" })));

  commands.moveInOrder("note-2", 1);
  assert.deepEqual(orderOf(store), ["note-1", "note-3", "note-2", "note-4"]);
  commands.moveInOrder("note-4", -1);
  assert.deepEqual(orderOf(store), ["note-1", "note-3", "note-4", "note-2"]);
});

// --- taking away, copying, selecting ---

test("CMD deleting a frame leaves its items on the board", () => {
  const { store, commands, view } = desk([
    frame("frame-1"),
    note("inside", { frame: "frame-1" }),
    note("other"),
  ]);
  view.selection.value = new Set(["frame-1", "inside"]);

  assert.deepEqual(commands.remove(["frame-1"]), ["frame-1"]);

  assert.equal(item(store, "inside").frame, null);
  assert.deepEqual([...view.selection.value], ["inside"]);
});

test("CMD deleting a frame with its items is one change, items first", () => {
  const { store, commands } = desk([frame("frame-1"), note("inside", { frame: "frame-1", z: "a1" })]);

  assert.deepEqual(commands.remove(["frame-1", "inside", "nowhere"]), ["inside", "frame-1"]);

  assert.equal(store.scene.value.size, 0);
  assert.deepEqual(
    store.unsent().map(({ ops }) => ops),
    [
      [
        { do: "delete", id: "inside" },
        { do: "delete", id: "frame-1" },
      ],
    ],
  );
});

test("CMD what somebody else deletes, or the server takes back, is no longer selected", () => {
  const { store, commands, view } = desk([note("note-1"), note("note-2")]);
  const made = commands.addNote({ at: { x: 0, y: 0 } }) ?? "";
  view.selection.value = new Set(["note-1", "note-2", made]);

  store.receive([{ seq: 1, at_ms: 1, actor: BRUNO.id, ops: [{ do: "delete", id: "note-1" }] }]);
  store.refused(1, errorAnswer("item.too_many"));

  assert.deepEqual([...view.selection.value], ["note-2"]);
});

test("CMD copies keep the layout, come with new ids, are mine, read last and are selected", () => {
  const { store, commands, view } = desk(
    [note("note-1", { x: 10, y: 20, z: "a2", text: "one" }), text("text-1", { x: 300, y: 40, z: "a1" })],
    BRUNO,
  );

  const copies = commands.duplicate(["note-1", "text-1"]);

  assert.deepEqual([...view.selection.value], [...copies]);
  assert.deepEqual(orderOf(store), ["text-1", "note-1", ...copies]);
  const [copyOfText, copyOfNote] = copies.map((id) => item(store, id));
  assert.deepEqual([copyOfText?.kind, copyOfText?.x, copyOfText?.y], ["text", 324, 64]);
  assert.deepEqual(
    [copyOfNote?.text, copyOfNote?.x, copyOfNote?.y, copyOfNote?.author],
    ["one", 34, 44, BRUNO.id],
  );
  assert.equal(item(store, "note-1").x, 10);
});

test("CMD the copy of a frame lies beside it and holds copies of its items", () => {
  const { store, commands } = desk([
    frame("frame-1", { title: "Needs" }),
    note("inside", { x: 30, y: 120, frame: "frame-1", z: "a1" }),
    note("other", { x: 5000 }),
  ]);

  const [copyOfFrame, copyOfNote] = commands.duplicate(["frame-1"]);

  const copied = frameOf(store, copyOfFrame ?? null);
  assert.deepEqual([copied.title, copied.x, copied.y], ["Needs", 840, 0]);
  const inside = item(store, copyOfNote ?? null);
  assert.deepEqual([inside.x, inside.y, inside.frame], [870, 120, copied.id]);
  assert.equal(store.scene.value.size, 5);
});

test("CMD select all takes what this person may change", () => {
  const records = [frame("frame-1"), note("note-1"), text("text-1")];

  const facilitator = desk(records);
  facilitator.commands.selectAll();
  assert.deepEqual([...facilitator.view.selection.value].sort(), ["frame-1", "note-1", "text-1"]);

  const participant = desk(records, BRUNO);
  participant.commands.selectAll();
  assert.deepEqual([...participant.view.selection.value].sort(), ["note-1", "text-1"]);
});
