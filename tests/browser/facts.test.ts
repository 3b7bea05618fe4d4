import assert from "node:assert/strict";
import { test } from "node:test";

import { leads, ROLES, takesHome, writes } from "../../static/src/core/roles.ts";
import { ANNA, BRUNO, note } from "./support/board.ts";
import { desk, messages } from "./support/desk.ts";

const ADD_ONLY = { name: "Prova", is_writable: true, is_add_only: true };

test("PERM1 the page knows who leads, who writes and who takes the board home", () => {
  assert.deepEqual(ROLES.filter(leads), ["facilitator", "co-facilitator"]);
  assert.deepEqual(ROLES.filter(writes), ["facilitator", "co-facilitator", "participant"]);
  assert.deepEqual(ROLES.filter(takesHome), ["facilitator", "co-facilitator", "staff"]);
  assert.equal(leads(null) || writes(null) || takesHome(null), false);
});

test("PERM4 participants leave alone what others have made as long as the board says so", () => {
  const theirs = note("note-1", { author: ANNA.id });
  const mine = note("note-2", { author: BRUNO.id, x: 300 });
  const { store, commands } = desk([theirs, mine], BRUNO);
  assert.equal(commands.canEdit(theirs), true);

  store.setFacts(ADD_ONLY);

  assert.equal(commands.canEdit(theirs), false);
  assert.equal(commands.canEdit(mine), true);
  assert.deepEqual(commands.remove(["note-1"]), []);
  assert.deepEqual(messages(store), ["On this board everyone changes only what they have added."]);
  assert.deepEqual(commands.remove(["note-1", "note-2"]), ["note-2"]);
});

test("PERM4 who leads changes everything, co-facilitators too, and locks do not bind them", () => {
  const locked = note("note-1", { author: BRUNO.id, locked: true });
  for (const role of ["facilitator", "co-facilitator"] as const) {
    const { store, commands } = desk([locked], { ...ANNA, role });

    store.setFacts(ADD_ONLY);

    assert.equal(commands.canEdit(locked), true);
  }
});
