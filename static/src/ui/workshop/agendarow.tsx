/** One step in the panel of the agenda. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import type { StepRecord } from "../../core/types.ts";
import { titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { MenuButton } from "../menubutton.tsx";
import { areasOf } from "./agenda.ts";
import { ask } from "./going.ts";
import { edit, onKeys, stepMenu } from "./stepdoing.ts";
import { MODE_LOOKS, minutesWords, titleOfStep } from "./words.ts";

/** What is worth knowing about a step at a glance, beside its title. */
function metaOf(ui: Ui, step: StepRecord): string {
  const areas = areasOf(ui.store.scene.value, step).map((frame) => titleOf(frame));
  const { minutes = 0 } = step;
  const parts = [
    titleOfStep(step) !== t(MODE_LOOKS[step.mode].name) && t(MODE_LOOKS[step.mode].name),
    minutes > 0 && minutesWords(minutes),
    areas.length > 0 && areas.join(", "),
  ];
  return parts.filter((part) => typeof part === "string").join(" · ");
}

export function StepRow({ step, place, all, isNow, drop }: StepRowProps): JSX.Element {
  const ui = useUi();
  const title = titleOfStep(step);
  return (
    <li class="agenda-step" data-step={step.id} data-drop={drop} aria-current={isNow ? "step" : undefined}>
      <span class="agenda-grip" title={t("Drag to another place")} aria-hidden="true">
        {place + 1}
      </span>
      <button
        type="button"
        class="agenda-main"
        onKeyDown={onKeys(ui, step)}
        onClick={() => edit(ui, step.id)}
      >
        <Icon name={MODE_LOOKS[step.mode].icon} />
        <span class="agenda-words">
          <span class="agenda-title" dir="auto">
            {title}
          </span>
          <span class="muted agenda-meta">{metaOf(ui, step)}</span>
        </span>
      </button>
      {isNow ? (
        <span class="agenda-now">{t("Now")}</span>
      ) : (
        <button
          type="button"
          class="tool"
          aria-label={t("Go to step %(n)s, %(title)s", { n: place + 1, title })}
          title={t("Go to this step")}
          onClick={() => void ask(ui, { do: "step", step: step.id })}
        >
          <Icon name="play" />
        </button>
      )}
      <MenuButton
        owner={`step ${step.id}`}
        class="tool"
        label={t("More for step %(n)s, %(title)s", { n: place + 1, title })}
        title={t("More")}
        items={() => stepMenu(ui, step, place, all)}
      >
        <Icon name="ellipsis" />
      </MenuButton>
    </li>
  );
}

interface StepRowProps {
  readonly step: StepRecord;
  readonly place: number;
  readonly all: number;
  readonly isNow: boolean;
  /** Where a step that is being dragged would come to lie. */
  readonly drop: "before" | "after" | undefined;
}
