/** The results of a search: what each says, with the words marked, and where it lies. */

import type { ComponentChild, JSX } from "preact";
import { useState } from "preact/hooks";
import { rangesOf } from "../../core/folding.ts";
import { formatDay, t, tn } from "../../core/i18n.ts";
import type { ItemRecord } from "../../core/types.ts";
import { nameOf, signatureOf } from "../../render/item_names.ts";
import { titleOf } from "../choices.ts";
import { useUi } from "../context.ts";
import { Icon, TypeChip } from "../icon.tsx";
import { ICON_OF } from "../kindicons.ts";
import { excerpt, type Found, textsOf } from "./finding.ts";
import { kindName } from "./kinds.ts";

/** More come with a button: a list of thousands is no answer. */
const SHOWN_AT_FIRST = 100;

function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): JSX.Element {
  const all = rangesOf(text, words);
  const part = excerpt(text, all[0]?.start ?? 0);
  const drawn: ComponentChild[] = part.cut > 0 ? ["… "] : [];
  let at = 0;
  for (const { start, end } of rangesOf(part.text, words)) {
    drawn.push(part.text.slice(at, start), <mark key={start}>{part.text.slice(start, end)}</mark>);
    at = end;
  }
  drawn.push(part.text.slice(at));
  return (
    <span class="result-words" dir="auto">
      {drawn}
    </span>
  );
}

/** The texts of an item that hold one of the words; all of it when none is asked for. */
function matching(record: ItemRecord, words: readonly string[]): string[] {
  const texts = textsOf(record);
  const found = texts.filter((text) => rangesOf(text, words).length > 0);
  return found.length > 0 ? found : texts.slice(0, 1);
}

interface ResultProps {
  readonly found: Found;
  readonly words: readonly string[];
  readonly isCurrent: boolean;
  readonly isStop: boolean;
  go(id: string): void;
}

function useWhere({ record, frame }: Found): string {
  const { store } = useUi();
  const lies = frame === null || frame === record.id ? undefined : store.scene.value.get(frame);
  const people = store.people.value;
  const author = people.has(record.author) ? signatureOf(record, people, t("Someone")) : undefined;
  return [
    kindName(record),
    ...(lies?.kind === "frame" ? [titleOf(lies)] : []),
    ...(author === undefined ? [] : [author]),
    formatDay(record.created_at_ms),
  ].join(" · ");
}

function Result({ found, words, isCurrent, isStop, go }: ResultProps): JSX.Element {
  const { store } = useUi();
  const { record } = found;
  const texts = matching(record, words);
  const where = useWhere(found);
  return (
    <li>
      <button
        type="button"
        class="result"
        data-result={record.id}
        tabIndex={isStop ? 0 : -1}
        aria-current={isCurrent ? "true" : undefined}
        onClick={() => go(record.id)}
      >
        {record.kind === "note" ? <TypeChip type={record.type} /> : <Icon name={ICON_OF[record.kind]} />}
        <span class="result-body">
          {texts.map((text) => (
            <Marked key={text} text={text} words={words} />
          ))}
          {texts.length === 0 && (
            <span class="result-words muted">{nameOf(record, store.scene.value, store.people.value)}</span>
          )}
          <span class="hidden-text">, </span>
          <span class="result-where">{where}</span>
        </span>
      </button>
    </li>
  );
}

function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(".result")];
}

/** Arrow keys, Home and End in the list; above its first row is the field. */
function step(event: KeyboardEvent, list: HTMLElement): void {
  const rows = rowsOf(list);
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  if (to < 0) document.querySelector<HTMLElement>(".search-field")?.focus();
  else rows[to]?.focus();
}

interface ResultsProps {
  readonly found: readonly Found[];
  readonly words: readonly string[];
  go(id: string): void;
}

export function Results({ found, words, go }: ResultsProps): JSX.Element {
  const current = useUi().shell.search.current.value;
  const [most, setMost] = useState(SHOWN_AT_FIRST);
  const at = found.findIndex(({ record }) => record.id === current);
  const count = Math.max(most, at + 1);
  const shown = found.slice(0, count);
  const stop = at < 0 ? 0 : at;
  const rest = found.length - shown.length;
  return (
    <>
      <ul
        role="list"
        class="results"
        aria-label={t("Results")}
        onKeyDown={(event) => step(event, event.currentTarget)}
      >
        {shown.map((one, n) => (
          <Result
            key={one.record.id}
            found={one}
            words={words}
            isCurrent={n === at}
            isStop={n === stop}
            go={go}
          />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" class="button results-more" onClick={() => setMost(count + SHOWN_AT_FIRST)}>
          <Icon name="chevron-down" />
          {tn("%(n)s more result", "%(n)s more results", rest)}
        </button>
      )}
    </>
  );
}
