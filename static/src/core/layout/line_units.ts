/** Cutting text into the pieces that the line breaker works with: clusters and units. */

import { type BreakClass, breakClass, firstClass } from "./break_classes.ts";

/** What a reader sees as single characters: joined emoji, flags and accented letters stay whole. */
export function clusters(text: string): string[] {
  const found: string[] = [];
  let flags = 0;
  let previous: BreakClass | null = null;
  for (const character of text) {
    const kind = breakClass(character.codePointAt(0) ?? 0);
    const isJoined =
      kind === "mark" ||
      kind === "joiner" ||
      (previous === "joiner" && kind === "emoji") ||
      (kind === "flag" && flags % 2 === 1);
    flags = kind === "flag" ? flags + 1 : 0;
    const last = found.length - 1;
    if (isJoined && last >= 0) found[last] += character;
    else found.push(character);
    previous = kind;
  }
  return found;
}

type ClassSet = ReadonlySet<BreakClass>;
const OPENS_WORD: ClassSet = new Set<BreakClass>(["letter", "ideograph", "emoji", "flag", "opening"]);
const STANDS_ALONE: ClassSet = new Set<BreakClass>(["ideograph", "emoji", "flag", "closing"]);
const ENDS_WORD: ClassSet = new Set<BreakClass>(["letter", "ideograph", "emoji", "flag", "closing"]);
const STARTS_ALONE: ClassSet = new Set<BreakClass>(["ideograph", "emoji", "flag", "opening"]);

function mayBreak(before: BreakClass, after: BreakClass, sofar: string): boolean {
  if (before === "space") return after !== "space";
  if (after === "space" || after === "closing" || before === "opening") return false;
  // A hyphen that opens a word ("-5", "-a") stays with it.
  if (before === "hyphen") return OPENS_WORD.has(after) && [...sofar.replace(/ +$/, "")].length > 1;
  if (before === "question") return OPENS_WORD.has(after);
  if (before === "dash" || after === "dash") return after !== "other" || before === "letter";
  if (STANDS_ALONE.has(before) && OPENS_WORD.has(after)) return true;
  return ENDS_WORD.has(before) && STARTS_ALONE.has(after);
}

/** The pieces of a paragraph that stay on one line, each with the spaces that follow it. */
export function units(paragraph: string): string[] {
  const found: string[] = [];
  let current = "";
  let before: BreakClass | null = null;
  for (const cluster of clusters(paragraph)) {
    const after = firstClass(cluster);
    if (before !== null && mayBreak(before, after, current)) {
      found.push(current);
      current = "";
    }
    current += cluster;
    before = after;
  }
  if (current !== "" || found.length === 0) found.push(current);
  return found;
}
