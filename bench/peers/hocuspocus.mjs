// A hocuspocus server at its defaults.
//
// Set-up: documents in memory (storing them is an extension of its own), no sign-in hook.

import { Server } from "@hocuspocus/server";
import * as Y from "yjs";
import { announce, port } from "./options.mjs";
import { fill } from "./yjs_board.mjs";

const server = new Server({
  port,
  address: "127.0.0.1",
  quiet: true,
  async onLoadDocument({ document }) {
    fill(Y, document);
    return document;
  },
});

await server.listen();
announce();
