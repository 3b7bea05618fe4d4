/** Bundles a peer with its page: `node bundle.mjs tldraw OUT`. Prints the gzipped bytes of a first load. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const peer = process.argv[2];
const out = resolve(process.argv[3]);
const { metafile } = await build({
  entryPoints: { [peer]: fileURLToPath(new URL(`${peer}.jsx`, import.meta.url)) },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  jsx: "automatic",
  tsconfigRaw: {}, // ours is about Preact
  jsxImportSource: "react",
  minify: true,
  nodePaths: [fileURLToPath(new URL("../../node_modules", import.meta.url))],
  conditions: ["production"],
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  define: { "process.env.NODE_ENV": '"production"', "process.env.IS_PREACT": '"false"' },
  metafile: true,
  logLevel: "error",
  absWorkingDir: out,
});

/** The entry, its style sheet and what it imports at once. */
const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint);
const wanted = new Set([entry, metafile.outputs[entry].cssBundle].filter(Boolean));
for (const path of wanted) {
  for (const { path: next, kind } of metafile.outputs[path].imports) {
    if (kind === "import-statement") wanted.add(next);
  }
}
let bytes = 0;
for (const path of wanted) bytes += gzipSync(readFileSync(`${out}/${path}`), { level: 9 }).length;
process.stdout.write(String(bytes));
