/** What may be written on the board: the same rules as `check_text` in `board/core/ops.py`. */

// Control characters other than tab and line feed, and halves of a character that were cut apart:
// the server refuses them, and nobody typed them on purpose.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
const UNSTORABLE = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu;

/** `typed` with line feeds for every line break and without what cannot be stored. */
export function cleanText(typed: string): string {
  return typed.replace(/\r\n?/g, "\n").replace(UNSTORABLE, "");
}

/** The same on one line, without space at its ends. */
export function cleanTitle(typed: string): string {
  return cleanText(typed)
    .replace(/[\n\t]+/g, " ")
    .trim();
}

/** Length as the limits count it: an emoji of one code point is one, whatever JavaScript says. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function isBlank(text: string): boolean {
  return text.trim() === "";
}
