import assert from "node:assert/strict";
import { test } from "node:test";

import { merge, merge3, typing } from "../../static/src/core/note_text.ts";
import { diff, type Edit } from "../../static/src/core/text_diff.ts";
import { newClient } from "../../static/src/core/text_updates.ts";
import type { Written } from "../../static/src/tools/typing.ts";
import { createTyping, editAt } from "../../static/src/tools/typing.ts";
import { note } from "./support/board.ts";
import { everyCase } from "./support/cases.ts";

interface DiffCase {
  readonly name: string;
  readonly old: string;
  readonly new: string;
  readonly edits: readonly (readonly [number, number, string])[];
}

interface MergeCase {
  readonly name: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  readonly merged: string;
}

for (const { given } of everyCase<DiffCase>("text_diff")) {
  test(`TXT diff: ${given.name}`, () => {
    const edits: Edit[] = given.edits.map(([start, removed, inserted]) => ({ start, removed, inserted }));
    assert.deepEqual(diff(given.old, given.new), edits);
  });
}

for (const { given } of everyCase<MergeCase>("text_merge")) {
  test(`TXT merge of three texts: ${given.name}`, () => {
    assert.equal(merge3(given.base, given.mine, given.theirs), given.merged);
  });
}

const NOTE = note("note-0001", { text: "Un cortile" });

function after(record: Written, text: string): Written {
  const merged = merge(record, typing(record, text) ?? "");
  assert.ok(merged);
  return { ...record, text: merged.text, edits: merged.edits };
}

function heldBy(text: string, start: number, end = start): { text: string; start: number; end: number } {
  return { text, start, end };
}

test("TXT the caret stays with the letter before it when others type in front", () => {
  const typed = createTyping(NOTE);

  const held = typed.follow(after(NOTE, "Ecco: Un cortile"), heldBy("Un cortile", 10));

  assert.deepEqual(held, heldBy("Ecco: Un cortile", 16));
});

test("TXT what others type at the caret comes behind it", () => {
  const typed = createTyping(NOTE);

  const held = typed.follow(after(NOTE, "Un cortile!"), heldBy("Un cortile", 10));

  assert.deepEqual(held, heldBy("Un cortile!", 10));
});

test("TXT a selection keeps its words and takes in no others", () => {
  const typed = createTyping(NOTE);

  const held = typed.follow(after(NOTE, "Un bel cortile aperto"), heldBy("Un cortile", 3, 10));

  assert.equal(held.text.slice(held.start, held.end), "cortile");
});

test("TXT words that were not handed over yet stay when others type", () => {
  const typed = createTyping(NOTE);
  typed.typed("Un cortile verde", 16);

  const held = typed.follow(after(NOTE, "Il mio: Un cortile"), heldBy("Un cortile verde", 16));

  assert.deepEqual(held, heldBy("Il mio: Un cortile verde", 24));
  assert.ok(typed.hasUnsent());
});

test("TXT4 words that were not handed over yet stay when the text begins anew", () => {
  const typed = createTyping(NOTE);
  typed.typed("Un cortile verde", 16);

  const held = typed.follow({ ...NOTE, text: "Un grande cortile", epoch: 1 }, heldBy("Un cortile verde", 16));

  assert.deepEqual(held, heldBy("Un grande cortile verde", 23));
  const op = typed.takeUnsent();
  assert.equal(op?.epoch, 1);
  assert.equal(merge({ text: "Un grande cortile" }, op?.update ?? "")?.text, "Un grande cortile verde");
});

test("TXT2 words that were refused go away, those typed since stay", () => {
  const typed = createTyping(NOTE);
  typed.typed("Un cortile brutto", 17);
  assert.ok(typed.takeUnsent());
  typed.typed("Un bel cortile brutto", 6);

  const held = typed.follow(NOTE, heldBy("Un bel cortile brutto", 6));

  assert.deepEqual(held, heldBy("Un bel cortile", 6));
});

test("UNDO taking back one's own words leaves those of others", () => {
  const typed = createTyping(NOTE);
  typed.typed("Un cortile verde", 16);
  typed.follow(after(NOTE, "Un grande cortile"), heldBy("Un cortile verde", 16));

  assert.equal(typed.takeBack("undo")?.text, "Un grande cortile");
  assert.match(typed.takeBack("redo")?.text ?? "", /verde/);
  assert.equal(typed.takeBack("redo"), null);
});

test("UNDO goes back in steps, and not beyond what was typed here", () => {
  const typed = createTyping(NOTE);
  let text = NOTE.text;
  for (const letter of " con molta ombra e con molto verde") {
    text += letter;
    typed.typed(text, text.length);
  }

  const seen: string[] = [];
  for (let held = typed.takeBack("undo"); held !== null; held = typed.takeBack("undo")) seen.push(held.text);

  assert.ok(seen.length > 1, "one step is too coarse");
  assert.ok(seen.length < 10, "one letter is too fine");
  assert.equal(seen.at(-1), NOTE.text);
});

test("UNDO everything typed here can be taken back at once", () => {
  const typed = createTyping(NOTE);
  typed.typed("Un cortile verde", 16);
  typed.follow(after(NOTE, "Ecco: Un cortile"), heldBy("Un cortile verde", 16));
  typed.typed("Ecco: Un cortile verde!", 23);

  typed.takeAllBack();

  assert.equal(typed.text(), "Ecco: Un cortile");
});

test("TXT of several equal letters, the one before the caret was typed", () => {
  assert.deepEqual(editAt("aaaa", "aaaaa", 2), { start: 1, end: 1, inserted: "a" });
  assert.deepEqual(editAt("aaaa", "aaa", 1), { start: 1, end: 2, inserted: "" });
});

test("TXT a change never cuts a character of two units", () => {
  // Both begin with the same unit.
  assert.deepEqual(editAt("a😀b", "a😁b", 3), { start: 1, end: 3, inserted: "😁" });
  // Both end with the same unit.
  assert.deepEqual(editAt("a😀b", "a🈀b", 3), { start: 1, end: 3, inserted: "🈀" });
});

test("TXT everybody who types has a number of their own, and never the base's", () => {
  const numbers = Array.from({ length: 1000 }, () => newClient());

  assert.equal(new Set(numbers).size, 1000);
  assert.ok([0, 0.999999999].map((at) => newClient(() => at)).every((n) => n > 3 && n < 2 ** 32));
});
