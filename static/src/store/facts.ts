/** What the server says about the board itself, besides its scene. */

/** Somebody before the board. */
export interface AtDoor {
  readonly id: string;
  readonly name: string;
}

/** What the server says about the board itself. */
export interface BoardFacts {
  readonly name: string;
  /** False while the server cannot store anything. */
  readonly is_writable: boolean;
  /** Participants add, but leave alone what others have made. */
  readonly is_add_only: boolean;
  /** Who waits to be let in, and who was sent away: for who leads. */
  readonly door?: { readonly waiting: readonly AtDoor[]; readonly away: readonly AtDoor[] };
}

/** Until the server has said more. */
export const OPEN_BOARD: BoardFacts = { name: "", is_writable: true, is_add_only: false };
