/** Words of a note in a sentence about it. */

/** Enough to know which one it was. */
const MOST_WORDS = 80;

/** In one line, cut where it is long. */
export function shortWords(words: string): string {
  const text = words.trim().replace(/\s+/g, " ");
  return text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text;
}
