import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTE_TYPES, noteTypeOf } from "../../static/src/core/kinds.ts";
import { contrast, initialsOf, mix, PEOPLE_COLOURS, personColour } from "../../static/src/render/colours.ts";

test("white text on every person's colour has a contrast of at least 4.5 to 1", () => {
  for (const colour of PEOPLE_COLOURS) assert.ok(contrast(colour, "#ffffff") >= 4.5, colour);
});

test("a person has one colour, and many people use all of them", () => {
  const used = new Set(Array.from({ length: 300 }, (_, at) => personColour(`person-${at}`)));

  assert.equal(personColour("person-anna"), personColour("person-anna"));
  assert.equal(used.size, PEOPLE_COLOURS.length);
});

test("no colour is given to many more people than the others", () => {
  const counts = new Map<string, number>();
  for (let at = 0; at < 1200; at += 1) {
    const colour = personColour(`person-${at}`);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }

  for (const [colour, count] of counts) assert.ok(count > 50 && count < 160, `${colour}: ${count}`);
});

test("initials are the first and the last name's, in capitals", () => {
  assert.equal(initialsOf("Sara El Idrissi"), "SI");
  assert.equal(initialsOf("élodie"), "É");
  assert.equal(initialsOf("👩‍👧 Rossi"), "👩R");
  assert.equal(initialsOf("  "), "?");
});

test("mix goes from one colour to the other", () => {
  assert.equal(mix("#000000", "#ffffff", 0), "#ffffff");
  assert.equal(mix("#000000", "#ffffff", 0.5), "#808080");
  assert.equal(mix("#fff", "#000000", 1), "#ffffff");
});

test("the letter of the type and the initials can be read on every note: 4.5 to 1", () => {
  for (const type of NOTE_TYPES) {
    const fill = noteTypeOf[type].hex;
    assert.ok(contrast(mix("#17324d", fill, 0.78), fill) >= 4.5, type);
  }
});
