/** Switches for what one sees of the others on the canvas. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { useUi } from "./context.ts";
import { partsOfOthers, toggleOthers } from "./othersshown.ts";

export function OthersSwitches(): JSX.Element {
  const { view } = useUi();
  const shown = view.others.value;
  return (
    <fieldset class="others-switches">
      <legend>{t("What you see of them on the canvas")}</legend>
      {partsOfOthers().map(([part, name]) => (
        <label key={part} class="check">
          <input type="checkbox" checked={shown[part]} onChange={() => toggleOthers(view, part)} />
          {name}
        </label>
      ))}
      <p class="muted">{t("Only for you, on this device.")}</p>
    </fieldset>
  );
}
