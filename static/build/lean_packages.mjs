/**
 * Packages without the parts that Tavolo never reaches.
 *
 * Yjs has nothing but its text: a note's document is one text of plain typing, and the server refuses every
 * other update (board/core/text_update.py). Lists, maps, XML, formats, embedded things and documents inside
 * documents would be a fifth of it. Socket.IO has no WebTransport, which our server does not speak.
 *
 * Tests of the browser's code run with these too.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const UNREACHED =
  /\byjs\/src\/(types\/(YXml\w+|YArray|YMap)|structs\/Content(Any|Binary|Doc|Embed|Format|JSON|Type))\.js$|\bengine\.io-client\/build\/esm\/transports\/webtransport\.js$/;

/** Class and function names that a module gives to others. */
const EXPORTED = /^export (class|const|function) (\w+)/gm;

/** The same names with nothing behind them: an empty class, or a function that says what is wrong. */
function emptied(text) {
  const lines = [...text.matchAll(EXPORTED)].map(([, what, name]) =>
    what === "class" ? `export class ${name} {}` : `export { left_out as ${name} };`,
  );
  return `function left_out() { throw new TypeError("left out of the bundle"); }\n${lines.join("\n")}\n`;
}

export const leanPackages = {
  name: "lean-packages",
  setup(bundler) {
    // Its usual file has everything in one.
    const yjs = fileURLToPath(import.meta.resolve("yjs/src/index.js"));
    bundler.onResolve({ filter: /^yjs$/ }, () => ({ path: yjs, sideEffects: false }));
    bundler.onLoad({ filter: UNREACHED }, async ({ path }) => ({
      contents: emptied(await readFile(path, "utf8")),
    }));
  },
};
