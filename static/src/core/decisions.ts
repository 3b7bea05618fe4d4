/** What the page asks of decisions and commitments. */

import type { CommitmentStatus } from "./decision_types.ts";
import { byOrder } from "./outline.ts";
import { isOnBoard } from "./records.ts";
import type { CommitmentRecord, DecisionRecord, ItemRecord, Scene } from "./types.ts";

/** By number. */
export function decisionsOf(scene: Scene): DecisionRecord[] {
  const found = [...scene.values()].filter((record) => record.kind === "decision");
  return found.sort((a, b) => a.number - b.number);
}

/** Open ones first, of those the earliest first; one without a day comes after those with one. */
export function commitmentsOf(scene: Scene): CommitmentRecord[] {
  const found = [...scene.values()].filter((record) => record.kind === "commitment");
  return found.sort((a, b) => {
    const ranks = Number(statusOf(a) !== "open") - Number(statusOf(b) !== "open");
    const days = (a.due ?? "9999").localeCompare(b.due ?? "9999");
    return ranks || days || byOrder(a, b);
  });
}

export function statusOf({ status = "open" }: CommitmentRecord): CommitmentStatus {
  return status;
}

/** Whether it should have been done before this day ("2026-10-21"). */
export function isLate(commitment: CommitmentRecord, today: string): boolean {
  return statusOf(commitment) === "open" && (commitment.due ?? today) < today;
}

/** What a decision may come from. */
export function isSource(record: ItemRecord): boolean {
  return record.kind === "vote" || (isOnBoard(record) && record.kind !== "connector");
}

/** The number that the next decision probably gets; the server gives it. */
export function nextNumber(scene: Scene): number {
  return 1 + Math.max(0, ...decisionsOf(scene).map(({ number }) => number));
}
