/** A note was put squarely on another one: a press makes a stack of both. It never happens by itself. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { isDraft } from "../../core/drafts.ts";
import { t } from "../../core/i18n.ts";
import type { NoteRecord } from "../../core/types.ts";
import { liesWith } from "../../tools/commands/lying.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { withTools } from "../rare.ts";

export function StackOffer({ note }: { readonly note: NoteRecord }): JSX.Element | null {
  const ui = useUi();
  const scene = ui.store.scene.value;
  const other = useMemo(() => liesWith(note, scene), [note, scene]);
  const mayStack =
    other !== null && !isDraft(note) && [note, other].every((one) => ui.commands.canEdit(one, "group"));
  if (!mayStack) return null;
  return (
    <button
      type="button"
      class="tool tool-wide"
      title={t("Stack the notes")}
      onClick={() => withTools(ui, (tools) => tools.stackNotes(ui, [note.id, other.id], note.id))}
    >
      <Icon name="layers" />
      <span>{t("Stack the notes")}</span>
    </button>
  );
}
