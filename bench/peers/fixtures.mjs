// Writes what the generator sends to a peer and cannot make itself, with the peer's own library.
//
//   node fixtures.mjs tldraw FILE
//   node fixtures.mjs yjs FILE --senders=480 --steps=240
//
// tldraw: two lines of JSON, a connect message and a note record. yjs: for each sender the update that
// makes its note and then one for each step of its drag; little-endian: senders, updates of each, then
// for each sender the length of each update and their bytes.

import { writeFileSync } from "node:fs";
import { option } from "./options.mjs";

const MAKERS = { tldraw, yjs };

async function tldraw() {
  const { getTlsyncProtocolVersion } = await import("@tldraw/sync-core");
  const { note, schema } = await import("./tldraw_board.mjs");
  const connect = {
    type: "connect",
    connectRequestId: "bench",
    lastServerClock: -1,
    protocolVersion: getTlsyncProtocolVersion(),
    schema: schema.serialize(),
  };
  const record = note("SENDER", { x: 0, y: 0, text: "Un cortile con ombra e verde" });
  return `${JSON.stringify(connect)}\n${JSON.stringify(record)}\n`;
}

async function yjs() {
  const senders = Number(option("senders"));
  const steps = Number(option("steps"));
  const Y = await import("yjs");
  const { note } = await import("./yjs_board.mjs");
  const parts = [words(senders, steps + 1)];
  for (let sender = 0; sender < senders; sender++) {
    const updates = updatesOf(Y, note, sender, steps);
    parts.push(words(...updates.map((update) => update.length)), ...updates);
  }
  return Buffer.concat(parts);
}

function updatesOf(Y, note, sender, steps) {
  const document = new Y.Doc();
  const updates = [];
  document.on("update", (update) => updates.push(update));
  const board = document.getMap("notes");
  board.set(`sender-${sender}`, note(Y, { x: 0, y: 0, text: "Un cortile con ombra e verde" }));
  for (let step = 1; step <= steps; step++) {
    const mine = board.get(`sender-${sender}`);
    document.transact(() => {
      mine.set("x", marker(sender, step));
      mine.set("y", step * 7 + 0.25);
    });
  }
  return updates;
}

// A coordinate that names the sender and the step. Its first bytes as a float are always the same, so
// the generator finds it in an update without knowing the format.
function marker(sender, step) {
  return 2 ** 40 + sender * 2 ** 20 + step + 0.5;
}

function words(...numbers) {
  const buffer = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, place) => {
    buffer.writeUInt32LE(number, place * 4);
  });
  return buffer;
}

const [kind, file] = process.argv.slice(2);
writeFileSync(file, await MAKERS[kind]());
