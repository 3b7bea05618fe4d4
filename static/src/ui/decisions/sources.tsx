/** What a decision comes from, each a way to where it is; what is gone is said to be gone. */

import type { JSX } from "preact";
import { t, tn } from "../../core/i18n.ts";
import type { DecisionRecord, ItemRecord } from "../../core/types.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { jumpTo } from "../jump.ts";
import { sourceIcon, sourceWords } from "./words.ts";

/** To the item on the canvas or in the list, or to the vote in its panel. */
export function goToSource(ui: Ui, record: ItemRecord): void {
  if (record.kind !== "vote") {
    // On phones the panel covers what is to be seen.
    if (ui.shell.isPhone.peek()) ui.view.panel.value = "none";
    jumpTo(ui, record.id);
    return;
  }
  ui.view.panel.value = "votes";
  requestAnimationFrame(() => {
    document.querySelector(`[data-vote="${CSS.escape(record.id)}"]`)?.scrollIntoView({ block: "start" });
  });
}

export function Sources({ decision }: { readonly decision: DecisionRecord }): JSX.Element | null {
  const ui = useUi();
  const scene = ui.store.scene.value;
  const sources = decision.sources ?? [];
  if (sources.length === 0) return null;
  const here = sources.flatMap((id) => scene.get(id) ?? []);
  const gone = sources.length - here.length;
  return (
    <div class="decision-from">
      <span class="decision-label">{t("It comes from:")}</span>
      <ul role="list" class="decision-sources" aria-label={t("It comes from:")}>
        {here.map((record) => (
          <li key={record.id}>
            <button
              type="button"
              class="decision-chip"
              data-source={record.id}
              onClick={() => goToSource(ui, record)}
            >
              <Icon name={sourceIcon(record)} />
              <span dir="auto">{sourceWords(ui, record)}</span>
            </button>
          </li>
        ))}
        {gone > 0 && (
          <li class="decision-gone muted">
            {tn("%(n)s that is not on the board any more", "%(n)s that are not on the board any more", gone)}
          </li>
        )}
      </ul>
    </div>
  );
}
