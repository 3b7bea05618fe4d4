/** A stack opened: every note in it as it was written, and by whom. */

import type { JSX } from "preact";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { noteTypeOf } from "../../core/kinds.ts";
import { topOf } from "../../core/relations.ts";
import type { NoteRecord, Scene } from "../../core/types.ts";
import { type CommandBoard, createCommandBoard } from "../../tools/commands/board.ts";
import { canSplit, createOrigins, type Origins } from "../../tools/commands/origins.ts";
import { createStacking, type Stacking } from "../../tools/commands/stacking.ts";
import { stacksOf } from "../../tools/commands/stacks.ts";
import { type Ui, useUi } from "../context.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { TypeChip } from "../icon.tsx";

export function boardOf({ store, view }: Ui): CommandBoard {
  return createCommandBoard(store, view, makeId);
}

export function stackingOf(ui: Ui): Stacking {
  return createStacking(boardOf(ui));
}

/** These notes lie one above the other from now on, all under `on` if it is given. */
export function stackNotes(ui: Ui, ids: readonly string[], on?: string): void {
  if (stackingOf(ui).stack(ids, on).length === 0) return;
  ui.announcer.say(tn("%(n)s note stacked", "%(n)s notes stacked", ids.length));
}

export function originsOf(ui: Ui): Origins {
  return createOrigins(boardOf(ui));
}

/** Whether it is one note of several lines, and this person may make others of it. */
export function canBeSplit(ui: Ui, notes: readonly NoteRecord[]): boolean {
  const [note, ...others] = notes;
  return (
    note !== undefined && others.length === 0 && ui.commands.canAdd("note") && canSplit(note, boardOf(ui))
  );
}

/** The note on top and those under it, highest first; [] when this note is in no stack. */
export function stackWith(id: string, scene: Scene): NoteRecord[] {
  const note = scene.get(id);
  const top = (note && topOf(note, scene)) ?? note;
  if (top?.kind !== "note") return [];
  const under = stacksOf(scene).get(top.id) ?? [];
  return under.length === 0 ? [] : [top, ...[...under].reverse()];
}

interface OriginalProps {
  readonly note: NoteRecord;
  readonly isTop: boolean;
}

function Original({ note, isTop }: OriginalProps): JSX.Element {
  const ui = useUi();
  const { store, announcer } = ui;
  const author = store.people.value.get(note.author)?.name ?? t("Someone");
  const mayChange = ui.commands.canEdit(note, "group");
  return (
    <li class="stack-original">
      <TypeChip type={note.type} />
      <span class="stack-words">
        <span class="hidden-text">{t(noteTypeOf[note.type].name)}: </span>
        <span dir="auto" lang={note.lang || undefined}>
          {note.text.trim() === "" ? t("Nothing written yet") : note.text}
        </span>
        <span class="muted">{isTop ? t("%(name)s, on top", { name: author }) : author}</span>
      </span>
      {mayChange && !isTop && (
        <span class="stack-buttons">
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              if (stackingOf(ui).putOnTop(note.id).length > 0) announcer.say(t("It lies on top now."));
            }}
          >
            {t("Put on top")}
          </button>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              if (stackingOf(ui).unstack([note.id]).length > 0) announcer.say(t("Taken out of the stack."));
            }}
          >
            {t("Take out of the stack")}
          </button>
        </span>
      )}
    </li>
  );
}

export function StackDialog({ id }: { readonly id: string }): JSX.Element {
  const ui = useUi();
  const notes = stackWith(id, ui.store.scene.value);
  const [top] = notes;
  const title = top
    ? tn("Stack of %(n)s note", "Stack of %(n)s notes", notes.length)
    : t("This stack is open: its notes lie side by side.");
  return (
    <Dialog title={title} look="sheet">
      {top && (
        <>
          <ol role="list" class="stack-list">
            {notes.map((note) => (
              <Original key={note.id} note={note} isTop={note === top} />
            ))}
          </ol>
          {ui.commands.canEdit(top, "group") && (
            <footer class="dialog-foot">
              <button
                type="button"
                class="button"
                onClick={() => {
                  const { length } = stackingOf(ui).unstack([top.id]);
                  if (length === 0) return;
                  ui.shell.dialog.value = null;
                  ui.announcer.say(t("The notes lie side by side again."));
                }}
              >
                {t("Spread the stack out")}
              </button>
              {ui.commands.canAdd("note") && (
                <button
                  type="button"
                  class="button button-quiet"
                  onClick={() => {
                    if (originsOf(ui).merge([top.id]) === null) return;
                    ui.shell.dialog.value = null;
                    ui.announcer.say(t("Merged. The notes lie under the new one."));
                  }}
                >
                  {t("Merge into one note")}
                </button>
              )}
            </footer>
          )}
        </>
      )}
    </Dialog>
  );
}
