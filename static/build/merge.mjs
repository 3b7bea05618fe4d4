/**
 * Makes one file of a script and all that it imports. A bundler with splitting makes a file of every set of
 * modules that some parts share; dozens of small files are more to ask for, and to compress each by itself.
 */

import { createHash } from "node:crypto";
import { basename } from "node:path";
import { build } from "esbuild";

/** Static imports and re-exports of other files, as esbuild writes them when it minifies. */
const IMPORTS = /\b(import|export)(\{[^}]*\}from)?"\.\/([\w-]+\.js)"/g;

/** The script at `path` with all that it imports at once: paths of outputs. */
export function closureOf(outputs, path) {
  const found = new Set([path]);
  for (const file of found) {
    for (const { path: next, kind } of outputs[file].imports) {
      if (kind === "import-statement") found.add(next);
    }
  }
  return found;
}

/** Each export of the merged files under a name of its own: they all begin with a, b, c. */
function nameOf(files, file, name) {
  return `_${files.indexOf(file)}_${name}`;
}

async function merged(texts, files, entry, options) {
  const exported = files.map((file) => {
    const names = texts.get(file).exports.map((name) => `${name} as ${nameOf(files, file, name)}`);
    return `export { ${names.join(", ")} } from "./${file}";`;
  });
  const memory = {
    name: "memory",
    setup(bundler) {
      bundler.onResolve({ filter: /^\.\// }, ({ path }) => {
        const file = basename(path);
        return files.includes(file) ? { path: file, namespace: "memory" } : { path, external: true };
      });
      bundler.onLoad({ filter: /./, namespace: "memory" }, ({ path }) => ({
        contents: texts.get(path).text,
      }));
    },
  };
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: [`import "./${entry}";`, ...exported].join("\n") },
    bundle: true,
    write: false,
    plugins: [memory],
  });
  return outputFiles[0].text;
}

/** What imports merged files imports the one instead. */
function redirected(text, files, target) {
  return text.replace(IMPORTS, (whole, word, names, file) => {
    if (!files.includes(file)) return whole;
    if (names === undefined) return `${word}"./${target}"`;
    const list = names.slice(1, names.lastIndexOf("}")).split(",");
    const renamed = list.map((one) => {
      const [name, as] = one.split(" as ");
      return `${nameOf(files, file, name)} as ${as ?? name}`;
    });
    return `${word}{${renamed.join(",")}}from"./${target}"`;
  });
}

function hashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  return name.replace(/-[A-Z0-9]{8}(\.js)$/, `-${hash}$1`);
}

/**
 * The scripts with `entry` (a path of `outputs`) and all that it imports as one: new file name -> bytes, and
 * the new name of each old one. A name changes with what it or any other file holds.
 */
export async function mergeInto(entry, outputs, contents, options) {
  const scripts = Object.keys(outputs).filter((path) => path.endsWith(".js"));
  const texts = new Map(
    scripts.map((path) => [
      basename(path),
      { text: Buffer.from(contents.get(basename(path))).toString(), exports: outputs[path].exports },
    ]),
  );
  const files = [...closureOf(outputs, entry)].map((path) => basename(path));
  const one = await merged(texts, files, basename(entry), options);
  const target = hashed(basename(entry), one);
  const names = new Map(files.map((file) => [file, target]));
  for (const file of texts.keys()) {
    if (!names.has(file)) names.set(file, hashed(file, file + target));
  }
  const renamed = (text) => text.replace(/[\w-]+-[A-Z0-9]{8}\.js/g, (name) => names.get(name) ?? name);
  const made = new Map([[target, Buffer.from(renamed(one))]]);
  for (const [file, { text }] of texts) {
    if (!files.includes(file))
      made.set(names.get(file), Buffer.from(renamed(redirected(text, files, target))));
  }
  return { files: made, names };
}
