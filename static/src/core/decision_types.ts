/** Decisions and commitments as types: what was decided, and who does what by when. */

export interface DecisionFields {
  readonly kind: "decision";
  /** Given by the server, and to no other decision of the board ever (DEC1). */
  readonly number: number;
  readonly text: string;
  /** How it was taken, in a few words. */
  readonly how?: string;
  readonly objections?: string;
  /** Ids of the notes, clusters and votes that it comes from, which may be gone. */
  readonly sources?: readonly string[];
}

export type CommitmentStatus = "open" | "done" | "dropped";

/** A commitment of another board that this one goes on with. */
export interface Carried {
  /** What that board was called. */
  readonly title: string;
  readonly board: string;
  readonly id: string;
}

export interface CommitmentFields {
  readonly kind: "commitment";
  readonly text: string;
  readonly who?: string;
  /** "2026-10-21" */
  readonly due?: string;
  /** Id of the decision that it follows from, which may be gone. */
  readonly decision?: string;
  readonly status?: CommitmentStatus;
  readonly carried?: Carried;
}
