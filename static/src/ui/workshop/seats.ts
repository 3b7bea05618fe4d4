/** The tables of the open board as signals: drawn anew when one changes, not with every note. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { t } from "../../core/i18n.ts";
import { apartSince, areaOf, type Seat, seatOf, tablesOf } from "../../core/tables.ts";
import type { Scene, TableRecord } from "../../core/types.ts";
import type { BoardStore } from "../../store/store.ts";

export interface Seats {
  /** In order. */
  readonly tables: ReadonlySignal<readonly TableRecord[]>;
  /** Since when everybody is at their own table; 0 while all are together. */
  readonly apart: ReadonlySignal<number>;
  /** This person's place now. */
  readonly mine: ReadonlySignal<Seat | null>;
}

const known = new WeakMap<BoardStore, Seats>();

/** Always the same for a store. */
export function seatsOf(store: BoardStore): Seats {
  const seats = known.get(store) ?? follow(store);
  known.set(store, seats);
  return seats;
}

function follow(store: BoardStore): Seats {
  const tables = signal<readonly TableRecord[]>(tablesOf(store.present.peek()));
  store.onChange((changed) => {
    const scene = store.present.peek();
    const before = new Set(tables.peek().map(({ id }) => id));
    const isAbout = (id: string): boolean => before.has(id) || scene.get(id)?.kind === "table";
    if ([...changed].some(isAbout)) tables.value = tablesOf(scene);
  });
  const apart = computed(() => apartSince(store.present.value));
  const mine = computed(() => seatOf(store.present.value, tables.value, store.me.value.id));
  return { tables, apart, mine };
}

/** What a table is called beside its number: its title, or that of its area; "" for neither. */
export function titleOfTable(scene: Scene, table: TableRecord): string {
  return table.title.trim() || (areaOf(scene, table)?.title.trim() ?? "");
}

export function nameOfTable(scene: Scene, table: TableRecord, n: number): string {
  const title = titleOfTable(scene, table);
  return title === "" ? t("Table %(n)s", { n }) : t("Table %(n)s: %(title)s", { n, title });
}

/** Where this person is to work, in one sentence. */
export function seatSentence(scene: Scene, { table, n }: Seat): string {
  const title = titleOfTable(scene, table);
  return title === ""
    ? t("You are at table %(n)s.", { n })
    : t("You are at table %(n)s: %(title)s", { n, title });
}
