import assert from "node:assert/strict";
import { test } from "node:test";

import type { Here } from "../../static/src/core/types.ts";
import { createView, type View } from "../../static/src/store/view.ts";
import type { PresenceMessage } from "../../static/src/sync/messages.ts";
import { createPresence, type Presence } from "../../static/src/sync/presence.ts";

interface Stage {
  readonly view: View;
  readonly presence: Presence;
  readonly sent: PresenceMessage[];
  /** Lets time pass. */
  pass(ms: number): void;
}

function stage(): Stage {
  const view = createView();
  const sent: PresenceMessage[] = [];
  let clock = 0;
  let due: { at: number; callback: () => void } | null = null;
  const presence = createPresence({
    view,
    send: (message) => sent.push(message),
    now: () => clock,
    later(callback, ms) {
      due = { at: clock + ms, callback };
      return () => {
        due = null;
      };
    },
  });
  return {
    view,
    presence,
    sent,
    pass(ms) {
      const end = clock + ms;
      while (due !== null && due.at <= end) {
        const { at, callback } = due;
        due = null;
        clock = at;
        callback();
      }
      clock = end;
    },
  };
}

function here(session: string, fields: Partial<Here> = {}): Here {
  return {
    session,
    person: `person-${session}`,
    cursor: null,
    selection: [],
    preview: null,
    view: "canvas",
    ...fields,
  };
}

test("PRESENCE nothing is sent before hello; then what there is, at once", () => {
  const { view, presence, sent } = stage();
  view.cursor.value = [1, 2];
  assert.equal(sent.length, 0);

  presence.greeted([], "mine");

  assert.deepEqual(sent, [{ cursor: [1, 2], selection: [], preview: null, view: "canvas" }]);
});

test("PRESENCE at most 15 a second, always ending with the newest", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([], "mine");
  pass(1000);
  sent.length = 0;

  for (let x = 0; x < 1000; x += 1) {
    view.cursor.value = [x, 0];
    pass(1);
  }
  pass(100);

  assert.ok(sent.length >= 14 && sent.length <= 16, `${sent.length}`);
  assert.deepEqual(sent.at(-1)?.cursor, [999, 0]);
});

test("PRESENCE what does not change is not sent", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([], "mine");
  pass(100);
  view.cursor.value = [1, 1];
  pass(100);
  const before = sent.length;

  view.cursor.value = [1.001, 1];
  view.selection.value = new Set();
  view.tool.value = "hand";
  pass(1000);

  assert.equal(sent.length, before);
});

test("PRESENCE a gesture is told with two decimals, one of very many items is not told", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([], "mine");
  pass(100);

  view.selection.value = new Set(Array.from({ length: 300 }, (_, at) => `note-${at}`));
  view.preview.value = new Map([["note-1", { x: 1.2345, y: 2, w: 3.999 }]]);
  pass(100);
  assert.deepEqual(sent.at(-1)?.preview, { "note-1": { x: 1.23, y: 2, w: 4 } });
  assert.equal(sent.at(-1)?.selection.length, 200);

  view.preview.value = new Map(Array.from({ length: 300 }, (_, at) => [`note-${at}`, { x: at, y: 0 }]));
  pass(100);
  assert.equal(sent.at(-1)?.preview, null);
});

test("PRESENCE others come, move and go; this page's own session is left out", () => {
  const { view, presence } = stage();

  presence.greeted([here("mine"), here("a"), here("b")], "mine");
  presence.heard([here("a", { cursor: [5, 5] }), here("mine"), here("c")]);
  presence.gone("b");

  assert.deepEqual([...view.here.value.keys()], ["a", "c"]);
  assert.deepEqual(view.here.value.get("a")?.cursor, [5, 5]);
});

test("PRESENCE while the connection is away nothing is sent; a new one is told everything again", () => {
  const { view, presence, sent, pass } = stage();
  view.cursor.value = [3, 3];
  presence.greeted([here("a")], "mine");
  pass(100);
  sent.length = 0;

  presence.pause();
  view.cursor.value = [4, 4];
  pass(1000);
  assert.deepEqual(sent, []);
  assert.equal(view.here.value.size, 1);

  presence.greeted([], "mine-again");
  assert.deepEqual(
    sent.map(({ cursor }) => cursor),
    [[4, 4]],
  );
  assert.equal(view.here.value.size, 0);
});

test("PRESENCE after a long absence others are gone and nothing is sent until hello", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([here("a")], "mine");
  pass(100);
  presence.pause();
  sent.length = 0;

  presence.greeted([], "");
  view.cursor.value = [9, 9];
  pass(1000);

  assert.equal(view.here.value.size, 0);
  assert.deepEqual(sent, []);
});

test("PRESENCE stop ends it for good", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([], "mine");
  pass(100);
  sent.length = 0;

  presence.stop();
  view.cursor.value = [1, 1];
  pass(1000);

  assert.deepEqual(sent, []);
});
