/** What the page makes of decisions and commitments: their order, what is late, and the ways between them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { commitmentsOf, decisionsOf, isLate, isSource, nextNumber } from "../../static/src/core/decisions.ts";
import { ledTo, ledToBy, madeNotes, madeOf, nowIn } from "../../static/src/core/origins.ts";
import type { CommitmentRecord, DecisionRecord, ItemRecord, Scene } from "../../static/src/core/types.ts";
import { everyCase } from "./support/cases.ts";

const MADE = { author: "person-ada", created_at_ms: 1 };

function decision(number: number, sources: readonly string[] = []): DecisionRecord {
  return {
    kind: "decision",
    id: `decision-${number}`,
    z: `a${9 - number}`,
    number,
    text: "",
    sources,
    ...MADE,
  };
}

function commitment(id: string, more: Partial<CommitmentRecord> = {}): CommitmentRecord {
  return { kind: "commitment", id, z: "a0", text: "", ...MADE, ...more };
}

function sceneOf(...records: readonly ItemRecord[]): Scene {
  return new Map(records.map((record) => [record.id, record]));
}

test("DEC1 decisions are told by number, and the next one counts on", () => {
  const scene = sceneOf(decision(3), decision(1));

  assert.deepEqual(
    decisionsOf(scene).map(({ number }) => number),
    [1, 3],
  );
  assert.equal(nextNumber(scene), 4);
  assert.equal(nextNumber(sceneOf()), 1);
});

interface OriginsCase {
  readonly name: string;
  readonly scene: ItemRecord[];
  readonly now_in: Readonly<Record<string, string[]>>;
  readonly led_to: Readonly<Record<string, number[]>>;
  readonly by_note?: Readonly<Record<string, number[]>>;
}

for (const { given } of everyCase<OriginsCase>("origins")) {
  test(`PROV2 ${given.name}`, () => {
    const scene = sceneOf(...given.scene);
    const notes = madeNotes(scene);
    const made = madeOf(notes);
    const now = (id: string): string[] => nowIn(id, scene, made).map((note) => note.id);
    const led = [...ledTo(decisionsOf(scene), notes)].map(([id, found]) => [
      id,
      found.map(({ number }) => number),
    ]);

    assert.deepEqual(Object.fromEntries(Object.keys(given.now_in).map((id) => [id, now(id)])), given.now_in);
    assert.deepEqual(Object.fromEntries(led), given.led_to);
    const ways = ledTo(decisionsOf(scene), notes);
    for (const [id, numbers] of Object.entries(given.by_note ?? {})) {
      const note = scene.get(id) as ItemRecord;
      assert.deepEqual(
        ledToBy(note, ways).map(({ number }) => number),
        numbers,
      );
    }
  });
}

test("DEC3 what is to be done comes first, the earliest before the later and those without a day", () => {
  const scene = sceneOf(
    commitment("done", { status: "done", due: "2026-01-01" }),
    commitment("whenever"),
    commitment("later", { due: "2026-11-02" }),
    commitment("sooner", { due: "2026-10-21" }),
  );

  assert.deepEqual(
    commitmentsOf(scene).map(({ id }) => id),
    ["sooner", "later", "whenever", "done"],
  );
});

test("DEC3 a commitment is late after its day, unless it is done", () => {
  const due = "2026-10-21";

  assert.equal(isLate(commitment("one", { due }), "2026-10-21"), false);
  assert.equal(isLate(commitment("one", { due }), "2026-10-22"), true);
  assert.equal(isLate(commitment("one", { due, status: "done" }), "2026-10-22"), false);
  assert.equal(isLate(commitment("one"), "2026-10-22"), false);
});

test("DEC2 a decision comes from what is on the board and from votes, not from lines or steps", () => {
  const step: ItemRecord = { kind: "step", id: "step-0001", z: "a0", title: "", mode: "decide", ...MADE };

  assert.equal(isSource(decision(1)), false);
  assert.equal(isSource(step), false);
});
