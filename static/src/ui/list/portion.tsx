/**
 * The rows of a section in portions. What is near is drawn whole, what is far as its words and one button
 * each: the page stays light, and screen readers and the browser's own search still find every row in its
 * place. Long lists get their far rows a moment later, a portion at a time.
 */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { signatureOf } from "../../render/item_names.ts";
import { useUi } from "../context.ts";
import { memo } from "../memo.ts";
import { holds, type Portion, portionsOf, sizeOf } from "./portions.ts";
import { Row } from "./row.tsx";
import type { ListRow } from "./rows.ts";
import { type Draft, useList } from "./state.ts";

/** Of a long list, as many rows are whole from the start: what a page shows first. */
const WHOLE_AT_FIRST = 40;
/** Pixels of a usual row, until it has been drawn. */
const ROW_PX = 56;
/** Nested lists of this many rows are drawn with the row that they are in. */
const NESTED_MOST = 64;

const STATE_CHANGE = "contentvisibilityautostatechange";
/** Otherwise everything counts as near. */
const TELLS_NEAR = `on${STATE_CHANGE}` in document.createElement("div");

/** What all rows of a section need to know. */
interface Common {
  /** Of headings: as deep as the frames around them. */
  readonly level: number;
  /** The row that Tab leads to. */
  readonly stop: string | null;
  readonly draft: Draft | null;
  /** Whether the whole list is short enough to be drawn whole at once. */
  readonly isShort: boolean;
}

export interface RowsProps extends Common {
  readonly rows: readonly ListRow[];
  /** How many rows of the list come before the first of these. */
  readonly before: number;
  /** False for labels, which are headings between lists. */
  readonly isList: boolean;
}

type PortionProps = Common & Omit<Portion, "key"> & { readonly isList: boolean };

/** By what a row is found on the page; where a line ends it is not the item itself. */
function namesOf({ key, item, isBackward }: ListRow): Readonly<Record<string, string | undefined>> {
  const isNote = item.kind === "note";
  return {
    "data-row": key,
    "data-item": isBackward ? undefined : item.id,
    "data-type": isNote ? item.type : undefined,
  };
}

/** Whether it is near what is seen, as the browser tells. */
function useNear(isNearAtFirst: boolean, place: { readonly current: HTMLElement | null }): boolean {
  const [isNear, setNear] = useState(isNearAtFirst);
  useEffect(() => {
    const element = place.current;
    const look = (event: Event): void => setNear(!(event as Event & { skipped: boolean }).skipped);
    element?.addEventListener(STATE_CHANGE, look);
    return () => element?.removeEventListener(STATE_CHANGE, look);
  }, []);
  return isNear || !TELLS_NEAR;
}

/** Whether it is its turn to be drawn; so it stays. */
function useDrawn({ rows, before, isShort }: PortionProps, isNear: boolean): boolean {
  const list = useList();
  const now = useRef(rows);
  now.current = rows;
  const isUrgent = useComputed(() => list.urgent.value !== null && holds(now.current, list.urgent.value));
  const isDue = useComputed(() => list.drawn.value > before);
  const isDrawn = useRef(isShort);
  isDrawn.current ||= isNear || isDue.value || isUrgent.value;
  useLayoutEffect(() => {
    if (isUrgent.value) list.arrived.value += 1;
  }, [isUrgent.value]);
  return isDrawn.current;
}

interface InsideProps extends Common {
  readonly rows: readonly ListRow[];
  readonly before: number;
  readonly isWhole: boolean;
}

/** What lies in or on a row. */
function Inside({ rows, before, isWhole, ...common }: InsideProps): JSX.Element | null {
  if (rows.length === 0) return null;
  const size = rows.reduce((sum, row) => sum + sizeOf(row), 0);
  if (size > NESTED_MOST) return <Rows rows={rows} before={before} isList {...common} />;
  return (
    <div role="list" class="rows">
      <Lines rows={rows} before={before} isList isWhole={isWhole} {...common} />
    </div>
  );
}

type LinesProps = InsideProps & { readonly isList: boolean };

function Lines({ rows, before, isList, isWhole, ...common }: LinesProps): JSX.Element {
  const { store, commands } = useUi();
  const [people, me] = [store.people.value, store.me.value];
  const names = useMemo(() => new Map([...people, [me.id, { ...me, name: t("You") }]]), [people, me]);
  const { level, stop, draft } = common;
  let at = before;
  return (
    <>
      {rows.map((row) => {
        const { key, item, isBackward } = row;
        const inside = at + 1;
        at += sizeOf(row);
        return (
          <div key={key} role={isList ? "listitem" : undefined} {...namesOf(row)}>
            <Row
              item={item}
              isBackward={isBackward}
              level={Math.min(6, level + 3)}
              author={signatureOf(item, names, "")}
              isOpen={commands.canEdit(item) || commands.canAdd("comment")}
              isStop={key === stop}
              isWhole={isWhole}
              draft={draft?.id === key ? draft : null}
            />
            <Inside rows={row.inside} before={inside} isWhole={isWhole} {...common} />
          </div>
        );
      })}
    </>
  );
}

function Drawn(props: PortionProps): JSX.Element {
  const { rows, size, before, isList, ...common } = props;
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNear(before < WHOLE_AT_FIRST, place);
  const isDrawn = useDrawn(props, isNear);
  const isWhole = isNear || common.isShort;
  return (
    <div ref={place} class="portion" style={{ "contain-intrinsic-block-size": `auto ${size * ROW_PX}px` }}>
      {isDrawn && <Lines rows={rows} before={before} isList={isList} isWhole={isWhole} {...common} />}
    </div>
  );
}

/** Where it stands in the list matters only at first. */
function looksSame(now: PortionProps, next: PortionProps): boolean {
  const isSame = (name: keyof Common): boolean => now[name] === next[name];
  return (
    isSame("level") &&
    isSame("stop") &&
    isSame("draft") &&
    isSame("isShort") &&
    now.rows.length === next.rows.length &&
    now.rows.every((row, at) => row === next.rows[at])
  );
}

const PortionOfRows = memo(Drawn, looksSame);

/** Rows beside each other, with all that is in them. */
export function Rows({ rows, before, isList, stop, draft, ...common }: RowsProps): JSX.Element {
  const portions = useMemo(() => portionsOf(rows), [rows]);
  return (
    // A list in portions cannot be a `ul`, which holds nothing but its items.
    <div role={isList ? "list" : undefined} class={isList ? "rows" : undefined}>
      {portions.map((portion) => (
        <PortionOfRows
          key={portion.key}
          rows={portion.rows}
          size={portion.size}
          before={before + portion.before}
          isList={isList}
          stop={stop !== null && holds(portion.rows, stop) ? stop : null}
          draft={draft !== null && holds(portion.rows, draft.id) ? draft : null}
          {...common}
        />
      ))}
    </div>
  );
}
