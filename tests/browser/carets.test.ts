import assert from "node:assert/strict";
import { test } from "node:test";

import { createLayout } from "../../static/src/core/layout/layout.ts";
import { placeInLines } from "../../static/src/core/layout/places.ts";
import { documentOf, letterBefore, merge, placeBehind, typing } from "../../static/src/core/note_text.ts";
import type { Here } from "../../static/src/core/types.ts";
import { createIdleness } from "../../static/src/render/idleness.ts";
import { createTyping } from "../../static/src/tools/typing.ts";
import { note } from "./support/board.ts";
import { below, seeded } from "./support/random.ts";

const layout = createLayout((run) => [...run].length * 500, [20]);

test("PRESENCE a caret keeps its place while others type before it, behind it and over it", () => {
  const bob = createTyping(note("note-1", { text: "Orti a scuola" }));
  const { after } = bob.caretAt(6);
  assert.notEqual(after, null);

  const places: readonly (readonly [text: string, place: number])[] = [
    ["Gli orti a scuola", 10],
    ["Orti a scuola e in cortile", 6],
    ["Orti", 4],
    ["Bene", 0],
  ];
  for (const [text, place] of places) {
    const written = note("note-1", { text: "Orti a scuola" });
    const edits = merge(written, typing(written, text, 77) ?? "")?.edits ?? { base: "", updates: [] };
    assert.equal(placeBehind(documentOf({ text: "", edits }), after), place, text);
  }
});

test("PRESENCE a letter that has not come yet has no place, and one as soon as it has", () => {
  const board = note("note-1", { text: "Uno" });
  const bob = createTyping(board);
  bob.typed("Uno due", 7);
  const { after } = bob.caretAt(7);
  const op = bob.takeUnsent();

  assert.equal(placeBehind(documentOf(board), after), null);
  const merged = merge(board, op?.update ?? "");
  assert.equal(
    placeBehind(documentOf({ text: "", edits: merged?.edits ?? { base: "", updates: [] } }), after),
    7,
  );
});

test("PRESENCE the beginning of a text stays the beginning", () => {
  const document = documentOf({ text: "Uno" });

  assert.equal(letterBefore(document, 0), null);
  assert.equal(placeBehind(document, null), 0);
  for (const at of [1, 2, 3]) assert.equal(placeBehind(document, letterBefore(document, at)), at);
});

test("PRESENCE every place of a text is found in its lines, whatever breaks them", () => {
  const seed = 20261123;
  const random = seeded(seed);
  const parts = [
    "a",
    "bb ",
    "  ",
    "\n",
    "parola-lunga",
    "\t",
    "\r\n",
    "🏫",
    " ",
    "straordinariamente",
    "שלום ",
  ];
  for (let round = 0; round < 400; round += 1) {
    const text = Array.from({ length: below(random, 12) }, () => parts[below(random, parts.length)]).join("");
    const lines = layout.wrap(text, 3_000);
    let row = 0;
    for (let at = 0; at <= text.length; at += 1) {
      const place = placeInLines(text, lines, at);
      const line = lines[place.row];
      const said = `seed ${seed}, round ${round}: ${JSON.stringify(text)} at ${at}`;
      assert.ok(line !== undefined && place.before <= line.text.length && place.before >= 0, said);
      assert.ok(place.row >= row, said);
      row = place.row;
      const letter = text[at];
      if (letter !== undefined && !/[\s]/.test(letter)) assert.equal(line.text[place.before], letter, said);
    }
  }
});

test("PRESENCE who does nothing for a minute is idle until the next word or move", () => {
  let clock = 0;
  let due: { at: number; callback: () => void } | null = null;
  let calls = 0;
  const idleness = createIdleness({
    afterMs: 60_000,
    changed: () => {
      calls += 1;
    },
    now: () => clock,
    later(callback, ms) {
      due = { at: clock + ms, callback };
      return () => {
        due = null;
      };
    },
  });
  const here = (session: number): Here => ({
    session,
    person: "bob",
    cursor: null,
    selection: [],
    preview: null,
    view: "canvas",
  });
  const [ada, bob] = [here(1), here(2)];
  assert.equal(
    idleness.among(
      new Map([
        [1, ada],
        [2, bob],
      ]),
    ).size,
    0,
  );
  clock = 40_000;
  const moved = { ...bob };
  assert.equal(
    idleness.among(
      new Map([
        [1, ada],
        [2, moved],
      ]),
    ).size,
    0,
  );
  assert.equal((due as { at: number } | null)?.at, 60_000);

  clock = 60_000;
  (due as { callback: () => void } | null)?.callback();
  assert.equal(calls, 1);
  assert.deepEqual(
    [
      ...idleness.among(
        new Map([
          [1, ada],
          [2, moved],
        ]),
      ),
    ],
    [1],
  );
  assert.equal(
    idleness.among(
      new Map([
        [1, { ...ada }],
        [2, moved],
      ]),
    ).size,
    0,
  );
});
