/** Undo and redo in the bar at the top, with what they would take back in their names. */

import type { JSX } from "preact";
import { intersects } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import { isBoxed } from "../core/records.ts";
import { writes } from "../core/roles.ts";
import type { Way } from "../store/store.ts";
import { keysOf } from "../tools/shortcuts.ts";
import { type Ui, useUi } from "./context.ts";
import { IconButton } from "./icon.tsx";

/** Undo or redo: says what happened, and brings it into view. */
export function takeBack(ui: Ui, way: Way): void {
  const { sentence, ids } = ui.commands[way]();
  if (sentence !== "") ui.announcer.say(sentence);
  if (ui.view.mode.peek() === "canvas") showOneOf(ui, ids);
}

/** Moves the canvas only when none of the items is in sight. */
function showOneOf({ store, view, canvas }: Ui, ids: readonly string[]): void {
  const { x, y, zoom } = view.camera.peek();
  const { width, height } = view.viewport.peek();
  const sight = { x, y, w: width / zoom, h: height / zoom };
  const items = ids.flatMap((id) => store.scene.peek().get(id) ?? []).filter(isBoxed);
  const [first] = items;
  if (first !== undefined && !items.some((item) => intersects(item, sight))) canvas.reveal(first);
}

interface StepProps {
  readonly way: Way;
  readonly name: string;
  readonly keys: string;
  readonly isOff: boolean;
}

function Step({ way, name, keys, isOff }: StepProps): JSX.Element {
  const ui = useUi();
  return (
    <IconButton
      icon={way === "undo" ? "undo-2" : "redo-2"}
      name={name}
      title={`${name} (${keys})`}
      // Not `disabled`: who has just undone the last thing by keyboard would lose their place.
      aria-disabled={isOff}
      onClick={() => takeBack(ui, way)}
    />
  );
}

export function UndoButtons(): JSX.Element | null {
  const { store } = useUi();
  const undo = store.history.undoLabel.value;
  const redo = store.history.redoLabel.value;
  const isPast = store.past.value !== null;
  if (!writes(store.me.value.role)) return null;
  return (
    <div class="undo-buttons" role="group" aria-label={t("Undo and redo")}>
      <Step
        way="undo"
        name={undo === null ? t("Undo") : t("Undo: %(what)s", { what: undo })}
        keys={keysOf("edit.undo")}
        isOff={undo === null || isPast}
      />
      <Step
        way="redo"
        name={redo === null ? t("Redo") : t("Redo: %(what)s", { what: redo })}
        keys={keysOf("edit.redo")}
        isOff={redo === null || isPast}
      />
    </div>
  );
}
