import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import type { NoteRecord } from "../../static/src/core/types.ts";
import { comparable, type Suggestion, suggestionsFor } from "../../static/src/tools/similar/suggestions.ts";
import { commonWord, stemOf } from "../../static/src/tools/similar/words.ts";
import { note, sceneOf } from "./support/board.ts";

type Language = "it" | "en";
interface Golden {
  readonly notes: readonly {
    readonly type: NoteRecord["type"];
    readonly cluster: string;
    readonly text: Readonly<Record<Language, string>>;
  }[];
}

const LANGUAGES: readonly Language[] = ["it", "en"];
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const golden = read("board/methods/golden_workshop.json") as Golden;
// Twelve pairs in each language, made up for this test: the same thing said twice.
const twins = read("tests/browser/support/twins.json") as Readonly<Record<Language, [string, string][]>>;

const idOf = (at: number): string => `note-${String(at).padStart(4, "0")}`;
const placeOf = (id: string): number => Number(id.slice(5));

function written(texts: readonly string[], typeOf: (at: number) => NoteRecord["type"]): NoteRecord[] {
  return texts.map((text, at) =>
    note(idOf(at), { text, type: typeOf(at), z: `a${String(at).padStart(4, "0")}` }),
  );
}

function workshop(language: Language): NoteRecord[] {
  return written(
    golden.notes.map(({ text }) => text[language]),
    (at) => golden.notes[at]?.type ?? "I",
  );
}

function pairsOf(suggestions: readonly Suggestion[], what: Suggestion["what"]): [number, number][] {
  return suggestions
    .filter((one) => one.what === what)
    .flatMap(({ notes }) => {
      const places = notes.map(placeOf);
      return places.flatMap((b, at) => places.slice(0, at).map((a): [number, number] => [a, b]));
    });
}

for (const language of LANGUAGES) {
  test(`SIMILAR1 of the golden workshop at least four pairs in five belong together (${language})`, () => {
    const pairs = pairsOf(suggestionsFor(workshop(language)), "together");

    const right = pairs.filter(([a, b]) => golden.notes[a]?.cluster === golden.notes[b]?.cluster);
    const notes = new Set(pairs.flat());
    assert.ok(right.length / pairs.length >= 0.8, `${right.length} of ${pairs.length}`);
    assert.ok(notes.size >= 30, `${notes.size} notes`);
  });

  test(`SIMILAR1 what is said twice is found among the notes of a workshop (${language})`, () => {
    const said = golden.notes.map(({ text }) => text[language]);
    const texts = [...said, ...(twins[language] ?? []).flat()];
    const notes = written(texts, (at) => golden.notes[at]?.type ?? "I");

    const pairs = pairsOf(suggestionsFor(notes), "same");

    const isTwin = ([a, b]: [number, number]): boolean =>
      a >= said.length && Math.floor((a - said.length) / 2) === Math.floor((b - said.length) / 2);
    const found = pairs.filter(isTwin).length;
    assert.ok(found >= 9, `${found} of 12`);
    assert.ok(pairs.length - found <= 3, `${pairs.length - found} pairs that are none`);
  });
}

test("SIMILAR1 a need and an offer in the same words are no duplicates", () => {
  const words = "Merende per 50 bambini del doposcuola";

  const apart = suggestionsFor(written([words, words, "Altro"], (at) => (at === 0 ? "B" : "O")));
  const same = suggestionsFor(written([words, words, "Altro"], () => "B"));

  assert.deepEqual(apart, []);
  assert.deepEqual(
    same.map(({ what, notes }) => [what, notes]),
    [["same", [idOf(0), idOf(1)]]],
  );
});

test("SIMILAR1 private notes, empty ones and what lies under another are not compared", () => {
  const notes = [
    note("note-0001", { text: "Alberi", draft: 1 }),
    note("note-0002", { text: "  " }),
    note("note-0003", { text: "Alberi", under: "note-0004" }),
    note("note-0004", { text: "Alberi" }),
  ];

  assert.deepEqual(
    comparable(notes, sceneOf(...notes)).map(({ id }) => id),
    ["note-0004"],
  );
});

test("SIMILAR1 words with the same stem are one, in both languages", () => {
  const same = [
    ["cortile", "cortili"],
    ["banco", "banchi"],
    ["painted", "painting"],
    ["libraries", "library"],
    ["organizzazione", "organizzare"],
  ] as const;

  for (const [one, other] of same) assert.equal(stemOf(one), stemOf(other), `${one}, ${other}`);
  assert.notEqual(stemOf("scuola"), stemOf("scala"));
});

test("SIMILAR1 a title is suggested from the word that most share", () => {
  assert.equal(commonWord(["Il cortile è vuoto", "Cortili aperti", "Un muro"]), "Cortile");
  assert.equal(commonWord(["Alberi", "Panchine"]), "");
});
