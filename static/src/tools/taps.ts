/** What a tap does: selects, opens, or places what the tool makes. */

import { isWritten } from "../core/records.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Commands } from "./commands.ts";
import type { Drawing } from "./drawing.ts";
import type { Press } from "./gestures.ts";
import type { Groups } from "./groups.ts";
import type { Placing } from "./placing.ts";
import type { Surface } from "./surface.ts";

export interface TapsOptions {
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly surface: Surface;
  readonly placing: Placing;
  readonly drawing: Drawing;
  readonly groups: Groups;
  onEditFrame(id: string): void;
  /** Something without a text of its own is to be opened. */
  onOpen(id: string): void;
}

export interface Taps {
  /** `wasEditing`: this tap has just closed the text editor. */
  tap(press: Press, isDouble: boolean, wasEditing: boolean): void;
}

export function createTaps(options: TapsOptions): Taps {
  const { store, view, commands, surface, placing, drawing, groups, onEditFrame } = options;
  function tap(press: Press, isDouble: boolean, wasEditing: boolean): void {
    const at = surface.screenToBoard(press.at);
    if (press.tool === "note") placing.note(at);
    else if (press.tool === "text") placing.text(at);
    else if (press.tool === "frame") placing.frame({ at });
    else if (press.tool === "select") tapToSelect(press, isDouble, wasEditing);
    else if (press.tool !== "hand") drawing.tap(press);
  }

  function tapToSelect(press: Press, isDouble: boolean, wasEditing: boolean): void {
    const { id, isSelected } = press.target;
    const selection = view.selection.peek();
    const address = press.isOpening ? surface.linkAt(press.at) : null;
    if (address !== null) {
      openAddress(address);
      return;
    }
    if (press.isAdding) {
      if (id !== null) toggle(id, selection);
    } else if (id === null) {
      view.selection.value = new Set();
      if (isDouble && !wasEditing && commands.canAdd("note")) placing.note(surface.screenToBoard(press.at));
    } else if (isPin(id)) options.onOpen(id);
    else if (isDouble || (press.isTouch && isSelected && selection.size === 1 && !wasEditing)) open(id);
    else view.selection.value = groups.whole([id]);
  }

  /** A pin has nothing to it but its thread: one tap opens it. */
  function isPin(id: string): boolean {
    if (store.scene.peek().get(id)?.kind !== "comment") return false;
    view.selection.value = new Set([id]);
    return true;
  }

  function toggle(id: string, selection: ReadonlySet<string>): void {
    const whole = groups.whole([id]);
    const isIn = selection.has(id);
    view.selection.value = new Set(
      isIn ? [...selection].filter((one) => !whole.has(one)) : [...selection, ...whole],
    );
  }

  function open(id: string): void {
    const record = store.scene.peek().get(id);
    view.selection.value = new Set([id]);
    if (!record || !commands.canEdit(record, "write")) return;
    if (record.kind === "frame") onEditFrame(id);
    else if (isWritten(record)) view.editing.value = id;
    else options.onOpen(id);
  }

  return { tap };
}

/** In a page of its own that does not learn of the board. */
function openAddress(address: string): void {
  if (/^(?:https?|mailto):/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
}
