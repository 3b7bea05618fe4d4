/** What the projector shows in front of the board, and when it goes back to the board by itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  DecisionRecord,
  ItemRecord,
  StepMode,
  StepRecord,
  TableRecord,
  VoteRecord,
  WorkshopRecord,
} from "../../static/src/core/types.ts";
import { createWallViews, type WallView, type WallViews } from "../../static/src/ui/workshop/wallviews.ts";
import { desk } from "./support/desk.ts";

const MADE = { author: "person-anna", created_at_ms: 0 } as const;
const MODES: readonly StepMode[] = ["silent", "vote", "reveal", "discuss", "decide"];
const STEPS: StepRecord[] = MODES.map((mode, at) => {
  return { ...MADE, kind: "step", id: `step-${mode}`, z: `a${at}`, title: "", mode };
});
const DECISION: DecisionRecord = {
  ...MADE,
  kind: "decision",
  id: "decision-1",
  z: "a0",
  number: 1,
  text: "Shade first",
};
const TABLE: TableRecord = { ...MADE, kind: "table", id: "table-0001", z: "a0", title: "" };

function workshop(fields: Partial<WorkshopRecord>): WorkshopRecord {
  return { ...MADE, kind: "workshop", id: "workshop", z: "a0", step: null, since_ms: 0, ...fields };
}

function vote(fields: Partial<VoteRecord>): VoteRecord {
  const result = { voters: 3, named: 0, room: 0, cast: 3, items: [] };
  const asked = { kind: "vote", id: "vote-0001", z: "a0", title: "", about: "notes", way: "dots" } as const;
  return { ...MADE, ...asked, state: "revealed", opened_ms: 5_000, closed_ms: 6_000, result, ...fields };
}

/** What is shown on the wall of a board with these records. */
function shown(records: readonly ItemRecord[], look: (views: WallViews) => void = () => undefined): WallView {
  const views = createWallViews(desk([...STEPS, ...records]).store);
  look(views);
  const now = views.shown.value;
  views.stop();
  return now;
}

test("WALL a result is shown where it was revealed: in its own step, and in the reveal right after", () => {
  const inStep = (mode: StepMode, since_ms: number): WallView =>
    shown([vote({}), workshop({ step: `step-${mode}`, since_ms })]);

  assert.equal(inStep("vote", 4_000), "result");
  assert.equal(inStep("vote", 7_000), "board");
  assert.equal(inStep("reveal", 7_000), "result");
  assert.equal(inStep("discuss", 7_000), "board");
});

test("WALL nothing is shown of a vote before it is revealed", () => {
  const now = workshop({ step: "step-vote", since_ms: 4_000 });

  assert.equal(shown([vote({ state: "closed" }), now]), "board");
  assert.equal(shown([vote({ state: "open" }), now]), "board");
});

test("WALL who sits where comes before all else, while people are apart", () => {
  const step = { step: "step-decide", since_ms: 0 };

  assert.equal(shown([TABLE, DECISION, workshop({ ...step, apart_ms: 9_000 })]), "tables");
  assert.equal(shown([TABLE, DECISION, workshop(step)]), "decisions");
  assert.equal(shown([TABLE, workshop(step)]), "board");
});

test("WALL who stands there goes back to the board, or to what else there is", () => {
  const records = [vote({}), DECISION, workshop({ step: "step-reveal", since_ms: 7_000 })];

  const board = shown(records, (views) => {
    assert.deepEqual(views.there.value, ["board", "result", "decisions"]);
    views.wanted.value = "board";
  });
  const gone = shown(records, (views) => {
    views.wanted.value = "tables";
  });

  assert.equal(board, "board");
  assert.equal(gone, "result");
});
