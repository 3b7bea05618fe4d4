/** What an item is called by a screen reader. */

import { isDraft } from "../core/drafts.ts";
import { t, tn } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import { wordsOf } from "../core/records.ts";
import { namedBy } from "../core/relations.ts";
import type { ConnectorRecord, ItemRecord, Person, Scene } from "../core/types.ts";

function textOf(text: string): string {
  const flat = text.trim().replace(/\s+/g, " ");
  return flat === "" ? t("empty") : flat;
}

/** "Problem: text, in frame X, by NAME", in the person's language. `members` counts a frame's items. */
export function nameOfItem(
  record: ItemRecord,
  scene: Scene,
  people: ReadonlyMap<string, Person>,
  members: number,
): string {
  if (record.kind === "frame") {
    const items = tn("%(n)s item", "%(n)s items", members);
    if (record.title.trim() === "") return t("Frame without a title, %(items)s", { items });
    return t("Frame: %(title)s, %(items)s", { title: record.title, items });
  }
  const what = nameOf(record, scene, people);
  const frame = "frame" in record && record.frame !== null ? scene.get(record.frame) : undefined;
  const where =
    frame?.kind === "frame" ? t("%(item)s, in frame %(frame)s", { item: what, frame: frame.title }) : what;
  const isSigned = record.kind === "note" || record.kind === "comment" || record.kind === "reply";
  const name = isSigned ? signatureOf(record, people, t("someone")) : "";
  const whole = isSigned ? t("%(item)s, by %(name)s", { item: where, name }) : where;
  if (isDraft(record)) {
    if (record.state === "waiting") return t("%(item)s, waits to be read", { item: where });
    if (record.state === "declined") return t("%(item)s, declined", { item: where });
    return t("%(item)s, only you see it", { item: where });
  }
  return "locked" in record && record.locked ? t("%(item)s, locked", { item: whole }) : whole;
}

/** Whose it is: "Rosa", or "Ada on behalf of Rosa" when Ada typed it; `nobody` stands for who is not known. */
export function signatureOf(record: ItemRecord, people: ReadonlyMap<string, Person>, nobody: string): string {
  const nameOf = (id: string): string => people.get(id)?.name ?? nobody;
  const name = nameOf(record.author);
  if (record.kind !== "note" || record.entered_by === undefined) return name;
  return t("%(other)s on behalf of %(name)s", { other: nameOf(record.entered_by), name });
}

/** The same where it is plain in which frame it lies, and without its author. */
export function nameOf(record: ItemRecord, scene: Scene, people: ReadonlyMap<string, Person>): string {
  const text = textOf(wordsOf(record));
  switch (record.kind) {
    case "note":
      return t("%(type)s: %(text)s", { type: t(noteTypeOf[record.type].name), text });
    case "text":
      return t("Text: %(text)s", { text });
    case "frame":
      return t("Frame: %(title)s", { title: text });
    case "shape":
      return t("Shape: %(text)s", { text });
    case "connector":
      return sentenceOf(record, scene);
    case "stroke":
      return t("Drawing");
    case "image":
      return t("Picture: %(text)s", { text });
    case "link":
      return t("Link: %(text)s", { text: record.title.trim() === "" ? record.url : text });
    case "stamp":
      return t("Stamp: %(text)s", { text: record.emoji });
    case "dot":
      return t("Dot");
    case "cluster":
      return t("Cluster: %(text)s", { text });
    case "comment":
      return record.resolved
        ? t("Resolved comment: %(text)s", { text })
        : t("Comment: %(text)s", { text: withMentions(text, record.mentions, people) });
    case "reply":
      return t("Reply: %(text)s", { text: withMentions(text, record.mentions, people) });
    case "step":
      return t("Step: %(text)s", { text });
    case "workshop":
      return t("Workshop");
    case "vote":
      return t("Vote: %(text)s", { text });
    case "table":
      return t("Table: %(text)s", { text });
    case "decision":
      return t("Decision %(n)s: %(text)s", { n: record.number, text });
    case "commitment":
      return t("Commitment: %(text)s", { text });
  }
}

/** Who is meant and not named in the words stands after them. */
function withMentions(
  text: string,
  mentions: readonly string[] | undefined,
  people: ReadonlyMap<string, Person>,
): string {
  const names = (mentions ?? []).flatMap((id) => people.get(id)?.name ?? []);
  const others = names.map((name) => `@${name}`).filter((name) => !text.includes(name));
  return [text, ...others].join(" ");
}

/** A connector as a sentence: "A causes B", or "A → B" when it has no label. */
export function sentenceOf(record: ConnectorRecord, scene: Scene): string {
  const label = (record.label ?? "").trim();
  const heads = record.heads ?? "end";
  const from = endName(namedBy(record.from), scene);
  const to = endName(namedBy(record.to), scene);
  if (label !== "") return t("Line: “%(from)s” %(label)s “%(to)s”", { from, label, to });
  if (heads === "end") return t("Line from “%(from)s” to “%(to)s”", { from, to });
  if (heads === "start") return t("Line from “%(from)s” to “%(to)s”", { from: to, to: from });
  return t("Line between “%(from)s” and “%(to)s”", { from, to });
}

/** A connector as it is read under one of its two ends: "causes “B”", or "“A” causes this". */
export function sentenceAt(record: ConnectorRecord, scene: Scene, isBackward: boolean): string {
  const label = (record.label ?? "").trim();
  const other = endName(namedBy(isBackward ? record.from : record.to), scene);
  if (label !== "") {
    return isBackward
      ? t("“%(other)s” %(label)s this", { other, label })
      : t("%(label)s “%(other)s”", { label, other });
  }
  const heads = record.heads ?? "end";
  if (heads === "none" || heads === "both") return t("Linked with “%(other)s”", { other });
  const isTowards = (heads === "end") !== isBackward;
  return isTowards ? t("Line to “%(other)s”", { other }) : t("Line from “%(other)s”", { other });
}

function endName(id: string | null, scene: Scene): string {
  const record = id === null ? undefined : scene.get(id);
  return record === undefined ? t("a point on the board") : textOf(wordsOf(record)).slice(0, 60);
}
