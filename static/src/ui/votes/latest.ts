/** The vote whose result people look at: the one that was revealed last. */

import { stateOf, votesOf } from "../../core/ballot.ts";
import type { Scene, VoteRecord } from "../../core/types.ts";
import type { VoteItem } from "../../core/vote_types.ts";

export function lastRevealed(scene: Scene): VoteRecord | null {
  const revealed = votesOf(scene).filter((vote) => stateOf(vote) === "revealed");
  const at = ({ closed_ms = 0 }: VoteRecord): number => closed_ms;
  return revealed.reduce<VoteRecord | null>(
    (last, vote) => (last && at(last) > at(vote) ? last : vote),
    null,
  );
}

/** Whether anybody has said anything about it, by themselves or in a count of the room. */
export function isVoted({ counts }: VoteItem): boolean {
  return counts.some((count) => count > 0);
}
