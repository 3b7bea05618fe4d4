/** Comments and what is looked for: which words match, who is meant, which conversations are shown. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { folded, rangesOf, wantedWords } from "../../static/src/core/folding.ts";
import type { CommentRecord, ItemRecord, Person, ReplyRecord, Scene } from "../../static/src/core/types.ts";
import { askedAt, candidates, mentionedIn, namesIn, withName } from "../../static/src/ui/talk/mentions.ts";
import { countsOf, shownThreads, threadsOf } from "../../static/src/ui/talk/threads.ts";

const person = (id: string, name: string, role: Person["role"] = "participant"): Person => ({
  id,
  name,
  role,
});

function peopleOf(...people: Person[]): ReadonlyMap<string, Person> {
  return new Map(people.map((one) => [one.id, one]));
}

function comment(id: string, more: Partial<CommentRecord> = {}): CommentRecord {
  return { kind: "comment", id, z: id, author: "ada", created_at_ms: 1, x: 0, y: 0, text: "?", ...more };
}

function reply(id: string, thread: string, more: Partial<ReplyRecord> = {}): ReplyRecord {
  return { kind: "reply", id, z: id, author: "bob", created_at_ms: 2, thread, text: "!", ...more };
}

const sceneOf = (...records: ItemRecord[]): Scene => new Map(records.map((record) => [record.id, record]));

const marked = (text: string, query: string): string[] =>
  rangesOf(text, wantedWords(query)).map(({ start, end }) => text.slice(start, end));

test("words are the same without accents, case and the bend of an apostrophe", () => {
  assert.equal(folded("Perché l’ACQUA è così"), "perche l'acqua e cosi");
  assert.equal(folded("e\u0301"), folded("\u00e9"));
});

test("what is found is marked where it stands in the text as it was written", () => {
  assert.deepEqual(marked("Perché no? PERCHE sì", "perche"), ["Perché", "PERCHE"]);
  assert.deepEqual(marked("città e cittadini", "citta"), ["città", "citta"]);
  assert.deepEqual(marked("cafe\u0301 nero", "CAFÉ"), ["cafe\u0301"]);
  assert.deepEqual(marked("🙂 Caffè 🙂", "caffe"), ["Caffè"]);
});

test("two words that overlap are marked once", () => {
  assert.deepEqual(marked("alberi", "albe lberi"), ["alberi"]);
  assert.deepEqual(marked("anything", ""), []);
});

test("a name is asked for after an @ that begins a word, up to its second part", () => {
  assert.deepEqual(askedAt("Ask @mi", 7), { start: 4, name: "mi" });
  assert.deepEqual(askedAt("@Mia Ro", 7), { start: 0, name: "Mia Ro" });
  assert.deepEqual(askedAt("@", 1), { start: 0, name: "" });
  assert.equal(askedAt("mia@example.org", 15), null);
  assert.equal(askedAt("@Mia Rossi said that", 20), null);
});

test("members are offered by any part of their name, without accents; I am not", () => {
  const people = peopleOf(
    person("a", "Zoë Mila"),
    person("b", "Mila Conti"),
    person("c", "Milo", null),
    person("me", "Mila Me"),
  );

  const offered = candidates({ start: 0, name: "MIL" }, people, "me").map(({ name }) => name);

  assert.deepEqual(offered, ["Mila Conti", "Zoë Mila"]);
  assert.equal(candidates({ start: 0, name: "zoe" }, people, "me").length, 1);
});

test("the chosen name takes the place of what was typed", () => {
  assert.deepEqual(withName("Ask @mi", { start: 4, name: "mi" }, "Mia Rossi"), {
    text: "Ask @Mia Rossi ",
    caret: 15,
  });
  assert.deepEqual(withName("@mi look", { start: 0, name: "mi" }, "Mia"), { text: "@Mia look", caret: 5 });
});

test("whom the text names is kept as an id: chosen among those of one name, and only while named", () => {
  const people = peopleOf(
    person("a", "Mia"),
    person("b", "Mia"),
    person("c", "Mia Rossi"),
    person("d", "Leo"),
  );

  assert.deepEqual(mentionedIn("@Mia and @Leo", people, ["b"]), ["b", "d"]);
  assert.deepEqual(mentionedIn("@Mia", people, []), []); // nobody knows which
  assert.deepEqual(mentionedIn("@Mia Rossi", people, ["b"]), ["c"]);
  assert.deepEqual(mentionedIn("nobody any more", people, ["b"]), []);
  assert.deepEqual(mentionedIn("@Leonardo", people, []), []);
});

test("a name is found at its longest", () => {
  assert.deepEqual(namesIn("@Mia Rossi, @Mia!", ["Mia", "Mia Rossi"]), [
    { start: 0, end: 10, name: "Mia Rossi" },
    { start: 12, end: 16, name: "Mia" },
  ]);
});

test("conversations come newest first, each with its replies in order", () => {
  const scene = sceneOf(
    reply("r2", "old"),
    comment("old"),
    comment("new", { created_at_ms: 5 }),
    reply("r1", "old", { mentions: ["me"] }),
  );

  const threads = threadsOf(scene, "me");

  assert.deepEqual(
    threads.map((thread) => [thread.comment.id, thread.replies.map(({ id }) => id), thread.isForMe]),
    [
      ["new", [], false],
      ["old", ["r1", "r2"], true],
    ],
  );
});

test("the filter counts all and shows its part; the open conversation stays", () => {
  const threads = threadsOf(
    sceneOf(
      comment("a", { mentions: ["me"] }),
      comment("b"),
      comment("c", { resolved: true, mentions: ["me"] }),
    ),
    "me",
  );
  const ids = (...filter: Parameters<typeof shownThreads> extends [unknown, ...infer Rest] ? Rest : never) =>
    shownThreads(threads, ...filter).map(({ comment: { id } }) => id);

  assert.deepEqual(countsOf(threads), { open: 2, resolved: 1, all: 3, forMe: 1 });
  assert.deepEqual(ids({ show: "open", isForMe: false }, null).sort(), ["a", "b"]);
  assert.deepEqual(ids({ show: "open", isForMe: false }, "c").sort(), ["a", "b", "c"]);
  assert.deepEqual(ids({ show: "resolved", isForMe: false }, null), ["c"]);
  assert.deepEqual(ids({ show: "all", isForMe: true }, null).sort(), ["a", "c"]);
});
