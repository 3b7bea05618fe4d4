/**
 * Makes everything that the browser loads, in static/dist: `node static/build/build.mjs [--dev] [--out FOLDER]`.
 *
 * Each file has its hash in its name, so it can be cached for ever; manifest.json maps the plain name
 * to it. Beside each text file lie a .gz and a .br. `--dev` keeps names readable and adds source maps.
 * The same input always gives the same bytes.
 */

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { makeSprite } from "./icons.mjs";
import { leanPackages } from "./lean_packages.mjs";
import { collectFontLicences, collectLicences } from "./licences.mjs";
import { closureOf, mergeInto } from "./merge.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FONTS = "static/dist/fonts";

/** What pages ask for -> where it is written. Bundled apart: the two kinds of pages share no file. */
const BUNDLES = [
  {
    "board.js": "static/src/main.ts",
    "board.css": "static/styles/board.css",
    "later.css": "static/styles/later.css",
  },
  { "pages.js": "static/src/pages.ts", "pages.css": "static/styles/pages.css" },
];

/** What some pages ask for beside their script, though it is loaded later by others. */
const LATER = {
  "static/src/ui/rare_list.ts": "list.js",
  "static/src/canvas.ts": "canvas.js",
  "static/src/ui/rare_facilitators.ts": "leading.js",
};

/** Older ones than these get simpler code where it can be translated. */
const BROWSERS = ["es2022", "chrome109", "firefox115", "safari16"];

const COMPRESSED = /\.(js|css|svg|txt)$/;

/** What earlier builds have left. */
const HASHED = /-[A-Z0-9]{8}\.\w+(\.map|\.gz|\.br)?$/;

/** What a page loads with its script, before anything is asked for: file names, without the script itself. */
function loadedWith(outputs, path, nameOf) {
  const found = new Set([...closureOf(outputs, path)].map(nameOf));
  found.delete(nameOf(path));
  return [...found].sort();
}

/** The bundles as a map of file name -> bytes, with the manifest's names and the list of inputs. */
async function makeBundles(entries, out, isDev) {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(entries).map(([name, path]) => ({
      in: path,
      out: name.replace(/\.\w+$/, ""),
    })),
    outdir: out,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true, // what is imported with import() is loaded when it is needed
    format: "esm",
    platform: "browser",
    target: BROWSERS,
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file" },
    plugins: [leanPackages],
    alias: { "lib0/logging": "./static/build/quiet_logging.mjs" },
    define: { "process.env.NODE_ENV": isDev ? '"development"' : '"production"' },
    minify: !isDev,
    sourcemap: isDev,
    legalComments: "none", // whole licence texts are in licences.txt
    metafile: true,
    write: false,
    logLevel: "warning",
  });

  const { outputs, inputs } = result.metafile;
  const made = new Map(result.outputFiles.map((file) => [basename(file.path), file.contents]));
  const first = Object.keys(outputs).find((path) => outputs[path].entryPoint === Object.values(entries)[0]);
  const one = isDev
    ? null
    : await mergeInto(first, outputs, made, { format: "esm", target: BROWSERS, minify: true });
  const nameOf = (path) => one?.names.get(basename(path)) ?? basename(path);
  const others = [...made].filter(([name]) => !one?.names.has(name));
  const names = {};
  for (const [path, output] of Object.entries(outputs)) {
    const entry = Object.entries(entries).find(([, source]) => source === output.entryPoint);
    const font = /(?<name>[^/]+)-[A-Z0-9]{8}(?<ending>\.woff2)$/.exec(path);
    if (entry) names[entry[0]] = nameOf(path);
    const script = entry?.[0].endsWith(".js") ? entry[0] : LATER[output.entryPoint];
    if (script) {
      names[script] = nameOf(path);
      names[`${script} parts`] = loadedWith(outputs, path, nameOf);
    }
    if (font) names[font.groups.name + font.groups.ending] = basename(path);
  }
  return { files: new Map([...others, ...(one?.files ?? [])]), names, inputs: Object.keys(inputs) };
}

/** The file name with its hash: icons.svg -> icons-1A2B3C4D.svg. */
function hashedName(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  return name.replace(/(\.\w+)$/, `-${hash}$1`);
}

async function makeLicences(inputs) {
  const code = await collectLicences(inputs, [
    "lucide-static",
    "twemoji-colr-font",
    "@fontsource/noto-sans-hebrew",
  ]);
  const fonts = await collectFontLicences(`${FONTS}/licences.json`);
  return `${code}\n${"-".repeat(78)}\n\n${fonts}`;
}

async function compressed(files) {
  const [toGzip, toBrotli] = [promisify(gzip), promisify(brotliCompress)];
  const more = new Map();
  for (const [name, content] of files) {
    if (!COMPRESSED.test(name)) continue;
    more.set(`${name}.gz`, await toGzip(content, { level: 9 }));
    more.set(`${name}.br`, await toBrotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
  return more;
}

/** Writes the new files, then the manifest in one step, then removes files of earlier builds. */
async function writeDist(out, files, names) {
  await mkdir(out, { recursive: true });
  for (const [name, content] of files) await writeFile(`${out}/${name}`, content);

  const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(`${out}/manifest.json.new`, `${JSON.stringify(sorted, null, 2)}\n`);
  await rename(`${out}/manifest.json.new`, `${out}/manifest.json`);

  for (const name of await readdir(out)) {
    if (HASHED.test(name) && !files.has(name)) await rm(`${out}/${name}`);
  }
}

async function run() {
  process.chdir(ROOT);
  const { values } = parseArgs({
    options: { dev: { type: "boolean", default: false }, out: { type: "string", default: "static/dist" } },
  });
  const { dev: isDev, out } = values;
  if (!existsSync(`${FONTS}/licences.json`)) {
    throw new Error("The fonts are not there yet: run `make build`, or static/build/fonts.py.");
  }

  const made = await Promise.all(BUNDLES.map((entries) => makeBundles(entries, out, isDev)));
  const files = new Map(made.flatMap((one) => [...one.files]));
  const names = Object.assign({}, ...made.map((one) => one.names));
  const inputs = [...new Set(made.flatMap((one) => one.inputs))];
  const additions = {
    "icons.svg": await makeSprite("static/icons.json", "node_modules/lucide-static/icons"),
    "licences.txt": await makeLicences(inputs),
  };
  for (const [name, content] of Object.entries(additions)) {
    names[name] = hashedName(name, content);
    files.set(names[name], Buffer.from(content));
  }
  const small = isDev ? new Map() : await compressed(files);
  await writeDist(out, new Map([...files, ...small]), names);
}

run().catch((error) => {
  // esbuild has already shown where its own errors are.
  if (!error.errors) console.error(`build: ${error.message}`);
  process.exitCode = 1;
});
