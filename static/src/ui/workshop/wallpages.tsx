/** In front of the board on the projector: tables, results, decisions, on as many pages as that takes. */

import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { statusOf } from "../../core/decisions.ts";
import { compareNames, t, tn } from "../../core/i18n.ts";
import type { CommitmentRecord, DecisionRecord, TableRecord, VoteRecord } from "../../core/types.ts";
import type { VoteItem } from "../../core/vote_types.ts";
import { useUi } from "../context.ts";
import { decidedOf } from "../decisions/decided.ts";
import { toldOf } from "../decisions/told.ts";
import { dayWords, STATUSES, textOf } from "../decisions/words.ts";
import { Icon } from "../icon.tsx";
import { noTotals, shareOf, totalWords, whoVoted } from "../votes/results.tsx";
import { nameOfVoted, titleOfVote } from "../votes/words.ts";
import { nameOfTable, seatsOf } from "./seats.ts";
import { MOST, votedFor, type WallView, type WallViews } from "./wallviews.ts";

/** So few entries are written larger. */
const FEW = 4;
/** At larger tables people are counted: their own pages tell them where they sit. */
const NAMES_SHOWN = 12;

const NAMES: Readonly<Record<WallView, () => string>> = {
  board: () => t("Board"),
  tables: () => t("Tables"),
  result: () => t("Result"),
  decisions: () => t("Decisions"),
  commitments: () => t("Commitments"),
};
const ICONS: Readonly<Record<WallView, string>> = {
  board: "layout-dashboard",
  tables: "users",
  result: "vote",
  decisions: "gavel",
  commitments: "clipboard-list",
};

function Table({ table, n }: { readonly table: TableRecord; readonly n: number }): JSX.Element {
  const { store } = useUi();
  const { people = [] } = table;
  const all = people.flatMap((id) => store.people.value.get(id)?.name ?? []);
  const names = all.sort(compareNames).map((name) => name.replace(/ /g, "\u00a0"));
  const count = names.length > NAMES_SHOWN ? tn("%(n)s person", "%(n)s people", names.length) : null;
  return (
    <li class="wall-card">
      <h2 dir="auto">{nameOfTable(store.present.value, table, n)}</h2>
      <p dir="auto">{count ?? (names.join(", ") || t("Nobody yet"))}</p>
    </li>
  );
}

interface RankedProps {
  readonly vote: VoteRecord;
  readonly item: VoteItem;
  readonly items: readonly VoteItem[];
}

function Ranked({ vote, item, items }: RankedProps): JSX.Element {
  const ui = useUi();
  return (
    <li class="wall-card wall-ranked">
      <b class="wall-rank">
        <span class="hidden-text">{t("Rank")} </span>
        {item.rank}
      </b>
      <div>
        <h2 dir="auto">{nameOfVoted(ui, item.id)}</h2>
        <span class="vote-bar" aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(shareOf(vote, item, items) * 100)}%` }} />
        </span>
        <p>
          {totalWords(vote, item)} · {tn("%(n)s person", "%(n)s people", item.people)}
          {item.tied && ` · ${t("tied")}`}
        </p>
      </div>
    </li>
  );
}

function Decision({ decision }: { readonly decision: DecisionRecord }): JSX.Element {
  const { number, how = "" } = decision;
  return (
    <li class="wall-card wall-ranked">
      <b class="wall-rank">{number}</b>
      <div>
        <h2 dir="auto">{textOf(decision)}</h2>
        {how && <p dir="auto">{how}</p>}
      </div>
    </li>
  );
}

function Commitment({ commitment }: { readonly commitment: CommitmentRecord }): JSX.Element {
  const { who = "", due = "" } = commitment;
  const status = statusOf(commitment);
  const facts = [who || t("Nobody yet"), due ? t("by %(day)s", { day: dayWords(due) }) : t("no date")];
  if (status !== "open") facts.push(t(STATUSES[status]));
  return (
    <li class="wall-card">
      <h2 dir="auto">{textOf(commitment)}</h2>
      <p dir="auto">{facts.join(" · ")}</p>
    </li>
  );
}

/** All entries of what is shown, in order. */
function useEntries({ shown, vote }: WallViews): readonly JSX.Element[] {
  const { store } = useUi();
  if (shown.value === "tables") {
    return seatsOf(store).tables.value.map((table, at) => <Table key={table.id} table={table} n={at + 1} />);
  }
  const decided = decidedOf(store);
  if (shown.value === "decisions") {
    return decided.decisions.value.map((one) => <Decision key={one.id} decision={one} />);
  }
  if (shown.value === "commitments") {
    return toldOf(store).commitments.value.map((one) => <Commitment key={one.id} commitment={one} />);
  }
  const now = vote.value;
  if (now === null) return [];
  const items = votedFor(now);
  const others = (now.result?.items?.length ?? 0) - items.length;
  const rest = (
    <li key="others" class="wall-card">
      <p>{tn("%(n)s without votes", "%(n)s without votes", others)}</p>
    </li>
  );
  const ranked = items.map((item) => <Ranked key={item.id} vote={now} item={item} items={items} />);
  return others > 0 ? [...ranked, rest] : ranked;
}

function Heading({ vote }: { readonly vote: VoteRecord }): JSX.Element {
  const { result } = vote;
  return (
    <p class="wall-heading">
      <b dir="auto">{titleOfVote(vote)}</b>
      {result && <span> · {whoVoted(result)}</span>}
      {result?.items === null && <span class="wall-none">{noTotals()}</span>}
    </p>
  );
}

export function WallPages({ views }: { readonly views: WallViews }): ComponentChildren {
  const { view } = useUi();
  const { turning, each, shown, vote } = views;
  const list = useRef<HTMLUListElement>(null);
  const entries = useEntries(views);
  const size = view.viewport.value;
  const first = turning.part.value * each.value;
  useLayoutEffect(() => {
    each.value = MOST;
  }, [entries.length, size]);
  useLayoutEffect(() => {
    const { current } = list;
    const isFull = current !== null && current.scrollHeight > current.clientHeight + 1;
    if (isFull && each.peek() > 1) each.value = each.peek() - 1;
  });
  return (
    <section class="wall-pages" aria-label={NAMES[shown.value]()}>
      {shown.value === "result" && vote.value && <Heading vote={vote.value} />}
      <ul
        ref={list}
        role="list"
        class="wall-cards"
        data-view={shown.value}
        data-few={entries.length <= FEW && each.value === MOST}
      >
        {entries.slice(first, first + each.value)}
      </ul>
    </section>
  );
}

/** For who stands at the projector: what else there is to show. */
export function WallSwitch({ views }: { readonly views: WallViews }): JSX.Element | null {
  const there = views.there.value;
  if (there.length < 2) return null;
  return (
    <div class="wall-switch" role="group" aria-label={t("What is shown")}>
      {there.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={view === views.shown.value}
          onClick={() => {
            views.wanted.value = view;
          }}
        >
          <Icon name={ICONS[view]} />
          {NAMES[view]()}
        </button>
      ))}
    </div>
  );
}
