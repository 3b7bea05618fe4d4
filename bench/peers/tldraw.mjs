// tldraw's sync server: one TLSocketRoom for each board, on `ws`, as its documentation shows.
//
// Set-up: rooms in memory (its default storage), no sign-in.

import { createServer } from "node:http";
import { DEFAULT_INITIAL_SNAPSHOT, InMemorySyncStorage, TLSocketRoom } from "@tldraw/sync-core";
import { WebSocketServer } from "ws";
import { announce, port } from "./options.mjs";
import { filling, schema } from "./tldraw_board.mjs";

const rooms = new Map();

function roomOf(name) {
  if (!rooms.has(name)) {
    const documents = filling().map((state) => ({ state, lastChangedClock: 0 }));
    const snapshot = {
      ...DEFAULT_INITIAL_SNAPSHOT,
      documents: [...DEFAULT_INITIAL_SNAPSHOT.documents, ...documents],
      schema: schema.serialize(),
    };
    rooms.set(name, new TLSocketRoom({ schema, storage: new InMemorySyncStorage({ snapshot }) }));
  }
  return rooms.get(name);
}

const server = createServer();
const sockets = new WebSocketServer({ server });
sockets.on("connection", (socket, request) => {
  const address = new URL(request.url, "http://127.0.0.1");
  const sessionId = address.searchParams.get("sessionId");
  roomOf(address.pathname.split("/").at(-1)).handleSocketConnect({ sessionId, socket });
});
server.listen(port, "127.0.0.1", announce);
