/** The canvas with its tools: a file of its own, since phones begin with the list. */

import type { ItemRecord } from "./core/types.ts";
import { createRenderer, type Renderer } from "./render/renderer.ts";
import { watchClipboard } from "./tools/clipboard/events.ts";
import { createInput } from "./tools/input.ts";
import { createKeyboard } from "./tools/keyboard.ts";
import type { Ui } from "./ui/context.ts";
import { withTools } from "./ui/rare.ts";
import { anchorOfSelection } from "./ui/selectionplace.ts";
import { beginComment, openThread } from "./ui/talk/opening.ts";

/** Fills `root`, which is on the page already, with the board, and listens to pointers and keys. */
export function drawCanvas(root: HTMLElement, ui: Ui): Renderer {
  const { store, view, commands, shell } = ui;
  const openEditor = (id: string): void => {
    const record = store.scene.peek().get(id);
    if (record?.kind === "comment") openThread(ui, id);
    else if (store.past.peek() !== null) return;
    else if (record?.kind === "frame") shell.dialog.value = { name: "frame", id };
    else if (record && "text" in record && "w" in record) view.editing.value = id;
    else withTools(ui, (tools) => tools.openItem(ui, id));
  };
  const canMove = (record: ItemRecord): boolean => commands.canEdit(record, "move");
  const { base, board } = ui.boot;
  const assetUrl = (asset: string): string =>
    `${base}/api/boards/${encodeURIComponent(board.id)}/assets/${asset}`;
  const renderer = createRenderer({ store, view, root, openEditor, canMove, assetUrl });
  const shared = {
    store,
    view,
    commands,
    renderer,
    root,
    onEditFrame: openEditor,
    announce: ui.announcer.say,
  };
  if (ui.boot.projector) return renderer; // nobody works on the wall
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
  watchClipboard({ ...shared, paste: (pasted) => withTools(ui, (tools) => tools.paste(ui, pasted)) });
  createKeyboard({
    ...shared,
    onMoveToFrame() {
      withTools(ui, (tools) => tools.openFrameMenu(ui, anchorOfSelection(ui, root)));
    },
    run: (id) => withTools(ui, (tools) => tools.runById(ui, id)),
    hasLetterKeys: () => shell.hasLetterKeys.peek(),
  });
  return renderer;
}
