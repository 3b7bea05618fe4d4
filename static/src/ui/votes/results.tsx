/** What came of a vote: ties as ties, and people beside dots. */

import type { JSX } from "preact";
import { FEWEST } from "../../core/ballot.ts";
import { formatNumber, t, tn } from "../../core/i18n.ts";
import type { VoteRecord } from "../../core/types.ts";
import type { VoteItem, VoteResult } from "../../core/vote_types.ts";
import { useUi } from "../context.ts";
import { jumpTo } from "../jump.ts";
import { isVoted } from "./latest.ts";
import { ANSWERS, nameOfVoted } from "./words.ts";

const STEPS = 5;

function mean(counts: readonly number[]): string {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const marks = counts.reduce((sum, count, at) => sum + count * (at + 1), 0);
  return all === 0 ? "–" : formatNumber(Math.round((marks / all) * 100) / 100);
}

/** The number that counts, in words. */
export function totalWords({ way }: VoteRecord, { total, counts }: VoteItem): string {
  if (total === null) return t("No marks");
  if (way === "dots") return tn("%(n)s dot", "%(n)s dots", total);
  if (way === "points") {
    const [plus = 0, minus = 0] = counts;
    return t("%(total)s (%(plus)s for, %(minus)s against)", {
      total: formatNumber(total),
      plus: formatNumber(plus),
      minus: formatNumber(minus),
    });
  }
  if (way === "yesno") {
    return ANSWERS.map(([, name], at) => `${t(name)} ${formatNumber(counts[at] ?? 0)}`).join(" · ");
  }
  if (way === "scale") return t("%(n)s on average", { n: mean(counts) });
  if (way === "matrix") {
    const impact = `${t("Impact")} ${mean(counts.slice(0, STEPS))}`;
    return `${impact} · ${t("Feasibility")} ${mean(counts.slice(STEPS))}`;
  }
  return formatNumber(total);
}

/** How long the bar is, from 0 to 1. */
export function shareOf(vote: VoteRecord, { total }: VoteItem, items: readonly VoteItem[]): number {
  if (total === null) return 0;
  if (vote.way === "scale") return total / STEPS;
  if (vote.way === "matrix") return total / (2 * STEPS);
  const most = Math.max(...items.map((item) => item.total ?? 0));
  return most <= 0 ? 0 : Math.max(0, total) / most;
}

interface RowProps {
  readonly vote: VoteRecord;
  readonly item: VoteItem;
  readonly items: readonly VoteItem[];
}

function ResultRow({ vote, item, items }: RowProps): JSX.Element {
  const ui = useUi();
  const isThere = ui.store.scene.value.has(item.id);
  const name = nameOfVoted(ui, item.id);
  const assisted = (item.assisted ?? []).reduce((sum, count) => sum + count, 0);
  const isSpent = vote.way === "dots" || vote.way === "points" || vote.way === "budget";
  return (
    <li class="vote-result">
      <span class="vote-rank">
        <span class="hidden-text">{t("Rank")} </span>
        {item.rank}
        {item.tied && <span class="vote-tied">{t("tied")}</span>}
      </span>
      <span class="vote-words">
        {isThere ? (
          <button type="button" class="vote-name" dir="auto" onClick={() => jumpTo(ui, item.id)}>
            {name}
          </button>
        ) : (
          <span class="vote-name muted">{name}</span>
        )}
        <span class="vote-bar" aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(shareOf(vote, item, items) * 100)}%` }} />
        </span>
        <span class="vote-figures">
          <strong>{totalWords(vote, item)}</strong>
          <span class="muted"> · {tn("%(n)s person", "%(n)s people", item.people)}</span>
          {isSpent && item.assisted && (
            <span class="muted"> · {t("%(n)s entered for others", { n: formatNumber(assisted) })}</span>
          )}
        </span>
      </span>
    </li>
  );
}

interface RowsProps {
  readonly vote: VoteRecord;
  readonly items: readonly VoteItem[];
}

/** What nobody has said anything about is one line, which opens: with many notes it is most of them. */
function ResultRows({ vote, items }: RowsProps): JSX.Element {
  const rows = (some: readonly VoteItem[]): JSX.Element => (
    <ol role="list" class="vote-results">
      {some.map((item) => (
        <ResultRow key={item.id} vote={vote} item={item} items={items} />
      ))}
    </ol>
  );
  const others = items.filter((item) => !isVoted(item));
  return (
    <>
      {rows(items.filter(isVoted))}
      {others.length > 0 && (
        <details class="vote-others">
          <summary>{tn("%(n)s without votes", "%(n)s without votes", others.length)}</summary>
          {rows(others)}
        </details>
      )}
    </>
  );
}

/** How many voted, and for how many of them somebody else entered it. */
export function whoVoted({ voters, named, room }: VoteResult): string {
  const parts = [tn("%(n)s person voted", "%(n)s people voted", voters)];
  if (named > 0) parts.push(tn("%(n)s was entered by name", "%(n)s were entered by name", named));
  if (room > 0) parts.push(tn("%(n)s was counted in the room", "%(n)s were counted in the room", room));
  return parts.join(" · ");
}

/** Why a result has no numbers. */
export function noTotals(): string {
  return t("Fewer than %(n)s voted themselves: no totals are shown, so that nobody can tell who said what.", {
    n: FEWEST,
  });
}

export function Results({ vote }: { readonly vote: VoteRecord }): JSX.Element | null {
  const { result } = vote;
  if (!result) return null;
  const { items } = result;
  return (
    <>
      <p class="vote-line">{whoVoted(result)}</p>
      {items === null ? <p class="vote-line">{noTotals()}</p> : <ResultRows vote={vote} items={items} />}
      <p class="vote-line muted">{t("A vote orients, it does not decide.")}</p>
    </>
  );
}
