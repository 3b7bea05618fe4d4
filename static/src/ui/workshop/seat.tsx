/** While people work at tables: where this person sits, with whom, and the way there. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { leads } from "../../core/roles.ts";
import type { FrameRecord } from "../../core/types.ts";
import { titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { seatSentence, seatsOf } from "./seats.ts";
import { gather } from "./tabledoing.ts";

/** So many names stand beside the table; the panel has them all. */
const NAMES_SHOWN = 8;

export function goToArea(ui: Ui, frame: FrameRecord): void {
  if (ui.view.mode.peek() === "canvas") ui.canvas.fit([frame.id]);
  else ui.shell.wantedRow.value = { id: frame.id, isFocused: true };
}

function WayToArea({ area }: { readonly area: FrameRecord }): JSX.Element {
  const ui = useUi();
  const where = t("Go to: %(where)s", { where: titleOf(area) });
  return (
    <button type="button" class="step-where" title={where} onClick={() => goToArea(ui, area)}>
      <Icon name="locate-fixed" />
      <span>{t("Go to your table")}</span>
    </button>
  );
}

/** The panel of the tables has the same. */
function Together(): JSX.Element | null {
  const ui = useUi();
  if (ui.view.panel.value === "tables") return null;
  return (
    <button type="button" class="button" onClick={() => void gather(ui)}>
      <Icon name="users" />
      {t("Gather everybody")}
    </button>
  );
}

/** Nothing while all are together. */
export function SeatLine(): JSX.Element | null {
  const { store } = useUi();
  const seats = seatsOf(store);
  const seat = seats.mine.value;
  if (seats.apart.value === 0) return null;
  if (leads(store.me.value.role)) {
    return (
      <div class="step-seat">
        <span>{t("Everybody is at their tables.")}</span>
        <Together />
      </div>
    );
  }
  if (seat === null) return <p class="step-seat">{t("The others work at their tables.")}</p>;
  const others = (seat.table.people ?? []).filter((id) => id !== store.me.value.id);
  const names = others.flatMap((id) => store.people.value.get(id)?.name ?? []);
  const shown = names.slice(0, NAMES_SHOWN).join(", ");
  return (
    <div class="step-seat">
      <b dir="auto">{seatSentence(store.present.value, seat)}</b>
      {names.length > 0 && (
        <span class="muted" dir="auto">
          {names.length > NAMES_SHOWN
            ? t("With %(names)s and others", { names: shown })
            : t("With %(names)s", { names: shown })}
        </span>
      )}
      {seat.area && <WayToArea area={seat.area} />}
    </div>
  );
}
