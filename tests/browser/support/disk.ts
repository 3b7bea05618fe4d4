/** A browser's database in memory, shared by the pages of a test. */

import type { OpId } from "../../../static/src/core/types.ts";
import type { Disk, Place } from "../../../static/src/store/disk.ts";
import type { PendingChange } from "../../../static/src/store/pending.ts";

type Row = PendingChange & Place;

export class MemoryDisk implements Disk {
  /** While set, nothing can be written, as when the storage is full. */
  isFull = false;
  /** While set, it does what it is told and does not say so. */
  isSlow = false;
  /** The changes of other pages cannot be read now. */
  isUnreadable = false;
  private rows: Row[] = [];
  private readonly seen = new Map<string, number>();

  async clients(place: Place): Promise<string[]> {
    return [...new Set(this.at(place).map(({ client }) => client))];
  }

  async changesOf(place: Place, client: string): Promise<PendingChange[]> {
    if (this.isUnreadable) throw new Error("The database does not answer.");
    const found = this.at(place).filter((row) => row.client === client);
    return found
      .sort((a, b) => a.n - b.n)
      .map(({ person: _person, board: _board, ...change }) => structuredClone(change));
  }

  async write(place: Place, put: readonly PendingChange[], remove: readonly OpId[]): Promise<void> {
    if (this.isFull) throw new Error("the storage is full");
    const { person, board } = place;
    const isOver = (row: Row): boolean =>
      row.person === person &&
      row.board === board &&
      [...remove, ...put.map(({ client, n }): OpId => [client, n])].some(
        ([client, n]) => row.client === client && row.n === n,
      );
    this.rows = this.rows.filter((row) => !isOver(row));
    for (const change of put) this.rows.push({ ...structuredClone(change), person, board });
    if (this.isSlow) await new Promise(() => undefined);
  }

  async count(person: string): Promise<number> {
    return this.rows.filter((row) => row.person === person).length;
  }

  async forget(person: string): Promise<void> {
    this.rows = this.rows.filter((row) => row.person !== person);
  }

  async beat(clients: readonly string[], nowMs: number): Promise<void> {
    for (const client of clients) this.seen.set(client, nowMs);
  }

  async takeSilent(client: string, sinceMs: number, nowMs: number): Promise<boolean> {
    const seenMs = this.seen.get(client);
    const isSilent = seenMs === undefined || seenMs < sinceMs || seenMs > nowMs;
    if (isSilent) this.seen.set(client, nowMs);
    return isSilent;
  }

  private at({ person, board }: Place): Row[] {
    return this.rows.filter((row) => row.person === person && row.board === board);
  }
}
