/** Which note this one goes under: a stack without dragging or selecting. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { parentOf } from "../../core/records.ts";
import { topOf } from "../../core/relations.ts";
import { useUi } from "../context.ts";
import { Form } from "../dialogs/form.tsx";
import { choicesOf, Picker } from "../dialogs/picker.tsx";
import { stackingOf } from "./stack.tsx";

export function UnderDialog({ id }: { readonly id: string }): JSX.Element | null {
  const ui = useUi();
  const { store } = ui;
  const note = store.scene.value.get(id);
  const [chosen, choose] = useState<string | null>(null);
  const choices = useMemo(() => {
    const scene = store.scene.peek();
    const now = scene.get(id);
    return choicesOf(
      ui,
      (other) => other.kind === "note" && other.id !== id && topOf(other, scene) === undefined,
      now ? parentOf(now) : null,
    );
  }, [ui, store, id]);
  if (note?.kind !== "note") return null;

  function save(): void {
    if (chosen !== null && stackingOf(ui).stack([id], chosen).length > 0) {
      ui.announcer.say(t("It lies under the other note now."));
    }
  }

  return (
    <Form title={t("Put under another note")} done={t("Stack")} isReady={chosen !== null} save={save}>
      <p class="field-hint">{t("For notes that say the same. Both stay: the stack shows the one on top.")}</p>
      <Picker label={t("The note that lies on top")} choices={choices} value={chosen} choose={choose} />
    </Form>
  );
}
