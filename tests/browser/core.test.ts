import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { asErrorAnswer, BoardError, isEnding, isFinal, messageOf } from "../../static/src/core/errors.ts";
import {
  boxFromCorners,
  center,
  contains,
  encloses,
  inflate,
  intersects,
  round2,
  sharedArea,
  union,
} from "../../static/src/core/geometry.ts";
import {
  compareNames,
  currentLocale,
  formatDate,
  formatNumber,
  formatTime,
  loadStrings,
  t,
  tn,
} from "../../static/src/core/i18n.ts";
import { makeId } from "../../static/src/core/ids.ts";
import {
  COLOURS,
  FIXED,
  isKind,
  KINDS,
  LIMITS,
  NOTE_TYPES,
  noteTypeOf,
  RIGHTS,
  SERVER_FIELDS,
} from "../../static/src/core/kinds.ts";
import { countNotes, inReadingOrder, outline } from "../../static/src/core/outline.ts";
import type { ItemRecord } from "../../static/src/core/types.ts";
import { MODES } from "../../static/src/core/workshop.ts";
import { frame, note, sceneOf } from "./support/board.ts";
import { everyCase, readCases } from "./support/cases.ts";

afterEach(() => loadStrings("en", {}));

interface OutlineCase {
  readonly name: string;
  readonly scene: ItemRecord[];
  readonly expect: {
    readonly frames: { id: string; items: string[]; notes: number; level: number }[];
    readonly loose: string[];
    readonly notes: number;
  };
}

for (const { file, given } of everyCase<OutlineCase>("outline_")) {
  test(`outline ${file}: ${given.name}`, () => {
    const { frames, loose } = outline(sceneOf(...given.scene));

    const found = {
      frames: frames.map(({ frame: { id }, items, level }) => ({
        id,
        items: items.map((item) => item.id),
        notes: countNotes(items),
        level,
      })),
      loose: loose.map((item) => item.id),
      notes: countNotes([...frames.flatMap(({ items }) => items), ...loose]),
    };
    assert.deepEqual(found, given.expect);
  });
}

test("outline: reading order names each frame before its items and loose items last", () => {
  const scene = sceneOf(
    note("n-loose", { z: "a0" }),
    frame("f-1", { z: "a2" }),
    note("n-in", { z: "a1", frame: "f-1" }),
  );

  assert.deepEqual(
    inReadingOrder(scene).map(({ id }) => id),
    ["f-1", "n-in", "n-loose"],
  );
});

test("DATA the table of kinds is the one that Python has", () => {
  const limits = Object.fromEntries(
    Object.entries(LIMITS).map(([name, value]) => [
      name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
      value,
    ]),
  );
  const kinds = Object.fromEntries(
    Object.entries(KINDS).map(([name, row]) => [
      name,
      {
        fields: row.fields,
        defaults: row.defaults,
        is_for_facilitators: row.isForFacilitators,
        is_typed: row.isTyped,
        is_on_board: row.isOnBoard,
        is_for_server: row.isForServer,
      },
    ]),
  );
  const noteTypes = NOTE_TYPES.map((type) => {
    const { letter, icon, name, hex } = noteTypeOf[type];
    return { letter, icon, name, hex };
  });

  const { name: _name, ...shared } = readCases<{ name: string }>("kinds.json");
  const lists = {
    fixed: [...FIXED],
    modes: Object.keys(MODES),
    rights: RIGHTS,
    colours: COLOURS,
    server_fields: SERVER_FIELDS,
  };
  assert.deepEqual({ kinds, limits, note_types: noteTypes, ...lists }, shared);
  assert.ok(isKind("note") && !isKind("toString") && !isKind(undefined));
});

test("DATA3 ids have 20 characters and use no byte that would favour some of them", () => {
  let next = 0;
  const id = makeId((into) =>
    into.forEach((_, at) => {
      into[at] = next++ % 256;
    }),
  );
  const high = makeId((into) => into.fill(into.length === 20 && next++ % 2 === 0 ? 255 : 61));

  assert.equal(id, "0123456789ABCDEFGHIJ");
  assert.equal(high, "z".repeat(20));
  assert.match(makeId(), /^[0-9A-Za-z]{20}$/);
  assert.equal(new Set(Array.from({ length: 1000 }, () => makeId())).size, 1000);
});

test("TEXT1 a string comes in the person's language, or in English when it has no translation", () => {
  loadStrings("it", { "Add a note": "Aggiungi una nota", "%(name)s is here": "%(name)s è qui", Empty: "" });

  assert.equal(t("Add a note"), "Aggiungi una nota");
  assert.equal(t("%(name)s is here", { name: "Ada" }), "Ada è qui");
  assert.equal(t("Nothing yet"), "Nothing yet");
  assert.equal(t("Empty"), "Empty");
  assert.equal(t("constructor"), "constructor");
  assert.equal(currentLocale(), "it");
});

test("TEXT1 places without a value stay visible, values are never looked at as places", () => {
  assert.equal(t("%(name)s and %(other)s", { name: "%(other)s" }), "%(other)s and %(other)s");
  assert.equal(t("100 % of it"), "100 % of it");
  assert.equal(t("%(n)s %%", { n: 50 }), "50 %");
});

test("TEXT1 a count takes the form of its language", () => {
  const say = (n: number): string => tn("%(n)s note", "%(n)s notes", n);
  assert.deepEqual([say(0), say(1), say(2)], ["0 notes", "1 note", "2 notes"]);

  loadStrings("it", { "%(n)s note": ["%(n)s nota", "%(n)s note"] });
  assert.deepEqual([say(0), say(1), say(2), say(12345)], ["0 note", "1 nota", "2 note", "12.345 note"]);

  loadStrings("pl", { "%(n)s note": ["%(n)s notatka", "%(n)s notatki", "%(n)s notatek"] });
  assert.deepEqual([say(1), say(3), say(5)], ["1 notatka", "3 notatki", "5 notatek"]);
});

test("TEXT1 numbers and names follow the language", () => {
  loadStrings("it", {});

  assert.equal(formatNumber(1234.5), "1234,5");
  assert.deepEqual(["Zoe", "Élodie", "Gruppo 10", "elena", "Gruppo 2"].sort(compareNames), [
    "elena",
    "Élodie",
    "Gruppo 2",
    "Gruppo 10",
    "Zoe",
  ]);
});

test("TEXT1 dates and times are those of a European city in both languages", () => {
  const afternoon = new Date(2026, 10, 3, 15, 4).getTime();
  for (const [locale, date] of [
    ["en", "3 November 2026"],
    ["it", "3 novembre 2026"],
  ] as const) {
    loadStrings(locale, {});
    assert.equal(formatTime(afternoon), "15:04");
    assert.equal(formatDate(afternoon), date);
  }
});

test("ERR1 an answer is an error only in the one shape", () => {
  const full = { ok: false, code: "rate", message: "Slowly", data: { retry_ms: 5 }, retry_ms: 5 };

  assert.deepEqual(asErrorAnswer(full), full);
  assert.deepEqual(asErrorAnswer({ ok: false, code: "x" }), {
    ok: false,
    code: "x",
    message: "That did not work.",
    data: {},
  });
  for (const other of [null, undefined, "no", { ok: true }, { ok: false }, { code: "x" }]) {
    assert.equal(asErrorAnswer(other), null);
  }
});

test("SEQ2 only what may work later is sent again", () => {
  for (const code of ["op.gap", "rate", "busy", "storage", "server", "network"])
    assert.equal(isFinal(code), false, code);
  for (const code of ["item.missing", "denied", "bad.shape", "something.new"])
    assert.equal(isFinal(code), true, code);
  assert.ok(isEnding("board.missing") && isEnding("auth.needed") && !isEnding("denied"));
});

test("ERR1 errors found on this page have a sentence with their data", () => {
  assert.equal(
    messageOf(new BoardError("text.too_long", { limit: 2000 })),
    "The text is too long: 2000 characters at most.",
  );
  assert.equal(messageOf(new BoardError("no.such.code")), "That did not work.");
});

test("geometry: boxes meet, hold points and add up", () => {
  const box = { x: 0, y: 0, w: 10, h: 10 };

  assert.ok(contains(box, { x: 0, y: 9.99 }) && !contains(box, { x: 10, y: 0 }));
  assert.ok(intersects(box, { x: 9, y: 9, w: 5, h: 5 }) && !intersects(box, { x: 10, y: 0, w: 5, h: 5 }));
  assert.equal(sharedArea(box, { x: 8, y: 7, w: 5, h: 5 }), 6);
  assert.equal(sharedArea(box, { x: 20, y: 20, w: 5, h: 5 }), 0);
  assert.ok(encloses(box, box) && !encloses(box, inflate(box, 1)));
  assert.deepEqual(union([box, { x: -5, y: 5, w: 5, h: 20 }]), { x: -5, y: 0, w: 15, h: 25 });
  assert.equal(union([]), null);
  assert.deepEqual(center(box), { x: 5, y: 5 });
  assert.deepEqual(boxFromCorners({ x: 4, y: 1 }, { x: 1, y: 5 }), { x: 1, y: 1, w: 3, h: 4 });
});

test("DATA3 numbers have two decimals at most and zero has no sign", () => {
  assert.equal(round2(12.3456), 12.35);
  assert.equal(round2(-7.004), -7);
  assert.ok(Object.is(round2(-0.001), 0));
});
