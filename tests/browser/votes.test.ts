/** What a ballot may still say, what is sent of it and when, and what other pages of the voter hear. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { batch, signal } from "@preact/signals-core";
import { fits, leftOf, saying, votedOn, votersOf } from "../../static/src/core/ballot.ts";
import type { ItemRecord, Person, Scene, VoteRecord } from "../../static/src/core/types.ts";
import { type Choices, mayVote } from "../../static/src/core/votes.ts";
import { ballotOf, createBallots } from "../../static/src/store/ballots.ts";
import { CallFailed } from "../../static/src/sync/http.ts";
import type { Ui } from "../../static/src/ui/context.ts";
import { isVoted } from "../../static/src/ui/votes/latest.ts";
import { say } from "../../static/src/ui/votes/sending.ts";
import { emptyWords, hasLostAll } from "../../static/src/ui/votes/words.ts";

const MADE = { author: "person-ada", created_at_ms: 1 };
const BOB: Person = { id: "person-bob", name: "Bob", role: "participant" };
const ADA: Person = { id: "person-ada", name: "Ada", role: "facilitator" };

function vote(more: Partial<VoteRecord> = {}): VoteRecord {
  const asked = {
    kind: "vote",
    id: "vote-0001",
    z: "a0",
    title: "Which?",
    about: "notes",
    way: "dots",
  } as const;
  return { ...asked, ...MADE, state: "open", items: ["note-0001", "note-0002"], ...more };
}

function sceneOf(...records: readonly ItemRecord[]): Scene {
  return new Map(records.map((record) => [record.id, record]));
}

function noteIn(id: string, frame: string | null): ItemRecord {
  return { kind: "note", id, x: 0, y: 0, w: 9, h: 9, z: id, frame, type: "I", text: "", ...MADE };
}

function frameIn(id: string, frame?: string): ItemRecord {
  const box = { x: 0, y: 0, w: 9, h: 9, z: id, title: "", prompt: "", ...MADE };
  return { kind: "frame", id, ...box, ...(frame === undefined ? {} : { frame }) };
}

test("VOTE2 no more is given than there is, and no more on one thing than the vote says", () => {
  const dots = vote({ each: 3, most: 2 });
  const two: Choices = { "note-0001": 2 };

  assert.equal(leftOf(dots, two), 1);
  assert.equal(fits(dots, two, "note-0001", 3), false);
  assert.equal(fits(dots, two, "note-0002", 1), true);
  assert.equal(fits(dots, two, "note-0002", 2), false);
  assert.equal(fits(dots, two, "note-0001", 0), true);
  assert.equal(fits(dots, {}, "note-0001", -1), false);
  assert.equal(fits(vote({ way: "points", each: 3, most: 2 }), {}, "note-0001", -2), true);
});

test("VOTE2 what is taken back is not on the ballot, an abstention is", () => {
  assert.deepEqual(saying(vote(), { "note-0001": 1 }, "note-0001", 0), {});
  assert.deepEqual(saying(vote({ way: "yesno" }), {}, "note-0001", 0), { "note-0001": 0 });
  assert.deepEqual(saying(vote({ way: "scale" }), { "note-0001": 4 }, "note-0001", null), {});
});

test("VOTE2 a vote is on what lies in its areas, however deep", () => {
  const scene = sceneOf(
    frameIn("frame-one1"),
    frameIn("frame-two2", "frame-one1"),
    noteIn("note-0001", "frame-two2"),
    noteIn("note-0002", null),
  );

  const on = (areas: readonly string[]): string[] =>
    votedOn(scene, { about: "notes", areas }).map(({ id }) => id);

  assert.deepEqual(on([]), ["note-0001", "note-0002"]);
  assert.deepEqual(on(["frame-one1"]), ["note-0001"]);
  assert.deepEqual(on(["frame-gone"]), []);
});

test("VOTE2 every participant votes, or whoever is named", () => {
  assert.equal(mayVote(vote(), BOB), true);
  assert.equal(mayVote(vote(), ADA), false);
  assert.equal(mayVote(vote({ voters: [ADA.id] }), ADA), true);
  assert.equal(mayVote(vote({ voters: [ADA.id] }), BOB), false);
  assert.equal(votersOf(vote({ helped: 2 }), [ADA, BOB]), 3);
});

interface Sent {
  readonly vote: string;
  readonly choices: Choices;
}

/** A page of Bob with one open vote; `answers` decides what the server says to each ballot. */
function page(answers: (sent: Sent) => Promise<unknown>) {
  const present = signal<Scene>(sceneOf(vote()));
  const seq = signal(1);
  const ballots = createBallots({ present, seq, me: signal(BOB) });
  const sent: Sent[] = [];
  const notices: string[] = [];
  const call = (_event: string, payload: Sent): Promise<unknown> => {
    sent.push(payload);
    return answers(payload);
  };
  const store = {
    present,
    ended: signal(null),
    notify: (_kind: string, message: string) => notices.push(message),
  };
  return { ui: { ballots, store, calls: { call } } as unknown as Ui, ballots, sent, notices, present, seq };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("VOTE2 what is said while a ballot is on its way is sent after it, as one", async () => {
  const waiting: (() => void)[] = [];
  const { ui, ballots, sent } = page(
    () => new Promise((resolve) => waiting.push(() => resolve({ ok: true }))),
  );

  for (const dots of [1, 2, 1]) say(ui, vote(), "note-0001", dots);
  say(ui, vote(), "note-0002", 1);
  assert.deepEqual(ballotOf(ballots, "vote-0001"), { "note-0001": 1, "note-0002": 1 });
  assert.equal(sent.length, 1);
  waiting[0]?.();
  await settled();
  waiting[1]?.();
  await settled();

  assert.deepEqual(
    sent.map(({ choices }) => choices),
    [{ "note-0001": 1 }, { "note-0001": 1, "note-0002": 1 }],
  );
  assert.equal(ballots.wanted.value.size, 0);
  assert.deepEqual(ballots.kept.value.get("vote-0001"), { "note-0001": 1, "note-0002": 1 });
});

test("VOTE2 a refused ballot goes back to what the server has, and the voter reads why", async () => {
  const failure = { code: "vote.not_open", message: "This vote is not open.", data: {}, status: 0 };
  const { ui, ballots, notices } = page(() =>
    Promise.reject(new CallFailed({ ...failure, retryMs: undefined })),
  );
  ballots.greeted(1, { "vote-0001": { "note-0002": 1 } }, [{ vote: "vote-0001", people: 4 }]);

  say(ui, vote(), "note-0001", 1);
  await settled();

  assert.deepEqual(ballotOf(ballots, "vote-0001"), { "note-0002": 1 });
  assert.equal(ballots.turnout.value.get("vote-0001"), 4);
  assert.match(notices[0] ?? "", /This vote is not open/);
});

test("VOTE2 a vote that was called off begins anew: nothing is shown as said that does not count", () => {
  const { ballots, present, seq } = page(() => Promise.resolve({ ok: true }));
  ballots.greeted(1, { "vote-0001": { "note-0001": 2 } }, [{ vote: "vote-0001", people: 4 }]);
  const goOn = (at: number, scene: Scene): void =>
    batch(() => {
      seq.value = at;
      present.value = scene;
    });

  goOn(2, sceneOf(vote({ state: "closed" })));
  assert.deepEqual(ballotOf(ballots, "vote-0001"), { "note-0001": 2 });
  const { state: _, items: __, ...asked } = vote();
  goOn(3, sceneOf(asked));
  assert.deepEqual(ballotOf(ballots, "vote-0001"), {});
  assert.equal(ballots.turnout.value.get("vote-0001"), undefined);

  goOn(4, sceneOf(vote({ items: ["note-0002"], opened_ms: 5 })));
  ballots.heard({ "vote-0001": { "note-0002": 1 } });
  goOn(6, sceneOf(vote({ items: ["note-0001"], opened_ms: 9 })));
  assert.deepEqual(ballotOf(ballots, "vote-0001"), {});
});

test("VOTE2 a page that comes back to a vote opened anew keeps what the server has of it now", () => {
  const { ballots, present, seq } = page(() => Promise.resolve({ ok: true }));
  ballots.wanted.value = new Map([["vote-0001", { "note-0002": 1 }]]);

  ballots.greeted(3, { "vote-0001": { "note-0001": 2 } }, [{ vote: "vote-0001", people: 4 }]);
  batch(() => {
    seq.value = 3;
    present.value = sceneOf(vote({ opened_ms: 5 }));
  });

  assert.deepEqual(ballotOf(ballots, "vote-0001"), { "note-0001": 2 });
  assert.equal(ballots.turnout.value.get("vote-0001"), 4);
});

test("VOTE2 the page knows which vote is for it", () => {
  const { ballots, present } = page(() => Promise.resolve({ ok: true }));
  assert.equal(ballots.mine.value?.id, "vote-0001");
  assert.equal(ballots.hasAny.value, true);

  present.value = new Map([...present.value, ["note-0009", noteIn("note-0009", null)]]);
  assert.equal(ballots.mine.value?.id, "vote-0001");

  present.value = sceneOf(vote({ voters: [ADA.id] }));
  assert.equal(ballots.mine.value, null);
  present.value = sceneOf(vote({ state: "closed" }));
  assert.equal(ballots.mine.value, null);
  assert.equal(ballots.hasAny.value, true);
});

test("VOTE6 a vote without anything to vote on says why", () => {
  const areas = ["frame-one1", "frame-two2"];
  const asked = (more: Partial<VoteRecord>): VoteRecord => vote({ about: "notes", areas: [], ...more });
  const there = sceneOf(frameIn("frame-one1"));

  assert.match(emptyWords(sceneOf(), asked({ areas })), /areas that it was on have been deleted/);
  assert.match(emptyWords(there, asked({ areas })), /no note in its areas/);
  assert.match(emptyWords(there, asked({ areas, about: "clusters" })), /no cluster in its areas/);
  assert.match(emptyWords(there, asked({})), /no note on the board/);
  assert.match(emptyWords(there, asked({ about: "clusters" })), /no cluster on the board/);
});

test("VOTE6 an open vote is lost when all that it is on is gone, not before", () => {
  assert.equal(hasLostAll(sceneOf(noteIn("note-0002", null)), vote()), false);
  assert.equal(hasLostAll(sceneOf(), vote()), true);
});

test("VOTE2 what only the room has voted for is not without votes", () => {
  const item = { id: "note-0001", people: 0, total: 0, rank: 1, tied: false };
  assert.equal(isVoted({ ...item, counts: [4] }), true);
  assert.equal(isVoted({ ...item, counts: [0, 0, 1] }), true);
  assert.equal(isVoted({ ...item, counts: [0, 0] }), false);
});
