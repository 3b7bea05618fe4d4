/** Who wants to speak and who is ready, as the server tells it; never stored. */

/** How somebody takes part. Phones and helpers are told to who leads only. */
export type PartMode = "room" | "remote" | "phone" | "assisted";

/** A raised hand: of a person on the board, or, by name, of somebody in the room without a page. */
export interface Hand {
  /** Its own number. */
  readonly hand: number;
  readonly since_ms: number;
  /** Person id. */
  readonly person?: string;
  readonly name?: string;
}

/** Who wants to speak, in the order of their turn, and how many of the participants who are here are ready to go on. */
export interface Attention {
  readonly hands: readonly Hand[];
  readonly ready: { readonly n: number; readonly of: number };
  /** Whether this person is. */
  readonly is_ready: boolean;
}
