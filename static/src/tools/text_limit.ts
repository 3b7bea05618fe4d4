/** Whether what is being typed still fits, before it is there. Counted in code points, as the server does. */

import { codePoints } from "../core/words.ts";

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
