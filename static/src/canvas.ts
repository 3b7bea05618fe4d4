/** The canvas: a file of its own, since phones begin with the list. */

import { effect } from "@preact/signals-core";
import type { ItemRecord } from "./core/types.ts";
import type { Canvas } from "./hands.ts";
import { createRenderer, type Renderer } from "./render/renderer.ts";
import type { Ui } from "./ui/context.ts";
import { sayNotLoaded } from "./ui/later.tsx";
import { withTools } from "./ui/rare.ts";
import { openThread } from "./ui/talk/opening.ts";

/** Fills `root`, which is on the page already, with the board; hands and keys work on it a moment later. */
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
  root.dataset.listens = "soon";
  whenSeen(ui, renderer, () => loadHands(ui, { root, renderer, openEditor }));
  return renderer;
}

/** Time for the browser to show what has just been painted. */
const SHOWING_MS = 50;

/** Calls back once the board is to be seen: what it takes to work on it does not hold the picture up. */
function whenSeen({ store }: Ui, renderer: Renderer, act: () => void): void {
  const stop = effect(() => {
    if (store.seq.value < 0) return;
    queueMicrotask(() => stop());
    void renderer.ready.then(() => requestAnimationFrame(() => setTimeout(act, SHOWING_MS)));
  });
}

/** Until they are there the pointer says so. When they cannot be had, the next press asks again. */
function loadHands(ui: Ui, canvas: Canvas): void {
  const { root } = canvas;
  import("./hands.ts").then(
    ({ listen }) => {
      listen(ui, canvas);
      root.dataset.listens = "now";
    },
    () => {
      sayNotLoaded(ui);
      root.addEventListener("pointerdown", () => loadHands(ui, canvas), { once: true });
    },
  );
}
