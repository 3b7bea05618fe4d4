/** Opening the addresses that stand in an item, or that a link card is. */

import { t } from "../../core/i18n.ts";
import { linksIn } from "../../core/links.ts";
import { wordsOf } from "../../core/records.ts";
import type { ItemRecord } from "../../core/types.ts";
import type { Action, Subject } from "./action.ts";

/** The menu offers the first ones of a longer list. */
const MOST = 5;
const LONGEST_NAME = 40;

/** What the ids of the actions may be, for menus that name them. */
export const LINK_ACTIONS = Array.from({ length: MOST }, (_, place) => `link.open.${place}`);

/** The addresses of an item, each once. */
function addressesOf(record: ItemRecord): string[] {
  if (record.kind === "link") return [record.url];
  return [...new Set(linksIn(wordsOf(record)).map(({ address }) => address))];
}

function nameOf(address: string): string {
  const place = address.replace(/^(?:https?:\/\/|mailto:)/i, "").replace(/\/$/, "");
  return place.length > LONGEST_NAME ? `${place.slice(0, LONGEST_NAME - 1)}…` : place;
}

/** One for each address of the only item that is selected. The page that opens does not learn of the board. */
export function linkActions({ ui }: Subject): Action[] {
  const [id, ...others] = ui.view.selection.peek();
  const record = id === undefined || others.length > 0 ? undefined : ui.store.scene.peek().get(id);
  const addresses = record === undefined ? [] : addressesOf(record).slice(0, MOST);
  return addresses.map((address, place) => ({
    id: `link.open.${place}`,
    name: t("Open %(page)s", { page: nameOf(address) }),
    icon: "external-link",
    group: "edit",
    isOn: true,
    run: () => void window.open(address, "_blank", "noopener,noreferrer"),
  }));
}
