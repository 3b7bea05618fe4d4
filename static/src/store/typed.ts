/** Typing that waits to be sent: kept in step with its note, and in few parts while nothing can be sent. */

import { t } from "../core/i18n.ts";
import { joinUpdates, merge, merge3, typing } from "../core/note_text.ts";
import { isWritten } from "../core/records.ts";
import { NOTHING, typistOf, UPDATE_BYTES } from "../core/text_updates.ts";
import type { ErrorAnswer, ItemRecord, Op, Scene, TextOp } from "../core/types.ts";
import { isBlank } from "../core/words.ts";
import type { BoardStore } from "./board_store.ts";
import type { Lost } from "./notices.ts";
import type { Pending, PendingChange, SentOp } from "./pending.ts";

/**
 * The same ops for the notes as `scene` has them now. What was typed into a text that has begun anew
 * since, or into words of one's own that were refused, is typed again where it belongs. The same array
 * when nothing has to change.
 */
export function refit(ops: readonly SentOp[], scene: Scene): readonly SentOp[] {
  const fitted = ops.map((op) => (isTyping(op) ? refitOne(op, scene) : op));
  return fitted.every((op, at) => op === ops[at]) ? ops : fitted;
}

function isTyping(op: SentOp): op is TextOp {
  return op.do === "text" && op.update !== undefined;
}

function refitOne(op: TextOp, scene: Scene): TextOp {
  const record = scene.get(op.id);
  if (op.typed === undefined || record === undefined || !isWritten(record)) return op;
  const epoch = record.epoch ?? 0;
  if (op.epoch === epoch && merge(record, op.update) !== null) return op;
  const text = merge3(op.typed.from, op.typed.to, record.text);
  return { ...op, epoch, update: typing(record, text) ?? NOTHING };
}

/**
 * Notes what all that waits makes of the texts as they are now: call it before a text begins anew. The
 * document, which knows the order of words that met at one place, goes with its epoch; from then on only
 * texts can be compared.
 */
export function noteTexts(pending: Pending, confirmed: Scene): void {
  const draft = new Map<string, ItemRecord>();
  for (const { client, n, ops } of pending.all()) {
    const noted = ops.map((op) => {
      if (!isTyping(op) || op.typed === undefined) return op;
      const record = draft.get(op.id) ?? confirmed.get(op.id);
      if (record === undefined || !isWritten(record) || op.epoch !== (record.epoch ?? 0)) return op;
      const merged = merge(record, op.update);
      if (merged === null) return op;
      draft.set(op.id, { ...record, text: merged.text, edits: merged.edits });
      return { ...op, typed: { from: record.text, to: merged.text } };
    });
    if (noted.some((op, at) => op !== ops[at])) pending.replace([client, n], noted);
  }
}

/** Whether effective ops begin a text anew. */
export function beginsAnew(ops: readonly Op[]): boolean {
  return ops.some((op) => op.do === "patch" && Object.hasOwn(op.set, "epoch"));
}

/** The reason why something could not be kept, with the words that were in it. */
export function lostText(why: string, text: string): string {
  return isBlank(text) ? why : t("%(why)s Your text was: %(text)s", { why, text });
}

/** The text that these ops were to lead to, by typing or at once; "" for none. */
export function wordsIn(ops: readonly SentOp[]): string {
  return ops.find(isTyping)?.typed?.to ?? wordsMade(ops);
}

/** What they say without typing, line by line: new notes and comments, texts that were set. */
export function wordsMade(ops: readonly SentOp[]): string {
  const said = ops.flatMap((op) => (op.do === "create" ? [op.item] : op.do === "patch" ? [op.set] : []));
  const words = said.map(({ text, title, label }) => text ?? title ?? label);
  return words.filter((one) => typeof one === "string" && !isBlank(one)).join("\n");
}

/**
 * What to say when a refusal takes words away that somebody typed; null when it takes none. `whyUnmade`: why
 * their note could not even be made, if that is the reason.
 */
export function lostWords(
  ops: readonly SentOp[],
  { code, message }: ErrorAnswer,
  whyUnmade: string | undefined,
): string | null {
  const text = wordsIn(ops);
  if (isBlank(text)) return null;
  if (whyUnmade !== undefined) return lostText(whyUnmade, text);
  if (code !== "item.missing" || ops.some((op) => op.do === "create")) return lostText(message, text);
  return t("Somebody deleted the note while you were writing. Your text was: %(text)s", { text });
}

/** The words of a refusal because their item is gone; undefined for another one, or without any. */
export function lostIn(ops: readonly SentOp[], { code, data }: ErrorAnswer): Lost | undefined {
  const text = wordsIn(ops);
  return code === "item.missing" && !isBlank(text) ? { item: String(data.id), text } : undefined;
}

/** The item that somebody was writing on is gone: the words are theirs to use elsewhere. */
export function giveBack(store: BoardStore, id: string, text: string): void {
  if (isBlank(text)) return;
  const taken = store.drafts.taken(id);
  if (taken === text) {
    store.notify("info", t("Your note is on the board now, as you wrote it."));
    return;
  }
  const said =
    taken === undefined
      ? t("Somebody deleted the note while you were writing. Your text was: %(text)s", { text })
      : t("Your note came onto the board while you were writing. Your text was: %(text)s", { text });
  store.notify("error", said, { item: id, text });
}

/** Words belong together until there is a pause, and not for ever: each part is one step of undo. */
const PAUSE_MS = 1_500;
const PART_MS = 10_000;

/** `last` with what was typed right after it, as one change; null when the two are better kept apart. */
export function joined(
  last: PendingChange | undefined,
  ops: readonly SentOp[],
  sinceLastMs: number,
  nowMs: number,
): readonly SentOp[] | null {
  const [before, more] = [last?.ops[0], ops[0]];
  if (last === undefined || last.ops.length !== 1 || ops.length !== 1) return null;
  if (before === undefined || more === undefined || !isTyping(before) || !isTyping(more)) return null;
  if (before.id !== more.id || before.epoch !== more.epoch || before.typed?.to !== more.typed?.from)
    return null;
  if (sinceLastMs > PAUSE_MS || nowMs - last.atMs > PART_MS) return null;
  // One update is by one typist: words that were typed again since have another one.
  const typists = new Set([before, more].map(({ update }) => typistOf(update)));
  typists.delete(null);
  if (typists.size > 1) return null;
  const update = joinUpdates([before.update, more.update]);
  if (update.length > UPDATE_BYTES || before.typed === undefined || more.typed === undefined) return null;
  return [{ ...before, update, typed: { from: before.typed.from, to: more.typed.to } }];
}

/** Ops as they are sent: without what is only for this page. */
export function asSent(ops: readonly SentOp[]): readonly SentOp[] {
  return ops.map((op) => {
    if (!isTyping(op)) return op;
    const { id, epoch, update } = op;
    return { do: "text", id, epoch, update };
  });
}
