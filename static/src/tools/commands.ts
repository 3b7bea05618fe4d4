/**
 * Every change that a person can make, one function each. The canvas, the keyboard and the list
 * all call these, so that they can never differ in what they do.
 */

import type { Box, Point } from "../core/geometry.ts";
import { makeId } from "../core/ids.ts";
import { isOnBoard } from "../core/records.ts";
import type { ItemRecord, Kind, NoteType, TextOp } from "../core/types.ts";
import type { Doing } from "../core/workshop.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { TurnedPlace } from "./arrange/turning.ts";
import { createAdding } from "./commands/adding.ts";
import { createCommandBoard } from "./commands/board.ts";
import { createMoving } from "./commands/moving.ts";
import { createUndoing, type Undoing } from "./commands/undoing.ts";
import { createWriting } from "./commands/writing.ts";

export interface AddNote {
  /** The type that `view.noteType` holds, when not given. */
  readonly type?: NoteType | undefined;
  /** Its centre, in board units. Without it, a free spot is found. */
  readonly at?: Point | undefined;
  /** Without it, the frame that it comes to lie in, if any; null keeps it out of frames. */
  readonly frame?: string | null | undefined;
  readonly text?: string | undefined;
  /** Person id: in the name of somebody else. */
  readonly whose?: string | undefined;
}

export type AddText = Omit<AddNote, "type" | "whose">;

export interface AddFrame {
  /** Its centre; without it and `box`, a free spot near the middle of the view. */
  readonly at?: Point | undefined;
  readonly box?: Box | undefined;
  readonly title?: string | undefined;
  readonly prompt?: string | undefined;
}

/**
 * What is refused (not allowed, too long, gone) shows a notice and answers null, false or [].
 * Functions on several items leave out those that this person may not change.
 */
export interface Commands extends Undoing {
  canAdd(kind: Kind): boolean;
  /** Whether this person may do this with it, or anything at all. */
  canEdit(record: ItemRecord, doing?: Doing): boolean;

  /** Answers with the new id. */
  addNote(options?: AddNote): string | null;
  addText(options?: AddText): string | null;
  addFrame(options?: AddFrame): string | null;

  /** Text of a note or text. A new note left empty goes away again, and so does any empty text. */
  setText(id: string, text: string): boolean;
  /** What an editor has gathered; see `typing.ts`. */
  type(typed: TextOp): boolean;
  setTitle(id: string, title: string): boolean;
  setPrompt(id: string, prompt: string): boolean;
  /** For leaving the editor without a change: true if it was a new note, still empty, and is gone. */
  discardIfEmpty(id: string): boolean;
  /** Answers with the ids that changed. */
  setType(ids: Iterable<string>, type: NoteType): readonly string[];

  /**
   * Moves by board units; a frame takes its items along, others join the frame they come to lie in. `from`:
   * where they stood when the movement began, if somebody else may have moved them since.
   */
  move(ids: Iterable<string>, dx: number, dy: number, from?: ReadonlyMap<string, Point>): readonly string[];
  /** Moves what is selected. */
  nudge(dx: number, dy: number): readonly string[];
  resize(id: string, box: Box): boolean;
  /** Each item to its box, in one change. Answers with the ids that changed. */
  resizeAll(boxes: ReadonlyMap<string, Box>): readonly string[];
  /** Each item to its place and angle, in one change. Answers with the ids that changed. */
  turnAll(places: ReadonlyMap<string, TurnedPlace>): readonly string[];
  /** Puts items on free spots of a frame, or with null outside all frames; they come last there. */
  moveToFrame(ids: Iterable<string>, frameId: string | null): readonly string[];
  /** Swaps with the item that is read before (-1) or after (1) it in the same frame; frames likewise. */
  moveInOrder(id: string, step: -1 | 1): boolean;

  /** A frame's items stay on the board. */
  remove(ids: Iterable<string>): readonly string[];
  /** Copies with the same layout beside the originals, or shifted `by` that much; selected. The new ids. */
  duplicate(ids: Iterable<string>, by?: Point): readonly string[];
  /** Selects everything that this person may change. */
  selectAll(): void;
}

export interface CommandsOptions {
  readonly store: BoardStore;
  readonly view: View;
  /** `makeId` by default. */
  readonly newId?: () => string;
}

export function createCommands({ store, view, newId = makeId }: CommandsOptions): Commands {
  const board = createCommandBoard(store, view, () => newId());
  const fresh = new Set<string>(); // notes and texts made here that nobody has written on yet
  const moving = createMoving(board);

  store.onChange((changed) => {
    const present = store.present.peek();
    const gone = [...changed].filter((id) => !present.has(id));
    for (const id of gone) fresh.delete(id);
    const scene = store.scene.peek();
    const selection = view.selection.peek();
    if (gone.some((id) => selection.has(id) && !scene.has(id))) {
      view.selection.value = new Set([...selection].filter((id) => scene.has(id)));
    }
  });

  return {
    canAdd: board.canWrite,
    canEdit: board.canEdit,
    ...createAdding(board, fresh),
    ...createWriting(board, fresh),
    ...moving,
    ...createUndoing(store),
    nudge: (dx, dy) => moving.move(view.selection.peek(), dx, dy),
    selectAll() {
      const records = [...store.scene.peek().values()].filter(isOnBoard);
      view.selection.value = new Set(records.filter((record) => board.canEdit(record)).map(({ id }) => id));
    },
  };
}
