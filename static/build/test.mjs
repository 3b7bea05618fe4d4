/**
 * Runs the tests of the browser's code in Node: `node static/build/test.mjs [PART OF A FILE NAME ...]`.
 *
 * Each tests/browser/**\/*.test.ts is bundled into .make/node-tests, packages left outside, and run from
 * the root of the project by Node's own test runner.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { leanPackages } from "./lean_packages.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TESTS = "tests/browser";
const OUT = ".make/node-tests";

process.chdir(ROOT);
const wanted = process.argv.slice(2);
const found = existsSync(TESTS) ? await readdir(TESTS, { recursive: true }) : [];
const files = found
  .filter((path) => /\.test\.tsx?$/.test(path))
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .sort();

if (files.length === 0) {
  console.error(
    `There is no test in ${TESTS}${wanted.length > 0 ? ` named like ${wanted.join(", ")}` : ""}.`,
  );
  process.exit(1);
}

await rm(OUT, { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: files.map((path) => `${TESTS}/${path}`),
  outbase: TESTS,
  outdir: OUT,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  plugins: [leanPackages],
  format: "esm",
  platform: "node",
  target: "node20",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: "inline",
  logLevel: "warning",
});

const bundles = files.map((path) => `${OUT}/${path.replace(/\.tsx?$/, ".mjs")}`);
const { status } = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", ...bundles],
  {
    stdio: "inherit",
  },
);
process.exit(status ?? 1);
