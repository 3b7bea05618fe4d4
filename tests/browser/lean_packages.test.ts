/** Yjs as it is bundled, without the parts that are never reached, against the whole of it. */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as lean from "yjs";
import { below, seeded } from "./support/random.ts";

type Yjs = typeof lean;
type Update = Uint8Array<ArrayBufferLike>;

const whole: Yjs = createRequire(import.meta.url)("yjs");
const TYPISTS = [4, 5, 6];
const ROUNDS = 120;

/** One person's document, kept by both. */
class Pair {
  readonly docs = [new lean.Doc(), new whole.Doc()] as const;
  private readonly said: [Update[], Update[]] = [[], []];

  constructor(client: number) {
    for (const [at, doc] of this.docs.entries()) {
      doc.clientID = client;
      doc.on("update", (update: Update) => this.said[at]?.push(update));
    }
  }

  texts(): string[] {
    return this.docs.map((doc) => doc.getText("text").toString());
  }

  edit(at: number, removed: number, inserted: string): void {
    for (const doc of this.docs) {
      doc.transact(() => {
        doc.getText("text").delete(at, removed);
        doc.getText("text").insert(at, inserted);
      });
    }
  }

  hear(update: Update): void {
    const [mine, theirs] = this.docs;
    lean.applyUpdate(mine, update);
    whole.applyUpdate(theirs, update);
  }

  /** Whether each of them waits for something that it builds on. */
  waits(): boolean[] {
    return this.docs.map(({ store }) => store.pendingStructs !== null || store.pendingDs !== null);
  }

  /** What both have said since it was asked last, which is the same. */
  takeSaid(): Update[] {
    const [mine, theirs] = this.said;
    assert.deepEqual(mine, theirs);
    this.said[0] = [];
    this.said[1] = [];
    return mine;
  }
}

function assertAlike(pair: Pair, at: number): void {
  const [mine, theirs] = pair.texts();
  assert.equal(mine, theirs);
  const [isWaiting, waits] = pair.waits();
  assert.equal(isWaiting, waits);
  const places = [lean, whole].map((yjs, which) => {
    const doc = pair.docs[which];
    assert.ok(doc);
    const relative = yjs.createRelativePositionFromTypeIndex(doc.getText("text"), at, -1);
    return [relative.item, yjs.createAbsolutePositionFromRelativePosition(relative, doc)?.index];
  });
  assert.equal(JSON.stringify(places[0]), JSON.stringify(places[1]));
}

/** Three people type at once; what they say comes late, twice and in any order. */
function tell(seed: number): void {
  const random = seeded(seed);
  const pairs = TYPISTS.map((client) => new Pair(client));
  const mail: (readonly [Pair, Update])[] = [];
  const all: Update[] = [];
  const send = (from: Pair): void => {
    for (const update of from.takeSaid()) {
      all.push(update);
      for (const to of pairs) if (to !== from) mail.push([to, update]);
    }
  };
  const deliver = (): void => {
    const [letter] = mail.splice(below(random, mail.length), 1);
    if (letter === undefined) return;
    const [to, update] = letter;
    to.hear(update);
    to.takeSaid(); // what was heard is not said again
    if (random() < 0.1) mail.push(letter);
  };

  for (let round = 0; round < ROUNDS; round += 1) {
    const pair = pairs[below(random, pairs.length)];
    assert.ok(pair);
    const { length } = pair.texts()[0] ?? "";
    const at = below(random, length + 1);
    pair.edit(at, Math.min(below(random, 4), length - at), "però ".slice(0, below(random, 6)));
    send(pair);
    if (random() < 0.6) deliver();
    assertAlike(pair, at);
  }
  while (mail.length > 0) deliver();
  for (const pair of pairs) {
    const [mine, theirs] = pair.docs;
    assertAlike(pair, 0);
    assert.deepEqual(lean.encodeStateAsUpdate(mine), whole.encodeStateAsUpdate(theirs));
    assert.equal(pair.texts()[0], pairs[0]?.texts()[0]);
  }
  assert.deepEqual(lean.mergeUpdates(all), whole.mergeUpdates(all));
}

for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`TXT what is left of Yjs says and does the same as the whole of it, seed ${seed}`, () => tell(seed));
}
