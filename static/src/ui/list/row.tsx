/** One item of the list: a note with its type and author, or a label as a sub-heading. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { noteTypeOf } from "../../core/kinds.ts";
import { isWritten } from "../../core/records.ts";
import type { NoteRecord, TextRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon, TypeChip } from "../icon.tsx";
import { memo } from "../memo.ts";
import { actionsOn } from "./actions.ts";
import { RowEditor } from "./editor.tsx";
import { type Draft, type ListItem, useList } from "./state.ts";
import { mayMove, mayRemove, ThingWords } from "./things.tsx";

export interface RowProps {
  readonly item: ListItem;
  readonly author: string;
  readonly canEdit: boolean;
  /** Whether Tab leads to this row of its section. */
  readonly isStop: boolean;
  /** Set while this row is being written. */
  readonly draft: Draft | null;
}

interface WordsProps {
  readonly item: NoteRecord | TextRecord;
  readonly author: string;
}

function NoteWords({ item, author }: WordsProps): JSX.Element {
  const isEmpty = item.text.trim() === "";
  return (
    <>
      {item.kind === "note" && (
        <>
          <TypeChip type={item.type} />
          <span class="hidden-text">{t(noteTypeOf[item.type].name)}: </span>
        </>
      )}
      <span class="row-words">
        <span class={isEmpty ? "row-text muted" : "row-text"} dir="auto">
          {isEmpty ? t("Nothing written yet") : item.text}
        </span>
        {item.kind === "note" && (
          <>
            <span class="hidden-text">, </span>
            <span class="row-author">{author}</span>
          </>
        )}
      </span>
    </>
  );
}

interface ActionButton {
  readonly icon: string;
  readonly name: string;
  readonly keys: string;
  readonly isDanger?: boolean;
  run(from: HTMLElement): void;
}

function RowButtons({ item }: { readonly item: ListItem }): JSX.Element {
  const ui = useUi();
  const actions = actionsOn(ui, useList(), item);
  const move = { icon: "folder-input", name: t("Move to a frame"), keys: "M", run: actions.openFrames };
  const remove = {
    icon: "trash-2",
    name: t("Delete"),
    keys: t("Del"),
    isDanger: true,
    run: () => actions.remove(),
  };
  const type = { icon: "shapes", name: t("Change the type"), keys: "T", run: actions.openTypes };
  const buttons: ActionButton[] = [
    { icon: "pencil", name: t("Write"), keys: t("Enter"), run: actions.edit },
    ...(item.kind === "note" ? [type] : []),
    ...(mayMove(item) ? [move] : []),
    ...(mayRemove(ui, item) ? [remove] : []),
  ];
  return (
    <span class="row-buttons">
      {buttons.map(({ icon, name, keys, isDanger, run }) => (
        <button
          key={icon}
          type="button"
          class={isDanger ? "tool tool-danger row-wide" : "tool row-wide"}
          tabIndex={-1}
          aria-label={name}
          title={`${name} (${keys})`}
          onClick={(event) => run(event.currentTarget)}
        >
          <Icon name={icon} />
        </button>
      ))}
      <button
        type="button"
        class="tool row-narrow"
        tabIndex={-1}
        aria-haspopup="menu"
        aria-label={t("What to do with it")}
        title={t("What to do with it")}
        onClick={(event) => actions.openAll(event.currentTarget)}
      >
        <Icon name="ellipsis" />
      </button>
    </span>
  );
}

function keysOf(item: ListItem): string {
  return ["Enter", ...(item.kind === "note" ? ["T"] : []), ...(mayMove(item) ? ["M"] : []), "Delete"].join(
    " ",
  );
}

function RowMain({ item, author, canEdit, isStop }: Omit<RowProps, "draft">): JSX.Element {
  const ui = useUi();
  const list = useList();
  const isNoted = item.kind === "note" || item.kind === "text";
  const words = isNoted ? (
    <NoteWords item={item} author={author} />
  ) : (
    <ThingWords item={item} author={author} />
  );
  if (!canEdit) return <span class="row-main">{words}</span>;
  return (
    <button
      type="button"
      class="row-main"
      tabIndex={isStop ? 0 : -1}
      aria-keyshortcuts={keysOf(item)}
      onFocus={({ currentTarget }) => {
        const section = currentTarget.closest<HTMLElement>("[data-section]")?.dataset.section ?? "";
        list.stops.value = new Map(list.stops.peek()).set(section, item.id);
      }}
      onClick={(event) => actionsOn(ui, list, item).edit(event.currentTarget)}
    >
      {words}
    </button>
  );
}

export const Row = memo(function Row({ draft, ...props }: RowProps): JSX.Element {
  const { item, canEdit } = props;
  const isLabel = item.kind === "text";
  const inside =
    draft && isWritten(item) ? (
      <RowEditor item={item} draft={draft} />
    ) : (
      <>
        {isLabel ? (
          <h3>
            <RowMain {...props} />
          </h3>
        ) : (
          <RowMain {...props} />
        )}
        {canEdit && <RowButtons item={item} />}
      </>
    );
  const type = item.kind === "note" ? item.type : undefined;
  return isLabel ? (
    <div class="row row-label" data-item={item.id}>
      {inside}
    </div>
  ) : (
    <li class="row" data-item={item.id} data-type={type}>
      {inside}
    </li>
  );
});
