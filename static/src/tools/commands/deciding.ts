/** Decisions and commitments: written down, changed and taken away. Only those who lead do this. */

import type { Carried, CommitmentStatus } from "../../core/decision_types.ts";
import { nextNumber } from "../../core/decisions.ts";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { isSame } from "../../core/records.ts";
import type { CommitmentRecord, DecisionRecord } from "../../core/types.ts";
import { cleanText, cleanTitle } from "../../core/words.ts";
import { type CommandBoard, keyAtEnd, keysAtEnd, patchOf } from "./board.ts";

/** What is said of a decision. */
export type DecisionWords = Pick<Required<DecisionRecord>, "text" | "how" | "objections" | "sources">;

/** What is said of a commitment. */
export type CommitmentWords = Pick<Required<CommitmentRecord>, "text" | "who" | "due"> & {
  /** Id of the decision that it follows from. */
  readonly decision: string | null;
};

/** A commitment of another board. */
export type Taken = Pick<CommitmentWords, "text" | "who" | "due"> & { readonly carried: Carried };

export interface DecidingCommands {
  /** The id of the new decision, or null when it is refused. */
  decide(words: DecisionWords): string | null;
  /** Whether it says so now. */
  setDecision(id: string, words: DecisionWords): boolean;
  /** The id of the new commitment, or null when it is refused. */
  commit(words: CommitmentWords): string | null;
  setCommitment(id: string, words: CommitmentWords): boolean;
  setStatus(id: string, status: CommitmentStatus): boolean;
  /** Goes on with commitments of other boards; true when they are here. */
  takeOver(taken: readonly Taken[]): boolean;
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
    takeOver(taken) {
      const here = [...board.scene().values()];
      const isHere = ({ carried }: Taken): boolean =>
        here.some((record) => record.kind === "commitment" && isSame(record.carried, carried));
      const fresh = taken.filter((one) => !isHere(one));
      const keys = keysAtEnd(board.scene(), fresh.length);
      const ops = fresh.map((one, at) => ({
        do: "create" as const,
        item: {
          ...cleanCommitment(one),
          kind: "commitment" as const,
          id: board.newId(),
          z: keys[at] ?? "a0",
        },
      }));
      const label = tn("Take over %(n)s commitment", "Take over %(n)s commitments", fresh.length);
      return ops.length === 0 || store.change(label, ops);
    },
    remove(id) {
      return board.editable(id) !== null && store.change(t("Delete"), [{ do: "delete", id }]);
    },
  };
}
