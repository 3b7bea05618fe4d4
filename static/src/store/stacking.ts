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
 * What pending changes touch, when they look on `confirmed` as they looked before: then nothing has to be
 * worked out anew. `touched`: what entries of one's own have changed in `confirmed`; they say what is
 * `shown` anyway, and nothing that waits touches it again. Null when that is not certain.
 */
export function stillStacked(
  pending: Pending,
  touched: ReadonlySet<string>,
  confirmed: Scene,
  shown: Scene,
): Set<string> | null {
  for (const id of touched) if (!isExpected(confirmed.get(id), shown.get(id))) return null;
  const ids = new Set<string>();
  for (const op of pending.all().flatMap(({ ops }) => ops)) {
    if (op.do !== "create" && op.do !== "patch") return null;
    const id = op.do === "create" ? op.item.id : op.id;
    if (touched.has(id)) return null;
    ids.add(id);
  }
  return ids;
}

/** Whether a confirmed record is what was shown before; the server's clock is not this page's. */
function isExpected(now: ItemRecord | undefined, shown: ItemRecord | undefined): boolean {
  if (now === undefined || shown === undefined) return now === shown;
  return isSameRecord({ ...now, created_at_ms: shown.created_at_ms }, shown);
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
