/** Pasted text as lines and cells, the way spreadsheets write them. */

import { LIMITS } from "../../core/kinds.ts";
import { codePoints } from "../../core/words.ts";

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

/** What the notes would say, in rows; what is too long for a note goes on in those below it. */
export function notesOf(text: string, cut: Cut): Table {
  const table = cellsOf(text, cut);
  return countLong(table) === 0 ? table : table.flatMap(goingOn);
}

/** Cells with more than a note may hold. */
export function countLong(table: Table): number {
  return table.flat().filter((cell) => cell.length > LIMITS.text && codePoints(cell) > LIMITS.text).length;
}

/** A row and, below it, the rests of its long cells. */
function goingOn(row: readonly string[]): string[][] {
  const pieces = row.map(piecesOf);
  const height = Math.max(1, ...pieces.map(({ length }) => length));
  return Array.from({ length: height }, (_, down) => pieces.map((piece) => piece[down] ?? ""));
}

/** Cut between words where there are some, else anywhere between two characters. */
function piecesOf(cell: string): string[] {
  const pieces: string[] = [];
  const signs = [...cell];
  for (let at = 0; at < signs.length; ) {
    const rest = signs.slice(at, at + LIMITS.text + 1);
    const space = rest.length > LIMITS.text ? rest.findLastIndex((sign) => /\s/.test(sign)) : -1;
    const length = space > LIMITS.text / 2 ? space : Math.min(rest.length, LIMITS.text);
    pieces.push(rest.slice(0, length).join("").trim());
    at += length;
  }
  return pieces.length === 0 ? [""] : pieces;
}

/** The cells as they come; empty ones are left out when they end a row or fill it. */
export function cellsOf(text: string, cut: Cut): Table {
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
