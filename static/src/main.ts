/** The board page: makes the parts and connects them. */

import { loadStrings } from "./core/i18n.ts";
import { makeId } from "./core/ids.ts";
import { createBallots } from "./store/ballots.ts";
import { openQueue } from "./store/queue.ts";
import { createStore } from "./store/store.ts";
import { createView } from "./store/view.ts";
import { createSync } from "./sync/client.ts";
import { createHttp } from "./sync/http.ts";
import { createCommands } from "./tools/commands.ts";
import { createUndoKeys } from "./tools/undo_keys.ts";
import type { Boot } from "./ui/context.ts";
import { mountBoard } from "./ui/mount.tsx";
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
  // The wall leaves it to a page that is for one person.
  if (!boot.projector) await queue.watch((changes) => store.adopt(changes));
  const view = createView();
  const commands = createCommands({ store, view });
  const server = createBoardServer(createHttp({ base: boot.base }), boot.board.id);

  const ballots = createBallots(store);
  const sync = createSync({
    store,
    view,
    ballots,
    base: boot.base,
    boardId: boot.board.id,
    isWall: boot.projector !== undefined,
  });
  const ui = mountBoard(place, {
    boot,
    store,
    view,
    commands,
    server,
    queue,
    calls: sync,
    clock: sync.clock,
    ballots,
    loadCanvas: async () => (await import("./canvas.ts")).drawCanvas,
    loadHands: () => import("./hands.ts"),
  });
  if (!boot.projector) createUndoKeys({ view, takeBack: (way) => takeBack(ui, way) });
  sync.start();
}

const place = document.getElementById("app");
if (place) void start(place);
