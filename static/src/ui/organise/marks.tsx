/** On the canvas: how many notes lie in a stack, and the way to see them all. */

import type { JSX } from "preact";
import { tn } from "../../core/i18n.ts";
import { coverOf } from "../../core/records.ts";
import { boxToScreen } from "../../render/camera.ts";
import { stacksOf } from "../../tools/commands/stacks.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";

/** Narrower than this on the screen a note has no room for the mark. */
const NARROWEST_PX = 64;

export function StackMarks(): JSX.Element {
  const { store, view, shell } = useUi();
  const scene = store.scene.value;
  const { width, height } = view.viewport.value;
  const camera = view.camera.value;
  const shown = [...stacksOf(scene)].flatMap(([id, under]) => {
    const top = scene.get(id);
    if (top?.kind !== "note") return [];
    const { x, y, w, h } = boxToScreen(camera, coverOf(top));
    const isIn = x < width && y < height && x + w > 0 && y + h > 0;
    return isIn && w >= NARROWEST_PX ? [{ id, x: x + w, y, count: under.length + 1 }] : [];
  });
  return (
    <div class="stack-marks">
      {shown.map(({ id, x, y, count }) => {
        const name = tn("Stack of %(n)s note", "Stack of %(n)s notes", count);
        return (
          <button
            key={id}
            type="button"
            class="stack-mark"
            data-item={id}
            aria-label={name}
            title={name}
            style={{ transform: `translate(${x}px, ${y}px) translate(-60%, -40%)` }}
            onClick={() => {
              shell.dialog.value = { name: "stack", id };
            }}
          >
            <Icon name="layers" />
            <span>{count}</span>
          </button>
        );
      })}
    </div>
  );
}
