import assert from "node:assert/strict";
import { test } from "node:test";

import { isRightToLeft } from "../../static/src/core/layout/break_classes.ts";
import { createLayout } from "../../static/src/core/layout/layout.ts";
import { clusters, units } from "../../static/src/core/layout/line_units.ts";
import { runs, scriptOf } from "../../static/src/core/layout/scripts.ts";

/** Every character is half an em wide. */
const half = (run: string): number => [...run].length * 500;
const SIZES = [28, 24, 20, 16, 12];
const layout = createLayout(half, SIZES);
const linesOf = (text: string, limit: number): string[] => layout.wrap(text, limit).map((line) => line.text);

test("clusters keep joined emoji, flags, skin tones and accents whole", () => {
  assert.deepEqual(clusters("a👩‍👧‍👦🏫b"), ["a", "👩‍👧‍👦", "🏫", "b"]);
  assert.deepEqual(clusters("🇮🇹🇫🇷"), ["🇮🇹", "🇫🇷"]);
  assert.deepEqual(clusters("👍🏽e\u0301"), ["👍🏽", "e\u0301"]);
});

test("units end at spaces, after hyphens inside words, and around ideographs and emoji", () => {
  assert.deepEqual(units("uno  due"), ["uno  ", "due"]);
  assert.deepEqual(units("Politecnico-Comune"), ["Politecnico-", "Comune"]);
  assert.deepEqual(units("-18% in"), ["-18% ", "in"]);
  assert.deepEqual(units("学校です"), ["学", "校", "で", "す"]);
  assert.deepEqual(units("「学校」。"), ["「学", "校」。"]);
  assert.deepEqual(units("ok🏫🏫"), ["ok", "🏫", "🏫"]);
});

test("runs split where the script changes, at spaces, and around what is measured alone", () => {
  const parts = (text: string): string[] => runs(text).map((run) => run.text);

  assert.deepEqual(parts("Più di 30"), ["Più", " ", "di", " ", "30"]);
  assert.deepEqual(parts("abc где"), ["abc", " ", "где"]);
  assert.deepEqual(parts("a🏫b"), ["a", "🏫", "b"]);
  assert.deepEqual(parts("a→b"), ["a", "→", "b"]);
  assert.deepEqual(parts("مرحبا12"), ["مرحبا", "12"]);
});

test("an accent written apart is measured as the letter with the accent", () => {
  assert.deepEqual(runs("caffe\u0300")[0], { text: "caffè", script: "basic", clusters: 5 });
});

test("what our fonts lack has a constant width, and what is not seen has none", () => {
  assert.equal(layout.width("学校"), 2000);
  assert.equal(layout.width("ｱ"), 500);
  assert.equal(layout.width("ไทย"), 3 * 600);
  assert.equal(layout.width("a\u200b\u00ad\u0007b"), layout.width("ab"));
  assert.equal(scriptOf("1\ufe0f\u20e3"), "emoji");
});

test("a line holds as many words as fit, and trailing spaces take no room", () => {
  assert.deepEqual(linesOf("uno due tre", 3500), ["uno due", "tre"]);
  assert.deepEqual(linesOf("uno due tre", 3499), ["uno", "due", "tre"]);
});

test("line breaks of the writer are kept, whatever the system they come from", () => {
  assert.deepEqual(linesOf("a\n\nb\r\nc\rd", 9000), ["a", "", "b", "c", "d"]);
  assert.deepEqual(linesOf("", 9000), [""]);
});

test("a word that is wider than the line breaks between clusters and never loses one", () => {
  const word = "x".repeat(25);

  const lines = linesOf(`ah ${word} oh`, 5000);

  assert.deepEqual(lines, ["ah", "x".repeat(10), "x".repeat(10), `${"x".repeat(5)} oh`]);
});

test("a line narrower than any character still takes one character a line", () => {
  assert.deepEqual(linesOf("abc", 100), ["a", "b", "c"]);
});

test("no line is wider than the limit, for any text of words", () => {
  const text = "Cortile aperto martedì e giovedì fino alle 19 con educatori e volontari-genitori 👩‍👧‍👦🏫";

  for (let limit = 1000; limit < 20_000; limit += 700) {
    for (const line of layout.wrap(text, limit)) assert.ok(line.width <= limit, `${line.text} at ${limit}`);
  }
});

test("an emoji is one em wide, however many code points it has and whatever the font says", () => {
  assert.equal(layout.width("👩‍👧‍👦🏫"), 2000);
  assert.equal(layout.width("🇮🇹"), 1000);
});

test("widths are rounded run by run, so that they are the same integers on every machine", () => {
  const fractional = createLayout((run) => [...run].length * 333.4, SIZES);

  assert.equal(fractional.width("ab"), 667);
});

test("short text takes the greatest size, longer text the greatest that fits", () => {
  assert.equal(layout.fit("Ok", 172, 150).size, 28);

  const fitted = layout.fit("parola ".repeat(10).trim(), 172, 150);

  assert.equal(fitted.size, 20);
  assert.ok(fitted.lines.length * fitted.lineHeight <= 150);
  assert.equal(fitted.isCut, false);
});

test("a word of up to twenty characters is not broken while a smaller size holds it", () => {
  const fitted = layout.fit("responsabilizzazione", 172, 150);

  assert.equal(fitted.size, 16);
  assert.deepEqual(
    fitted.lines.map((line) => line.text),
    ["responsabilizzazione"],
  );
});

test("an address does not make the whole note tiny: it breaks at the greatest size", () => {
  const fitted = layout.fit("https://www.comune.milano.it/scuola", 172, 150);

  assert.equal(fitted.size, 28);
  assert.ok(fitted.lines.length > 1);
});

test("text that does not fit even at the least size ends with an ellipsis inside the box", () => {
  const fitted = layout.fit("testo lungo ".repeat(80).trim(), 172, 100);

  const last = fitted.lines[fitted.lines.length - 1];
  assert.equal(fitted.size, 12);
  assert.equal(fitted.isCut, true);
  assert.ok(last?.text.endsWith("…"));
  assert.ok((last?.width ?? Infinity) * 12 <= 172 * 1000);
  assert.ok(fitted.lines.length * fitted.lineHeight <= 100);
});

test("a box too low for one line still gets one", () => {
  assert.equal(layout.fit("testo", 172, 4).lines.length, 1);
});

test("a text takes no greater size than the most allowed, and always some size", () => {
  assert.equal(layout.fit("Ok", 172, 150, 20).size, 20);
  assert.equal(layout.fit("Ok", 172, 150, 25).size, 24);
  assert.equal(layout.fit("Ok", 172, 150, 3).size, 12);
});

test("fit answers from its cache for the same text, width and height only", () => {
  const first = layout.fit("memoria", 172, 150);

  assert.equal(layout.fit("memoria", 172, 150), first);
  assert.ok(layout.isKnown("memoria", 172, 150));
  assert.equal(layout.isKnown("memoria", 172, 151), false);
  layout.clear();
  assert.equal(layout.isKnown("memoria", 172, 150), false);
});

test("shorten puts a title on one line and cuts it with an ellipsis only when it is too wide", () => {
  assert.equal(layout.shorten("Albero\ndei problemi", 9500).text, "Albero dei problemi");
  assert.equal(layout.shorten("Albero dei problemi", 9000).text, "Albero dei proble…");
  assert.equal(layout.shorten("Albero dei problemi", 6000).text, "Albero dei…");
});

test("each paragraph has its own direction, from its first letter", () => {
  const lines = layout.wrap("12 Milano\nمرحبا Milano\n(2026) مرحبا", 90_000);

  assert.deepEqual(
    lines.map((line) => line.isRightToLeft),
    [false, true, true],
  );
  assert.equal(isRightToLeft("שלום"), true);
  assert.equal(isRightToLeft("123"), false);
});
