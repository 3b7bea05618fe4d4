/** What several menus share: the frames, what can be done to items. */

import { t, tn } from "../core/i18n.ts";
import { noteTypeOf } from "../core/kinds.ts";
import { byOrder } from "../core/outline.ts";
import { parentOf } from "../core/records.ts";
import type { FrameRecord, ItemRecord, NoteType } from "../core/types.ts";
import type { Ui } from "./context.ts";
import type { MenuItem } from "./shell.ts";

/** In place of a person: somebody who is chosen but has no name yet. No person has this id. */
export const SOMEBODY_NEW = "+";

/** Frames as people see them, in reading order. */
export function framesOf(ui: Ui): FrameRecord[] {
  return [...ui.store.scene.value.values()].filter((item) => item.kind === "frame").sort(byOrder);
}

export function titleOf(frame: FrameRecord): string {
  return frame.title.trim() || t("Frame without a title");
}

/** Every frame and "outside"; `now` is ticked (undefined: the items are in different places). */
export function frameChoices(
  ui: Ui,
  now: string | null | undefined,
  choose: (frame: string | null) => void,
): MenuItem[] {
  const inside = framesOf(ui).map((frame) => ({
    label: titleOf(frame),
    icon: "frame",
    isChecked: frame.id === now,
    run: () => choose(frame.id),
  }));
  const outside = {
    label: t("Outside the frames"),
    icon: "square-dashed",
    isChecked: now === null,
    startsGroup: inside.length > 0,
    run: () => choose(null),
  };
  return [...inside, outside];
}

/** Moves items and says so. */
export function moveTo(ui: Ui, ids: readonly string[], frame: string | null): void {
  // What is refused is explained by a notice.
  if (ui.commands.moveToFrame(ids, frame).length === 0) return;
  const record = frame === null ? undefined : ui.store.scene.value.get(frame);
  const where = record?.kind === "frame" ? titleOf(record) : t("Outside the frames");
  ui.announcer.say(t("Moved to: %(where)s.", { where }));
}

export function changeType(ui: Ui, ids: readonly string[], type: NoteType): void {
  if (ui.commands.setType(ids, type).length === 0) return;
  ui.announcer.say(t("Type: %(type)s.", { type: t(noteTypeOf[type].name) }));
}

export function deleteItems(ui: Ui, ids: readonly string[]): void {
  const { length } = ui.commands.remove(ids);
  if (length > 0) ui.announcer.say(tn("%(n)s item deleted", "%(n)s items deleted", length));
}

/** The type that all notes among the items share; null when they differ or there is none. */
export function sharedType(items: readonly ItemRecord[]): NoteType | null {
  const types = new Set(items.flatMap((item) => (item.kind === "note" ? [item.type] : [])));
  return types.size === 1 ? ([...types][0] ?? null) : null;
}

/** The frame that all items are in: its id, null for outside, undefined when they differ. */
export function sharedFrame(items: readonly ItemRecord[]): string | null | undefined {
  const frames = new Set(
    items.flatMap((item) => ("frame" in item && item.kind !== "frame" ? [parentOf(item)] : [])),
  );
  return frames.size === 1 ? [...frames][0] : undefined;
}
