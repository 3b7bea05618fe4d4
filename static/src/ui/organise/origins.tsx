/** Where a note comes from, and what was made of it: each a press away, also on another board. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { madeNotes, madeOf } from "../../core/origins.ts";
import { wordsOf } from "../../core/records.ts";
import type { ItemRecord, Origin } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { addressOf, jumpTo } from "../jump.ts";

function ToItem({ record }: { readonly record: ItemRecord }): JSX.Element {
  const ui = useUi();
  const words = wordsOf(record);
  return (
    <button
      type="button"
      class="origin"
      dir="auto"
      onClick={() => {
        ui.shell.dialog.value = null;
        jumpTo(ui, record.id);
      }}
    >
      {words.trim() === "" ? t("Nothing written yet") : words}
    </button>
  );
}

function From({ origin }: { readonly origin: Origin }): JSX.Element {
  const ui = useUi();
  if (origin.board !== undefined && origin.board !== ui.boot.board.id) {
    return (
      <a class="origin" href={addressOf(ui, origin.board, origin.id)}>
        <Icon name="arrow-right" /> {t("A note on another board")}
      </a>
    );
  }
  const record = ui.store.scene.value.get(origin.id);
  if (record !== undefined) return <ToItem record={record} />;
  return <span class="muted">{t("Not on the board any more")}</span>;
}

export function OriginsOf({ record }: { readonly record: ItemRecord }): JSX.Element | null {
  const ui = useUi();
  const from = record.kind === "note" ? (record.came_from ?? []) : [];
  const made = madeOf(madeNotes(ui.store.scene.value)).get(record.id) ?? [];
  return (
    <>
      {from.length > 0 && (
        <section class="dialog-part" aria-labelledby="origins-from">
          <h3 id="origins-from">{t("Where it comes from")}</h3>
          <ul role="list" class="origins">
            {from.map((origin) => (
              <li key={`${origin.board} ${origin.id}`}>
                <From origin={origin} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {made.length > 0 && (
        <section class="dialog-part" aria-labelledby="origins-made">
          <h3 id="origins-made">{t("What was made of it")}</h3>
          <ul role="list" class="origins">
            {made.map((note) => (
              <li key={note.id}>
                <ToItem record={note} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
