/** Where on the screen what is selected stands. */

import { union } from "../core/geometry.ts";
import { coverOf, isBoxed } from "../core/records.ts";
import { boxToScreen } from "../render/camera.ts";
import type { Ui } from "./context.ts";
import type { Anchor } from "./shell.ts";

/** Where a menu about the selection opens when no button was pressed. */
export function anchorOfSelection({ store, view }: Ui, root: HTMLElement): Anchor {
  const { left, top } = root.getBoundingClientRect();
  const scene = store.scene.peek();
  const around = union(
    [...view.selection.peek()]
      .flatMap((id) => scene.get(id) ?? [])
      .filter(isBoxed)
      .map(coverOf),
  );
  const { x, y, w, h } = around ? boxToScreen(view.camera.peek(), around) : { x: 0, y: 0, w: 0, h: 0 };
  return { left: left + x, top: top + y, right: left + x + w, bottom: top + y + h };
}
