/** Collects the licence texts of everything that the built files contain. */

import { readdir, readFile } from "node:fs/promises";

/**
 * One plain text: for each npm package its name, version, licence name and licence text.
 *
 * `inputs` are the paths of the bundled files, relative to the root of the project; packages that are
 * copied rather than bundled are named in `alsoUsed`.
 */
export async function collectLicences(inputs, alsoUsed) {
  const folders = new Set(alsoUsed.map((name) => `node_modules/${name}`));
  for (const path of inputs) {
    const found = /^(?<folder>.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found) folders.add(found.groups.folder);
  }
  const texts = await Promise.all([...folders].sort().map(readLicence));
  return texts.join(`\n${"-".repeat(78)}\n\n`);
}

async function readLicence(folder) {
  const about = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? await readFile(`${folder}/${file}`, "utf8") : "";
  return `${about.name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
}

/** The same for the fonts, from the list that fonts.py wrote beside them. */
export async function collectFontLicences(listFile) {
  const fonts = JSON.parse(await readFile(listFile, "utf8"));
  return fonts
    .filter((font) => font.text)
    .map((font) => `${font.family} ${font.version} (${font.licence})\n\n${font.text.trim()}\n`)
    .join(`\n${"-".repeat(78)}\n\n`);
}
