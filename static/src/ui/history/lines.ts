/** Changes as people read them: by person and moment, and the same thing done again told once. */

import type { Change, Deed } from "./changes.ts";

/** What a line says was done. "lost": the details are not kept any more. */
export type What =
  | { readonly do: Deed["do"]; readonly kind: Deed["kind"] }
  | { readonly do: "undo" | "lost" }
  | { readonly do: "restore"; readonly moment: number };

export interface Line {
  readonly what: What;
  /** How many items or, for undone and lost ones, changes. */
  readonly n: number;
  /** The items; of a great many only the first. */
  readonly ids: readonly string[];
  /** How the one item began to read then. */
  readonly text: string | null;
  /** The entries that it stands for. */
  readonly first: number;
  readonly last: number;
  readonly atMs: number;
}

export interface Group {
  readonly actor: string;
  /** When it began and ended. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The newest first. */
  readonly lines: readonly Line[];
}

/** A pause of so long begins a new group. */
const PAUSE_MS = 120_000;

/** `changes`: the newest first. What the server did by itself to keep texts small is left out. */
export function groupsOf(changes: readonly Change[]): Group[] {
  const groups: (Group & { lines: Line[] })[] = [];
  for (const change of changes) {
    const lines = linesOf(change);
    if (lines.length === 0) continue;
    const last = groups.at(-1);
    if (last && last.actor === change.actor && last.fromMs - change.at_ms <= PAUSE_MS) {
      groups[groups.length - 1] = { ...last, fromMs: change.at_ms };
      for (const line of lines) addLine(last.lines, line);
    } else {
      groups.push({ actor: change.actor, fromMs: change.at_ms, toMs: change.at_ms, lines });
    }
  }
  return groups;
}

/** The line that holds the moment after entry `seq`: the newest that began by then; null if none did. */
export function lineAt(groups: readonly Group[], seq: number): Line | null {
  for (const { lines } of groups) {
    for (const line of lines) if (line.first <= seq) return line;
  }
  return null;
}

function linesOf(change: Change): Line[] {
  const at = { first: change.seq, last: change.seq, atMs: change.at_ms };
  const one = { n: 1, ids: [], text: null, ...at };
  if (change.restores !== undefined) return [{ ...one, what: { do: "restore", moment: change.restores } }];
  if (change.undoes !== undefined) return [{ ...one, what: { do: "undo" } }];
  if (change.did === null) return [{ ...one, what: { do: "lost" } }];
  return change.did.map((deed) => ({
    what: { do: deed.do, kind: deed.kind },
    n: deed.n,
    ids: deed.ids,
    text: deed.text ?? null,
    ...at,
  }));
}

/** Adds an older line, or lets the newest of `lines` stand for it too. */
function addLine(lines: Line[], older: Line): void {
  const newer = lines.at(-1);
  if (newer === undefined || !isSame(newer, older)) {
    lines.push(older);
    return;
  }
  const ids = [...new Set([...newer.ids, ...older.ids])];
  const isOneItem = ids.length === 1 && newer.n === 1 && older.n === 1;
  const areSets = isSet(newer) && isSet(older);
  const n = isOneItem ? 1 : areSets ? ids.length : newer.n + older.n;
  lines[lines.length - 1] = { ...newer, n, ids, text: n === 1 ? newer.text : null, first: older.first };
}

/** Whether its ids are all there are. */
function isSet(line: Line): boolean {
  return line.ids.length > 0 && line.ids.length === line.n;
}

function isSame(a: Line, b: Line): boolean {
  if (a.what.do === "restore") return b.what.do === "restore" && a.what.moment === b.what.moment;
  if (a.what.do !== b.what.do) return false;
  if (!("kind" in a.what) || !("kind" in b.what)) return true;
  if (a.what.kind !== b.what.kind) return false;
  // Each text that somebody wrote is worth a line of its own; things moved about are not.
  if (a.what.do === "write" || a.what.do === "add" || a.what.do === "delete") {
    return a.ids.length === 1 && b.ids.length === 1 && a.ids[0] === b.ids[0];
  }
  return true;
}
