/** Questions to the server over the socket. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { callOver } from "../../static/src/sync/calls.ts";
import { CallFailed } from "../../static/src/sync/http.ts";

const answering = (answer: unknown) => ({
  emit: (_event: string, _payload: unknown, onAnswer?: (answer: unknown) => void) => onAnswer?.(answer),
});

test("a question is answered with what the server says", async () => {
  const answer = await callOver<{ ok: true; seq: number }>(answering({ ok: true, seq: 7 }), "workshop", {});

  assert.equal(answer.seq, 7);
});

test("a refusal keeps its code and its sentence", async () => {
  const refusal = { ok: false, code: "denied", message: "Only facilitators can do this.", data: {} };

  await assert.rejects(callOver(answering(refusal), "workshop", {}), (error) => {
    assert.ok(error instanceof CallFailed);
    assert.deepEqual([error.code, error.message], ["denied", "Only facilitators can do this."]);
    return true;
  });
});

test("without a connection, and with an answer in no known shape, the call fails as the network does", async () => {
  for (const connection of [null, answering("what?"), answering({ ok: "yes" })]) {
    await assert.rejects(callOver(connection, "workshop", {}), { code: "network" });
  }
});
