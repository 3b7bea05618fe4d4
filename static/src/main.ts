/** The board page: makes the parts and connects them. */

import { loadStrings } from "./core/i18n.ts";
import { makeId } from "./core/ids.ts";
import { createRenderer } from "./render/renderer.ts";
import { openQueue } from "./store/queue.ts";
import { createStore } from "./store/store.ts";
import { createView } from "./store/view.ts";
import { createSync } from "./sync/client.ts";
import { createHttp } from "./sync/http.ts";
import { watchClipboard } from "./tools/clipboard/events.ts";
import { createCommands } from "./tools/commands.ts";
import { createInput } from "./tools/input.ts";
import { createKeyboard } from "./tools/keyboard.ts";
import { createUndoKeys } from "./tools/undo_keys.ts";
import type { Boot } from "./ui/context.ts";
import { mountBoard } from "./ui/mount.tsx";
import { withTools } from "./ui/rare.ts";
import { anchorOfSelection } from "./ui/selectionbar.tsx";
import { createBoardServer } from "./ui/server.ts";
import { takeBack } from "./ui/undobuttons.tsx";

function readBoot(): Boot {
  const element = document.getElementById("boot");
  if (!element?.textContent) throw new Error("The page came without its #boot data.");
  return JSON.parse(element.textContent) as Boot;
}

async function start(place: HTMLElement): Promise<void> {
  const boot = readBoot();
  loadStrings(boot.locale, boot.strings);
  const clientId = makeId();
  const queue = openQueue({ person: boot.me.id, board: boot.board.id }, clientId);
  const store = createStore({ clientId, me: boot.me, name: boot.board.name, keeper: queue });
  // Before anything is shown: what waits from an earlier visit counts as unsent from the first moment.
  await queue.watch((changes) => store.adopt(changes));
  const view = createView();
  const commands = createCommands({ store, view });
  const server = createBoardServer(createHttp({ base: boot.base }), boot.board.id);

  mountBoard(place, {
    boot,
    store,
    view,
    commands,
    server,
    queue,
    drawCanvas(root, ui) {
      const openEditor = (id: string): void => {
        if (store.past.peek() !== null) return;
        if (store.scene.peek().get(id)?.kind === "frame") ui.shell.dialog.value = { name: "frame", id };
        else view.editing.value = id;
      };
      const canEdit = commands.canEdit;
      const renderer = createRenderer({ store, view, root, openEditor, canEdit });
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
        isSnapping: () => ui.shell.isSnapping.peek(),
        onOpen: (id) => withTools(ui, (tools) => tools.openItem(ui, id)),
        ask: {
          comment(about) {
            ui.shell.dialog.value = { name: "comment", ...about };
          },
        },
        onContextMenu(point, id) {
          const { left, top } = root.getBoundingClientRect();
          const at = renderer.screenToBoard({ x: point.x - left, y: point.y - top });
          withTools(ui, (tools) => tools.openContextMenu(ui, { point, at, id }));
        },
      });
      watchClipboard({ ...shared, paste: (pasted) => withTools(ui, (tools) => tools.paste(ui, pasted)) });
      createUndoKeys({ view, takeBack: (way) => takeBack(ui, way) });
      createKeyboard({
        ...shared,
        onMoveToFrame() {
          withTools(ui, (tools) => tools.openFrameMenu(ui, anchorOfSelection(ui, root)));
        },
        run: (id) => withTools(ui, (tools) => tools.runById(ui, id)),
        hasLetterKeys: () => ui.shell.hasLetterKeys.peek(),
      });
      return renderer;
    },
  });
  createSync({ store, view, base: boot.base, boardId: boot.board.id }).start();
}

const place = document.getElementById("app");
if (place) void start(place);
