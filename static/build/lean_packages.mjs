/**
 * Packages without the parts that Tavolo never reaches.
 *
 * Yjs has nothing but its text: a note's document is one text of plain typing, and the server refuses every
 * other update (board/core/text_update.py). Lists, maps, XML, formats, embedded things, documents inside
 * documents, telling listeners what has changed, and its second format of updates would be a third of it.
 * Socket.IO has no WebTransport, which our server does not speak, no binary messages, no other hosts, and no
 * reconnecting, which is ours (static/src/sync/session.ts).
 *
 * Tests of the browser's code run with these too. A part that a new version of a package no longer has stops
 * the build.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Whole modules. */
const UNREACHED = new RegExp(
  [
    "yjs/src/types/(YXml\\w+|YArray|YMap)",
    "yjs/src/structs/Content(Any|Binary|Doc|Embed|Format|JSON|Type)",
    "engine\\.io-client/build/esm/(transports/webtransport|contrib/parseuri)",
    "engine\\.io-parser/build/esm/contrib/base64-arraybuffer",
    "socket\\.io-parser/build/esm/binary",
  ]
    .map((file) => `/node_modules/${file}\\.js$`)
    .join("|"),
);

/** All that is asked of a module which does more as soon as it is loaded. */
const ONLY = { "socket.io-client/build/esm/index.js": 'export { Manager } from "./manager.js";' };

/** Classes and functions of modules: what stands in their place. */
const INSTEAD = {
  "yjs/src/types/YText.js": { cleanupYTextAfterTransaction: "left_out" },
  // What waits for what it builds on is kept in the second format, and read in it: here both are the first.
  "yjs/src/utils/UpdateDecoder.js": { DSDecoderV2: "DSDecoderV1", UpdateDecoderV2: "UpdateDecoderV1" },
  "yjs/src/utils/UpdateEncoder.js": { DSEncoderV2: "DSEncoderV1", UpdateEncoderV2: "UpdateEncoderV1" },
  "socket.io-parser/build/esm/is-binary.js": { hasBinary: "() => false" },
};

/** Methods of a module's classes. */
const METHODS = {
  "rbush/index.js": "all collides fromJSON",
  "socket.io-client/build/esm/manager.js": "reconnect onreconnect",
  "socket.io-client/build/esm/socket.js":
    "send emitWithAck _addToQueue compress volatile timeout prependAny listenersAny " +
    "onAnyOutgoing prependAnyOutgoing offAnyOutgoing listenersAnyOutgoing",
  "yjs/src/types/YText.js":
    "changes delta clone applyDelta toDelta insertEmbed format " +
    "removeAttribute setAttribute getAttribute getAttributes",
  "yjs/src/utils/Doc.js":
    "load getSubdocs getSubdocGuids getArray getMap getXmlElement getXmlFragment toJSON destroy",
  "yjs/src/utils/UpdateDecoder.js": "readAny readBuf readJSON readKey",
  "yjs/src/utils/UpdateEncoder.js": "writeAny writeBuf writeJSON writeKey",
  "yjs/src/utils/YEvent.js": "path deletes keys delta adds changes",
};

const LEFT_OUT = 'function left_out() { throw new TypeError("left out of the bundle"); }\n';

/** Class and function names that a module gives to others. */
const EXPORTED = /^export (class|const|function) (\w+)/gm;

/** The same names with nothing behind them: an empty class, or a function that says what is wrong. */
function emptied(text) {
  const lines = [...text.matchAll(EXPORTED)].map(([, what, name]) =>
    what === "class" ? `export class ${name} {}` : `export { left_out as ${name} };`,
  );
  return `${LEFT_OUT}${lines.join("\n")}\n`;
}

/** The text with the one place that `pattern` fits put otherwise. */
function replaced(text, pattern, instead, what) {
  const found = text.match(pattern)?.length ?? 0;
  if (found !== 1) throw new Error(`${what} is there ${found} times: see static/build/lean_packages.mjs.`);
  return text.replace(pattern, instead);
}

/** Both packages indent by the book: what begins at a line's beginning ends with the next brace there. */
function leaned(text, file) {
  let lean = text;
  for (const [name, instead] of Object.entries(INSTEAD[file] ?? {})) {
    const whole = new RegExp(`^export (?:class|const|function) ${name}\\b[^]*?^\\}$`, "gm");
    lean = replaced(lean, whole, `export const ${name} = ${instead};`, `${name} of ${file}`);
  }
  for (const name of METHODS[file]?.split(" ") ?? []) {
    const whole = new RegExp(`^( +)(?:get )?${name} ?\\([^\\n]*\\{$[^]*?^\\1\\}$`, "gm");
    lean = replaced(lean, whole, "", `${name} of ${file}`);
  }
  return LEFT_OUT + lean;
}

const LEANED = new Set([...Object.keys(INSTEAD), ...Object.keys(METHODS)]);
const PACKAGE = /\/node_modules\/(?<file>(?:rbush|socket\.io-client|socket\.io-parser|yjs)\/.+\.js)$/;

export const leanPackages = {
  name: "lean-packages",
  setup(bundler) {
    // Its usual file has everything in one.
    const yjs = fileURLToPath(import.meta.resolve("yjs/src/index.js"));
    bundler.onResolve({ filter: /^yjs$/ }, () => ({ path: yjs, sideEffects: false }));
    bundler.onLoad({ filter: UNREACHED }, async ({ path }) => ({
      contents: emptied(await readFile(path, "utf8")),
    }));
    bundler.onLoad({ filter: PACKAGE }, async ({ path }) => {
      const { file } = PACKAGE.exec(path).groups;
      if (ONLY[file]) return { contents: ONLY[file] };
      return LEANED.has(file) ? { contents: leaned(await readFile(path, "utf8"), file) } : undefined;
    });
  },
};
