/** How decisions, their sources and commitments are told. */

import type { CommitmentStatus } from "../../core/decision_types.ts";
import { formatDate, msgid, t, tn } from "../../core/i18n.ts";
import { isOnBoard, wordsOf } from "../../core/records.ts";
import type { DecisionRecord, ItemRecord, NoteRecord } from "../../core/types.ts";
import { nameOf } from "../../render/item_names.ts";
import type { Ui } from "../context.ts";
import { ICON_OF } from "../kindicons.ts";

export const STATUSES: Readonly<Record<CommitmentStatus, string>> = {
  open: msgid("To do"),
  done: msgid("Done"),
  dropped: msgid("Not pursued"),
};

export function textOf({ text }: { readonly text: string }): string {
  return text.trim() || t("Nothing written yet");
}

/** "Decision 3" */
export function nameOfDecision({ number }: DecisionRecord): string {
  return t("Decision %(n)s", { n: number });
}

/** What a decision comes from, in a few words. */
export function sourceWords({ store }: Ui, record: ItemRecord): string {
  const words = wordsOf(record).trim().replace(/\s+/g, " ");
  return words || nameOf(record, store.scene.peek(), store.people.peek());
}

/** So many notes are named where a source goes on in more than one. */
export const NOW_SHOWN = 12;

/** Where a source goes on, in one line: “a”, “b” and 3 more notes. */
export function nowWords(ui: Ui, notes: readonly NoteRecord[]): string {
  const shown = notes.slice(0, NOW_SHOWN).map((note) => `“${sourceWords(ui, note)}”`);
  const more = notes.length - shown.length;
  if (more > 0) shown.push(tn("and %(n)s more note", "and %(n)s more notes", more));
  return shown.join(", ");
}

export function sourceIcon(record: ItemRecord): string {
  return isOnBoard(record) ? ICON_OF[record.kind] : "vote";
}

/** "21 October 2026" */
export function dayWords(due: string): string {
  const [year = 0, month = 1, day = 1] = due.split("-").map(Number);
  return formatDate(new Date(year, month - 1, day).getTime());
}

/** Today where the reader is, as commitments say it: "2026-10-21". */
export function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
