/** What a facilitator asks of the server about the tables: it answers when everybody will see it. */

import { t } from "../../core/i18n.ts";
import type { Person } from "../../core/types.ts";
import type { Ui } from "../context.ts";
import { sentenceOf } from "../server.ts";
import { boxToShow } from "./leading.ts";
import { agendaOf } from "./now.ts";

export type TablesWish =
  | { readonly do: "random"; readonly count: number; readonly areas?: readonly string[] }
  | { readonly do: "add" }
  | { readonly do: "change"; readonly table: string; readonly title?: string; readonly area?: string | null }
  | { readonly do: "assign"; readonly person: string; readonly table: string | null }
  | { readonly do: "remove"; readonly table?: string }
  | { readonly do: "start" | "end" };

/** True when it is done; otherwise a notice says why not. */
export async function askTables({ calls, store }: Ui, wish: TablesWish): Promise<boolean> {
  try {
    await calls.call("tables", wish);
    return true;
  } catch (error) {
    store.notify("error", sentenceOf(error));
    return false;
  }
}

export async function part(ui: Ui): Promise<void> {
  if (await askTables(ui, { do: "start" })) ui.announcer.say(t("Everybody is sent to their tables."));
}

/** All are together again, and see what this page shows. */
export async function gather(ui: Ui): Promise<void> {
  const box = boxToShow(ui, agendaOf(ui.store).step.peek());
  if (await askTables(ui, { do: "end", ...box })) ui.announcer.say(t("Everybody is together again."));
}

export function openTables({ view }: Ui): void {
  view.panel.value = "tables";
}

/** Whoever takes part and has a page open, by name. */
export function participantsHere({ store, view }: Ui): Person[] {
  const ids = new Set([...view.here.value.values()].map(({ person }) => person));
  const people = [...ids].flatMap((id) => store.people.value.get(id) ?? []);
  return people.filter(({ role }) => role === "participant");
}
