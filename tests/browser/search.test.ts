/** Searching: which items are found, in which order, and what of their words is shown. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { ItemRecord, Scene } from "../../static/src/core/types.ts";
import { excerpt, findIn, neighbour, textsOf } from "../../static/src/ui/search/finding.ts";
import { NO_WISH, type Wish } from "../../static/src/ui/search/wish.ts";

const DAY_MS = 86_400_000;
const NOON = new Date(2026, 10, 23, 12).getTime();

const BASE = { author: "ada", created_at_ms: NOON, x: 0, y: 0, w: 100, h: 100 } as const;

function frame(id: string, more: object = {}): ItemRecord {
  return { ...BASE, kind: "frame", id, z: id, title: "", prompt: "", ...more };
}

function note(id: string, text: string, more: object = {}): ItemRecord {
  return { ...BASE, kind: "note", id, z: id, frame: null, type: "I", text, ...more };
}

const SCENE: Scene = new Map(
  [
    frame("f1", { title: "Città", prompt: "Che cosa serve?" }),
    frame("f2", { frame: "f1", grid: { kind: "columns", labels: ["Acqua", "Aria"], x: "", y: "" } }),
    note("n1", "Perché l’acqua?", { frame: "f1", type: "P" }),
    note("n2", "aria pulita", { frame: "f2", author: "bob" }),
    note("n3", "fuori, con ACQUA", { created_at_ms: NOON - 2 * DAY_MS }),
    {
      ...BASE,
      kind: "link",
      id: "l1",
      z: "l1",
      frame: null,
      url: "https://acqua.example.org",
      title: "Sito",
    },
    { ...BASE, kind: "image", id: "i1", z: "i1", frame: null, asset: "x", alt: "Un rubinetto d'acqua" },
    { ...BASE, kind: "stamp", id: "s1", z: "s1", frame: "f1", emoji: "💧" },
    {
      kind: "connector",
      id: "c1",
      z: "c1",
      author: "bob",
      created_at_ms: NOON,
      from: { item: "n1", side: "auto" },
      to: { item: "n2", side: "auto" },
      label: "porta acqua",
    },
    {
      kind: "comment",
      id: "k1",
      z: "k1",
      author: "bob",
      created_at_ms: NOON,
      x: 0,
      y: 0,
      on: "n2",
      text: "E l'acqua?",
    },
    { kind: "reply", id: "r1", z: "r1", author: "ada", created_at_ms: NOON, thread: "k1", text: "Acqua, sì" },
  ].map((record) => [record.id, record as ItemRecord]),
);

const ids = (wish: Partial<Wish>): string[] =>
  findIn(SCENE, { ...NO_WISH, ...wish }).map(({ record }) => record.id);

test("words are found in every kind that has some, in reading order, without accents and case", () => {
  assert.deepEqual(ids({ words: "ACQUÀ" }), ["n1", "c1", "f2", "k1", "r1", "i1", "l1", "n3"]);
});

test("every word is wanted, in any order, and nothing asked is nothing found", () => {
  assert.deepEqual(ids({ words: "acqua  perche" }), ["n1"]);
  assert.deepEqual(ids({ words: "l'acqua" }), ["n1", "k1"]);
  assert.deepEqual(ids({ words: "  " }), []);
  assert.deepEqual(ids({ words: "acqua deserto" }), []);
});

test("who, where, what and when narrow it, also without a word", () => {
  assert.deepEqual(ids({ author: "bob" }), ["c1", "n2", "k1"]);
  assert.deepEqual(ids({ words: "acqua", frame: "f2" }), ["f2", "k1", "r1"]);
  assert.deepEqual(ids({ frame: "f1", kind: "stamp" }), ["s1"]);
  assert.deepEqual(ids({ words: "acqua", frame: "outside" }), ["i1", "l1", "n3"]);
  assert.deepEqual(ids({ kind: "note P" }), ["n1"]);
  assert.deepEqual(ids({ kind: "note" }), ["n1", "n2", "n3"]);
});

test("a frame holds what is in the frames in it", () => {
  assert.ok(ids({ frame: "f1", kind: "note" }).includes("n2"));
});

test("both days of a span count, by the clock of this place", () => {
  assert.deepEqual(ids({ words: "acqua", kind: "note", from: "2026-11-23" }), ["n1"]);
  assert.deepEqual(ids({ words: "acqua", kind: "note", to: "2026-11-21" }), ["n3"]);
  assert.deepEqual(ids({ kind: "note", from: "2026-11-21", to: "2026-11-23" }), ["n1", "n2", "n3"]);
});

test("one goes around the ends from result to result", () => {
  const found = findIn(SCENE, { ...NO_WISH, kind: "note" });
  const next = (current: string | null, by: 1 | -1) => neighbour(found, current, by)?.record.id;

  assert.deepEqual([next(null, 1), next("n1", 1), next("n3", 1)], ["n1", "n2", "n1"]);
  assert.deepEqual([next(null, -1), next("n1", -1), next("gone", 1)], ["n3", "n3", "n1"]);
  assert.equal(neighbour([], "n1", 1), null);
});

test("a long text is shown from shortly before its first match", () => {
  const text = `${"parola ".repeat(30)}acqua e ancora`;

  const { text: shown, cut } = excerpt(text, text.indexOf("acqua"));

  assert.ok(cut > 0 && shown.startsWith("parola") && shown.includes("acqua e ancora"));
  assert.deepEqual(excerpt("acqua", 0), { text: "acqua", cut: 0 });
});

test("each text of an item stands on its own", () => {
  assert.deepEqual(textsOf(SCENE.get("f1") as ItemRecord), ["Città", "Che cosa serve?"]);
  assert.deepEqual(textsOf(SCENE.get("l1") as ItemRecord), ["Sito", "https://acqua.example.org"]);
});
