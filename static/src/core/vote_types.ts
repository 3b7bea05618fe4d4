/** Votes as types: what is asked, and what came of it. */

export type VoteWay = "dots" | "points" | "budget" | "yesno" | "scale" | "matrix";

/** What came of one thing. */
export interface VoteItem {
  readonly id: string;
  /** Who gave it something. */
  readonly people: number;
  /** Dots or money; points for and against; yes, no, abstain; how often each mark, twice in a matrix. */
  readonly counts: readonly number[];
  /** By what it is ranked; null without any mark. */
  readonly total: number | null;
  readonly rank: number;
  /** Others have the same rank. */
  readonly tied: boolean;
  /** The part of `counts` that was entered for others. */
  readonly assisted?: readonly number[];
}

export interface VoteResult {
  /** How many voted; of them by name through somebody else, and in a count of the room. */
  readonly voters: number;
  readonly named: number;
  readonly room: number;
  /** Both null when they were too few for totals. */
  readonly cast: number | null;
  readonly items: readonly VoteItem[] | null;
}

/** What a vote says: a question, how people answer it, and what came of it. */
export interface VoteFields {
  readonly title: string;
  readonly about: "notes" | "clusters";
  readonly way: VoteWay;
  /** Ids of frames; without any it is on the whole board. */
  readonly areas?: readonly string[];
  /** How much each person has to give, and how much of it on one thing. */
  readonly each?: number;
  readonly most?: number;
  /** Ids of people; null or nothing: every participant. */
  readonly voters?: readonly string[] | null;
  /** People without a device, for whom somebody else enters ballots. */
  readonly helped?: number;
  /** "set" when it is not there: nobody has opened it. */
  readonly state?: "set" | "open" | "closed" | "revealed";
  /** Ids of what it is on, from its opening on. */
  readonly items?: readonly string[];
  readonly result?: VoteResult;
  readonly opened_ms?: number;
  readonly closed_ms?: number;
}
