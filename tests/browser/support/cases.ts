/** The protocol cases that Python and TypeScript both run. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Tests are bundled somewhere else, so the folder is found from where npm runs: the project's root.
const FOLDER = join(process.cwd(), "tests", "protocol");

/** One file of `tests/protocol`, parsed. The caller knows its shape. */
export function readCases<Shape>(fileName: string): Shape {
  return JSON.parse(readFileSync(join(FOLDER, fileName), "utf8")) as Shape;
}

/** All cases of the files that start with `prefix`, each with the name of its file. */
export function everyCase<Case>(prefix: string): { readonly file: string; readonly given: Case }[] {
  const files = readdirSync(FOLDER).filter((name) => name.startsWith(prefix) && name.endsWith(".json"));
  return files
    .sort()
    .flatMap((file) => readCases<{ cases: Case[] }>(file).cases.map((given) => ({ file, given })));
}
