/** Texts, titles and types. */

import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { typing } from "../../core/note_text.ts";
import { isWritten } from "../../core/records.ts";
import type { NoteType, TextOp } from "../../core/types.ts";
import { cleanText, cleanTitle, codePoints, isBlank } from "../../core/words.ts";
import { type CommandBoard, patchOf, touchedBy } from "./board.ts";

export interface Writing {
  setText(id: string, text: string): boolean;
  type(typed: TextOp): boolean;
  setTitle(id: string, title: string): boolean;
  setPrompt(id: string, prompt: string): boolean;
  discardIfEmpty(id: string): boolean;
  setType(ids: Iterable<string>, type: NoteType): readonly string[];
}

/** `fresh`: ids of notes and texts made here that nobody has written on yet. */
export function createWriting(board: CommandBoard, fresh: Set<string>): Writing {
  const { store } = board;

  function isShort(text: string, limit: number): boolean {
    if (codePoints(text) <= limit) return true;
    board.refuse("text.too_long", { limit });
    return false;
  }

  function setText(id: string, typed: string): boolean {
    const record = board.editable(id, "write");
    if (record === null || !isWritten(record)) return false;
    const text = cleanText(typed);
    if (!isShort(text, LIMITS.text)) return false;
    // An empty note is a choice; an empty text could not even be seen.
    const isUnwritten = fresh.has(id) && isBlank(record.text);
    if (isBlank(text) && (record.kind === "text" || isUnwritten)) return discard(id);
    const update = typing(record, text);
    const way = { from: record.text, to: text };
    if (update === null) return true;
    return type({ do: "text", id, epoch: record.epoch ?? 0, update, typed: way });
  }

  function type(typed: TextOp): boolean {
    if (!store.change(t("Write"), [typed])) return false;
    if (!isBlank(typed.typed?.to ?? "")) fresh.delete(typed.id);
    return true;
  }

  function setFrameField(id: string, name: "title" | "prompt", value: string, limit: number): boolean {
    const record = board.editable(id);
    if (record === null || record.kind !== "frame" || !isShort(value, limit)) return false;
    const op = patchOf(record, { [name]: value });
    return op === null || store.change(t("Write"), [op]);
  }

  function discard(id: string): boolean {
    fresh.delete(id);
    return store.change(t("Delete"), [{ do: "delete", id }]);
  }

  return {
    setText,
    type,
    setTitle: (id, title) => setFrameField(id, "title", cleanTitle(title), LIMITS.title),
    setPrompt: (id, prompt) => setFrameField(id, "prompt", cleanText(prompt), LIMITS.text),
    discardIfEmpty(id) {
      const record = board.scene().get(id);
      if (!fresh.has(id) || record === undefined || !isWritten(record)) return false;
      return isBlank(record.text) && discard(id);
    },
    setType(ids, type) {
      const ops = board
        .editables(ids, "write")
        .flatMap((record) => (record.kind === "note" ? (patchOf(record, { type }) ?? []) : []));
      return ops.length > 0 && store.change(t("Change the type"), ops) ? touchedBy(ops) : [];
    },
  };
}
