/** Makes the one file with all icons: each is a symbol that takes the colour of the text around it. */

import { readFile } from "node:fs/promises";

const SHARED = [
  'xmlns="http://www.w3.org/2000/svg"',
  'fill="none"',
  'stroke="currentColor"',
  'stroke-width="2"',
  'stroke-linecap="round"',
  'stroke-linejoin="round"',
].join(" ");

/**
 * The sprite as SVG text, one `<symbol id="NAME">` for each name.
 *
 * Fails with a sentence when a name is not in the icon set, or the list is not sorted and unique
 * (so that two people who add an icon meet in one line).
 */
export async function makeSprite(listFile, iconFolder) {
  const names = JSON.parse(await readFile(listFile, "utf8"));
  const sorted = [...new Set(names)].sort();
  if (sorted.join() !== names.join()) {
    throw new Error(`${listFile} must be sorted and without doubles.`);
  }
  const symbols = await Promise.all(names.map((name) => makeSymbol(name, iconFolder)));
  return `<svg ${SHARED}>\n${symbols.join("\n")}\n</svg>\n`;
}

async function makeSymbol(name, iconFolder) {
  let drawing;
  try {
    drawing = await readFile(`${iconFolder}/${name}.svg`, "utf8");
  } catch {
    throw new Error(`There is no icon “${name}” in ${iconFolder}; its names are the files there.`);
  }
  const parts = /<svg[^>]*>(?<shapes>[\s\S]*)<\/svg>/.exec(drawing);
  const shapes = parts.groups.shapes.trim().replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}
