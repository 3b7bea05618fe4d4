/** Items of the list that are neither notes nor texts: what they are called, and what can be done to them. */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import type { DraftRecord } from "../../core/drafts.ts";
import { t } from "../../core/i18n.ts";
import { isBoxed } from "../../core/records.ts";
import { namedBy } from "../../core/relations.ts";
import { leads } from "../../core/roles.ts";
import { nameOf, sentenceAt } from "../../render/item_names.ts";
import { HAS_WORDS } from "../actions/opening.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { ICON_OF } from "../kindicons.ts";
import { openThread } from "../talk/opening.ts";
import type { Seen } from "./rows.ts";
import type { ListItem } from "./state.ts";

interface WordsProps {
  readonly row: Seen;
  readonly author: string;
}

/** Said and shown of what only facilitators can change. */
export function LockedMark(): JSX.Element {
  return (
    <span class="row-author row-locked">
      <span class="hidden-text">, </span>
      <Icon name="lock" />
      {t("Locked")}
    </span>
  );
}

/** Said and shown of a note that nobody else has yet, or only who leads. */
export function PrivateMark({ state }: { readonly state: DraftRecord["state"] }): JSX.Element {
  const words = { waiting: t("Waits to be read"), declined: t("Declined") };
  return (
    <span class="row-author row-locked">
      <Icon name="eye-off" />
      {state === undefined ? t("Only you see it") : words[state]}
    </span>
  );
}

/** An icon and the name that the canvas has for it too; a line in words from where it is read. */
export function ThingWords({ row, author }: WordsProps): JSX.Element {
  const { store } = useUi();
  const { item, isBackward } = row;
  // What it is called follows from other items too: drawn again only when that has become another name.
  const name = useComputed(() => {
    const scene = store.scene.value;
    const now = scene.get(item.id) ?? item;
    return now.kind === "connector" && namedBy(now.from) !== null
      ? sentenceAt(now, scene, isBackward)
      : nameOf(now, scene, store.people.value);
  });
  const isLocked = "locked" in item && item.locked === true;
  return (
    <>
      <Icon name={ICON_OF[item.kind]} />
      <span class="row-words">
        <span class="row-text" dir="auto">
          {name}
        </span>
        {isLocked && <LockedMark />}
        {threadOf(item) !== null && (
          <>
            <span class="hidden-text">, </span>
            <span class="row-author">{author}</span>
          </>
        )}
      </span>
    </>
  );
}

/** Opens the words of an item where they are written; false for what has none of its own. */
export function openThing(ui: Ui, { item, isBackward }: Seen): boolean {
  if (item.kind === "connector") {
    const [from, to] = [namedBy(item.from), namedBy(item.to)];
    if (from !== null && to !== null) {
      ui.shell.dialog.value = { name: "connect", item: isBackward ? to : from, line: item.id };
      return true;
    }
  }
  const thread = threadOf(item);
  if (thread !== null) openThread(ui, thread);
  else if (HAS_WORDS.has(item.kind)) ui.shell.dialog.value = { name: "item", id: item.id };
  else return false;
  return true;
}

/** Whether this person may take it away: of comments, only who wrote them and facilitators. */
export function mayRemove({ store }: Ui, item: ListItem): boolean {
  const { id, role } = store.me.peek();
  return threadOf(item) === null || leads(role) || item.author === id;
}

export function mayMove(item: ListItem): boolean {
  return isBoxed(item);
}

/** Whether a line may begin or end at it, and this person may draw one. */
export function mayConnect({ commands }: Ui, item: ListItem): boolean {
  return isBoxed(item) && commands.canAdd("connector");
}

/** The comment that it is, or answers; null for anything else. */
export function threadOf(item: ListItem): string | null {
  if (item.kind === "reply") return item.thread;
  return item.kind === "comment" ? item.id : null;
}
