/** Where a note comes from, and what was made of it: each a press away, also on another board. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import type { ItemRecord, NoteRecord, Origin } from "../../core/types.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { jumpTo } from "../jump.ts";

/** The address of a note on another board: whoever is not on that board learns nothing there (VIS2). */
function addressOf({ boot }: Ui, board: string, id: string): string {
  return `${boot.base}/b/${encodeURIComponent(board)}#${encodeURIComponent(id)}`;
}

function ToNote({ note }: { readonly note: NoteRecord }): JSX.Element {
  const ui = useUi();
  const words = note.text.trim() === "" ? t("Nothing written yet") : note.text;
  return (
    <button
      type="button"
      class="origin"
      dir="auto"
      onClick={() => {
        ui.shell.dialog.value = null;
        jumpTo(ui, note.id);
      }}
    >
      {words}
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
  const note = ui.store.scene.value.get(origin.id);
  if (note?.kind === "note") return <ToNote note={note} />;
  return <span class="muted">{t("A note that is not on the board any more")}</span>;
}

/** Notes of this board that say that they were made of this one. */
function madeOf({ store }: Ui, id: string): NoteRecord[] {
  const isFrom = (record: ItemRecord): record is NoteRecord =>
    record.kind === "note" &&
    (record.came_from ?? []).some((one) => one.id === id && one.board === undefined);
  return [...store.scene.value.values()].filter(isFrom);
}

export function OriginsOf({ record }: { readonly record: ItemRecord }): JSX.Element | null {
  const ui = useUi();
  const from = record.kind === "note" ? (record.came_from ?? []) : [];
  const made = madeOf(ui, record.id);
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
                <ToNote note={note} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
