/** What a decision comes from, each a way to where it is now; what is gone is said to be gone. */

import type { JSX } from "preact";
import { t, tn } from "../../core/i18n.ts";
import { nowIn } from "../../core/origins.ts";
import type { DecisionRecord, ItemRecord, NoteRecord } from "../../core/types.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { jumpTo } from "../jump.ts";
import { toldOf } from "./told.ts";
import { NOW_SHOWN, sourceIcon, sourceWords } from "./words.ts";

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

function Chip({ record }: { readonly record: ItemRecord }): JSX.Element {
  const ui = useUi();
  return (
    <button
      type="button"
      class="decision-chip"
      data-source={record.id}
      onClick={() => goToSource(ui, record)}
    >
      <Icon name={sourceIcon(record)} />
      <span dir="auto">{sourceWords(ui, record)}</span>
    </button>
  );
}

/** What was merged, split or let go since: where it is now (PROV2). */
function NowIn({ notes }: { readonly notes: readonly NoteRecord[] }): JSX.Element {
  const more = notes.length - NOW_SHOWN;
  return (
    <>
      <span class="muted">{t("now in:")}</span>
      {notes.slice(0, NOW_SHOWN).map((note) => (
        <Chip key={note.id} record={note} />
      ))}
      {more > 0 && <span class="muted">{tn("and %(n)s more note", "and %(n)s more notes", more)}</span>}
    </>
  );
}

export function Sources({ decision }: { readonly decision: DecisionRecord }): JSX.Element | null {
  const { store } = useUi();
  const scene = store.scene.value;
  const made = toldOf(store).made.value;
  const sources = (decision.sources ?? []).map((id) => ({
    id,
    record: scene.get(id),
    now: nowIn(id, scene, made),
  }));
  if (sources.length === 0) return null;
  const told = sources.filter(({ record, now }) => record !== undefined || now.length > 0);
  const gone = sources.length - told.length;
  return (
    <div class="decision-from">
      <span class="decision-label">{t("It comes from:")}</span>
      <ul role="list" class="decision-sources" aria-label={t("It comes from:")}>
        {told.map(({ id, record, now }) => (
          <li key={id} data-moved={now.length > 0}>
            {record ? <Chip record={record} /> : <span class="muted">{t("Not on the board any more")}</span>}
            {now.length > 0 && <NowIn notes={now} />}
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
