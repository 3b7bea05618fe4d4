/** Changes as people read them (HIST1), and what restoring would do (HIST3). */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Change, Deed } from "../../static/src/ui/history/changes.ts";
import { differences } from "../../static/src/ui/history/differences.ts";
import { groupsOf, lineAt } from "../../static/src/ui/history/lines.ts";
import { wordsOf } from "../../static/src/ui/history/words.ts";
import { frame, note, sceneOf } from "./support/board.ts";

const MINUTE = 60_000;

function deed(what: Deed["do"], ids: readonly string[], more: Partial<Deed> = {}): Deed {
  return { do: what, kind: "note", ids, n: ids.length, ...more };
}

function change(seq: number, did: readonly Deed[] | null, more: Partial<Change> = {}): Change {
  return { seq, at_ms: seq * 1000, actor: "ada", did, ...more };
}

/** The lines of a history whose entries are given oldest first. */
function told(...changes: Change[]): string[][] {
  return groupsOf([...changes].reverse()).map(({ actor, lines }) => [
    actor,
    ...lines.map((line) => `${wordsOf(line)} ${line.first}-${line.last}`),
  ]);
}

test("HIST1 the changes of one person that follow each other stand together", () => {
  const lines = told(
    change(1, [deed("add", ["a"])]),
    change(2, [deed("type", ["a"])]),
    change(3, [deed("add", ["b"])], { actor: "bob" }),
    change(4, [deed("delete", ["b"])]),
  );

  assert.deepEqual(lines, [
    ["ada", "Deleted a note 4-4"],
    ["bob", "Added a note 3-3"],
    ["ada", "Changed the type of a note 2-2", "Added a note 1-1"],
  ]);
});

test("HIST1 after a pause the same person begins anew", () => {
  const later = change(2, [deed("add", ["b"])], { at_ms: 1000 + 3 * MINUTE });

  assert.equal(told(change(1, [deed("add", ["a"])]), later).length, 2);
});

test("HIST1 writing letter by letter is one line, on another note another", () => {
  const lines = told(
    change(1, [deed("write", ["a"], { text: "S" })]),
    change(2, [deed("write", ["a"], { text: "So" })]),
    change(3, [deed("write", ["b"], { text: "O" })]),
    change(4, [deed("write", ["a"], { text: "Sole" })]),
  );

  assert.deepEqual(lines, [["ada", "Wrote on a note 4-4", "Wrote on a note 3-3", "Wrote on a note 1-2"]]);
});

test("HIST1 the text of a line is the newest", () => {
  const [group] = groupsOf([
    change(2, [deed("write", ["a"], { text: "Sole" })]),
    change(1, [deed("write", ["a"], { text: "S" })]),
  ]);

  assert.equal(group?.lines[0]?.text, "Sole");
});

test("HIST1 things moved about are counted once each", () => {
  const lines = told(
    change(1, [deed("move", ["a"])]),
    change(2, [deed("move", ["b", "c"])]),
    change(3, [deed("move", ["a"])]),
  );

  assert.deepEqual(lines, [["ada", "Moved 3 notes 1-3"]]);
});

test("HIST1 a move of very many is not undercounted", () => {
  const ids = ["a", "b"];
  const lines = told(change(1, [deed("move", ids, { n: 500 })]), change(2, [deed("move", ids)]));

  assert.deepEqual(lines, [["ada", "Moved 502 notes 1-2"]]);
});

test("HIST1 an entry that did several things has a line for each", () => {
  const lines = told(change(1, [deed("add", ["a"]), deed("move", ["b", "c"], { kind: "item" })]));

  assert.deepEqual(lines, [["ada", "Added a note 1-1", "Moved 2 items 1-1"]]);
});

test("HIST1 undone, restored and forgotten changes say so", () => {
  const lines = told(
    change(1, null),
    change(2, null),
    change(3, [deed("add", ["a"])], { restores: 2 }),
    change(4, [deed("add", ["b"])], { restores: 2 }),
    change(5, [deed("delete", ["b"])], { undoes: 4 }),
    change(6, [deed("delete", ["a"])], { undoes: 3 }),
    change(7, [], { restores: 0 }),
  );

  assert.deepEqual(lines, [
    [
      "ada",
      "Restored the empty board 7-7",
      "Undid 2 changes 5-6",
      "Restored the board after change 2 3-4",
      "2 changes, no longer kept in detail 1-2",
    ],
  ]);
});

test("HIST1 what the server did by itself is left out", () => {
  assert.deepEqual(told(change(1, [], { actor: "system" })), []);
});

test("HIST2 a moment lies in the newest line that had begun", () => {
  const groups = groupsOf([
    change(9, [deed("add", ["c"])]),
    change(6, [deed("move", ["a"])], { actor: "bob" }),
    change(5, [deed("move", ["a"])], { actor: "bob" }),
  ]);

  assert.equal(lineAt(groups, 9)?.last, 9);
  assert.equal(lineAt(groups, 7)?.last, 6);
  assert.equal(lineAt(groups, 5)?.last, 6);
  assert.equal(lineAt(groups, 4), null);
});

test("every kind of change has its words", () => {
  const kinds: Deed["kind"][] = ["note", "text", "frame", "item"];
  const deeds: Deed["do"][] = ["add", "write", "type", "reframe", "resize", "move", "reorder", "delete"];
  for (const kind of kinds) {
    for (const what of deeds) {
      const [line] = groupsOf([change(1, [deed(what, ["a"], { kind })])]).flatMap(({ lines }) => lines);
      assert.ok(line && wordsOf(line).length > 5, `${what} ${kind}`);
    }
  }
});

test("HIST3 the confirmation counts what comes back, changes and goes away", () => {
  const now = sceneOf(note("same"), note("moved", { x: 5 }), note("new"), frame("area"));
  const then = sceneOf(note("same"), note("moved"), note("deleted"), frame("area", { title: "Before" }));

  assert.deepEqual(differences(now, then), { back: 1, changed: 2, away: 1 });
});

test("HIST3 how a text was typed is no difference", () => {
  const typed = note("a", { epoch: 2, edits: { base: "", updates: ["AAA="] } });

  assert.deepEqual(differences(sceneOf(typed), sceneOf(note("a"))), { back: 0, changed: 0, away: 0 });
});
