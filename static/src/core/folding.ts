/** Words without accents and case: what people look for is found however it was written. */

const MARKS = /\p{M}+/gu;
const QUOTES = /[\u2018\u2019\u02bc]/g;

/** "Perché" and "PERCHE" fold to the same; so do straight and curly apostrophes. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").toLowerCase().replace(QUOTES, "'");
}

/** Where something is in a text, in UTF-16 units; `end` is after it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The words that are looked for, folded, each once. */
export function wantedWords(query: string): string[] {
  return [...new Set(folded(query).split(/\s+/))].filter((word) => word !== "");
}

/** Where `words` (folded) stand in `text`, in order and without overlaps. */
export function rangesOf(text: string, words: readonly string[]): Range[] {
  const { plain, at } = traced(text);
  const found: Range[] = [];
  for (const word of words) {
    for (let from = plain.indexOf(word); from >= 0; from = plain.indexOf(word, from + word.length)) {
      found.push({ start: at[from] ?? 0, end: at[from + word.length] ?? text.length });
    }
  }
  return joined(found);
}

/** The folded text, and for each of its places where it comes from. */
function traced(text: string): { readonly plain: string; readonly at: readonly number[] } {
  let plain = "";
  const at: number[] = [];
  let place = 0;
  for (const character of text) {
    for (const unit of folded(character)) {
      plain += unit;
      for (let n = 0; n < unit.length; n += 1) at.push(place);
    }
    place += character.length;
  }
  at.push(text.length);
  return { plain, at };
}

function joined(ranges: readonly Range[]): Range[] {
  const inOrder = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Range[] = [];
  for (const range of inOrder) {
    const last = result.at(-1);
    if (last && range.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else result.push(range);
  }
  return result;
}
