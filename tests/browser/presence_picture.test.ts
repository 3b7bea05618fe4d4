import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { loadStrings } from "../../static/src/core/i18n.ts";
import type { Here, Person } from "../../static/src/core/types.ts";
import { personColour } from "../../static/src/render/colours.ts";
import { nameOfItem } from "../../static/src/render/item_names.ts";
import { isSameLift, liftedItems, otherCursors, otherSelections } from "../../static/src/render/presence.ts";
import { nextItem, rovingKeyOf } from "../../static/src/render/roving.ts";
import { ANNA, BRUNO, frame, note, sceneOf, text } from "./support/board.ts";
import { boxed } from "./support/entries.ts";

const CAMERA = { x: 0, y: 0, zoom: 0.5 };
const PEOPLE: ReadonlyMap<string, Person> = new Map([ANNA, BRUNO].map((person) => [person.id, person]));

function here(fields: Partial<Here> = {}): Here {
  return {
    session: 1,
    person: BRUNO.id,
    cursor: null,
    selection: [],
    preview: null,
    view: "canvas",
    ...fields,
  };
}

const hereOf = (...all: Here[]): ReadonlyMap<number, Here> => new Map(all.map((one) => [one.session, one]));

afterEach(() => loadStrings("en", {}));

test("items that somebody drags are shown where they are held; my own drag wins", () => {
  const others = hereOf(here({ preview: { n1: { x: 5, y: 5 }, n2: { x: 6, y: 6 } } }));

  const lifted = liftedItems(others, new Map([["n2", { x: 7, y: 7 }]]));

  assert.deepEqual(lifted.get("n1"), { x: 5, y: 5 });
  assert.deepEqual(lifted.get("n2"), { x: 7, y: 7 });
});

test("a moved cursor alone does not make the board paint again", () => {
  const before = liftedItems(hereOf(here({ cursor: [1, 1], preview: { n1: { x: 5, y: 5 } } })), null);
  const after = liftedItems(hereOf(here({ cursor: [2, 2], preview: { n1: { x: 5, y: 5 } } })), null);
  const moved = liftedItems(hereOf(here({ preview: { n1: { x: 6, y: 5 } } })), null);

  assert.ok(isSameLift(before, after));
  assert.equal(isSameLift(before, moved), false);
  assert.equal(isSameLift(before, new Map()), false);
});

test("the others' selections have their colour; what is gone is left out", () => {
  const shown = sceneOf(note("n1", { x: 100 }));

  const found = otherSelections(hereOf(here({ selection: ["n1", "gone"] })), CAMERA, (id) =>
    shown.has(id) ? boxed(shown, id) : undefined,
  );

  assert.deepEqual(found, [
    { session: 1, colour: personColour(BRUNO.id), boxes: [{ turn: 0, x: 50, y: 0, w: 100, h: 100 }] },
  ]);
});

test("a person is shown at the pointer, or beside the selection without one, or not at all", () => {
  const shown = sceneOf(note("n1", { x: 100 }));
  const cursorsOf = (one: Here) =>
    otherCursors(hereOf(one), PEOPLE, CAMERA, (id) => (shown.has(id) ? boxed(shown, id) : undefined));

  const [pointing] = cursorsOf(here({ cursor: [40, 60], selection: ["n1"] }));
  const [holding] = cursorsOf(here({ selection: ["n1"] }));

  assert.deepEqual(pointing?.place, { x: 20, y: 30 });
  assert.equal(pointing?.hasArrow, true);
  assert.equal(pointing?.name, "Bruno");
  assert.deepEqual(holding?.place, { x: 50, y: 0 });
  assert.equal(holding?.hasArrow, false);
  assert.deepEqual(cursorsOf(here()), []);
  assert.deepEqual(cursorsOf(here({ person: "unknown", cursor: [1, 1] })), []);
});

test("an item's name says its type, text, frame and author", () => {
  const area = frame("f1", { title: "Menu" });
  const scene = sceneOf(
    area,
    note("n1", { type: "P", text: "Cortile\n di cemento", frame: "f1", author: BRUNO.id }),
  );
  const nameOf = (record: Parameters<typeof nameOfItem>[0], members = 0): string =>
    nameOfItem(record, scene, PEOPLE, members);

  assert.equal(nameOf(scene.get("n1") ?? area), "Problem: Cortile di cemento, in frame Menu, by Bruno");
  assert.equal(nameOf(note("n2", { type: "I", text: " ", author: "x" })), "Idea: empty, by someone");
  assert.equal(nameOf(text("t1", { text: "Spazi", frame: "f1" })), "Text: Spazi, in frame Menu");
  assert.equal(nameOf(area, 1), "Frame: Menu, 1 item");
  assert.equal(nameOf(frame("f2", { title: " " }), 3), "Frame without a title, 3 items");
});

test("arrow keys, Home and End go through the items and stop at the ends", () => {
  const order = ["a", "b", "c"];
  const isThere = (): boolean => true;

  assert.equal(nextItem(order, "a", "next", isThere), "b");
  assert.equal(nextItem(order, "c", "next", isThere), "c");
  assert.equal(nextItem(order, "a", "previous", isThere), "a");
  assert.equal(nextItem(order, "b", "last", isThere), "c");
  assert.equal(nextItem(order, "b", "first", isThere), "a");
  assert.equal(rovingKeyOf("ArrowRight"), "next");
  assert.equal(rovingKeyOf("ArrowUp"), "previous");
  assert.equal(rovingKeyOf("x"), null);
});

test("when the focused item goes, the focus goes to the one after it, or the last one left", () => {
  const order = ["a", "b", "c"];

  assert.equal(
    nextItem(order, "b", "next", (id) => id !== "b"),
    "c",
  );
  assert.equal(
    nextItem(order, "c", "next", (id) => id !== "c"),
    "b",
  );
  assert.equal(
    nextItem(order, "b", "next", () => false),
    null,
  );
});
