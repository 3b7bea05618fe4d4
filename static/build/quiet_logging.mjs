/**
 * In place of `lib0/logging` in the bundles. Yjs prints with it only what somebody asks for who debugs Yjs;
 * with its colours for terminals and the parts of a document that it can draw, it would be 5 % of what a
 * page loads first. Warnings are still said.
 */

export const [BOLD, UNBOLD, ORANGE, RED] = ["", "", "", ""];

export function print(...words) {
  console.info(...words);
}

export function warn(...words) {
  console.warn(...words);
}
