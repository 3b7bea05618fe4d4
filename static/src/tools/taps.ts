/** What a tap does: selects, opens, or places what the tool makes. */

import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import type { Press } from "./gestures.ts";
import type { Placing } from "./placing.ts";
import type { Surface } from "./surface.ts";

export interface TapsOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly surface: Surface;
  readonly placing: Placing;
  onEditFrame(id: string): void;
}

export interface Taps {
  /** `wasEditing`: this tap has just closed the text editor. */
  tap(press: Press, isDouble: boolean, wasEditing: boolean): void;
}

export function createTaps({ store, view, commands, surface, placing, onEditFrame }: TapsOptions): Taps {
  function tap(press: Press, isDouble: boolean, wasEditing: boolean): void {
    const at = surface.screenToBoard(press.at);
    if (press.tool === "note") placing.note(at);
    else if (press.tool === "text") placing.text(at);
    else if (press.tool === "frame") placing.frame({ at });
    else if (press.tool === "select") tapToSelect(press, isDouble, wasEditing);
  }

  function tapToSelect(press: Press, isDouble: boolean, wasEditing: boolean): void {
    const { id, isSelected } = press.target;
    const selection = view.selection.peek();
    if (press.isAdding) {
      if (id !== null) toggle(id, selection);
    } else if (id === null) {
      view.selection.value = new Set();
      if (isDouble && !wasEditing && commands.canAdd("note")) placing.note(surface.screenToBoard(press.at));
    } else if (isDouble || (press.isTouch && isSelected && selection.size === 1 && !wasEditing)) open(id);
    else view.selection.value = new Set([id]);
  }

  function toggle(id: string, selection: ReadonlySet<string>): void {
    const next = new Set(selection);
    if (!next.delete(id)) next.add(id);
    view.selection.value = next;
  }

  function open(id: string): void {
    const record = store.scene.peek().get(id);
    view.selection.value = new Set([id]);
    if (!record || !commands.canEdit(record)) return;
    if (record.kind === "frame") onEditFrame(id);
    else view.editing.value = id;
  }

  return { tap };
}
