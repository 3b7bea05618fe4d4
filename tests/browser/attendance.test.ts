/** MEET5: a row of the attendance saves itself, keeps words that could not be saved, and overwrites nobody. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { bringUp } from "../../static/src/ui/attendance/arriving.ts";
import { type Fields, SavedRow } from "../../static/src/ui/attendance/row.ts";

/** A server and one page of it; time passes when told. */
class Page {
  stored: Record<string, string | boolean> = { name: "Leo", role: "", organisation: "", is_present: false };
  shown: Record<string, string | boolean> = { ...this.stored };
  sent: Fields[] = [];
  fails: Error | null = null;
  /** The field that somebody is in. */
  inside = "";
  timers: { act: () => void; ms: number }[] = [];
  row = new SavedRow(
    { ...this.stored },
    {
      read: () => ({ ...this.shown }),
      show: (fields) => {
        const names = Object.keys(fields).filter((name) => name !== this.inside);
        for (const name of names) this.shown[name] = fields[name] ?? "";
        return names;
      },
      send: async (set, seen) => {
        await Promise.resolve();
        if (this.fails !== null) throw this.fails;
        const clash = Object.entries(set).filter(
          ([name, value]) => ![seen[name], value].includes(this.stored[name]),
        );
        if (clash.length > 0) {
          const now = Object.fromEntries(clash.map(([name]) => [name, this.stored[name]]));
          throw Object.assign(new Error("Changed"), { code: "meeting.person_changed", data: { now } });
        }
        this.sent.push(set);
        const told = Object.entries(set).map(([name, value]) => [
          name,
          typeof value === "string" ? value.trim() : value,
        ]);
        Object.assign(this.stored, Object.fromEntries(told));
        return { ...this.stored };
      },
      later: (act, ms) => {
        const timer = { act, ms };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((one) => one !== timer);
        };
      },
      changed: () => undefined,
    },
  );

  type(fields: Fields): void {
    Object.assign(this.shown, fields);
    this.row.typed();
  }

  /** All that waits for its time happens, and what it leads to. */
  async pause(): Promise<void> {
    const due = this.timers;
    this.timers = [];
    for (const { act } of due) act();
    await this.settled();
  }

  async settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

const offline = Object.assign(new Error("No connection"), { code: "network" });

test("MEET5 a pause in writing saves what was changed and nothing else", async () => {
  const page = new Page();
  page.type({ role: "t" });
  page.type({ role: "teacher " });
  assert.equal(page.row.state, "waiting");
  assert.equal(page.timers.length, 1);

  await page.pause();

  assert.deepEqual(page.sent, [{ role: "teacher " }]);
  assert.equal(page.row.state, "saved");
  assert.equal(page.shown.role, "teacher");
});

test("MEET5 what is written while a row is being saved is saved after it", async () => {
  const page = new Page();
  page.type({ role: "teacher" });
  const first = page.row.save();
  page.type({ role: "teacher of", organisation: "School" });

  assert.equal(await first, false);
  assert.equal(page.row.state, "waiting");
  assert.equal(await page.row.save(), true);

  assert.deepEqual(page.stored, {
    name: "Leo",
    role: "teacher of",
    organisation: "School",
    is_present: false,
  });
});

test("MEET5 without a connection words stay and are saved as soon as there is one", async () => {
  const page = new Page();
  page.fails = offline;
  page.type({ role: "teacher" });
  await page.pause();
  assert.equal(page.row.state, "failed");
  assert.equal(page.row.trouble?.kind, "offline");
  assert.equal(page.shown.role, "teacher");

  await page.pause();
  page.fails = null;
  await page.pause();

  assert.equal(page.row.state, "saved");
  assert.equal(page.row.trouble, null);
  assert.deepEqual(page.sent, [{ role: "teacher" }]);
});

test("MEET5 what is wrong is said, stays, and is not tried again by itself", async () => {
  const page = new Page();
  page.type({ name: " " });
  assert.equal(page.timers.length, 0);
  page.fails = Object.assign(new Error("Write a name first."), { code: "name.empty" });
  assert.equal(await page.row.save(), false);
  assert.deepEqual([page.row.trouble?.kind, page.row.trouble?.message], ["wrong", "Write a name first."]);
  assert.equal(page.timers.length, 0);
  page.fails = null;

  page.type({ name: "Leo" });
  await page.pause();

  assert.deepEqual([page.row.state, page.sent], ["saved", []]);
});

test("MEET5 two who change different things in one row both keep theirs", async () => {
  const page = new Page();
  page.stored.organisation = "School"; // by somebody else
  page.type({ role: "teacher" });

  await page.pause();

  assert.deepEqual([page.shown.organisation, page.stored.role], ["School", "teacher"]);
});

for (const [way, kept] of [
  ["keepMine", "teacher"],
  ["takeTheirs", "parent"],
] as const) {
  test(`MEET5 what somebody else wrote is not overwritten unasked: ${way}`, async () => {
    const page = new Page();
    page.stored.role = "parent"; // by somebody else
    page.type({ role: "teacher", is_present: true });
    await page.pause();
    assert.equal(page.row.trouble?.kind, "clash");
    assert.deepEqual(page.row.trouble?.now, { role: "parent" });
    await page.pause();
    assert.deepEqual([page.stored.role, page.stored.is_present], ["parent", true]);
    assert.deepEqual([page.row.state, page.row.trouble?.kind], ["failed", "clash"]);

    page.row[way]();
    await page.settled();

    assert.deepEqual([page.stored.role, page.shown.role, page.row.state], [kept, kept, "saved"]);
  });
}

test("MEET5 what somebody else wrote in the field that one is in was not seen, and is not overwritten", async () => {
  const page = new Page();
  page.inside = "organisation";
  page.stored.organisation = "School"; // by somebody else
  page.type({ role: "teacher" });
  await page.pause();
  assert.deepEqual([page.shown.organisation, page.stored.organisation], ["", "School"]);
  await page.pause();
  assert.equal(page.stored.organisation, "School");

  page.type({ organisation: "Library" });
  await page.pause();

  assert.deepEqual(page.row.trouble?.now, { organisation: "School" });
  assert.equal(page.stored.organisation, "School");
});

test("MEET5 what somebody else wrote while a row was being saved is not overwritten by what one writes on", async () => {
  const page = new Page();
  page.type({ role: "teacher" });
  const saving = page.row.save();
  page.stored.organisation = "School"; // by somebody else
  page.type({ organisation: "Library" });
  await saving;

  await page.pause();

  assert.equal(page.stored.organisation, "School");
  assert.deepEqual(page.row.trouble?.now, { organisation: "School" });
});

test("MEET6 what others change is shown, but for what one writes or is in", async () => {
  const page = new Page();
  page.inside = "name";
  page.type({ role: "teacher" });

  page.row.heard({ name: "Leone", role: "parent", organisation: "School", is_present: true }, page.row.turns);

  assert.deepEqual(page.shown, { name: "Leo", role: "teacher", organisation: "School", is_present: true });
  Object.assign(page.stored, { name: "Leone", role: "parent", organisation: "School", is_present: true });
  await page.pause();
  assert.deepEqual(page.row.trouble?.now, { role: "parent" });
});

test("MEET6 news that are older than what was saved since change nothing", async () => {
  const page = new Page();
  const { turns } = page.row;
  const old = { ...page.stored };
  page.type({ role: "teacher" });
  const saving = page.row.save();
  page.row.heard(old, turns);
  await saving;

  page.row.heard(old, turns);

  assert.deepEqual([page.shown.role, page.row.seen.role], ["teacher", "teacher"]);
});

test("MEET6 who comes stands where they will stand, and who was taken out goes unless somebody writes there", () => {
  const list = ["ada", "leo", "zoe"];
  const heard: string[] = [];
  const sheet = {
    ids: () => [...list],
    hear: (id: string) => void heard.push(id),
    add: (id: string, _fields: Fields, after: string | null) => {
      list.splice(after === null ? 0 : list.indexOf(after) + 1, 0, id);
    },
    remove: (id: string) => id !== "leo" && list.splice(list.indexOf(id), 1).length > 0,
  };

  const came = bringUp(
    ["abe", "ada", "mia", "nic"].map((id) => ({ id, fields: { name: id } })),
    sheet,
  );

  assert.deepEqual(list, ["abe", "ada", "mia", "nic", "leo"]);
  assert.deepEqual(heard, ["ada"]);
  assert.deepEqual(came, ["abe", "mia", "nic"]);
});
