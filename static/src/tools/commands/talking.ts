/** Comments: answers, what they say, and whether they are settled. */

import { t } from "../../core/i18n.ts";
import { cleanText, isBlank } from "../../core/words.ts";
import { type CommandBoard, keyAtEnd, patchOf } from "./board.ts";
import { pinPlace } from "./settling.ts";

/** `mentions`: ids of the people that the text names. */
export interface Talking {
  /** The new id; null when there is nothing to say or it is refused. */
  reply(thread: string, text: string, mentions?: readonly string[]): string | null;
  /** Writes a comment or a reply anew. */
  rewrite(id: string, text: string, mentions: readonly string[]): boolean;
  resolve(id: string, isResolved: boolean): boolean;
  /** Puts a comment on another item, or on a free place of the board. */
  putOn(id: string, on: string | null): boolean;
}

export function createTalking(board: CommandBoard): Talking {
  return {
    reply(thread, typed, mentions = []) {
      const text = cleanText(typed).trim();
      if (isBlank(text) || board.editable(thread) === null) return null;
      const id = board.newId();
      const item = { kind: "reply", id, z: keyAtEnd(board.scene()), thread, text, mentions } as const;
      return board.store.change(t("Reply"), [{ do: "create", item }]) ? id : null;
    },
    rewrite(id, typed, mentions) {
      const text = cleanText(typed).trim();
      const record = isBlank(text) ? null : board.editable(id);
      if (record?.kind !== "comment" && record?.kind !== "reply") return false;
      const op = patchOf(record, { text, mentions });
      return op === null || board.store.change(t("Write"), [op]);
    },
    resolve(id, isResolved) {
      const record = board.editable(id);
      if (record?.kind !== "comment") return false;
      const op = patchOf(record, { resolved: isResolved });
      return op !== null && board.store.change(isResolved ? t("Resolve") : t("Reopen"), [op]);
    },
    putOn(id, on) {
      const record = board.editable(id);
      const target = board.scene().get(on ?? "") ?? null;
      if (record?.kind !== "comment" || (target === null && on !== null)) return false;
      if (on === (record.on ?? null)) return false;
      const op = patchOf(record, { ...pinPlace(board, target), on });
      return op !== null && board.store.change(t("Move the comment"), [op]);
    },
  };
}
