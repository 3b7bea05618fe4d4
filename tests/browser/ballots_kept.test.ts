/** A ballot that is not sent yet: it outlives its page, never its vote, and nobody else finds it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { batch, signal } from "@preact/signals-core";
import type { Person, Scene, VoteRecord } from "../../static/src/core/types.ts";
import type { Choices } from "../../static/src/core/votes.ts";
import { ballotOf, createBallots } from "../../static/src/store/ballots.ts";
import {
  type BallotStorage,
  ballotsKept,
  countBallots,
  forgetBallots,
  forgetForeign,
  keepBallot,
} from "../../static/src/store/unsent_ballots.ts";
import { CallFailed } from "../../static/src/sync/http.ts";
import type { Ui } from "../../static/src/ui/context.ts";
import { keepUnsent } from "../../static/src/ui/votes/keeping.ts";
import { say } from "../../static/src/ui/votes/sending.ts";

const BOB: Person = { id: "person-bob", name: "Bob", role: "participant" };
const BOARD = "board-0001";
const DAY_MS = 24 * 60 * 60 * 1_000;

function vote(more: Partial<VoteRecord> = {}): VoteRecord {
  const asked = { kind: "vote", id: "vote-0001", z: "a0", title: "Which?", about: "notes", way: "dots" };
  const made = { author: "person-ada", created_at_ms: 1, items: ["note-0001", "note-0002"] };
  return { ...asked, ...made, state: "open", opened_ms: 7, each: 9, most: 9, ...more } as VoteRecord;
}

function sceneOf(record: VoteRecord): Scene {
  return new Map([[record.id, record]]);
}

/** A storage as browsers have them, which may be full. */
class Shelf implements BallotStorage {
  readonly rows = new Map<string, string>();
  isFull = false;

  get length(): number {
    return this.rows.size;
  }
  key(at: number): string | null {
    return [...this.rows.keys()][at] ?? null;
  }
  getItem(key: string): string | null {
    return this.rows.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.isFull) throw new Error("full");
    this.rows.set(key, value);
  }
  removeItem(key: string): void {
    this.rows.delete(key);
  }
}

interface PageOptions {
  /** What the server has of Bob's. */
  readonly has?: Choices;
  readonly record?: VoteRecord;
}

/** A page of Bob that has come to the board; its server takes ballots once there is a line. */
function page(shelf: Shelf | null, { has = {}, record = vote() }: PageOptions = {}) {
  const present = signal<Scene>(new Map());
  const seq = signal(-1);
  const ended = signal<object | null>(null);
  const ballots = createBallots({ present, seq, me: signal(BOB) });
  const sent: Choices[] = [];
  const notices: string[] = [];
  const line = { isThere: true };
  const lost = { code: "network", message: "", data: {}, status: 0, retryMs: 1 };
  const call = async (_event: string, { choices }: { readonly choices: Choices }): Promise<unknown> => {
    if (!line.isThere) throw new CallFailed(lost);
    sent.push(choices);
    return { ok: true };
  };
  const store = { present, seq, ended, notify: (_kind: string, words: string) => notices.push(words) };
  const boot = { me: BOB, board: { id: BOARD } };
  const ui = { boot, ballots, store, calls: { call } } as unknown as Ui;
  const isKept = keepUnsent(ui, shelf);
  const show = (shown: VoteRecord): void =>
    batch(() => {
      seq.value += 1;
      present.value = sceneOf(shown);
    });
  if (Object.keys(has).length > 0) ballots.greeted(0, { "vote-0001": has });
  show(record);
  return { ui, ballots, sent, notices, line, show, isKept, ended };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function kept(shelf: Shelf): Choices[] {
  return ballotsKept(shelf, BOB.id, BOARD).map(({ choices }) => choices);
}

test("VOTE4 what is said without a line is kept, and sent by the next page of the same person", async () => {
  const shelf = new Shelf();
  const first = page(shelf);
  first.line.isThere = false;
  say(first.ui, vote(), "note-0001", 1);
  say(first.ui, vote(), "note-0002", 2);
  assert.deepEqual(kept(shelf), [{ "note-0001": 1, "note-0002": 2 }]);
  assert.equal(first.isKept.value, true);

  const next = page(shelf);
  assert.deepEqual(ballotOf(next.ballots, "vote-0001"), { "note-0001": 1, "note-0002": 2 });
  await settled();

  assert.deepEqual(next.sent, [{ "note-0001": 1, "note-0002": 2 }]);
  assert.deepEqual([...shelf.rows], []);
  first.ended.value = {};
});

test("VOTE4 a ballot that the server has is not in the browser any more", async () => {
  const shelf = new Shelf();
  const { ui } = page(shelf);
  say(ui, vote(), "note-0001", 1);
  await settled();

  assert.deepEqual([...shelf.rows], []);
});

for (const [name, over] of [
  ["closed", vote({ state: "closed" })],
  ["revealed", vote({ state: "revealed" })],
  ["called off", vote({ state: "set", opened_ms: 0 })],
  ["called off and opened again", vote({ opened_ms: 9 })],
] as const) {
  test(`VOTE4 of a vote that is ${name} nothing stays in the browser`, () => {
    const shelf = new Shelf();
    const first = page(shelf);
    first.line.isThere = false;
    say(first.ui, vote(), "note-0001", 1);
    const asLeft = new Map(shelf.rows);

    first.show(over);
    assert.deepEqual([...shelf.rows], []);

    for (const [key, value] of asLeft) shelf.setItem(key, value);
    const later = page(shelf, { record: over });
    assert.deepEqual([...shelf.rows], []);
    assert.deepEqual(later.sent, []);
    const isLate = over.state === "closed" || over.state === "revealed";
    assert.equal(
      later.notices.some((words) => words.includes("was closed before")),
      isLate,
    );
  });
}

test("VOTE4 a page that has left the board keeps nothing of its votes", () => {
  const shelf = new Shelf();
  const { ui, line, ended } = page(shelf);
  line.isThere = false;
  say(ui, vote(), "note-0001", 1);

  ended.value = { code: "board.removed" };

  assert.deepEqual([...shelf.rows], []);
});

test("VOTE4 what was said elsewhere since counts, and the voter reads so", async () => {
  const shelf = new Shelf();
  const first = page(shelf, { has: { "note-0001": 1 } });
  first.line.isThere = false;
  say(first.ui, vote(), "note-0001", 2);

  const next = page(shelf, { has: { "note-0002": 5 } });
  await settled();

  assert.deepEqual(ballotOf(next.ballots, "vote-0001"), { "note-0002": 5 });
  assert.deepEqual(next.sent, []);
  assert.match(next.notices[0] ?? "", /changed elsewhere/);
  assert.deepEqual([...shelf.rows], []);
  first.ended.value = {};
});

test("VOTE4 a ballot whose answer was lost is this page's own word, and what came after it is sent", async () => {
  const shelf = new Shelf();
  const first = page(shelf);
  first.line.isThere = false;
  say(first.ui, vote(), "note-0001", 1); // arrives, and its answer is lost
  say(first.ui, vote(), "note-0001", 2);

  const next = page(shelf, { has: { "note-0001": 1 } });
  await settled();

  assert.deepEqual(next.sent, [{ "note-0001": 2 }]);
  assert.deepEqual(next.notices, []);
  first.ended.value = {};
});

test("VOTE4 where the browser keeps nothing, the page knows it", () => {
  const shelf = new Shelf();
  const full = page(shelf);
  full.line.isThere = false;
  shelf.isFull = true;
  say(full.ui, vote(), "note-0001", 1);
  assert.equal(full.isKept.value, false);

  assert.equal(page(null).isKept.value, false);
  full.ended.value = {};
});

test("VOTE4 signing out and another person's sign-in remove what was not sent, and age does", () => {
  const shelf = new Shelf();
  const put = (person: string, atMs: number): boolean =>
    keepBallot(
      shelf,
      { person, board: BOARD, vote: "vote-0001", openedMs: 7 },
      { choices: {}, over: [] },
      atMs,
    );
  shelf.setItem("tavolo.other", "stays");
  put("person-bob", 8 * DAY_MS);
  put("person-eve", 8 * DAY_MS);
  assert.equal(countBallots(shelf, "person-bob"), 1);

  forgetForeign(shelf, "person-eve", 9 * DAY_MS);
  assert.equal(countBallots(shelf, "person-bob"), 0);
  assert.equal(countBallots(shelf, "person-eve"), 1);
  forgetBallots(shelf, "person-eve");
  put("person-eve", DAY_MS);
  forgetForeign(shelf, "person-eve", 9 * DAY_MS);

  assert.deepEqual([...shelf.rows.keys()], ["tavolo.other"]);
});
