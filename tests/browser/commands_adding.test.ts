import assert from "node:assert/strict";
import { test } from "node:test";

import { encloses, intersects } from "../../static/src/core/geometry.ts";
import { insideOf } from "../../static/src/core/placement.ts";
import { ANNA, BRUNO, frame, note, text, VERA } from "./support/board.ts";
import { box, desk, frameOf, item, messages, orderOf } from "./support/desk.ts";

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

test("BEHALF1 a note in somebody else's name is theirs, and says who typed it", () => {
  const { store, commands } = desk([]);

  const made = item(store, commands.addNote({ text: "Panchine", whose: BRUNO.id }));

  assert.deepEqual([made.author, made.kind === "note" && made.entered_by], [BRUNO.id, ANNA.id]);
  assert.equal(item(store, commands.addNote({ text: "Ombra", whose: "" })).author, ANNA.id);
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
  const ops = (store.unsent()[0]?.ops ?? []).filter((op) => op.do !== "undo");
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

test("CMD comments of others stay when a participant deletes a selection with one; the rest goes", () => {
  const base = { kind: "comment", z: "b", created_at_ms: 1000, x: 0, y: 0, text: "Why?" } as const;
  const theirs = { ...base, id: "theirs", author: ANNA.id };
  const mine = { ...base, id: "mine", author: BRUNO.id };
  const { store, commands } = desk([note("note-1"), theirs, mine], BRUNO);

  assert.deepEqual([...commands.remove(["note-1", "theirs", "mine"])].sort(), ["mine", "note-1"]);
  assert.deepEqual(commands.remove(["theirs"]), []);
  assert.deepEqual(messages(store), ["Only who wrote this comment or a facilitator can change it."]);
});
