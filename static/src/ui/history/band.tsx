/** The line across the board that tells which moment it shows. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { useTimeline } from "./usetimeline.ts";
import { whenOf } from "./when.ts";

export function PastBand(): JSX.Element | null {
  const { announcer } = useUi();
  const timeline = useTimeline();
  const shown = timeline.shown.value;
  if (shown === null) return null;
  const place = t("Change %(n)s of %(all)s", { n: shown.seq, all: timeline.head.value });
  return (
    <section class="band past-band" aria-label={t("An earlier moment")}>
      <Icon name="history" />
      <p>
        <b>{t("The board at: %(when)s", { when: whenOf(shown) })}</b>
        <span class="past-place">{place}</span>
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          timeline.leave();
          announcer.say(t("The board as it is now."));
          document.querySelector<HTMLElement>(".time-slider")?.focus();
        }}
      >
        {t("Back to now")}
      </button>
    </section>
  );
}
