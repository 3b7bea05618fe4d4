/** The list twin: the whole board as an outline that can be edited, equal to the canvas. */

import { effect, useComputed } from "@preact/signals";
import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { BoardError, messageOf } from "../../core/errors.ts";
import { t } from "../../core/i18n.ts";
import { countNotes } from "../../core/outline.ts";
import { giveBack, lostText } from "../../store/typed.ts";
import { framesOf, titleOf } from "../choices.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { type RowOrder, showRow, useKeptFocus } from "./focus.ts";
import { whenIdle } from "./idle.ts";
import { keptParts } from "./portions.ts";
import { flat, type ListPart, type ListRow, narrowed, partsOf } from "./rows.ts";
import { Section, type SectionProps } from "./section.tsx";
import { createListState, type Filter, ListProvider, type ListState, ROWS_A_TURN } from "./state.ts";

export type ListLook = "full" | "panel" | "phone";

type Part = Pick<SectionProps, "section" | "frame" | "level" | "rows">;

/** A list of at most so many rows is drawn whole. */
const SHORT = 200;

/** The sections that the filter leaves, in reading order; empty ones stay, for the first note. */
function filtered(parts: readonly ListPart[], filter: Filter, me: string): Part[] {
  const all: Part[] = parts.map(({ frame, level, rows }) => ({
    section: frame?.id ?? "",
    frame,
    level,
    rows,
  }));
  if (filter.show === "section") return all.filter(({ section }) => section === filter.key);
  if (filter.show === "all") return all;
  const isMine = ({ item }: ListRow): boolean => item.kind === "note" && item.author === me;
  return all
    .map((part) => ({ ...part, rows: narrowed(part.rows, isMine) }))
    .filter(({ rows }) => rows.length > 0);
}

/** With how many rows come before each. */
function withPlaces(parts: readonly Part[], order: RowOrder): (Part & { readonly before: number })[] {
  let at = 0;
  return parts.map((part) => {
    const before = at;
    at += order.get(part.section)?.length ?? 0;
    return { ...part, before };
  });
}

/** Tells the person who wrote in what somebody has deleted, a note or the end of a frame, and gives the text back. */
function useRescuedText(list: ListState): void {
  const { store, shell } = useUi();
  useEffect(() => {
    const look = (): void => {
      const scene = store.scene.value;
      const draft = list.editing.value;
      if (store.past.value !== null) return;
      for (const [frame, text] of shell.newTexts) {
        if (!frame || scene.has(frame)) continue;
        shell.newTexts.delete(frame);
        if (text) store.notify("error", lostText(messageOf(new BoardError("item.missing")), text));
      }
      if (draft === null || scene.has(draft.id)) return;
      draft.isDone = true;
      list.editing.value = null;
      giveBack(store, draft.id, draft.text);
    };
    // At once, before the field goes: leaving it would end the writing as if nothing had happened.
    return effect(look);
  }, [store, list]);
}

/** Gives far rows their turn to be drawn, some at a time, while nothing else is to be done. */
function useDrawingOn({ drawn }: ListState, rows: number): void {
  useEffect(() => {
    let cancel = (): void => undefined;
    const next = (): void => {
      if (drawn.peek() >= rows) return;
      cancel = whenIdle(() => {
        drawn.value += ROWS_A_TURN;
        next();
      });
    };
    next();
    return () => cancel();
  }, [rows]);
}

/** Shows the row that is asked for; what the list is narrowed to makes room for it. */
function useWantedRow(root: RefObject<HTMLElement | null>, list: ListState, order: RowOrder): void {
  const { shell } = useUi();
  const wanted = shell.wantedRow.value;
  const filter = list.filter.value;
  useLayoutEffect(() => {
    if (wanted === null || !root.current) return;
    const isShown = showRow(root.current, wanted.id, wanted.isFocused);
    const isLate = !isShown && [...order.values()].some((keys) => keys.includes(wanted.id));
    list.urgent.value = isLate ? wanted.id : null;
    if (isLate) return; // comes back here as soon as it is drawn
    if (isShown || filter.show === "all") shell.wantedRow.value = null;
    else {
      list.filter.value = { show: "all" };
      shell.nearFrame.value = null;
    }
  }, [wanted, filter, list.arrived.value]);
}

/** Which part of the board to show, as one choice: it fits any width and any number of frames. */
function PartChoice({ list }: { readonly list: ListState }): JSX.Element {
  const ui = useUi();
  const filter = list.filter.value;
  const value = filter.show === "section" ? `section ${filter.key}` : filter.show;
  return (
    <label class="part-choice">
      <span class="hidden-text">{t("Show")}</span>
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const show = chosen === "mine" ? "mine" : "all";
          const key = chosen.startsWith("section ") ? chosen.slice("section ".length) : null;
          list.filter.value = key === null ? { show } : { show: "section", key };
          ui.shell.nearFrame.value = key;
        }}
      >
        <option value="all">{t("The whole board")}</option>
        <option value="mine">{t("My notes")}</option>
        {framesOf(ui).map((frame) => (
          <option key={frame.id} value={`section ${frame.id}`}>
            {titleOf(frame)}
          </option>
        ))}
        <option value="section ">{t("Outside the frames")}</option>
      </select>
    </label>
  );
}

/** On wide screens: the frames at a glance, to jump to. */
function Contents({ parts }: { readonly parts: readonly Part[] }): JSX.Element {
  const jump = (section: string): void => {
    const heading = document.getElementById(`section-${section || "loose"}`);
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav class="contents" aria-label={t("Frames")}>
      <ul role="list">
        {parts.map(({ section, frame, level, rows }) => (
          <li key={section} data-level={Math.min(3, level)}>
            <button type="button" onClick={() => jump(section)}>
              <span>{frame ? titleOf(frame) : t("Outside the frames")}</span>
              <span class="muted">{countNotes(flat(rows).map(({ item }) => item))}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** While it has the focus it stays in sight, whatever is added above it. */
function NewFrameButton({ parts }: { readonly parts: number }): JSX.Element {
  const { shell } = useUi();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === button.current) button.current?.scrollIntoView({ block: "nearest" });
  }, [parts]);
  return (
    <button
      ref={button}
      type="button"
      class="button new-frame"
      onClick={() => {
        shell.dialog.value = { name: "frame", id: null };
      }}
    >
      <Icon name="plus" />
      {t("Add a frame")}
    </button>
  );
}

function EmptyList({ filter }: { readonly filter: Filter }): JSX.Element {
  return (
    <p class="empty">
      <Icon name="sticky-note" />
      {filter.show === "mine"
        ? t("You have not written a note yet.")
        : t("Nothing here yet. Add the first note.")}
    </p>
  );
}

export function List({ look }: { readonly look: ListLook }): JSX.Element {
  const { store, commands } = useUi();
  const list = useMemo(() => createListState(store.scene), [store]);
  const root = useRef<HTMLDivElement>(null);
  const before = useRef<readonly ListPart[]>([]);
  const board = useComputed(() => {
    before.current = keptParts(before.current, partsOf(store.scene.value));
    return before.current;
  });
  const filter = list.filter.value;
  const parts = filtered(board.value, filter, store.me.value.id);
  const order: RowOrder = new Map(
    parts.map(({ section, rows }) => [section, flat(rows).map(({ key }) => key)]),
  );
  const count = [...order.values()].reduce((sum, keys) => sum + keys.length, 0);
  const canWrite = commands.canAdd("note");

  useKeptFocus(root, order);
  useWantedRow(root, list, order);
  useDrawingOn(list, count);
  useRescuedText(list);

  return (
    <ListProvider value={list}>
      <div ref={root} class={`list list-${look}`} tabIndex={-1} role="region" aria-label={t("List")}>
        {look === "full" && <Contents parts={parts} />}
        <div class="sections">
          {look !== "full" && <PartChoice list={list} />}
          {withPlaces(parts, order).map((part) => (
            <Section
              key={part.section}
              {...part}
              isShort={count <= SHORT}
              hasAddForm={canWrite && look !== "phone" && filter.show !== "mine"}
              hasMore={canWrite && filter.show !== "mine"}
            />
          ))}
          {parts.every(({ rows }) => rows.length === 0) && <EmptyList filter={filter} />}
          {commands.canAdd("frame") && filter.show === "all" && <NewFrameButton parts={parts.length} />}
        </div>
      </div>
    </ListProvider>
  );
}
