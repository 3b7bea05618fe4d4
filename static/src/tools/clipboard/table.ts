/** Pasted text as lines and cells, the way spreadsheets write them. */

/** More than this is refused with a sentence: nobody means to make so many notes at once. */
export const PASTE_LIMITS = { characters: 100_000, cells: 10_000 } as const;

export type Table = readonly (readonly string[])[];

/** Rows of cells. A cell with line breaks or tabs stands in quotes, with quotes in it doubled. */
export function tableOf(text: string): Table {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = cellAt(text, at);
    row.push(cell.value);
    at = cell.end;
    if (text[at] === "\t") {
      at += 1;
      if (at === text.length) row.push("");
      continue;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
    at += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function cellAt(text: string, start: number): { readonly value: string; readonly end: number } {
  const quoted = text[start] === '"' ? quotedAt(text, start) : null;
  if (quoted !== null) return quoted;
  let end = start;
  while (end < text.length && !"\t\r\n".includes(text.charAt(end))) end += 1;
  return { value: text.slice(start, end), end };
}

/** A cell in quotes, if what begins there is one. */
function quotedAt(text: string, start: number): { readonly value: string; readonly end: number } | null {
  let at = start + 1;
  let value = "";
  while (at < text.length) {
    const next = text.indexOf('"', at);
    if (next < 0) return null;
    value += text.slice(at, next);
    if (text[next + 1] === '"') {
      value += '"';
      at = next + 2;
      continue;
    }
    const after = text.charAt(next + 1);
    return after === "" || "\t\r\n".includes(after) ? { value, end: next + 1 } : null;
  }
  return null;
}

export type Cut = "lines" | "cells" | "one";

/** What the notes would say, in rows; empty cells are left out when they end a row or fill it. */
export function notesOf(text: string, cut: Cut): Table {
  if (cut === "one") return text.trim() === "" ? [] : [[text.trim()]];
  const rows = tableOf(text).map((row) => row.map((cell) => cell.trim()));
  if (cut === "cells") return rows.filter((row) => row.some((cell) => cell !== ""));
  return rows
    .map((row) => row.filter((cell) => cell !== "").join(" · "))
    .filter((line) => line !== "")
    .map((line) => [line]);
}

/** Notes that would come of it. */
export function countOf(table: Table): number {
  return table.reduce((sum, row) => sum + row.filter((cell) => cell !== "").length, 0);
}

/** Whether it is more than can be pasted at once. */
export function isTooMuch(text: string): boolean {
  if (text.length > PASTE_LIMITS.characters) return true;
  return text.length > PASTE_LIMITS.cells && tableOf(text).flat().length > PASTE_LIMITS.cells;
}
