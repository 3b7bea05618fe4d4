/** Votes are set up, changed and taken away here; what opens and closes them are questions to the server. */

import { t } from "../../core/i18n.ts";
import type { VoteRecord } from "../../core/types.ts";
import { cleanTitle } from "../../core/words.ts";
import { type CommandBoard, keyAtEnd, patchOf } from "./board.ts";

/** What facilitators say of a vote before it begins. */
export type VoteWords = Pick<
  Required<VoteRecord>,
  "title" | "about" | "way" | "areas" | "each" | "most" | "voters" | "helped"
>;

export interface VotingCommands {
  /** The id of the new vote, or null when it is refused. */
  add(vote: VoteWords): string | null;
  set(id: string, vote: VoteWords): boolean;
  remove(id: string): boolean;
}

export function createVoting(board: CommandBoard): VotingCommands {
  const { store } = board;
  const clean = (vote: VoteWords): VoteWords => ({
    ...vote,
    title: cleanTitle(vote.title),
    most: Math.min(vote.most, vote.each),
  });
  return {
    add(vote) {
      const item = { ...clean(vote), kind: "vote", id: board.newId(), z: keyAtEnd(board.scene()) } as const;
      return store.change(t("Add a vote"), [{ do: "create", item }]) ? item.id : null;
    },
    set(id, vote) {
      const record = store.present.peek().get(id);
      if (record === undefined) board.refuse("item.missing");
      const op = record === undefined ? null : patchOf(record, { ...clean(vote) });
      return record !== undefined && (op === null || store.change(t("Change the vote"), [op]));
    },
    remove(id) {
      return store.change(t("Delete the vote"), [{ do: "delete", id }]);
    },
  };
}
