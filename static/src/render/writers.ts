/** Where the others write: drawn by what is loaded when somebody does. */

import type { CaretScene } from "./caret_places.ts";
import type { ShownItem } from "./presence.ts";

export interface Writers {
  /** null shows nobody. */
  draw(scene: CaretScene | null, isCameraMoving: boolean): void;
  destroy(): void;
}

/** `arrived`: it has come, and has to be drawn again. */
export function createWriters(root: Element, shownItem: ShownItem, arrived: () => void): Writers {
  let drawing: Writers | null = null;
  let isAsked = false;
  let isOver = false;

  async function load(): Promise<void> {
    const { createCarets, createCaretPlaces } = await import("./writers_drawn.ts");
    if (isOver) return;
    const carets = createCarets(root);
    const places = createCaretPlaces(shownItem, carets.ruler);
    drawing = {
      draw: (scene, isMoving) => carets.draw(scene ? places.find(scene) : [], isMoving),
      destroy: () => carets.destroy(),
    };
    arrived();
  }

  return {
    draw(scene, isCameraMoving) {
      drawing?.draw(scene, isCameraMoving);
      if (isAsked || !scene || ![...scene.here.values()].some(({ caret }) => caret)) return;
      isAsked = true;
      load().catch(() => {
        isAsked = false; // it is asked for again with the next thing to draw
      });
    },
    destroy() {
      isOver = true;
      drawing?.destroy();
    },
  };
}
