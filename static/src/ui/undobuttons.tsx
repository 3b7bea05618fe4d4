/** Undo and redo in the bar at the top, with what they would take back in their names. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";

interface StepProps {
  readonly icon: string;
  readonly name: string;
  readonly keys: string;
  readonly isOff: boolean;
  take(): string;
}

function Step({ icon, name, keys, isOff, take }: StepProps): JSX.Element {
  const { announcer } = useUi();
  return (
    <button
      type="button"
      class="button button-quiet button-icon"
      aria-label={name}
      title={`${name} (${keys})`}
      // Not `disabled`: who has just undone the last thing by keyboard would lose their place.
      aria-disabled={isOff}
      onClick={() => {
        const sentence = take();
        if (sentence !== "") announcer.say(sentence);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

export function UndoButtons(): JSX.Element | null {
  const { store, commands } = useUi();
  const undo = store.history.undoLabel.value;
  const redo = store.history.redoLabel.value;
  const isPast = store.past.value !== null;
  if (store.me.value.role === "viewer") return null;
  return (
    <div class="undo-buttons" role="group" aria-label={t("Undo and redo")}>
      <Step
        icon="undo-2"
        name={undo === null ? t("Undo") : t("Undo: %(what)s", { what: undo })}
        keys={t("Ctrl Z")}
        isOff={undo === null || isPast}
        take={commands.undo}
      />
      <Step
        icon="redo-2"
        name={redo === null ? t("Redo") : t("Redo: %(what)s", { what: redo })}
        keys={t("Ctrl Shift Z")}
        isOff={redo === null || isPast}
        take={commands.redo}
      />
    </div>
  );
}
