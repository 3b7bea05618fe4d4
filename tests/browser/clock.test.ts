/** What time it is at the server, as far as a page knows. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createClock } from "../../static/src/sync/clock.ts";

test("the quickest of the last tellings says how far the server's clock is ahead", () => {
  let here = 1_000;
  const clock = createClock(() => here);
  clock.heard(5_900); // it was 100 ms on its way
  clock.heard(6_000);
  clock.heard(5_400);
  here = 2_000;

  assert.equal(clock.now(), 7_000);
});

test("a clock that was set is believed again after half a minute", () => {
  let here = 0;
  const clock = createClock(() => here);
  clock.heard(60_000);
  for (let told = 1; told <= 6; told += 1) {
    here = told * 5_000;
    clock.heard(here);
  }

  assert.equal(clock.now(), here);
});
