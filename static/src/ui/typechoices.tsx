/** The eight types as lines of a menu. The bar of tools begins with them. */

import { t } from "../core/i18n.ts";
import { NOTE_TYPES, noteTypeOf } from "../core/kinds.ts";
import type { NoteType } from "../core/types.ts";
import { TypeChip } from "./icon.tsx";
import type { MenuItem } from "./shell.ts";

/** `now` is ticked. */
export function typeChoices(now: NoteType | null, choose: (type: NoteType) => void): MenuItem[] {
  return NOTE_TYPES.map((type) => ({
    label: t(noteTypeOf[type].name),
    mark: <TypeChip type={type} />,
    isChecked: type === now,
    run: () => choose(type),
  }));
}
