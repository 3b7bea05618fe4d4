/** What each person wants to see of the others, kept on this device, and what it is called. */

import { t } from "../core/i18n.ts";
import type { OthersShown, View } from "../store/view.ts";
import { remember, remembered } from "./remember.ts";

export type PartOfOthers = keyof OthersShown;

const KEY = "others_hidden";

/** The choices, in the order in which they are offered. */
export function partsOfOthers(): readonly (readonly [part: PartOfOthers, name: string, icon: string])[] {
  return [
    ["cursors", t("Pointers of others"), "mouse-pointer-2"],
    ["selections", t("What others have selected"), "square-dashed"],
    ["gestures", t("What others are dragging"), "hand"],
    ["typing", t("Where others are writing"), "type"],
  ];
}

/** Takes over what was chosen here before, and keeps what is chosen from now on. */
export function keepOthersShown({ others }: View): void {
  const hidden = (remembered(KEY) ?? "").split(" ");
  const shown = Object.keys(others.peek()).map((part) => [part, !hidden.includes(part)] as const);
  others.value = Object.fromEntries(shown) as Record<PartOfOthers, boolean>;
  others.subscribe((now) => {
    const off = Object.entries(now).flatMap(([part, isOn]) => (isOn ? [] : [part]));
    remember(KEY, off.join(" "));
  });
}

export function toggleOthers({ others }: View, part: PartOfOthers): void {
  const now = others.peek();
  others.value = { ...now, [part]: !now[part] };
}
