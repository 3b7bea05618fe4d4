/** Who comes while the list is open is put in it. Knows nothing of the page: tests run it in Node. */

import type { Fields } from "./row.ts";

/** Somebody as the server has them. */
export interface Listed {
  readonly id: string;
  readonly fields: Fields;
}

/** What the list on the page can do. */
export interface ListSheet {
  /** Who is in it, from top to bottom. */
  ids(): readonly string[];
  /** Somebody in it is like this now. */
  hear(id: string, fields: Fields): void;
  /** Below this one; null stands for the top. */
  add(id: string, fields: Fields, after: string | null): void;
  /** Whether they went: a row that somebody writes in stays. */
  remove(id: string): boolean;
}

/** Makes the list what the server has. Rows that are there keep their places. The ids of who came. */
export function bringUp(now: readonly Listed[], sheet: ListSheet): string[] {
  const wanted = new Set(now.map(({ id }) => id));
  for (const id of sheet.ids()) if (!wanted.has(id)) sheet.remove(id);
  const there = new Set(sheet.ids());
  const came: string[] = [];
  let above: string | null = null;
  for (const { id, fields } of now) {
    if (there.has(id)) sheet.hear(id, fields);
    else {
      sheet.add(id, fields, above);
      came.push(id);
    }
    above = id;
  }
  return came;
}
