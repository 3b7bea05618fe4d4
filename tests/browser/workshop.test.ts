import assert from "node:assert/strict";
import { test } from "node:test";
import { isBare } from "../../static/src/core/records.ts";
import { leads, writes } from "../../static/src/core/roles.ts";
import type {
  ItemRecord,
  Op,
  Role,
  StepMode,
  StepRecord,
  WorkshopRecord,
} from "../../static/src/core/types.ts";
import { refusalOf, rightsNow, stepOn, stepsOf } from "../../static/src/core/workshop.ts";
import { ANNA, BRUNO, frame, note, sceneOf } from "./support/board.ts";
import { everyCase } from "./support/cases.ts";
import { boxed, type Desk, desk, item } from "./support/desk.ts";

interface OnCase {
  readonly name: string;
  readonly scene: ItemRecord[];
  readonly agenda: string[];
  readonly on: string | null;
  readonly rights: { readonly may: string[]; readonly areas: string[]; readonly private: boolean } | null;
}

interface RightsCase {
  readonly name: string;
  readonly scene: ItemRecord[];
  readonly ops: Op[];
  readonly refused: string | null;
  readonly role?: Role;
}

for (const { given } of everyCase<OnCase>("workshop_on")) {
  test(`STEP1 ${given.name}`, () => {
    const scene = sceneOf(...given.scene);
    const rights = rightsNow(scene);

    assert.deepEqual(
      stepsOf(scene).map(({ id }) => id),
      given.agenda,
    );
    assert.equal(stepOn(scene)?.id ?? null, given.on);
    assert.deepEqual(
      rights && {
        may: [...rights.may].sort(),
        areas: rights.areas,
        private: rights.isPrivate,
        moderated: rights.isModerated,
      },
      given.rights,
    );
  });
}

for (const { given } of everyCase<RightsCase>("workshop_rights")) {
  // Roles, locks and whose comment it is are judged elsewhere on the page.
  if (!writes(given.role ?? "participant") || (given.refused !== null && !given.refused.startsWith("step.")))
    continue;
  test(`PERM3 ${given.name}`, () => {
    const scene = sceneOf(...given.scene);
    const rights = leads(given.role ?? "participant") ? null : rightsNow(scene);

    assert.equal(rights && refusalOf(rights, given.ops, scene, "person_bob"), given.refused);
  });
}

const BASE = { z: "a0", author: "person-anna", created_at_ms: 0 } as const;
const WORKSHOP: WorkshopRecord = {
  ...BASE,
  kind: "workshop",
  id: "workshop",
  step: "step-0001",
  since_ms: 9_000, // later than the clock of the page says
};

/** Bruno's page while this step is on. */
function inStep(mode: StepMode, fields: Partial<StepRecord> = {}, ...records: ItemRecord[]): Desk {
  const step: StepRecord = { ...BASE, kind: "step", id: "step-0001", title: "Write", mode, ...fields };
  return desk([step, WORKSHOP, ...records], BRUNO);
}

test("PERM3 tools that the step does not let a participant use are off", () => {
  const { commands } = inStep("cluster");

  assert.deepEqual(
    (["note", "stamp", "connector", "cluster", "comment", "frame", "step", "workshop"] as const).filter(
      (kind) => commands.canAdd(kind),
    ),
    ["cluster", "comment"],
  );
  const hers = note("note-hers");
  assert.deepEqual(
    [commands.canEdit(hers), commands.canEdit(hers, "move"), commands.canEdit(hers, "write")],
    [true, true, false],
  );
});

test("PERM3 who leads the board may do everything in every step", () => {
  const step: StepRecord = { ...BASE, kind: "step", id: "step-0001", title: "Write", mode: "vote" };
  const { commands } = desk([step, WORKSHOP], ANNA);

  assert.ok(
    commands.canAdd("note") && commands.canAdd("step") && commands.canEdit(note("note-hers"), "write"),
  );
  assert.ok(!commands.canAdd("workshop"));
});

test("PERM3 what the step does not let happen is refused at once, and the sentence names the step", () => {
  const { store, commands } = inStep("explain", {}, note("note-mine", { author: BRUNO.id }));

  assert.ok(!store.change("Write", [{ do: "patch", id: "note-mine", set: { type: "P" } }]));
  assert.deepEqual(commands.move(["note-mine"], 5, 5), []);
  assert.deepEqual(store.unsent(), []);
  assert.deepEqual(
    new Set(store.notices.value.map(({ message }) => message)),
    new Set(["Not now: the step is “Write”."]),
  );
});

test("PERM3 only those of several items move that one may move", () => {
  const mine = note("note-mine", { author: BRUNO.id, created_at_ms: 9_500 });
  const { store, commands } = inStep("silent", {}, mine, note("note-hers"));

  assert.deepEqual(commands.move(["note-mine", "note-hers"], 10, 0), ["note-mine"]);
  assert.equal(boxed(store, "note-hers").x, 0);
});

test("PERM3 what one has just added one goes on with, also when the page's clock is behind", () => {
  const { store, commands } = inStep("silent", { may: ["add"] });
  const id = commands.addNote({ at: { x: 100, y: 100 } });

  assert.ok(id !== null && commands.setText(id, "Shade") && commands.move([id], 20, 0).length === 1);
  assert.equal(item(store, id).text, "Shade");
});

test("PERM3 outside the areas of the step nothing is added", () => {
  const { store, commands } = inStep(
    "silent",
    { areas: ["frame-in"] },
    frame("frame-in"),
    frame("frame-out", { x: 900 }),
  );

  assert.ok(commands.addNote({ frame: "frame-in", text: "Shade" }) !== null);
  assert.equal(commands.addNote({ frame: "frame-out", text: "Shade" }), null);
  assert.equal(store.notices.value.at(-1)?.message, "The step “Write” is about another area of the board.");
});

test("STEP6 a board with nothing but an agenda is an empty one, and selecting all selects none of it", () => {
  const step: StepRecord = { ...BASE, kind: "step", id: "step-0001", title: "Write", mode: "silent" };
  const { store, view, commands } = desk([step, WORKSHOP], ANNA);

  commands.selectAll();

  assert.ok(isBare(store.scene.value));
  assert.equal(view.selection.value.size, 0);
});

test("PERM3 rights are told anew only when they say something else", () => {
  const { store, commands } = inStep("silent");
  let told = 0;
  store.rights.subscribe(() => {
    told += 1;
  });

  commands.addNote({ text: "Shade" });
  assert.equal(told, 1);
  store.receive([
    { seq: 1, at_ms: 9_900, actor: ANNA.id, ops: [{ do: "patch", id: "workshop", set: { step: null } }] },
  ]);

  assert.equal(told, 2);
  assert.equal(store.rights.value, null);
});
