/** Decisions and commitments: written down, changed and taken away. Only those who lead do this. */

import type { CommitmentStatus } from "../../core/decision_types.ts";
import { nextNumber } from "../../core/decisions.ts";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { CommitmentRecord, DecisionRecord } from "../../core/types.ts";
import { cleanText, cleanTitle } from "../../core/words.ts";
import { type CommandBoard, keyAtEnd, patchOf } from "./board.ts";

/** What is said of a decision. */
export type DecisionWords = Pick<Required<DecisionRecord>, "text" | "how" | "objections" | "sources">;

/** What is said of a commitment. */
export type CommitmentWords = Pick<Required<CommitmentRecord>, "text" | "who" | "due"> & {
  /** Id of the decision that it follows from. */
  readonly decision: string | null;
};

export interface DecidingCommands {
  /** The id of the new decision, or null when it is refused. */
  decide(words: DecisionWords): string | null;
  /** Whether it says so now. */
  setDecision(id: string, words: DecisionWords): boolean;
  /** The id of the new commitment, or null when it is refused. */
  commit(words: CommitmentWords): string | null;
  setCommitment(id: string, words: CommitmentWords): boolean;
  setStatus(id: string, status: CommitmentStatus): boolean;
  remove(id: string): boolean;
}

function cleanDecision({ text, how, objections, sources }: DecisionWords): DecisionWords {
  return {
    text: cleanText(text).trim(),
    how: cleanTitle(how),
    objections: cleanText(objections).trim(),
    sources: sources.slice(0, LIMITS.sources),
  };
}

function cleanCommitment<Words extends Omit<CommitmentWords, "decision">>(words: Words): Words {
  return { ...words, text: cleanText(words.text).trim(), who: cleanTitle(words.who) };
}

export function createDeciding(board: CommandBoard): DecidingCommands {
  const { store } = board;
  const set = (label: string, id: string, values: Readonly<Record<string, unknown>>): boolean => {
    const record = board.editable(id);
    const op = record && patchOf(record, values);
    return record !== null && (op === null || store.change(label, [op]));
  };
  return {
    decide(words) {
      const [scene, id] = [board.scene(), board.newId()];
      const number = nextNumber(scene);
      const item = { ...cleanDecision(words), kind: "decision", id, number, z: keyAtEnd(scene) } as const;
      return store.change(t("Add a decision"), [{ do: "create", item }]) ? id : null;
    },
    setDecision: (id, words) => set(t("Change the decision"), id, cleanDecision(words)),
    commit(words) {
      const id = board.newId();
      const item = { ...cleanCommitment(words), kind: "commitment", id, z: keyAtEnd(board.scene()) } as const;
      return store.change(t("Add a commitment"), [{ do: "create", item }]) ? id : null;
    },
    setCommitment: (id, words) => set(t("Change the commitment"), id, cleanCommitment(words)),
    setStatus: (id, status) => set(t("Change the commitment"), id, { status }),
    remove(id) {
      return board.editable(id) !== null && store.change(t("Delete"), [{ do: "delete", id }]);
    },
  };
}
