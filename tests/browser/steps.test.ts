/** The agenda of a workshop as a page has it: order, words, time, and what the projector shows of an area. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { loadStrings } from "../../static/src/core/i18n.ts";
import type { ItemRecord, StepRecord, WorkshopRecord } from "../../static/src/core/types.ts";
import { createAgenda, USUAL_STEPS } from "../../static/src/tools/commands/agenda.ts";
import { createCommandBoard } from "../../static/src/tools/commands/board.ts";
import { agendaOf } from "../../static/src/ui/workshop/now.ts";
import { frameIn } from "../../static/src/ui/workshop/sight.ts";
import { clockText, nextTick, timeLeft, timeNews } from "../../static/src/ui/workshop/timing.ts";
import { partsOf } from "../../static/src/ui/workshop/touring.ts";
import { sayOf, titleOfStep } from "../../static/src/ui/workshop/words.ts";
import { ANNA, BRUNO, frame, note, sceneOf } from "./support/board.ts";
import { counting, desk } from "./support/desk.ts";

function step(id: string, fields: Partial<StepRecord> = {}): StepRecord {
  return { kind: "step", id, z: id, author: ANNA.id, created_at_ms: 1, title: id, mode: "silent", ...fields };
}

function workshop(fields: Partial<WorkshopRecord> = {}): WorkshopRecord {
  const base = { kind: "workshop", id: "workshop", z: "a0", author: ANNA.id, created_at_ms: 1 } as const;
  return { ...base, step: null, since_ms: 0, ...fields };
}

function bench(...records: ItemRecord[]) {
  const { store, view } = desk(records);
  const commands = createAgenda(createCommandBoard(store, view, counting("step-")));
  const titles = (): string[] => agendaOf(store).steps.value.map(({ title }) => title);
  return { store, commands, titles };
}

afterEach(() => loadStrings("en", {}));

test("STEP the agenda is made, changed and put in order, one change each", () => {
  const { store, commands, titles } = bench(note("n"));

  const id = commands.add({ title: " Welcome\n", mode: "explain", minutes: 3 });
  commands.add({ title: "Write", mode: "silent", private: true });
  assert.deepEqual(titles(), ["Welcome", "Write"]);
  assert.ok(id !== null && commands.set(id, { title: "Hello", mode: "explain", say_en: "Listen " }));
  assert.ok(commands.double(id));
  assert.deepEqual(titles(), ["Hello", "Hello", "Write"]);
  assert.ok(commands.move(id, 2));
  assert.deepEqual(titles(), ["Hello", "Write", "Hello"]);
  assert.ok(commands.remove(id));
  assert.deepEqual(titles(), ["Hello", "Write"]);
  const [first] = agendaOf(store).steps.value;
  assert.equal(first && sayOf(first), "Listen");
});

test("STEP the usual steps come as one change, which undo takes back", () => {
  const { store, commands, titles } = bench();

  assert.ok(commands.addAll(USUAL_STEPS.map(([mode, minutes]) => ({ title: "", mode, minutes }))));
  assert.equal(titles().length, 9);
  store.takeBack("undo");

  assert.equal(titles().length, 0);
});

test("STEP two steps that were added at one moment can be moved apart", () => {
  const twins = [step("one", { z: "a1" }), step("two", { z: "a1" }), step("three", { z: "a1" })];
  for (const [id, place] of [
    ["three", 0],
    ["three", 1],
    ["one", 1],
    ["one", 2],
  ] as const) {
    const { commands, titles } = bench(...twins);
    const wanted = titles().filter((title) => title !== id);
    wanted.splice(place, 0, id);

    assert.ok(commands.move(id, place));

    assert.deepEqual(titles(), wanted);
  }
});

test("STEP participants make no steps", () => {
  const { store, view } = desk([step("s")], BRUNO);
  const commands = createAgenda(createCommandBoard(store, view, counting()));

  assert.equal(commands.set("s", { title: "Mine", mode: "vote" }), false);
  assert.equal(commands.remove("s"), false);
});

test("STEP the agenda knows which step is on, and is drawn anew only for steps", () => {
  const { store, view } = desk([
    step("b", { z: "a2" }),
    step("a", { z: "a1" }),
    workshop({ step: "b" }),
    note("n"),
  ]);
  const agenda = agendaOf(store);
  const before = agenda.steps.value;

  assert.deepEqual([agenda.step.value?.id, agenda.place.value], ["b", 1]);
  store.change("Move", [{ do: "patch", id: "n", set: { x: 7 } }]);
  assert.equal(agenda.steps.value, before);
  createAgenda(createCommandBoard(store, view, counting())).move("b", 0);

  assert.deepEqual([agenda.step.value?.id, agenda.place.value], ["b", 0]);
});

test("STEP everybody reads the instruction in their own language, else in the other one, else of the mode", () => {
  const both = step("s", { say_it: "Scrivi", say_en: "Write" });
  const italian = step("s", { say_it: "Scrivi" });

  assert.deepEqual([sayOf(both), sayOf(italian)], ["Write", "Scrivi"]);
  assert.match(sayOf(step("s", { say_it: " " })), /on your own/);
  assert.equal(titleOfStep(step("s", { title: " " })), "Write in silence");
  loadStrings("it", {});
  assert.equal(sayOf(both), "Scrivi");
});

test("TIMER a timer shows whole seconds that end together with the server's", () => {
  assert.deepEqual(timeLeft({ ends_at_ms: 61_000 }, 500), { isRunning: true, left: 61 });
  assert.deepEqual(timeLeft({ ends_at_ms: 1_000 }, 5_000), { isRunning: true, left: 0 });
  assert.deepEqual(timeLeft({ left_ms: 90_000 }, 5_000_000), { isRunning: false, left: 90 });
  assert.equal(timeLeft(null, 0), null);
  assert.deepEqual([clockText(5), clockText(65), clockText(3_905)], ["0:05", "1:05", "65:05"]);
  assert.deepEqual(
    [
      nextTick({ ends_at_ms: 10_400 }, 0),
      nextTick({ ends_at_ms: 10_000 }, 0),
      nextTick({ ends_at_ms: 10 }, 10),
    ],
    [400, 1_000, null],
  );
  assert.equal(nextTick({ left_ms: 10 }, 0), null);
});

test("TIMER only the last minute, the end, a pause and given time are said", () => {
  const run = (left: number) => ({ isRunning: true, left });
  assert.equal(timeNews(run(200), run(199)), null);
  assert.equal(timeNews(null, run(300)), null);
  assert.match(timeNews(run(61), run(60)) ?? "", /1 minute/);
  assert.equal(timeNews(run(60), run(59)), null);
  assert.match(timeNews(run(1), run(0)) ?? "", /up/);
  assert.equal(timeNews(run(0), run(0)), null);
  assert.match(timeNews(run(90), { isRunning: false, left: 90 }) ?? "", /paused at 1 minute 30 seconds/);
  assert.match(timeNews({ isRunning: false, left: 90 }, run(90)) ?? "", /goes on/);
  assert.match(timeNews(run(0), run(60)) ?? "", /1 minute/);
});

test("BRING the list goes to the frame that fills most of where everybody is brought", () => {
  const scene = sceneOf(frame("left", { x: 0 }), frame("right", { x: 900 }));

  assert.equal(frameIn(scene, { x: 700, y: 0, w: 800, h: 600 })?.id, "right");
  assert.equal(frameIn(scene, { x: 5_000, y: 0, w: 800, h: 600 }), null);
});

test("WALL parts of a large area together show all of it, in letters that can be read", () => {
  const area = { x: -100, y: 50, w: 5_000, h: 1_400 };
  const screen = { width: 1_600, height: 700 };
  const items = Array.from({ length: 60 }, (_, at) => ({
    x: area.x + (at % 20) * 240,
    y: area.y + Math.floor(at / 20) * 400,
    w: 200,
    h: 200,
  }));

  const parts = partsOf(area, screen, 1, items);

  for (const item of items) {
    const isWhole = parts.some(
      (part) =>
        item.x >= part.x - 0.01 &&
        item.x + item.w <= part.x + part.w + 0.01 &&
        item.y >= part.y - 0.01 &&
        item.y + item.h <= part.y + part.h + 0.01,
    );
    assert.ok(isWhole, JSON.stringify(item));
  }
  for (const part of parts) assert.deepEqual([part.w, part.h], [1_600, 700]);
});

test("WALL an area that fits is one part, and parts without anything new are left out", () => {
  const area = { x: 0, y: 0, w: 4_000, h: 500 };
  const screen = { width: 1_000, height: 500 };
  const only = [{ x: 3_500, y: 100, w: 200, h: 200 }];

  assert.equal(partsOf({ x: 0, y: 0, w: 900, h: 400 }, screen, 1, only).length, 1);
  assert.equal(partsOf(area, screen, 1, only).length, 1);
  assert.equal(partsOf(area, screen, 1, []).length, 1);
});
