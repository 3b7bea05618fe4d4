import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";

import { CallFailed, createHttp } from "../../static/src/sync/http.ts";

/** What the server got last, and what it answers next. */
let got: {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
};
let next: { status: number; body: string };
let base = "";

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => {
    body += String(part);
  });
  request.on("end", () => {
    got = { method: request.method, url: request.url, headers: request.headers, body };
    response.writeHead(next.status, { "Content-Type": "application/json" }).end(next.body);
  });
});

before(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tavolo`;
});

after(() => server.close());

function answering(status: number, body: unknown): void {
  next = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
}

async function failureOf(call: Promise<unknown>): Promise<CallFailed> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof CallFailed);
  return error;
}

test("NET1 calls go below the base path, with a JSON body and the token", async () => {
  answering(200, { ok: true, value: 5 });
  const http = createHttp({ base, token: "secret" });

  const answer = await http.post<{ value: number }>("/api/x", { name: "Ada" });

  assert.equal(answer.value, 5);
  assert.deepEqual([got.method, got.url, got.body], ["POST", "/tavolo/api/x", '{"name":"Ada"}']);
  assert.equal(got.headers["content-type"], "application/json");
  assert.equal(got.headers.authorization, "Bearer secret");
  assert.equal(http.url("/b/1"), `${base}/b/1`);
});

test("NET1 each verb is the one the server knows; reading sends no body", async () => {
  answering(200, { ok: true });
  const http = createHttp({ base });

  await http.get("/a");
  assert.deepEqual([got.method, got.body, got.headers.authorization], ["GET", "", undefined]);
  await http.patch("/a", { x: 1 });
  assert.deepEqual([got.method, got.body], ["PATCH", '{"x":1}']);
  await http.remove("/a");
  assert.deepEqual([got.method, got.body], ["DELETE", "{}"]);
});

test("ERR1 a refusal has the server's code, sentence, data and waiting time", async () => {
  answering(429, { ok: false, code: "rate", message: "Piano.", data: { retry_ms: 50 }, retry_ms: 50 });

  const error = await failureOf(createHttp({ base }).get("/a"));

  assert.deepEqual([error.code, error.message, error.status, error.retryMs], ["rate", "Piano.", 429, 50]);
  assert.deepEqual(error.data, { retry_ms: 50 });
});

test("ERR1 what is not an answer of ours counts as a network fault", async () => {
  for (const body of ["<html>502</html>", "[]", "", '{"hello": 1}']) {
    answering(502, body);

    const error = await failureOf(createHttp({ base }).get("/a"));

    assert.deepEqual([error.code, error.status], ["network", 502]);
    assert.match(error.message, /cannot be reached/);
  }
});

test("ERR1 a server that is not there or never answers is a network fault too", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
  const { port } = silent.address() as AddressInfo;

  const slow = await failureOf(createHttp({ base: `http://127.0.0.1:${port}`, timeoutMs: 50 }).get("/a"));
  silent.closeAllConnections();
  silent.close();
  const dead = await failureOf(createHttp({ base: `http://127.0.0.1:${port}` }).get("/a"));

  assert.deepEqual([slow.code, slow.status, dead.code], ["network", 0, "network"]);
});
