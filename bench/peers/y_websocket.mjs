// y-websocket's own server, as it comes.
//
// Set-up: documents in memory (its LevelDB persistence is off by default), no sign-in.

import { createRequire } from "node:module";
import { announce, port } from "./options.mjs";
import { fill } from "./yjs_board.mjs";

process.env.HOST = "127.0.0.1";
process.env.PORT = String(port);

const require = createRequire(import.meta.url);
const Y = require("yjs");
const { setContentInitializor } = require("y-websocket/bin/utils");
setContentInitializor(async (document) => fill(Y, document));
// The program is not among what the package exports, so it is named by its file.
require("../node_modules/y-websocket/bin/server.cjs");
announce();
