import assert from "node:assert/strict";
import { test } from "node:test";

import type { Here } from "../../static/src/core/types.ts";
import { createView, type View } from "../../static/src/store/view.ts";
import type { MoveMessage, PresenceMessage } from "../../static/src/sync/messages.ts";
import { createPresence, type Presence } from "../../static/src/sync/presence.ts";

interface Stage {
  readonly view: View;
  readonly presence: Presence;
  readonly sent: PresenceMessage[];
  readonly moves: MoveMessage[];
  /** Lets time pass. */
  pass(ms: number): void;
}

function stage(isHidden: (id: string) => boolean = () => false): Stage {
  const view = createView();
  const sent: PresenceMessage[] = [];
  const moves: MoveMessage[] = [];
  let clock = 0;
  let due: { at: number; callback: () => void } | null = null;
  const presence = createPresence({
    view,
    send: (message) => sent.push(message),
    sendMove: (move) => moves.push(move),
    isHidden,
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
    moves,
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

function here(session: number, fields: Partial<Here> = {}): Here {
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

  presence.greeted([], 1);

  assert.deepEqual(sent, [{ cursor: [1, 2], selection: [], preview: null, view: "canvas" }]);
});

test("PRESENCE at most 14 a second, always ending with the newest", () => {
  const { view, presence, moves, pass } = stage();
  presence.greeted([], 1);
  pass(1000);

  for (let x = 0; x < 1000; x += 1) {
    view.cursor.value = [x, 0];
    pass(1);
  }
  pass(100);

  const told = moves.length;
  assert.ok(told >= 12 && told <= 15, `${told}`);
  assert.deepEqual(moves.at(-1), [999, 0]);
});

test("PRESENCE what does not change is not sent", () => {
  const { view, presence, sent, moves, pass } = stage();
  presence.greeted([], 1);
  pass(100);
  view.cursor.value = [1, 1];
  pass(100);
  const before = sent.length + moves.length;

  view.cursor.value = [1.001, 1];
  view.selection.value = new Set();
  view.tool.value = "hand";
  pass(1000);

  assert.equal(sent.length + moves.length, before);
});

test("PRESENCE a gesture is told with two decimals, one of very many items is not told", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([], 1);
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

test("VIS3 nobody is told what is done to private notes", () => {
  const { view, presence, sent, pass } = stage((id) => id.startsWith("private"));
  presence.greeted([], 1);
  pass(100);

  view.selection.value = new Set(["private-1", "note-1"]);
  view.preview.value = new Map([["private-1", { x: 1, y: 2 }]]);
  view.caret.value = { id: "private-1", epoch: 0, after: null };
  pass(100);

  assert.deepEqual([sent.at(-1)?.selection, sent.at(-1)?.preview], [["note-1"], null]);
  assert.equal(sent.at(-1)?.caret, undefined);
});

test("PRESENCE others come, move and go; this page's own session is left out", () => {
  const { view, presence } = stage();

  presence.greeted([here(1), here(2), here(3)], 1);
  presence.heard({ here: [here(2, { cursor: [5, 5] }), here(1), here(4)], gone: [3] });

  assert.deepEqual([...view.here.value.keys()], [2, 4]);
  assert.deepEqual(view.here.value.get(2)?.cursor, [5, 5]);
});

test("PRESENCE while the connection is away nothing is sent; a new one is told everything again", () => {
  const { view, presence, sent, pass } = stage();
  view.cursor.value = [3, 3];
  presence.greeted([here(2)], 1);
  pass(100);
  sent.length = 0;

  presence.pause();
  view.cursor.value = [4, 4];
  pass(1000);
  assert.deepEqual(sent, []);
  assert.equal(view.here.value.size, 1);

  presence.greeted([], 7);
  assert.deepEqual(
    sent.map(({ cursor }) => cursor),
    [[4, 4]],
  );
  assert.equal(view.here.value.size, 0);
});

test("PRESENCE after a long absence others are gone and nothing is sent until hello", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([here(2)], 1);
  pass(100);
  presence.pause();
  sent.length = 0;

  presence.greeted([], null);
  view.cursor.value = [9, 9];
  pass(1000);

  assert.equal(view.here.value.size, 0);
  assert.deepEqual(sent, []);
});

test("PRESENCE stop ends it for good", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([], 1);
  pass(100);
  sent.length = 0;

  presence.stop();
  view.cursor.value = [1, 1];
  pass(1000);

  assert.deepEqual(sent, []);
});

test("PRESENCE a drag is told once in full; then only the cursor and how far it has come", () => {
  const { view, presence, sent, moves, pass } = stage();
  const dragTo = (x: number, second = x): void => {
    view.cursor.value = [x + 10.4, 20.6];
    view.preview.value = new Map([
      ["note-1", { x, y: 5 }],
      ["note-2", { x: second + 0.333, y: 6 }],
    ]);
    pass(100);
  };
  presence.greeted([], 1);
  pass(100);
  dragTo(100);
  sent.length = 0;
  moves.length = 0;

  dragTo(130);
  dragTo(100);
  assert.deepEqual(moves, [
    [140, 21, 30, 0],
    [110, 21, 0, 0],
  ]);
  assert.equal(sent.length, 0);

  dragTo(100, 101);
  assert.equal(moves.length, 2);
  assert.equal(sent.length, 1);
});

test("PRESENCE others' boxes are carried from where they were told", () => {
  const { view, presence } = stage();
  const preview = { "note-1": { x: 10, y: 20, w: 5 } };
  presence.greeted([here(1), { ...here(2, { preview }), shift: [1, 1] }], 1);
  assert.deepEqual(view.here.value.get(2)?.preview, { "note-1": { x: 11, y: 21, w: 5 } });

  presence.heard({ moves: [[2, 7, 8, 3, 4]] });
  presence.heard({
    moves: [
      [2, 9, 9],
      [5, 1, 1],
    ],
  });

  assert.deepEqual([...view.here.value.keys()], [2]);
  assert.deepEqual(view.here.value.get(2)?.cursor, [9, 9]);
  assert.deepEqual(view.here.value.get(2)?.preview, { "note-1": { x: 13, y: 24, w: 5 } });

  presence.heard({ here: [here(2, { preview })] });
  assert.deepEqual(view.here.value.get(2)?.preview, preview);
});

test("PRESENCE without a shift others' boxes go along with their cursor", () => {
  const { view, presence } = stage();
  const preview = { "note-1": { x: 10, y: 20, w: 5 } };
  const box = () => view.here.value.get(2)?.preview;
  presence.greeted([here(1)], 1);

  presence.heard({ here: [here(2, { cursor: [100, 100], preview })] });
  presence.heard({ moves: [[2, 107, 103]] });
  assert.deepEqual(box(), { "note-1": { x: 17, y: 23, w: 5 } });
  // It snaps to something, and comes loose again.
  presence.heard({ moves: [[2, 108, 103, 12, 3]] });
  assert.deepEqual(box(), { "note-1": { x: 22, y: 23, w: 5 } });
  presence.heard({ moves: [[2, 109.5, 104]] });
  assert.deepEqual(box(), { "note-1": { x: 19.5, y: 24, w: 5 } });
  assert.deepEqual(view.here.value.get(2)?.cursor, [109.5, 104]);

  // Whoever comes in the middle of it is told where the cursor was.
  presence.greeted([{ ...here(2, { cursor: [120, 100], preview }), shift: [15, 0], start: [100, 100] }], 1);
  presence.heard({ moves: [[2, 130, 100]] });
  assert.deepEqual(box(), { "note-1": { x: 40, y: 20, w: 5 } });
});

test("PRESENCE close by, a cursor is told to a tenth", () => {
  const { view, presence, sent } = stage();
  view.camera.value = { x: 0, y: 0, zoom: 2 };
  view.cursor.value = [1.26, 2.44];

  presence.greeted([], 1);

  assert.deepEqual(sent[0]?.cursor, [1.3, 2.4]);
});

test("PRESENCE where a page looks is told only while somebody follows it", () => {
  const { view, presence, sent, pass } = stage();
  view.viewport.value = { width: 800, height: 600 };
  presence.greeted([], 1);
  pass(100);
  view.camera.value = { x: 10, y: 20, zoom: 0.5 };
  pass(100);
  assert.equal(sent.length, 1);

  presence.heard({ here: [here(2, { follows: 1 })] });
  pass(100);
  view.camera.value = { x: 30, y: 20, zoom: 0.5 };
  pass(100);

  assert.deepEqual(
    sent.slice(1).map(({ sees }) => sees),
    [
      [10, 20, 1600, 1200],
      [30, 20, 1600, 1200],
    ],
  );
  presence.heard({ gone: [2] });
  pass(100);
  view.camera.value = { x: 50, y: 20, zoom: 0.5 };
  pass(100);
  assert.equal(sent.at(-1)?.sees, undefined);
  assert.equal(sent.length, 4);
});

test("PRESENCE whom a page follows is told", () => {
  const { view, presence, sent, pass } = stage();
  presence.greeted([here(2)], 1);
  pass(100);

  view.follows.value = 2;
  pass(100);

  assert.equal(sent.at(-1)?.follows, 2);
});
