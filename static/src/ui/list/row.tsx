/** One row of the list: a note with its type and author, a label or cluster as a heading, or another item. */

import type { JSX } from "preact";
import { isDraft } from "../../core/drafts.ts";
import { t } from "../../core/i18n.ts";
import { noteTypeOf } from "../../core/kinds.ts";
import { isWritten } from "../../core/records.ts";
import type { NoteRecord, TextRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon, TypeChip } from "../icon.tsx";
import { memo } from "../memo.ts";
import { ItemChoice, LedTo } from "../rare.ts";
import { actionsOn } from "./actions.ts";
import { RowEditor } from "./editor.tsx";
import { type Seen, seen } from "./rows.ts";
import { type Draft, type ListItem, useList } from "./state.ts";
import { LockedMark, mayConnect, mayMove, mayRemove, PrivateMark, ThingWords, threadOf } from "./things.tsx";

export interface RowProps {
  readonly item: ListItem;
  /** A line where it ends. */
  readonly isBackward: boolean;
  readonly author: string;
  /** Of the heading that labels and clusters are; as deep as the frames around it. */
  readonly level: number;
  /** Whether this person may do anything with it: comment on it at least. */
  readonly isOpen: boolean;
  /** Whether Tab leads to this row of its section. */
  readonly isStop: boolean;
  /** False far from what is seen: then it is its words, and one button around them. */
  readonly isWhole: boolean;
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
        <span
          class={isEmpty ? "row-text muted" : "row-text"}
          dir="auto"
          lang={(!isEmpty && item.lang) || undefined}
        >
          {isEmpty ? t("Nothing written yet") : item.text}
        </span>
        {item.kind === "note" && (
          <>
            <span class="hidden-text">, </span>
            {isDraft(item) ? <PrivateMark state={item.state} /> : <span class="row-author">{author}</span>}
          </>
        )}
        {item.locked === true && <LockedMark />}
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

function RowButtons({ row }: { readonly row: Seen }): JSX.Element {
  const ui = useUi();
  const { item } = row;
  const actions = actionsOn(ui, useList(), row);
  const move = { icon: "folder-input", name: t("Move to a frame"), keys: "M", run: actions.openFrames };
  const remove = {
    icon: "trash-2",
    name: t("Delete"),
    keys: t("Del"),
    isDanger: true,
    run: () => actions.remove(),
  };
  const type = { icon: "shapes", name: t("Change the type"), keys: "T", run: actions.openTypes };
  const isLine = item.kind === "connector";
  const write = isLine ? t("Change the line") : t("Write");
  const connect = { icon: "spline", name: t("Connect…"), keys: "L", run: () => actions.connect() };
  const canWrite = ui.commands.canEdit(item, "write");
  const all: ActionButton[] = [
    ...(canWrite ? [{ icon: "pencil", name: write, keys: t("Enter"), run: actions.edit }] : []),
    ...(item.kind === "note" && canWrite ? [type] : []),
    ...(mayConnect(ui, item) ? [connect] : []),
    ...(mayMove(item) && ui.commands.canEdit(item, "move") ? [move] : []),
    ...(mayRemove(ui, item) && canWrite ? [remove] : []),
  ];
  // What is locked has its menu only: it can be talked about and connected.
  const buttons = ui.commands.canEdit(item) ? all : [];
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
        class="tool row-more"
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
  const isNote = item.kind === "note";
  const keys = ["Enter", ...(isNote ? ["T", "G"] : []), ...(mayMove(item) ? ["M", "L"] : [])];
  return [...keys, ...(threadOf(item) === null ? ["C"] : []), "Alt+ArrowUp", "Alt+ArrowDown", "Delete"].join(
    " ",
  );
}

/** The same words as in a row that is near, without anything to look at. */
function PlainWords({ item, author }: WordsProps): JSX.Element {
  const isNote = item.kind === "note";
  return (
    <>
      {isNote && `${t(noteTypeOf[item.type].name)}: `}
      <span class="row-text" dir="auto" lang={item.lang || undefined}>
        {item.text.trim() === "" ? t("Nothing written yet") : item.text}
      </span>
      {isNote && `, ${author}`}
      {item.locked === true && `, ${t("Locked")}`}
    </>
  );
}

interface MainProps extends Pick<RowProps, "author" | "isOpen" | "isStop" | "isWhole"> {
  readonly row: Seen;
}

function RowMain({ row, author, isOpen, isStop, isWhole }: MainProps): JSX.Element {
  const ui = useUi();
  const list = useList();
  const { item } = row;
  const isNoted = item.kind === "note" || item.kind === "text";
  const Words = isWhole ? NoteWords : PlainWords;
  const words = isNoted ? <Words item={item} author={author} /> : <ThingWords row={row} author={author} />;
  if (!isOpen) {
    return (
      <span class="row-main" tabIndex={-1}>
        {words}
      </span>
    );
  }
  return (
    <button
      type="button"
      class="row-main"
      tabIndex={isStop ? 0 : -1}
      aria-keyshortcuts={keysOf(item)}
      onFocus={({ currentTarget }) => {
        const section = currentTarget.closest<HTMLElement>("[data-section]")?.dataset.section ?? "";
        list.stops.value = new Map(list.stops.peek()).set(section, row.key);
      }}
      onClick={(event) => actionsOn(ui, list, row).edit(event.currentTarget)}
    >
      {words}
    </button>
  );
}

/** What is to be read, or the field in which it is written. What lies in the row is drawn by its section. */
export const Row = memo(function Row(props: RowProps): JSX.Element {
  const { item, isBackward, level, isOpen, draft } = props;
  const ui = useUi();
  const vote = ui.ballots.mine.value;
  const hasDecisions = useList().hasDecisions.value;
  const isPointed = ui.shell.pointed.value.has(item.id);
  if (draft && isWritten(item)) {
    return (
      <div class="row">
        <RowEditor item={item} draft={draft} />
      </div>
    );
  }
  const row = seen(item, isBackward);
  const { author, isStop, isWhole } = props;
  const main = <RowMain row={row} author={author} isOpen={isOpen} isStop={isStop} isWhole={isWhole} />;
  const isHeading = item.kind === "text" || item.kind === "cluster";
  const Heading = `h${level}` as "h3";
  return (
    <div class={isHeading ? "row row-label" : "row"} data-pointed={isPointed || undefined}>
      {isHeading ? <Heading>{main}</Heading> : main}
      {vote?.items?.includes(item.id) && (
        <span class="row-vote">
          <ItemChoice vote={vote} id={item.id} />
        </span>
      )}
      {isWhole && hasDecisions && <LedTo id={item.id} />}
      {isOpen && isWhole && <RowButtons row={row} />}
    </div>
  );
});
