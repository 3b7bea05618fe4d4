/** Put on a page by tests/layout: finds the lines of many texts, with the real fonts and the real measuring. */

import type { FittedText, Line } from "../../../static/src/core/layout/layout.ts";
import { createFaces, type Face } from "../../../static/src/render/fonts.ts";
import { readTheme } from "../../../static/src/render/theme.ts";

type Case = readonly [text: string, w: number, h: number];
type PlainLine = readonly [text: string, width: number, isRightToLeft: boolean];

interface Answer {
  readonly wrapped: readonly PlainLine[];
  readonly fitted: readonly [size: number, isCut: boolean, lines: readonly PlainLine[]];
  readonly shortened: PlainLine;
}

/** A text is wrapped and shortened as if it were this large; tests/layout/agreement.py has the same. */
const WRAPPED_AT = 16;

const plain = (line: Line): PlainLine => [line.text, line.width, line.isRightToLeft];
const fitted = (found: FittedText): Answer["fitted"] => [found.size, found.isCut, found.lines.map(plain)];

function answer(face: Face, [text, w, h]: Case): Answer {
  const limit = Math.floor((w * 1000) / WRAPPED_AT);
  return {
    wrapped: face.layout.wrap(text, limit).map(plain),
    fitted: fitted(face.layout.fit(text, w, h, h / 2)),
    shortened: plain(face.layout.shorten(text, limit)),
  };
}

/** Resolves to the answers of the face of notes and of the face of headings, in the order of the cases. */
async function layoutAnswers(cases: readonly Case[]): Promise<{ note: Answer[]; head: Answer[] }> {
  const theme = readTheme(document.documentElement);
  for (const family of [`400 16px ${theme.bodyFont}`, `600 16px ${theme.headFont}`]) {
    for (const sample of ["x", "\u03b1", "\u0639", "\u05d0", "\u{1f3eb}"])
      await document.fonts.load(family, sample);
  }
  const faces = createFaces(theme);
  return {
    note: cases.map((one) => answer(faces.note, one)),
    head: cases.map((one) => answer(faces.head, one)),
  };
}

Object.assign(window, { layoutAnswers });
