/** Comments: answers, and whether they are settled. */

import { t } from "../../core/i18n.ts";
import { cleanText, isBlank } from "../../core/words.ts";
import { type CommandBoard, keyAtEnd, patchOf } from "./board.ts";

export interface Talking {
  /** The new id; null when there is nothing to say or it is refused. */
  reply(thread: string, text: string): string | null;
  resolve(id: string, isResolved: boolean): boolean;
}

export function createTalking(board: CommandBoard): Talking {
  return {
    reply(thread, typed) {
      const text = cleanText(typed).trim();
      if (isBlank(text) || board.editable(thread) === null) return null;
      const id = board.newId();
      const item = { kind: "reply", id, z: keyAtEnd(board.scene()), thread, text } as const;
      return board.store.change(t("Reply"), [{ do: "create", item }]) ? id : null;
    },
    resolve(id, isResolved) {
      const record = board.editable(id);
      if (record?.kind !== "comment") return false;
      const op = patchOf(record, { resolved: isResolved });
      return op !== null && board.store.change(isResolved ? t("Resolve") : t("Reopen"), [op]);
    },
  };
}
