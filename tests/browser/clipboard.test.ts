import assert from "node:assert/strict";
import { test } from "node:test";

import { makeId } from "../../static/src/core/ids.ts";
import type { ItemRecord } from "../../static/src/core/types.ts";
import type { SentOp } from "../../static/src/store/pending.ts";
import { clipOf, remember, rememberedAs } from "../../static/src/tools/clipboard/clip.ts";
import { AT_ONCE, pasteItems, pasteNotes, readClip } from "../../static/src/tools/clipboard/pasting.ts";
import { countOf, isTooMuch, notesOf, tableOf } from "../../static/src/tools/clipboard/table.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { ANNA, BRUNO, frame, note, text } from "./support/board.ts";
import { desk, frameOf, item, messages } from "./support/desk.ts";

const boardOf = ({ store, view }: ReturnType<typeof desk>) => createCommandBoard(store, view, makeId);

test("rows and cells are read as spreadsheets write them, quotes and line breaks in cells included", () => {
  assert.deepEqual(tableOf("a\tb\r\nc\td\r\n"), [
    ["a", "b"],
    ["c", "d"],
  ]);
  assert.deepEqual(tableOf('"two\nlines"\tsays ""hi""\n"a ""quote"""\t'), [
    ["two\nlines", 'says ""hi""'],
    ['a "quote"', ""],
  ]);
  assert.deepEqual(tableOf('"not closed\nsecond'), [['"not closed'], ["second"]]);
  assert.deepEqual(tableOf(""), []);
});

test("one note for each line, for each cell, or one with everything; empty ones are left out", () => {
  const pasted = "Name\tIdea\n\nAnna\t\n\tBench\n";

  assert.deepEqual(notesOf(pasted, "lines"), [["Name · Idea"], ["Anna"], ["Bench"]]);
  assert.equal(countOf(notesOf(pasted, "cells")), 4);
  assert.deepEqual(notesOf(" a\nb ", "one"), [["a\nb"]]);
  assert.deepEqual(notesOf(" \n ", "one"), []);
});

test("nothing of a text that is too long for a note is lost: it goes on in further ones", () => {
  const words = "parola ".repeat(14_285).trim();
  const solid = "🌳".repeat(4_500);

  const notes = notesOf(words, "one").flat();
  assert.ok(notes.every((note) => [...note].length <= 2_000));
  assert.equal(notes.join(" "), words);
  assert.deepEqual(
    notesOf(solid, "lines").map(([note]) => [...(note ?? "")].length),
    [2_000, 2_000, 500],
  );
  assert.equal(notesOf(solid, "lines").flat().join(""), solid);

  const table = notesOf(`a\t${"x".repeat(2_001)}\tb\nc\td\te`, "cells");
  assert.deepEqual(
    table.map((row) => row.map((cell) => cell.length)),
    [
      [1, 2_000, 1],
      [0, 1, 0],
      [1, 1, 1],
    ],
  );
});

test("more than 100,000 characters or 10,000 cells is too much", () => {
  assert.equal(isTooMuch("x".repeat(100_000)), false);
  assert.equal(isTooMuch("x".repeat(100_001)), true);
  assert.equal(isTooMuch("x\t".repeat(9_999)), false);
  assert.equal(isTooMuch("x\t".repeat(10_001)), true);
});

test("a copied frame takes its items along; the copies keep their layout and join the new frame", async () => {
  const from = desk([
    frame("f", { x: 100, y: 100 }),
    note("in", { x: 140, y: 220, frame: "f", text: "Inside", edits: { base: "", updates: [] }, epoch: 2 }),
    note("out", { x: 2000 }),
  ]);
  const clip = clipOf(from.store.scene.value, ["f"]);
  assert.ok(clip);
  assert.equal(clip.text, "f\nInside");

  const to = desk([]);
  const ids = await pasteItems(boardOf(to), readClip(clip.json), { x: 500, y: 400 });

  assert.equal(ids.length, 2);
  const [f, inside] = ids.map((id) => to.store.scene.value.get(id));
  assert.ok(f?.kind === "frame" && inside?.kind === "note");
  assert.deepEqual([f.x, f.y], [100, 100]);
  assert.deepEqual([inside.x - f.x, inside.y - f.y, inside.frame], [40, 120, f.id]);
  assert.deepEqual([inside.text, inside.epoch, inside.edits], ["Inside", undefined, undefined]);
  assert.deepEqual(to.view.selection.value, new Set(ids));
  to.store.takeBack("undo");
  assert.equal(to.store.scene.value.size, 0);
});

test("a participant gets the notes of a copied frame without the frame", async () => {
  const clip = clipOf(desk([frame("f"), note("in", { frame: "f" })]).store.scene.value, ["f"]);
  const to = desk([], BRUNO);

  const ids = await pasteItems(boardOf(to), readClip(clip?.json ?? ""), null);

  assert.deepEqual(
    ids.map((id) => item(to.store, id).frame),
    [null],
  );
});

test("what somebody else put on the clipboard under our name never reaches the board as it is", () => {
  const good = {
    kind: "note",
    id: "a",
    x: 0,
    y: 0,
    w: 200,
    h: 200,
    z: "a0",
    frame: null,
    type: "I",
    text: "ok",
  };
  const items = [
    good,
    { ...good, x: "0" },
    { ...good, type: "Z" },
    { ...good, kind: "__proto__" },
    { ...good, w: 1e12, text: `${"x".repeat(3000)}\u0000`, extra: 1 },
    null,
    7,
  ];

  const read = readClip(JSON.stringify({ tavolo: 1, items }));

  assert.equal(read.length, 2);
  assert.deepEqual([read[1]?.w, String(read[1]?.text).length, read[1]?.extra], [100_000, 2000, undefined]);
  for (const json of ["", "{", "[]", "null", '{"items":7}']) assert.deepEqual(readClip(json), []);
});

test("pasted notes make one change, lie beside what is there and join the frame under them", async () => {
  const made = desk([frame("f", { x: 0, y: 0, w: 1200, h: 900 }), note("there", { x: 500, y: 300 })]);
  const table = [["a"], ["b"], ["c"], ["d"]];

  const ids = await pasteNotes(boardOf(made), { table, type: "P", at: { x: 600, y: 600 }, isTable: false });

  assert.equal(ids.length, 4);
  const [a, b, c] = ids.map((id) => item(made.store, id));
  assert.deepEqual([a?.y === b?.y, b && a && b.x - a.x, c && a && c.y - a.y], [true, 220, 220]);
  assert.equal(a?.frame, frameOf(made.store, "f").id);
  assert.equal(made.store.unsent().length, 1);
});

test("PIC3 images of another board are a change of their own, with the lines at them", async () => {
  const common = { author: ANNA.id, created_at_ms: 1000, z: "a0" };
  const image = (id: string, x: number, asset: string): ItemRecord => {
    return { ...common, kind: "image", id, x, y: 0, w: 200, h: 200, frame: null, asset, alt: "" };
  };
  const ends = { from: { item: "n", side: "auto" }, to: { item: "foreign", side: "auto" } } as const;
  const from = desk([
    note("n"),
    image("known", 300, "a".repeat(40)),
    image("foreign", 600, "b".repeat(40)),
    { ...common, kind: "connector", id: "line", ...ends },
  ]);
  const clip = clipOf(from.store.scene.value, ["n", "known", "foreign"]);
  const to = desk([image("here", 5000, "a".repeat(40))]);

  const ids = await pasteItems(boardOf(to), readClip(clip?.json ?? ""), null);

  const made = (ops: readonly SentOp[]) =>
    ops.map((op) => (op.do === "create" ? op.item.kind : op.do)).sort();
  assert.deepEqual(
    to.store.unsent().map(({ ops }) => made(ops)),
    [
      ["image", "note"],
      ["connector", "image"],
    ],
  );
  assert.equal(ids.length, 4);
});

test("a large table becomes notes in one change, and one undo takes them all back", async () => {
  const made = desk([]);
  const rows = Array.from({ length: 1_000 }, (_, n) =>
    Array.from({ length: 4 }, (__, m) => `cell ${n} ${m}`),
  );
  const pasted = rows.map((row) => row.join("\t")).join("\n");

  const table = notesOf(pasted, "cells");
  const ids = await pasteNotes(boardOf(made), { table, type: "I", at: null, isTable: true });

  assert.equal(ids.length, 4_000);
  made.store.takeBack("undo");
  assert.equal(made.store.scene.value.size, 0);
});

test("ten thousand cells are pasted a part at a time, and one undo takes them all back", async () => {
  const made = desk(Array.from({ length: 5_000 }, (_, n) => note(`old-${n}`, { x: 300 * n })));
  const cells = Array.from({ length: 100 }, (_, n) => Array.from({ length: 100 }, (__, m) => `${n} ${m}`));
  const work = [0]; // items that change in one turn of the event loop
  let turn = setImmediate(function next() {
    work.push(0);
    turn = setImmediate(next);
  });
  made.store.onChange(({ size }) => {
    work.push((work.pop() ?? 0) + size);
  });

  const table = notesOf(cells.map((row) => row.join("\t")).join("\n"), "cells");
  const ids = await pasteNotes(boardOf(made), { table, type: "I", at: null, isTable: true });
  clearImmediate(turn);

  assert.equal(ids.length, 10_000);
  assert.equal(made.store.scene.value.size, 15_000);
  assert.equal(Math.max(...work), AT_ONCE);
  made.store.takeBack("undo");
  assert.equal(made.store.scene.value.size, 5_000);
});

test("what is copied in any order is pasted: frames first, lines last", async () => {
  const ends = { from: { item: "n-0", side: "auto" }, to: { item: "n-600", side: "auto" } } as const;
  const from = desk([
    { kind: "connector", id: "line", z: "a0", author: ANNA.id, created_at_ms: 0, ...ends },
    ...Array.from({ length: 601 }, (_, n) => note(`n-${n}`, { z: "a1", frame: "f" })),
    frame("f", { z: "a2" }),
  ]);
  const to = desk([]);
  const clip = clipOf(from.store.scene.value, from.store.scene.value.keys());

  const ids = await pasteItems(boardOf(to), readClip(clip?.json ?? ""), { x: 0, y: 0 });

  assert.equal(ids.length, 603);
  assert.equal(to.store.scene.value.size, 603);
  assert.deepEqual(messages(to.store), []);
});

test("a board without room for all of them says so and takes none", async () => {
  const made = desk([], ANNA);
  const table = Array.from({ length: 200 }, () => Array.from({ length: 101 }, () => "x"));

  assert.deepEqual(await pasteNotes(boardOf(made), { table, type: "I", at: null, isTable: true }), []);
  assert.match(messages(made.store)[0] ?? "", /The board is full/);
});

test("a menu finds what was copied here by its words, and nothing by other words", () => {
  const clip = clipOf(desk([text("t", { text: "Hello" })]).store.scene.value, ["t"]);
  assert.ok(clip);
  remember(clip);

  assert.equal(rememberedAs("Hello"), clip.json);
  assert.equal(rememberedAs("Hello there"), "");
});

test("BEHALF1 lines in the name of somebody go on free spots of a frame, and one undo takes them back", async () => {
  const here = desk([frame("f", { x: 0, y: 0 }), note("there", { x: 20, y: 96, frame: "f" })]);
  const table = notesOf("First\n\nSecond", "lines");

  const ids = await pasteNotes(boardOf(here), {
    table,
    type: "P",
    at: null,
    isTable: false,
    frame: "f",
    whose: BRUNO.id,
  });

  const made = ids.map((id) => item(here.store, id));
  assert.deepEqual(
    made.map(({ text, frame: home, author, x, y }) => [text, home, author, x, y]),
    [
      ["First", "f", BRUNO.id, 240, 96],
      ["Second", "f", BRUNO.id, 460, 96],
    ],
  );
  assert.ok(made.every((one) => one.kind === "note" && one.entered_by === ANNA.id && !("for" in one)));
  const clip = clipOf(here.store.scene.value, ids);
  assert.ok(!clip?.json.includes("entered_by"), "a copy is of who pastes it");
  here.store.takeBack("undo");
  assert.deepEqual([...here.store.scene.value.keys()], ["f", "there"]);
});

test("frames in frames are pasted whichever was made first", async () => {
  const from = desk([
    frame("small", { frame: "middle", x: 200, y: 200, w: 240, h: 200, z: "a0" }),
    frame("middle", { frame: "large", x: 100, y: 100, w: 500, h: 400, z: "a1" }),
    frame("large", { w: 1_000, z: "a2" }),
  ]);
  const to = desk([]);
  const clip = clipOf(from.store.scene.value, ["large"]);

  const ids = await pasteItems(boardOf(to), readClip(clip?.json ?? ""), { x: 0, y: 0 });

  assert.deepEqual(messages(to.store), []);
  assert.deepEqual(ids.map((id) => frameOf(to.store, id).title).sort(), ["large", "middle", "small"]);
  const titleAround = (id: string): string | undefined => {
    const outer = frameOf(to.store, id).frame;
    return outer === undefined ? undefined : frameOf(to.store, outer).title;
  };
  assert.deepEqual(ids.map(titleAround).sort(), ["large", "middle", undefined]);
});

test("frames that lie in each other in a circle, as nobody copied them, are refused", async () => {
  const to = desk([]);
  const whole = { kind: "frame", x: 0, y: 0, w: 300, h: 300, z: "a0", title: "", prompt: "" };
  const items = [
    { ...whole, id: "one", frame: "two" },
    { ...whole, id: "two", frame: "one" },
  ];

  assert.deepEqual(await pasteItems(boardOf(to), readClip(JSON.stringify({ items })), null), []);

  assert.equal(to.store.scene.value.size, 0);
});

test("lines are pasted by themselves; where nothing can be, that is said", async () => {
  const line = { kind: "connector", z: "a0", author: ANNA.id, created_at_ms: 0 } as const;
  const from = desk([
    note("a"),
    note("b"),
    { ...line, id: "free", from: { x: 100, y: 50 }, to: { x: 300, y: 150 } },
    { ...line, id: "held", from: { item: "a", side: "auto" }, to: { item: "b", side: "auto" } },
  ]);
  const to = desk([]);
  const clipOfOne = (id: string) => readClip(clipOf(from.store.scene.value, [id])?.json ?? "");

  const [id] = await pasteItems(boardOf(to), clipOfOne("free"), { x: 1_000, y: 1_000 });
  const pasted = to.store.scene.value.get(id ?? "");
  assert.ok(pasted?.kind === "connector");
  assert.deepEqual(
    [pasted.from, pasted.to],
    [
      { x: 900, y: 950 },
      { x: 1_100, y: 1_050 },
    ],
  );
  assert.deepEqual(messages(to.store), []);

  assert.deepEqual(await pasteItems(boardOf(to), clipOfOne("held"), null), []);
  assert.match(messages(to.store)[0] ?? "", /nothing on the clipboard/);
});

test("the parts of a frame and the language of a note are copied too, if they are such", async () => {
  const grid = { kind: "matrix", labels: ["Now", "Later"], x: "Cost", y: "Use" } as const;
  const from = desk([frame("f", { grid, background: "blue" }), note("n", { lang: "pt-BR" })]);
  const clip = clipOf(from.store.scene.value, ["f", "n"]);

  const [f, n] = readClip(clip?.json ?? "");

  assert.deepEqual([f?.grid, f?.background, n?.lang], [grid, "blue", "pt-BR"]);
  const bad = [
    { ...grid, kind: "spiral" },
    { ...grid, labels: [7] },
    { ...grid, x: null },
    { labels: [] },
    "matrix",
  ];
  const clips = bad.map((wrong) => readClip(JSON.stringify({ items: [{ ...frame("f"), grid: wrong }] }))[0]);
  assert.deepEqual(
    clips.map((one) => one?.grid),
    bad.map(() => undefined),
  );
  assert.equal(
    readClip(JSON.stringify({ items: [{ ...note("n"), lang: "not a language" }] }))[0]?.lang,
    undefined,
  );
});
