/** Who is meant by "@Mia": found while it is typed, kept as person ids, shown as names. */

import { folded } from "../../core/folding.ts";
import { compareNames } from "../../core/i18n.ts";
import type { Person } from "../../core/types.ts";

type People = ReadonlyMap<string, Person>;

/** The name that is being typed after an "@". */
export interface Asked {
  /** Where the "@" is. */
  readonly start: number;
  readonly name: string;
}

/** As the server allows. */
const MENTIONS_MOST = 10;
const SHOWN_MOST = 6;
/** Names have a first and a last part; a third word is no name any more. */
const ASKED = /(?:^|[\s([{"'])@([^\s@]*(?: [^\s@]*)?)$/u;

/** The name that is being typed before the caret; null when there is none. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret);
  const name = ASKED.exec(before)?.[1];
  return name === undefined ? null : { start: caret - name.length - 1, name };
}

/** Members whose name, or a part of it, begins so; those whose whole name does come first. */
export function candidates(asked: Asked, people: People, me: string): Person[] {
  const wanted = folded(asked.name);
  const rank = ({ name }: Person): number => {
    const plain = folded(name);
    if (plain.startsWith(wanted)) return 0;
    return plain.split(/\s+/).some((part) => part.startsWith(wanted)) ? 1 : 2;
  };
  return [...people.values()]
    .filter((person) => person.role !== null && person.id !== me && rank(person) < 2)
    .sort((a, b) => rank(a) - rank(b) || compareNames(a.name, b.name))
    .slice(0, SHOWN_MOST);
}

/** The text with the whole name instead of what was typed, and where the caret stands then. */
export function withName(text: string, asked: Asked, name: string): { text: string; caret: number } {
  const end = asked.start + 1 + asked.name.length;
  const rest = text.slice(end);
  const put = `@${name}${/^\s/.test(rest) ? "" : " "}`;
  const caret = asked.start + put.length + (put.endsWith(" ") ? 0 : 1);
  return { text: text.slice(0, asked.start) + put + rest, caret };
}

/** Where the text names one of these people. */
export interface Named {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** Every "@name" of the text, the longest name at each place. */
export function namesIn(text: string, names: Iterable<string>): Named[] {
  const longestFirst = [...new Set(names)].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  const found: Named[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const name = longestFirst.find((one) => text.startsWith(one, at + 1) && isEnd(text, at + 1 + one.length));
    if (name !== undefined) found.push({ start: at, end: at + 1 + name.length, name });
  }
  return found;
}

function isEnd(text: string, at: number): boolean {
  return !/^[\p{L}\p{N}]/u.test(text.slice(at));
}

/**
 * The ids of those whom the text names. Where several people have one name, it is those of `picked`.
 * Whoever is in `picked` but not named in the text is not meant any more.
 */
export function mentionedIn(text: string, people: People, picked: Iterable<string>): string[] {
  const chosen = new Set(picked);
  const members = [...people.values()].filter(({ id, role }) => role !== null || chosen.has(id));
  const ids = namesIn(
    text,
    members.map(({ name }) => name),
  ).flatMap(({ name }) => {
    const meant = members.filter((person) => person.name === name);
    const byHand = meant.filter(({ id }) => chosen.has(id));
    const sure = byHand.length > 0 ? byHand : meant.length === 1 ? meant : [];
    return sure.map(({ id }) => id);
  });
  return [...new Set(ids)].slice(0, MENTIONS_MOST);
}
