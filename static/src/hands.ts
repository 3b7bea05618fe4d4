/**
 * Pointers, keys and clipboard on the canvas, and its list for screen readers: a file of its own, since the
 * board is seen before it is touched.
 */

import { createMirror } from "./render/mirror.ts";
import type { Renderer } from "./render/renderer.ts";
import { watchClipboard } from "./tools/clipboard/events.ts";
import { createInput } from "./tools/input.ts";
import { createKeyboard } from "./tools/keyboard.ts";
import type { Ui } from "./ui/context.ts";
import { withTools } from "./ui/rare.ts";
import { anchorOfSelection } from "./ui/selectionplace.ts";
import { beginComment } from "./ui/talk/opening.ts";

export interface Canvas {
  readonly root: HTMLElement;
  readonly renderer: Renderer;
  openEditor(id: string): void;
}

/** From now on the board that `renderer` draws can be worked on; on the wall nobody does. */
export function listen(ui: Ui, { root, renderer, openEditor }: Canvas): void {
  const { store, view, commands, shell } = ui;
  renderer.addMirror(createMirror);
  if (ui.boot.projector) return;
  const shared = {
    store,
    view,
    commands,
    renderer,
    root,
    onEditFrame: openEditor,
    announce: ui.announcer.say,
  };
  createInput({
    ...shared,
    isSnapping: () => shell.isSnapping.peek(),
    onOpen: openEditor,
    ask: {
      comment: (about) => beginComment(ui, about),
    },
    onContextMenu(point, id) {
      const { left, top } = root.getBoundingClientRect();
      const at = renderer.screenToBoard({ x: point.x - left, y: point.y - top });
      withTools(ui, (tools) => tools.openContextMenu(ui, { point, at, id }));
    },
  });
  watchClipboard({
    ...shared,
    boardId: ui.boot.board.id,
    paste: (pasted) => withTools(ui, (tools) => tools.paste(ui, pasted)),
  });
  createKeyboard({
    ...shared,
    onMoveToFrame() {
      withTools(ui, (tools) => tools.openFrameMenu(ui, anchorOfSelection(ui, root)));
    },
    run: (id) => withTools(ui, (tools) => tools.runById(ui, id)),
    hasLetterKeys: () => shell.hasLetterKeys.peek(),
  });
}
