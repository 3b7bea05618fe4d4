import assert from "node:assert/strict";
import { test } from "node:test";

import { isLate } from "../../static/src/core/drafts.ts";
import type { ItemRecord, NewItem, Op, StepRecord, WorkshopRecord } from "../../static/src/core/types.ts";
import type { DraftMessage } from "../../static/src/store/drafts.ts";
import type { BoardStore } from "../../static/src/store/store.ts";
import { giveBack } from "../../static/src/store/typed.ts";
import { draftWish } from "../../static/src/sync/drafting.ts";
import { createSession, type Effect } from "../../static/src/sync/session.ts";
import { ANNA, asNew, BRUNO, frame, note, storeWith } from "./support/board.ts";
import { changesOf, create, entry, patch, textOf } from "./support/entries.ts";
import { errorAnswer } from "./support/server.ts";
import { helloAnswer } from "./support/session.ts";

const MADE = { author: ANNA.id, created_at_ms: 0 };
const STEP: StepRecord = {
  ...MADE,
  kind: "step",
  id: "step-1",
  z: "a0",
  title: "Write",
  mode: "silent",
  private: true,
};
const ON: WorkshopRecord = {
  ...MADE,
  kind: "workshop",
  id: "workshop",
  z: "a0",
  step: "step-1",
  since_ms: 0,
};

/** A store of Bruno's on a board where writing is private. */
function inPrivate(records: readonly ItemRecord[] = []): BoardStore {
  return storeWith([STEP, ON, ...records], BRUNO);
}

function told(id: string, text: string, round = 0): DraftMessage {
  return { item: asNew(note(id, { text })), round, at_ms: 1 };
}

/** What the store wants to tell the server, in short. */
function waiting(store: BoardStore): unknown[] {
  return store.drafts.unsent().map(({ draft, ops: [op] }) => {
    const item = op?.do === "create" ? op.item.text : op?.do === "delete" ? op.id : null;
    return [draft?.what, item, draft?.round];
  });
}

function ackAll(store: BoardStore): void {
  for (const { client, n } of store.drafts.unsent()) store.drafts.acked([client, n]);
}

/** The entry of a reveal. */
function revealed(seq: number, ...notes: readonly NewItem[]): ReturnType<typeof entry> {
  const creates = notes.map((item): Op => ({ do: "create", item }));
  return entry(seq, [...creates, patch("workshop", { open: true, reveals: 1 })]);
}

test("VIS3 a note that is written while writing is private is shown here and in no op", () => {
  const store = inPrivate();

  assert.equal(store.change("Add a note", [create(note("note-1", { text: "mine" }))]), true);

  assert.equal(textOf(store, "note-1"), "mine");
  assert.deepEqual(store.unsent(), []);
  assert.deepEqual(waiting(store), [["put", "mine", 0]]);
  assert.deepEqual(store.saveState.value, { state: "saving", unsent: 1, isKept: false });
});

test("VIS3 where writing is open, in the same step after the reveal too, notes are for all", () => {
  const store = inPrivate();
  store.receive([revealed(1)]);

  store.change("Add a note", [create(note("note-1"))]);

  assert.equal(store.unsent().length, 1);
  assert.deepEqual(waiting(store), []);
});

test("VIS3 a private note is changed, moved and deleted as a whole, and only the newest is sent", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  store.change("Write", [patch("note-1", { text: "two" })]);
  assert.deepEqual(waiting(store), [["put", "two", 0]]);

  store.change("Delete", [{ do: "delete", id: "note-1" }]);

  assert.deepEqual(waiting(store), [["gone", "note-1", 0]]);
  assert.equal(store.scene.value.has("note-1"), false);
});

test("VIS3 what is sent of a note says nothing that is only for this page or for groups of notes", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { group: "group-1", colour: "" }))]);

  const [put] = store.drafts.unsent()[0]?.ops ?? [];

  assert.deepEqual(put, { do: "create", item: { ...asNew(note("note-1")) } });
});

test("VIS3 one change of private and open things does both", () => {
  const store = inPrivate([note("open-1", { author: BRUNO.id, created_at_ms: 5000 })]);
  store.change("Add a note", [create(note("note-1"))]);

  store.change("Write", [patch("note-1", { text: "a" }), patch("open-1", { text: "b" })]);

  assert.deepEqual(waiting(store), [["put", "a", 0]]);
  assert.deepEqual(store.unsent()[0]?.ops, [patch("open-1", { text: "b" })]);
});

test("VIS3 nothing that others see is tied to a private note", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1"))]);
  const comment = { kind: "comment", id: "said-1", x: 0, y: 0, z: "a0", text: "?", on: "note-1" } as const;

  assert.equal(store.change("Comment", [{ do: "create", item: comment }]), false);
  assert.match(store.notices.value[0]?.message ?? "", /^Only you see this note/);
});

test("UNDO1 what is done to private notes is taken back and done again", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  ackAll(store);
  store.change("Write", [patch("note-1", { text: "two" })]);
  store.change("Delete", [{ do: "delete", id: "note-1" }]);

  store.takeBack("undo");
  assert.equal(textOf(store, "note-1"), "two");
  store.takeBack("undo");
  assert.deepEqual(waiting(store), [["put", "one", 0]]);
  store.takeBack("redo");
  assert.deepEqual(waiting(store), [["put", "two", 0]]);
  assert.deepEqual(store.unsent(), []);
});

test("VIS3 at the reveal private notes give way to what everybody has", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "mine" }))]);
  ackAll(store);
  const seen = changesOf(store);

  store.drafts.hear({ gone: ["note-1"] });
  store.receive([revealed(1, { ...asNew(note("note-9", { text: "mine" })), author: BRUNO.id })]);

  assert.equal(store.scene.value.has("note-1"), false);
  assert.equal(textOf(store, "note-9"), "mine");
  assert.deepEqual(
    seen.map(({ ids }) => ids),
    [["note-1"], ["note-9", "workshop"]],
  );
});

test("VIS3 words that had not arrived at the reveal stay, and are late", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  ackAll(store);
  store.change("Write", [patch("note-1", { text: "one and a half" })]);

  store.drafts.hear({ gone: ["note-1"] });
  store.receive([revealed(1)]);

  const late = store.scene.value.get("note-1");
  assert.equal(textOf(store, "note-1"), "one and a half");
  assert.equal(isLate(late, store.scene.value), true);
  assert.deepEqual(waiting(store), [["put", "one and a half", 0]]);
});

test("VIS4 who writes on while notes are revealed reads that, and gets back what came too late", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "mine" }))]);
  ackAll(store);
  store.drafts.hear({ gone: ["note-1"] });

  giveBack(store, "note-1", "mine");
  giveBack(store, "note-1", "mine and more");
  giveBack(store, "note-2", "hers");

  assert.deepEqual(
    store.notices.value.map(({ message }) => message),
    [
      "Your note is on the board now, as you wrote it.",
      "Your note came onto the board while you were writing. Your text was: mine and more",
      "Somebody deleted the note while you were writing. Your text was: hers",
    ],
  );
});

test("VIS4 the page says what was promised when the note was written, until it has arrived", () => {
  const store = storeWith([{ ...STEP, anonymous: true }, ON], BRUNO);
  store.change("Add a note", [create(note("note-1", { text: "mine" }))]);
  store.receive([entry(1, [patch("step-1", { anonymous: false })])]);
  store.change("Write", [patch("note-1", { text: "mine too" })]);
  store.change("Add a note", [create(note("note-2", { text: "signed" }))]);

  const wishes = store.drafts.unsent().map(draftWish);

  assert.deepEqual(
    wishes.map((wish) => "put" in wish && [wish.put.text, wish.anonymous]),
    [
      ["mine too", true],
      ["signed", undefined],
    ],
  );
});

test("VIS4 a note remembers what was promised, also when it comes back from the server", () => {
  const store = storeWith([{ ...STEP, anonymous: true }, ON], BRUNO);
  store.change("Add a note", [create(note("note-1", { text: "mine" }))]);
  ackAll(store);
  store.receive([entry(1, [patch("workshop", { step: null })])]);

  store.drafts.load([{ ...told("note-1", "mine"), anonymous: true }, told("note-2", "signed")]);

  assert.deepEqual(
    store.drafts.notes.value.map(({ id, anonymous }) => [id, anonymous]),
    [
      ["note-1", true],
      ["note-2", undefined],
    ],
  );
});

test("VIS5 a note of which the server says that no reveal takes it is late at once", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "mine" }))]);
  store.receive([entry(1, [patch("step-1", { private: false })])]);
  const [sent] = store.drafts.unsent();
  assert.ok(sent);

  store.drafts.acked([sent.client, sent.n], true);

  assert.equal(isLate(store.scene.value.get("note-1"), store.scene.value), true);
  store.receive([entry(2, [patch("step-1", { private: true })])]);
  store.drafts.join(["note-1"]);
  assert.equal(isLate(store.scene.value.get("note-1"), store.scene.value), false);
  ackAll(store);
  assert.equal(isLate(store.scene.value.get("note-1"), store.scene.value), false);
});

test("MOD1 what came too late to be read first does not say that it waits", () => {
  const moderated: StepRecord = { ...STEP, private: false, moderated: true };
  const store = storeWith([moderated, ON], BRUNO);
  store.change("Add a note", [create(note("note-1", { text: "mine" }))]);
  assert.equal(store.drafts.notes.value[0]?.state, "waiting");
  store.receive([entry(1, [patch("step-1", { moderated: false })])]);
  const [sent] = store.drafts.unsent();
  assert.ok(sent);

  store.drafts.acked([sent.client, sent.n], true);

  assert.equal(store.drafts.notes.value[0]?.state, undefined);
  assert.equal(isLate(store.scene.value.get("note-1"), store.scene.value), true);
  store.receive([entry(2, [patch("step-1", { moderated: true })])]);
  store.drafts.join(["note-1"]);
  assert.equal(store.drafts.notes.value[0]?.state, "waiting");
  assert.equal(isLate(store.scene.value.get("note-1"), store.scene.value), false);
});

test("VIS3 a late note is shown to all as soon as its last words have arrived", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "late" }))]);
  store.receive([revealed(1)]);

  store.drafts.publish(["note-1"]);
  assert.deepEqual(waiting(store), [["put", "late", 0]]);
  ackAll(store);
  assert.deepEqual(waiting(store), [["publish", "note-1", 0]]);
  ackAll(store);

  assert.equal(store.scene.value.has("note-1"), false);
});

test("VIS3 on a new connection the server's notes count, but for what it has not heard yet", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "kept" }))]);
  store.change("Add a note", [create(note("note-2", { text: "old" }))]);
  ackAll(store);
  store.change("Write", [patch("note-2", { text: "newer" })]);

  store.drafts.load([told("note-2", "old"), told("note-3", "from my phone")]);

  assert.equal(store.scene.value.has("note-1"), false);
  assert.equal(textOf(store, "note-2"), "newer");
  assert.equal(textOf(store, "note-3"), "from my phone");
});

test("TXT1 words that come back as they were sent leave the text as it was typed", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  ackAll(store);
  const before = store.scene.value.get("note-1");

  store.drafts.load([told("note-1", "one")]);
  assert.equal(store.scene.value.get("note-1"), before);

  store.drafts.hear({ put: [told("note-1", "two")] });
  const after = store.scene.value.get("note-1");
  assert.equal(after?.kind === "note" && after.epoch, 1);
});

test("VIS3 a private note in a frame that is gone lies on the open board", () => {
  const store = inPrivate([frame("frame-1")]);
  store.change("Add a note", [create(note("note-1", { frame: "frame-1" }))]);

  store.receive([entry(1, [{ do: "delete", id: "frame-1" }])]);

  const record = store.scene.value.get("note-1");
  assert.equal(record?.kind === "note" && record.frame, null);
});

test("VIS3 a note that was written for all just when writing became private stays in private", () => {
  const store = storeWith([STEP], BRUNO);
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  store.receive([entry(1, [{ do: "create", item: asNew(ON) }])]);
  const [sent] = store.unsent();

  store.refused([sent?.client ?? "", sent?.n ?? 0], errorAnswer("draft.only"));

  assert.equal(textOf(store, "note-1"), "one");
  assert.deepEqual(waiting(store), [["put", "one", 0]]);
  assert.deepEqual(store.notices.value, []);
});

test("VIS3 what the server will never take goes away, and its words are said", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "my words" }))]);
  const [sent] = store.drafts.unsent();

  store.drafts.refused([sent?.client ?? "", sent?.n ?? 0], errorAnswer("draft.full"));

  assert.equal(store.scene.value.has("note-1"), false);
  assert.match(store.notices.value[0]?.message ?? "", /my words/);
});

test("MOD2 a note that was accepted while one wrote on is there once, and the last words are said", () => {
  const moderated: StepRecord = { ...STEP, private: false, moderated: true };
  const store = storeWith([moderated, ON], BRUNO);
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  ackAll(store);
  store.change("Write", [patch("note-1", { text: "one and a half" })]);
  store.drafts.hear({ gone: ["note-1"] });
  store.receive([entry(1, [{ do: "create", item: asNew(note("note-9", { text: "one" })) }])]);
  const [sent] = store.drafts.unsent();

  store.drafts.refused([sent?.client ?? "", sent?.n ?? 0], errorAnswer("draft.accepted"));

  assert.equal(store.scene.value.has("note-1"), false);
  assert.match(store.notices.value[0]?.message ?? "", /one and a half/);
  assert.deepEqual(waiting(store), []);
});

test("VIS3 of a refused change the words are said, and the note is there as the server keeps it", () => {
  const store = inPrivate();
  store.change("Add a note", [create(note("note-1", { text: "kept" }))]);
  ackAll(store);
  store.change("Write", [patch("note-1", { text: "refused words" })]);
  const [sent] = store.drafts.unsent();

  store.drafts.refused([sent?.client ?? "", sent?.n ?? 0], errorAnswer("draft.full"));
  store.drafts.hear({ put: [told("note-1", "kept")] });

  assert.equal(textOf(store, "note-1"), "kept");
  assert.match(store.notices.value[0]?.message ?? "", /refused words/);
  assert.deepEqual(waiting(store), []);
});

test("OFFLINE1 a page sends what one that is gone has left, the newest of each note", () => {
  const left = inPrivate();
  left.change("Add a note", [create(note("note-1", { text: "left" }))]);
  const store = inPrivate();

  store.adopt(left.drafts.unsent().map((change) => ({ ...change, client: "client-0" })));

  assert.equal(textOf(store, "note-1"), "left");
  assert.deepEqual(waiting(store), [["put", "left", 0]]);
  assert.equal(store.drafts.unsent()[0]?.client, "client-0");
  assert.deepEqual(store.unsent(), []);
});

// --- on the wire ---

function wire(): { store: BoardStore; sent: string[]; hear: (event: Parameters<typeof play>[1]) => void } {
  const store = inPrivate();
  const session = createSession({ store, random: () => 0 });
  const sent: string[] = [];
  const hear = (event: Parameters<typeof play>[1]): void => void sent.push(...play(session, event));
  hear({ type: "start" });
  hear({ type: "connected" });
  hear({ type: "hello", answer: helloAnswer({ me: BRUNO }) });
  sent.length = 0;
  return { store, sent, hear };
}

/** The drafts that go out, as "put text" and "gone id". */
function play(
  session: ReturnType<typeof createSession>,
  event: Parameters<ReturnType<typeof createSession>["on"]>[0],
): string[] {
  return session.on(event).flatMap((effect: Effect) => {
    if (effect.do !== "draft") return [];
    const [op] = effect.change.ops;
    return `${effect.change.draft?.what} ${op?.do === "create" ? op.item.text : op?.do === "delete" ? op.id : ""}`;
  });
}

test("SEQ2 private notes go out one after the other, and again after a cut", () => {
  const { store, sent, hear } = wire();
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  store.change("Add a note", [create(note("note-2", { text: "two" }))]);
  hear({ type: "changed" });
  assert.deepEqual(sent, ["put one"]);

  hear({ type: "disconnected" });
  hear({ type: "timer", name: "reconnect" });
  hear({ type: "connected" });
  hear({ type: "hello", answer: helloAnswer({ me: BRUNO, drafts: [told("note-1", "one")] }) });
  assert.deepEqual(sent, ["put one", "put one"]);

  const [first] = store.drafts.unsent();
  hear({ type: "kept", id: [first?.client ?? "", first?.n ?? 0], answer: { ok: true } });
  assert.deepEqual(sent, ["put one", "put one", "put two"]);
});

test("ACK3 while the server cannot store, private notes wait and are sent again", () => {
  const { store, sent, hear } = wire();
  store.change("Add a note", [create(note("note-1", { text: "one" }))]);
  hear({ type: "changed" });
  const [first] = store.drafts.unsent();
  const id = [first?.client ?? "", first?.n ?? 0] as const;

  hear({ type: "kept", id, answer: errorAnswer("storage") });
  hear({ type: "changed" });
  assert.deepEqual(sent, ["put one"]);
  hear({ type: "timer", name: "retry" });

  assert.deepEqual(sent, ["put one", "put one"]);
  assert.equal(store.saveState.value.state, "readonly");
});

test("BEHALF1 a private note for somebody is shown as theirs, and the server is told whose it is", () => {
  const store = storeWith([STEP, ON], ANNA);
  const item: NewItem = { ...asNew(note("a", { text: "Bench" })), for: BRUNO.id };

  store.change("Add", [{ do: "create", item }]);

  const shown = store.scene.value.get("a");
  assert.ok(shown?.kind === "note");
  assert.deepEqual([shown.author, shown.entered_by], [BRUNO.id, ANNA.id]);
  const [sent] = store.drafts.unsent();
  const [op] = sent?.ops ?? [];
  assert.ok(op?.do === "create");
  assert.equal(op.item.for, BRUNO.id);
  assert.ok(!("entered_by" in op.item));

  const other = storeWith([STEP, ON], ANNA);
  other.drafts.load([{ item: op.item, round: 0, at_ms: 1 }]);
  const again = other.scene.value.get("a");
  assert.ok(again?.kind === "note");
  assert.deepEqual([again.author, again.entered_by], [BRUNO.id, ANNA.id]);
});

test("MOD3 a declined note is sent again as it is, or with other words, and the reason is gone", () => {
  const reading: StepRecord = { ...STEP, mode: "discuss", private: false, moderated: true };
  const store = storeWith([reading, ON], BRUNO);
  const declined = { state: "declined", why: "Off the subject" } as const;
  store.drafts.load([
    { ...told("draft-0001", "Ombra"), ...declined },
    { ...told("draft-0002", "Acqua"), ...declined },
  ]);

  store.drafts.join(["draft-0001"]);
  store.change("Write", [patch("draft-0002", { text: "Acqua fresca" })]);

  assert.deepEqual(waiting(store), [
    ["put", "Ombra", 0],
    ["put", "Acqua fresca", 0],
  ]);
  assert.ok(store.drafts.unsent().every(({ draft }) => draft?.waits === true));
  const notes = store.drafts.notes.value;
  assert.deepEqual(
    notes.map(({ state, why }) => [state, why]),
    [
      ["waiting", undefined],
      ["waiting", undefined],
    ],
  );
});

test("MOD3 when notes are not read any more, a declined note that is changed stays with who wrote it", () => {
  const store = storeWith([{ ...STEP, mode: "discuss", private: false }, ON], BRUNO);
  store.drafts.load([{ ...told("draft-0001", "Ombra"), state: "declined", why: "Off the subject" }]);

  store.change("Write", [patch("draft-0001", { text: "Ombra e acqua" })]);

  const [note] = store.drafts.notes.value;
  assert.deepEqual([note?.text, note?.state, note?.why], ["Ombra e acqua", "declined", "Off the subject"]);
});
