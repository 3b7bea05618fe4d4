/** Addresses in what people write. */

export interface Link {
  /** Where it is in the text. */
  readonly start: number;
  readonly end: number;
  /** Always http, https or mailto. */
  readonly address: string;
}

const LONGEST = 2_000;

/** Not in the middle of a word or of another address. */
const STARTS = /(?<![0-9A-Za-z\u00c0-\u024f@._%+/-])/.source;
const REST =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no address goes over a line's end
  /[^\u0000-\u0020"<>\\^`{|}\u007f-\u00a0\u00ab\u00bb\u2000-\u200f\u2018-\u201f\u2028-\u202f\u3000-\u3002\u300c\u300d\uff0c\ufeff]/
    .source;
/** An address has something of a place: a letter or digit after its beginning. */
const PLACE = `(?=[0-9a-z\\u00a1-\\uffff[])${REST}+`;
const MAIL = "[0-9A-Za-z._%+-]{1,64}@[0-9A-Za-z-]{1,63}(?:\\.[0-9A-Za-z-]{1,63})+";
const FOUND = new RegExp(
  `${STARTS}(?:https?://${PLACE}|www\\.${PLACE}|mailto:${MAIL}${REST}*|${MAIL})`,
  "gi",
);
const PUNCTUATION = ".,;:!?'*_~";
const BRACKETS: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

const countOf = (text: string, character: string): number => text.split(character).length - 1;

/** Whether the last character belongs to the sentence and not to the address. */
function endsTooLate(shown: string): boolean {
  const last = shown.slice(-1);
  if (last !== "" && PUNCTUATION.includes(last)) return true;
  const opening = BRACKETS[last];
  return opening !== undefined && countOf(shown, last) > countOf(shown, opening);
}

function addressOf(shown: string): string {
  const small = shown.toLowerCase();
  if (small.startsWith("www.")) return `https://${shown}`;
  return /^(?:https?:\/\/|mailto:)/.test(small) ? shown : `mailto:${shown}`;
}

/** The addresses in a text, in its order. */
export function linksIn(text: string): Link[] {
  const found: Link[] = [];
  for (const match of text.matchAll(FOUND)) {
    let shown = match[0];
    if (shown.length > LONGEST) continue;
    while (endsTooLate(shown)) shown = shown.slice(0, -1);
    found.push({ start: match.index, end: match.index + shown.length, address: addressOf(shown) });
  }
  return found;
}
