import assert from "node:assert/strict";
import { test } from "node:test";

import { merge, typing } from "../../static/src/core/note_text.ts";
import { isWritten } from "../../static/src/core/records.ts";
import type { Op, TextOp, WrittenRecord } from "../../static/src/core/types.ts";
import type { BoardStore } from "../../static/src/store/store.ts";
import { asSent, giveBack } from "../../static/src/store/typed.ts";
import { createTyping } from "../../static/src/tools/typing.ts";
import { wordsLeft } from "../../static/src/ui/leftwords.tsx";
import { asNew, note, storeWith } from "./support/board.ts";
import { entry, textOf } from "./support/entries.ts";
import { errorAnswer } from "./support/server.ts";

const NOTE = note("note-1", { text: "Un cortile" });

function recordOn(store: BoardStore): WrittenRecord {
  const record = store.present.value.get("note-1");
  assert.ok(record && isWritten(record));
  return record;
}

/** Types in the note, as an editor does that was opened just now. */
function write(store: BoardStore, text: string): void {
  const record = recordOn(store);
  const update = typing(record, text) ?? "";
  const typed = { from: record.text, to: text };
  store.change("Write", [{ do: "text", id: "note-1", epoch: record.epoch ?? 0, update, typed }]);
}

function opsOf(store: BoardStore): TextOp[] {
  return store.unsent().flatMap(({ ops }) => ops as TextOp[]);
}

/** What somebody else typed in the note as it was at the beginning, accepted. */
function othersTyped(text: string): Op {
  const update = typing(NOTE, text) ?? "";
  return { do: "text", id: "note-1", epoch: 0, update, text };
}

test("TXT what others type stays beside what waits here", () => {
  const store = storeWith([NOTE]);
  write(store, "Un cortile verde");

  store.receive([entry(1, [othersTyped("Un grande cortile")])]);

  assert.equal(textOf(store, "note-1"), "Un grande cortile verde");
});

test("TXT4 what waits is made again under its number when the text begins anew", () => {
  const store = storeWith([NOTE]);
  write(store, "Un cortile verde");
  write(store, "Un cortile verde e ombroso");

  store.receive([entry(1, [{ do: "patch", id: "note-1", set: { text: "Ecco un cortile", epoch: 1 } }])]);

  assert.equal(textOf(store, "note-1"), "Ecco un cortile verde e ombroso");
  assert.deepEqual(
    store.unsent().map(({ n }) => n),
    [1, 2],
  );
  // The server, which knows nothing of what was typed before, comes to the same text.
  let text: { text: string; edits?: { base: string; updates: readonly string[] } } = {
    text: "Ecco un cortile",
  };
  for (const { epoch, update } of opsOf(store)) {
    assert.equal(epoch, 1);
    const merged = merge(text, update);
    assert.ok(merged);
    text = merged;
  }
  assert.equal(text.text, "Ecco un cortile verde e ombroso");
});

test("TXT2 a refusal takes away its own words, not those typed after them", () => {
  const store = storeWith([NOTE]);
  write(store, "Un brutto cortile");
  write(store, "Un brutto cortile verde");

  store.refused(["client-1", 1], errorAnswer("text.bad"));

  assert.equal(textOf(store, "note-1"), "Un cortile verde");
});

test("TXT5 while nothing can be sent, words typed one after the other wait as one", () => {
  const store = storeWith([NOTE]);
  store.setOnline(false);
  const editor = createTyping(NOTE);

  for (const text of ["Un cortile v", "Un cortile ve", "Un cortile ver"]) {
    editor.typed(text, text.length);
    store.change("Write", [editor.takeUnsent() ?? assert.fail("nothing was typed")]);
    editor.follow(recordOn(store), { text, start: text.length, end: text.length });
  }

  assert.equal(textOf(store, "note-1"), "Un cortile ver");
  assert.equal(store.unsent().length, 1);
  assert.equal(merge(NOTE, opsOf(store)[0]?.update ?? "")?.text, "Un cortile ver");
});

test("TXT2 an update has one typist: two editors' words wait apart", () => {
  const store = storeWith([NOTE]);
  store.setOnline(false);

  write(store, "Un cortile v");
  write(store, "Un cortile ve");

  assert.equal(store.unsent().length, 2);
});

test("TXT1 what is only for this page is not sent", () => {
  const store = storeWith([NOTE]);
  write(store, "Un cortile verde");

  const [sent] = asSent(store.unsent()[0]?.ops ?? []);

  assert.deepEqual(Object.keys(sent ?? {}).sort(), ["do", "epoch", "id", "update"]);
});

test("TXT words that are lost with their note are given back once", () => {
  const store = storeWith([NOTE]);
  write(store, "Un cortile verde");

  store.refused(["client-1", 1], errorAnswer("item.missing", { id: "note-1" }));

  const messages = store.notices.value.map(({ message }) => message);
  assert.deepEqual(messages, [
    "Somebody deleted the note while you were writing. Your text was: Un cortile verde",
  ]);
});

test("TXT words that an editor gave back already are not given back again", () => {
  const store = storeWith([NOTE]);
  write(store, "Un cortile verde");
  giveBack(store, "note-1", "Un cortile verde e blu");

  store.refused(["client-1", 1], errorAnswer("item.missing", { id: "note-1" }));

  assert.equal(store.notices.value.length, 1);
});

test("TXT words that a step no longer allows are given back with the reason", () => {
  const store = storeWith([NOTE]);
  write(store, "Un cortile verde");

  store.refused(["client-1", 1], errorAnswer("step.not_now", { step: "Votare" }));

  const messages = store.notices.value.map(({ message }) => message);
  assert.deepEqual(messages, ["refused: step.not_now Your text was: Un cortile verde"]);
});

test("TXT words in a note that could not be made are given back with the reason of that", () => {
  const store = storeWith([]);
  const { author: _author, created_at_ms: _created, ...item } = NOTE;
  store.change("Add", [{ do: "create", item: { ...item, text: "" } }]);
  write(store, "Un cortile verde");

  store.refused(["client-1", 1], errorAnswer("step.not_now", { step: "Votare" }));
  store.refused(["client-1", 2], errorAnswer("item.missing", { id: NOTE.id }));

  const messages = store.notices.value.map(({ message }) => message);
  assert.deepEqual(messages, [
    "refused: step.not_now",
    "refused: step.not_now Your text was: Un cortile verde",
  ]);
});

test("TXT words that a refusal and an open field both give back are there once, as the field has them", () => {
  const lost = (text: string): string =>
    `Somebody deleted the note while you were writing. Your text was: ${text}`;
  const messages = (store: BoardStore): string[] => store.notices.value.map(({ message }) => message);
  const refusal = errorAnswer("item.missing", { id: "note-1" });
  const [first, last] = [storeWith([NOTE]), storeWith([NOTE])];
  for (const store of [first, last]) write(store, "Un cortile v");

  first.refused(["client-1", 1], refusal);
  giveBack(first, "note-1", "Un cortile verde");
  giveBack(last, "note-1", "Un cortile verde");
  last.refused(["client-1", 1], refusal);

  assert.deepEqual(messages(first), [lost("Un cortile verde")]);
  assert.deepEqual(messages(last), [lost("Un cortile verde")]);
});

test("TXT words of what was made at once are given back too, from a new note, a comment or a text that was set", () => {
  const store = storeWith([NOTE]);
  const { author: _author, created_at_ms: _created, ...item } = NOTE;
  store.change("Add", [{ do: "create", item: { ...item, id: "note-2", text: "Più ombra" } }]);
  const said = { kind: "comment", id: "said-1", x: 0, y: 0, z: "a0", text: "Perché?", on: "note-1" } as const;
  store.change("Comment", [{ do: "create", item: said }]);
  store.change("Write", [{ do: "patch", id: "note-1", set: { text: "Più sole" } }]);
  store.change("Move", [{ do: "patch", id: "note-1", set: { x: 9 } }]);

  store.refused(["client-1", 1], errorAnswer("step.not_now", { step: "Votare" }));
  store.notify("error", "The note is gone.", { item: "note-1", text: "Un cortile" });
  store.refused(["client-1", 2], errorAnswer("item.missing", { id: "note-1" }));
  store.refused(["client-1", 3], errorAnswer("item.missing", { id: "note-1" }));
  store.refused(["client-1", 4], errorAnswer("item.missing", { id: "note-1" }));

  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    [
      "refused: step.not_now Your text was: Più ombra",
      "The note is gone.",
      "refused: item.missing Your text was: Perché?",
      "Somebody deleted the note while you were writing. Your text was: Più sole",
    ],
  );
});

test("TXT no words are lost because there are many messages; what only informs makes room", () => {
  const store = storeWith([NOTE]);

  for (let n = 0; n < 12; n += 1) {
    store.notify("error", `Your text was: ${n}`);
    store.notify("info", `Done ${n}`);
  }

  const messages = store.notices.value.map(({ message }) => message);
  assert.equal(messages.filter((message) => message.startsWith("Your text")).length, 12);
  assert.deepEqual(
    messages.filter((message) => message.startsWith("Done")),
    ["Done 8", "Done 9", "Done 10", "Done 11"],
  );
});

test("OFFLINE1 what was written and cannot be sent any more is told item by item, as it was last", () => {
  const store = storeWith([NOTE]);
  write(store, "Un cortile verde");
  store.change("Add a note", [{ do: "create", item: asNew(note("note-2", { text: "Due" })) }]);
  write(store, "Un cortile verde e ombroso");
  store.change("Move", [{ do: "patch", id: "note-2", set: { x: 50 } }]);
  store.change("Add a note", [{ do: "create", item: asNew(note("note-3", { text: " " })) }]);
  store.takeBack("undo");

  assert.deepEqual(wordsLeft(store.unsent()), ["Un cortile verde e ombroso", "Due"]);
});
