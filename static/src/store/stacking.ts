/** Pending changes on top of what is confirmed. */

import { applyTo, idsOf } from "../core/apply.ts";
import { BoardError } from "../core/errors.ts";
import { isSame, isWritten } from "../core/records.ts";
import type { ItemRecord, Scene } from "../core/types.ts";
import type { History } from "./history.ts";
import type { Pending } from "./pending.ts";
import { refit } from "./typed.ts";

/** Applies what still applies, in order. Answers with the ids that it touched. */
export function applyPending(
  draft: Map<string, ItemRecord>,
  pending: Pending,
  actor: string,
  history: History,
): Set<string> {
  const ids = new Set<string>();
  for (const { client, n, ops: made, atMs } of pending.all()) {
    try {
      const ops = refit(made, draft);
      if (ops !== made) pending.replace([client, n], ops);
      const effect = applyTo(draft, history.resolve(ops, draft), { actor, atMs });
      history.note([client, n], effect);
      for (const id of idsOf(effect.ops)) ids.add(id);
    } catch (error) {
      // Somebody else was faster. The change is not shown; the server's refusal will take it away.
      if (!(error instanceof BoardError)) throw error;
    }
  }
  return ids;
}

/**
 * Which of `ids` look different in `draft` than in `old`. Where only the object is new and not what
 * it says, the old object stays, so that whoever caches by record does not work for nothing.
 */
export function keepUnchanged(
  draft: Map<string, ItemRecord>,
  confirmed: Map<string, ItemRecord>,
  old: Scene,
  ids: ReadonlySet<string>,
): Set<string> {
  const changed = new Set<string>();
  for (const id of ids) {
    const before = old.get(id);
    const after = draft.get(id);
    if (before === after) continue;
    if (before === undefined || after === undefined || !isSameRecord(before, after)) {
      changed.add(id);
      continue;
    }
    draft.set(id, before);
    if (confirmed.get(id) === after) confirmed.set(id, before);
  }
  return changed;
}

function isSameRecord(a: ItemRecord, b: ItemRecord): boolean {
  const fieldsOfA = Object.entries(a);
  const fieldsOfB = new Map<string, unknown>(Object.entries(b));
  return (
    fieldsOfA.length === fieldsOfB.size &&
    fieldsOfA.every(([name, value]) => isSame(fieldsOfB.get(name), value) || name === "edits") &&
    hasSameEdits(a, b)
  );
}

function hasSameEdits(a: ItemRecord, b: ItemRecord): boolean {
  if (!isWritten(a) || !isWritten(b) || a.edits === b.edits) return true;
  const theirs = b.edits?.updates ?? [];
  const mine = a.edits?.updates ?? [];
  return (
    a.edits?.base === b.edits?.base &&
    mine.length === theirs.length &&
    mine.every((update, at) => update === theirs[at])
  );
}
