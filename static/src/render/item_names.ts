/** What an item is called by a screen reader. */

import { t, tn } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import type { ItemRecord, Person, Scene } from "../core/types.ts";

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
  const text = textOf(record.text);
  const frame = record.frame === null ? undefined : scene.get(record.frame);
  const title = frame?.kind === "frame" ? frame.title : null;
  if (record.kind === "text") {
    return title === null
      ? t("Text: %(text)s", { text })
      : t("Text: %(text)s, in frame %(frame)s", { text, frame: title });
  }
  const type = t(noteTypeOf[record.type].name);
  const name = people.get(record.author)?.name ?? t("someone");
  return title === null
    ? t("%(type)s: %(text)s, by %(name)s", { type, text, name })
    : t("%(type)s: %(text)s, in frame %(frame)s, by %(name)s", { type, text, frame: title, name });
}
