/** The length of a text as the server counts it: in code points. */

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export interface Edit {
  readonly text: string;
  /** What is replaced, in UTF-16 units as in a text field. */
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** Whether the text is at most `limit` code points after the edit, or at least shorter than before. */
export function fitsAfter({ text, start, end, inserted }: Edit, limit: number): boolean {
  const before = codePoints(text);
  const after = before - codePoints(text.slice(start, end)) + codePoints(inserted);
  return after <= limit || after < before;
}
