/** How somebody takes part: said by themselves, or by who leads. */

import type { JSX } from "preact";
import type { PartMode } from "../core/attention.ts";
import { t } from "../core/i18n.ts";
import { leads, writes } from "../core/roles.ts";
import type { Person } from "../core/types.ts";
import { type Ui, useUi } from "./context.ts";
import { sentenceOf } from "./server.ts";
import { PART_MODES } from "./workshop/partmodes.ts";

async function choose({ calls, store }: Ui, person: Person, mode: string): Promise<void> {
  const whom = person.id === store.me.peek().id ? {} : { person: person.id };
  try {
    await calls.call("mode", { mode, ...whom });
  } catch (error) {
    store.notify("error", sentenceOf(error));
  }
}

/** Of those who may speak: a choice for oneself and for who leads, else what they have said. */
export function PartChoice({ person }: { readonly person: Person }): JSX.Element | null {
  const ui = useUi();
  const me = ui.store.me.value;
  // What this page knows of itself is not what the board says of everybody.
  const mode = ui.store.people.value.get(person.id)?.mode;
  if (person.role === null || !writes(person.role) || leads(person.role) || person.is_helped) return null;
  const isLed = leads(me.role);
  if (!isLed && person.id !== me.id) {
    return mode === undefined ? null : <span class="person-part muted">{t(PART_MODES[mode])}</span>;
  }
  const offered: readonly PartMode[] = isLed ? ["room", "remote", "phone", "assisted"] : ["room", "remote"];
  return (
    <select
      class="role-choice person-part"
      aria-label={t("How %(name)s takes part", { name: person.name })}
      value={mode ?? ""}
      onChange={(event) => void choose(ui, person, event.currentTarget.value)}
    >
      <option value="">{t("Where?")}</option>
      {offered.map((one) => (
        <option key={one} value={one}>
          {t(PART_MODES[one])}
        </option>
      ))}
    </select>
  );
}
