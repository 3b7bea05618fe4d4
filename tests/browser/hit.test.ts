import assert from "node:assert/strict";
import { test } from "node:test";

import { itemsIn } from "../../static/src/core/connectors.ts";
import type { CommentRecord, ItemRecord } from "../../static/src/core/types.ts";
import { itemAt } from "../../static/src/render/hit.ts";
import { createLines } from "../../static/src/render/lines.ts";
import { createSceneIndex, type SceneIndex } from "../../static/src/render/scene_index.ts";
import { isTitleAbove, textBox, titleArea } from "../../static/src/render/shapes.ts";
import { frame, note, sceneOf, text } from "./support/board.ts";

function indexOf(...records: ItemRecord[]): SceneIndex {
  const index = createSceneIndex();
  index.update(sceneOf(...records));
  return index;
}

test("the item painted last is hit where two lie on each other", () => {
  const index = indexOf(note("upper", { z: "b" }), note("lower", { z: "a", x: 50 }));

  assert.equal(itemAt(index, { x: 100, y: 100 }, 1), "upper");
  assert.equal(itemAt(index, { x: 230, y: 100 }, 1), "lower");
  assert.equal(itemAt(index, { x: 400, y: 100 }, 1), null);
});

test("a frame never covers a note, whenever it was made", () => {
  const index = indexOf(note("n1", { z: "a", x: 20, y: 20 }), frame("f1", { z: "b" }));

  assert.equal(itemAt(index, { x: 60, y: 60 }, 1), "n1");
  assert.deepEqual(
    index.search({ x: 0, y: 0, w: 100, h: 100 }).map(({ record }) => record.id),
    ["f1", "n1"],
  );
});

test("a cluster never covers its notes, whenever it was made", () => {
  const { x, y, w, h, author, created_at_ms } = note("n1");
  const box = { x, y, w: 2 * w, h: 2 * h, author, created_at_ms };
  const index = indexOf(
    note("n1", { z: "a", x: 20, y: 20, cluster: "c1" }),
    { ...box, kind: "cluster", id: "c1", z: "b", frame: "f1", title: "" },
    frame("f1", { z: "c" }),
  );

  assert.equal(itemAt(index, { x: 60, y: 60 }, 1), "n1");
  assert.deepEqual(
    index.search({ x: 0, y: 0, w: 100, h: 100 }).map(({ record }) => record.id),
    ["f1", "c1", "n1"],
  );
});

test("a frame is hit by its title and its border, not by its inside", () => {
  const index = indexOf(frame("f1"));

  assert.equal(itemAt(index, { x: 300, y: 40 }, 1), "f1");
  assert.equal(itemAt(index, { x: 300, y: 300 }, 1), null);
  assert.equal(itemAt(index, { x: -3, y: 300 }, 1), "f1");
  assert.equal(itemAt(index, { x: 797, y: 300 }, 1), "f1");
});

test("from far away the title is hit where it stands, above the frame", () => {
  const index = indexOf(frame("f1", { w: 2400, h: 1800 }));

  assert.ok(isTitleAbove(0.1));
  assert.equal(itemAt(index, { x: 500, y: -100 }, 0.1), "f1");
  assert.equal(itemAt(index, { x: 500, y: 90 }, 0.1), null);
  assert.ok(titleArea(frame("f1"), 0.1).h * 0.1 >= 24);
});

test("an item smaller than a finger on the screen is hit around itself, its neighbour's inside first", () => {
  const index = indexOf(note("n1", { z: "b", w: 80, h: 80 }), note("n2", { z: "a", x: 90, w: 80, h: 80 }));

  assert.equal(itemAt(index, { x: -15, y: 40 }, 0.1), "n1");
  assert.equal(itemAt(index, { x: 95, y: 40 }, 0.1), "n2");
});

test("the index follows moves, new items and deletions", () => {
  const index = indexOf(note("n1"), note("n2", { x: 1000 }));

  index.update(sceneOf(note("n1", { x: 500 }), note("n3", { z: "a1" })));

  assert.equal(itemAt(index, { x: 100, y: 100 }, 1), "n3");
  assert.equal(itemAt(index, { x: 600, y: 100 }, 1), "n1");
  assert.equal(itemAt(index, { x: 1100, y: 100 }, 1), null);
  assert.equal(index.size, 2);
});

test("items come in painting order after a change of z", () => {
  const index = indexOf(note("n1", { z: "a" }), note("n2", { z: "b" }));

  index.update(sceneOf(note("n1", { z: "c" }), note("n2", { z: "b" })));

  assert.deepEqual(
    index.search({ x: 0, y: 0, w: 10, h: 10 }).map(({ record }) => record.id),
    ["n2", "n1"],
  );
});

test("many items at once are found as well as few", () => {
  const many = Array.from({ length: 500 }, (_, at) => note(`n${at}`, { x: at * 220, z: `a${1000 + at}` }));

  const index = indexOf(...many);

  assert.equal(itemAt(index, { x: 499 * 220 + 5, y: 5 }, 1), "n499");
});

test("the text of an item stays inside it, however small", () => {
  for (const size of [10, 40, 90, 200, 3000]) {
    for (const record of [note("n1", { w: size, h: size }), text("t1", { w: size, h: size })]) {
      const inner = textBox(record);
      assert.ok(inner.x >= 0 && inner.x + inner.w <= size + 1e-9, `${record.kind} ${size}`);
      assert.ok(inner.y >= 0 && inner.y + inner.h <= size + 1e-9, `${record.kind} ${size}`);
    }
  }
});

test("a rectangle selects connectors that lie wholly in it, and comments whose pin it touches", () => {
  const side = "auto" as const;
  const base = { z: "c", author: "person-anna", created_at_ms: 1000 };
  const line = {
    ...base,
    kind: "connector",
    id: "line",
    from: { item: "a", side },
    to: { item: "b", side },
  } as const;
  const comment = { ...base, kind: "comment", id: "comment", x: 100, y: 100, text: "Why?" } as const;
  const scene = sceneOf(note("a"), note("b", { x: 600 }), line, comment);
  const lines = createLines();
  lines.update([line, comment], itemsIn(scene), itemsIn(scene), 1);

  assert.deepEqual(lines.within({ x: -10, y: -10, w: 900, h: 300 }, 1), ["line", "comment"]);
  assert.deepEqual(lines.within({ x: 90, y: 90, w: 300, h: 100 }, 1), ["comment"], "not half a line");
  assert.deepEqual(lines.within({ x: 2000, y: 0, w: 100, h: 100 }, 1), []);
});

test("a pin is shown with what it is on while that is held, and only there something is painted anew", () => {
  const held = note("n1", { x: 100, y: 100 });
  const pin: CommentRecord = {
    kind: "comment",
    id: "k1",
    z: "k1",
    author: "anna",
    created_at_ms: 0,
    x: 290,
    y: 110,
    text: "?",
    on: "n1",
  };
  const still = itemsIn(sceneOf(held, pin));
  const moved = itemsIn(sceneOf({ ...held, x: 150 }, pin));
  const lines = createLines();

  assert.equal(lines.update([pin], still, still, 1), "all");
  const changed = lines.update([pin], moved, still, 1);

  assert.notEqual(changed, "all");
  assert.deepEqual(lines.boxOf("k1", 1), { x: 340, y: 86, w: 24, h: 24 });
  assert.equal(lines.at({ x: 345, y: 100 }, 1), "k1");
  assert.deepEqual(lines.update([pin], moved, still, 1), []);
});
