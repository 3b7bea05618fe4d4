/** The way from an item to the decisions that come from it. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { ledToBy } from "../../core/origins.ts";
import type { ItemRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { openDecisions } from "./decided.ts";
import { toldOf } from "./told.ts";
import { nameOfDecision, textOf } from "./words.ts";

/** In a row of the list: one small button for each decision. */
export function LedTo({ id }: { readonly id: string }): JSX.Element | null {
  const ui = useUi();
  const decisions = toldOf(ui.store).ledTo.value.get(id);
  if (decisions === undefined) return null;
  return (
    <span class="led-to">
      {decisions.map((decision) => (
        <button
          key={decision.id}
          type="button"
          class="decision-chip"
          aria-label={nameOfDecision(decision)}
          title={`${nameOfDecision(decision)}: ${textOf(decision)}`}
          onClick={() => openDecisions(ui, decision.id)}
        >
          <Icon name="gavel" />
          {decision.number}
        </button>
      ))}
    </span>
  );
}

/** The same with what was decided, where there is room for it; with what its cluster led to, and the note on top of it. */
export function DecisionsFrom({ record }: { readonly record: ItemRecord }): JSX.Element | null {
  const ui = useUi();
  const decisions = ledToBy(record, toldOf(ui.store).ledTo.value);
  if (decisions.length === 0) return null;
  return (
    <section class="dialog-part" aria-labelledby="decisions-from">
      <h3 id="decisions-from">{t("What was decided from it")}</h3>
      <ul role="list" class="decision-sources">
        {decisions.map((decision) => (
          <li key={decision.id}>
            <button
              type="button"
              class="decision-chip"
              onClick={() => {
                ui.shell.dialog.value = null;
                openDecisions(ui, decision.id);
              }}
            >
              <Icon name="gavel" />
              <span dir="auto">
                {nameOfDecision(decision)}: {textOf(decision)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
