/** What a note is about, as stems: Italian and English words without their endings, and without filler words. */

import { folded } from "../../core/folding.ts";

/** Words that say nothing about what a note is about, without accents; Italian and English in one. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    "a ad al allo alla ai agli alle all da dal dallo dalla dai dagli dalle dall di del dello della dei degli delle " +
    "dell in nel nello nella nei negli nelle nell su sul sullo sulla sui sugli sulle sull con col coi per tra fra " +
    "il lo la i gli le l un uno una e ed o od ma se che chi cui non ne ci si mi ti vi piu meno anche come dove " +
    "quando quanto quale quali questo questa questi queste quello quella quelli quelle sono sia e' era essere c'e " +
    "ha hanno avere abbiamo fare fa fanno puo possono bisogna serve servono vuole vogliono molto molti molte poco " +
    "pochi poche troppo troppi tutto tutti tutte ogni altro altri altre solo gia ancora senza prima dopo cosa cose " +
    "loro nostro nostra suo sua suoi sue mio mia verso sotto sopra invece qualche alcuni alcune nessuno perche " +
    "an the and or but if of to at by for from on in into with without is are be been was were it its this that " +
    "these those there their them they we our you your he she his her not no do does did can could should would " +
    "will have has had more most less many much few some any all each every other than then so too very just only " +
    "also as up out about over what who whom which where when why how need needs want wants make get"
  ).split(" "),
);

/** Endings, longest first: what is left must still be a word. */
const ENDINGS: readonly string[] = [
  "azioni",
  "azione",
  "izioni",
  "izione",
  "amenti",
  "amento",
  "imenti",
  "imento",
  "mente",
  "ations",
  "ation",
  "abile",
  "abili",
  "ibile",
  "ibili",
  "ezza",
  "ismo",
  "ista",
  "isti",
  "iste",
  "tori",
  "tore",
  "trice",
  "trici",
  "anti",
  "ante",
  "enti",
  "ente",
  "ando",
  "endo",
  "ments",
  "ment",
  "ness",
  "ings",
  "ing",
  "zioni",
  "zione",
  "sioni",
  "sione",
  "tions",
  "tion",
  "arsi",
  "ersi",
  "irsi",
  "are",
  "ere",
  "ire",
  "ato",
  "ata",
  "ati",
  "ate",
  "uto",
  "uta",
  "uti",
  "ute",
  "ito",
  "ita",
  "iti",
  "ite",
  "ano",
  "ono",
  "ies",
  "ers",
  "er",
  "ed",
  "es",
  "ly",
  "s",
];
const LEAST = 4;
const WORD = /[\p{L}\p{N}]+/gu;

/** The stem of a folded word: "cortili" and "cortile", "painting" and "painted" have the same. */
export function stemOf(word: string): string {
  let stem = word;
  for (const ending of ENDINGS) {
    if (stem.endsWith(ending) && stem.length - ending.length >= LEAST) {
      stem = stem.slice(0, -ending.length);
      break;
    }
  }
  while (stem.length > LEAST - 1 && /[aeiouy]$/.test(stem)) stem = stem.slice(0, -1);
  // "ch" and "gh" keep the sound of "c" and "g" before an ending.
  return /[cg]h$/.test(stem) && stem.length > LEAST ? stem.slice(0, -1) : stem;
}

/** The stems in a text, in order; filler words and single letters say too little. */
export function stemsOf(text: string): string[] {
  return tellingWords(text).map(stemOf);
}

function tellingWords(text: string): string[] {
  const words = folded(text).match(WORD) ?? [];
  return words.filter((word) => word.length > 1 && !FILLERS.has(word));
}

/** A word, as it was written first, that more of these texts share than any other; "" when none do. */
export function commonWord(texts: readonly string[]): string {
  const shared = new Map<string, { count: number; word: string }>();
  for (const text of texts) {
    const seen = new Set<string>();
    for (const word of text.match(WORD) ?? []) {
      const [telling] = tellingWords(word);
      const stem = telling === undefined || /^\p{N}/u.test(word) ? "" : stemOf(telling);
      if (stem === "" || seen.has(stem)) continue;
      seen.add(stem);
      const before = shared.get(stem);
      if (before) before.count += 1;
      else shared.set(stem, { count: 1, word });
    }
  }
  const [best] = [...shared.values()].sort((a, b) => b.count - a.count || b.word.length - a.word.length);
  if (best === undefined || best.count < 2) return "";
  return best.word.slice(0, 1).toLocaleUpperCase() + best.word.slice(1);
}
