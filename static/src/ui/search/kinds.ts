/** What a search can be narrowed to. */

import { t } from "../../core/i18n.ts";
import { NOTE_TYPES, noteTypeOf } from "../../core/kinds.ts";
import type { BoardRecord } from "../../core/types.ts";

/** What one item of a kind is called. */
export function kindName(record: BoardRecord): string {
  return record.kind === "note" ? t(noteTypeOf[record.type].name) : namesOfKinds()[record.kind];
}

export function namesOfKinds(): Readonly<Record<BoardRecord["kind"], string>> {
  return {
    note: t("Note"),
    text: t("Text"),
    frame: t("Frame"),
    shape: t("Shape"),
    connector: t("Line"),
    link: t("Link"),
    image: t("Picture"),
    cluster: t("Cluster"),
    comment: t("Comment"),
    reply: t("Reply"),
    stamp: t("Stamp"),
    dot: t("Dot"),
    stroke: t("Drawing"),
  };
}

/** The types of notes, as values of a wish. */
export function noteChoices(): (readonly [value: string, name: string])[] {
  return NOTE_TYPES.map((type) => [`note ${type}`, t(noteTypeOf[type].name)] as const);
}
