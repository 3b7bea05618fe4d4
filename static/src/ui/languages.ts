/** In which language a text is written, for screen readers: as a menu of choices. */

import { compareNames, currentLocale, t } from "../core/i18n.ts";
import type { MenuItem } from "./shell.ts";

/** What people write on boards here. Another one that a text has already stays among the choices. */
const OFFERED = [
  "ar",
  "bn",
  "de",
  "en",
  "es",
  "fr",
  "hi",
  "it",
  "pl",
  "pt",
  "ro",
  "ru",
  "sq",
  "tl",
  "uk",
  "ur",
  "zh",
] as const;

/** The languages by name; `now` ("": not marked) is ticked, undefined ticks none. */
export function languageChoices(now: string | undefined, choose: (lang: string) => void): MenuItem[] {
  const names = new Intl.DisplayNames([currentLocale()], { type: "language" });
  const tags = new Set<string>(now ? [...OFFERED, now] : OFFERED);
  const inOrder = [...tags]
    .map((tag) => ({ tag, label: names.of(tag) ?? tag }))
    .sort((a, b) => compareNames(a.label, b.label));
  const plain: MenuItem = { label: t("Not marked"), isChecked: now === "", run: () => choose("") };
  const named = inOrder.map(({ tag, label }, place) => ({
    label: label.charAt(0).toLocaleUpperCase(currentLocale()) + label.slice(1),
    isChecked: tag === now,
    startsGroup: place === 0,
    run: () => choose(tag),
  }));
  return [plain, ...named];
}
