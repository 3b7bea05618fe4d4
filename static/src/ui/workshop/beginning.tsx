/** The line that offers the workshop to who leads, while the agenda is there and nothing has begun. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Icon, IconButton } from "../icon.tsx";
import { minutesOf } from "./agenda.ts";
import { ask, openAgenda } from "./going.ts";
import { agendaOf } from "./now.ts";
import { minutesWords } from "./words.ts";

export function BeginBand(): JSX.Element | null {
  const ui = useUi();
  const [isAway, putAway] = useState(false);
  const steps = agendaOf(ui.store).steps.value;
  if (isAway || ui.view.panel.value === "workshop") return null; // the agenda has the same button
  return (
    <section class="band vote-band" aria-label={t("Agenda")}>
      <Icon name="list-ordered" />
      <p>
        <strong>{t("The agenda is ready.")}</strong>
        <span class="muted">
          {" "}
          {tn("%(n)s step", "%(n)s steps", steps.length)} · {minutesWords(minutesOf(steps))}
        </span>
      </p>
      <button type="button" class="button button-quiet" onClick={() => openAgenda(ui)}>
        {t("Look at it")}
      </button>
      <button type="button" class="button button-primary" onClick={() => void ask(ui, { do: "start" })}>
        <Icon name="play" />
        {t("Start the workshop")}
      </button>
      <IconButton icon="x" name={t("Close")} onClick={() => putAway(true)} />
    </section>
  );
}
