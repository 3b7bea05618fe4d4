/** What happened, in words, by person and moment. Each line leads to its moment and its items. */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { compareNames, formatDay, t } from "../../core/i18n.ts";
import { wordsOf as wordsOn } from "../../core/records.ts";
import type { Person } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Trouble } from "../dialogs/trouble.tsx";
import { Icon } from "../icon.tsx";
import { Avatar } from "../people.tsx";
import type { Changes } from "./changes.ts";
import { type Group, groupsOf, type Line, lineAt } from "./lines.ts";
import { useTimeline } from "./usetimeline.ts";
import { spanOf } from "./when.ts";
import { wordsOf } from "./words.ts";

interface ChangeListProps {
  readonly changes: Changes;
  /** Shows the moment after the line's changes, and what they were about. */
  show(line: Line): void;
}

function usePerson(id: string): Person {
  const { store } = useUi();
  return store.people.value.get(id) ?? { id, name: t("Someone"), role: null };
}

function PersonChoice({ changes }: { readonly changes: Changes }): JSX.Element {
  const { store } = useUi();
  const people = [...store.people.value.values()].sort((a, b) => compareNames(a.name, b.name));
  return (
    <label class="history-person">
      <span>{t("Changes by")}</span>
      <select
        class="input"
        value={changes.person.value ?? ""}
        onChange={(event) => {
          changes.person.value = event.currentTarget.value || null;
        }}
      >
        <option value="">{t("Everyone")}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id} translate={false}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What the line's one item says, then or now. */
function useTextOf(line: Line): string {
  const { store } = useUi();
  const [id] = line.ids;
  if (line.text !== null) return line.text;
  if (line.n !== 1 || id === undefined) return "";
  const record = store.present.peek().get(id);
  return record === undefined ? "" : wordsOn(record);
}

interface LineRowProps {
  readonly line: Line;
  readonly isCurrent: boolean;
  readonly isLater: boolean;
  show(line: Line): void;
}

function LineRow({ line, isCurrent, isLater, show }: LineRowProps): JSX.Element {
  const row = useRef<HTMLButtonElement>(null);
  const text = useTextOf(line).trim().replace(/\s+/g, " ");

  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);

  return (
    <li>
      <button
        ref={row}
        type="button"
        class={isLater ? "change is-later" : "change"}
        aria-current={isCurrent ? "step" : undefined}
        onClick={() => show(line)}
      >
        <span>{wordsOf(line)}</span>
        {text !== "" && (
          <span class="change-text" dir="auto">
            <span class="hidden-text">: </span>
            {text}
          </span>
        )}
      </button>
    </li>
  );
}

interface GroupPartProps {
  readonly group: Group;
  readonly current: Line | null;
  /** The moment that is shown; null: now. */
  readonly seq: number | null;
  show(line: Line): void;
}

function GroupPart({ group, current, seq, show }: GroupPartProps): JSX.Element {
  const person = usePerson(group.actor);
  return (
    <li class="history-group">
      <h4>
        <Avatar person={person} />
        <span translate={false}>{person.name}</span>
        <span class="muted">{spanOf(group.fromMs, group.toMs)}</span>
      </h4>
      <ul role="list">
        {group.lines.map((line) => (
          <LineRow
            key={`${line.last} ${line.what.do}`}
            line={line}
            isCurrent={line === current}
            isLater={seq !== null && line.first > seq}
            show={show}
          />
        ))}
      </ul>
    </li>
  );
}

/** Groups under the day on which they ended. */
function byDay(groups: readonly Group[]): [day: string, groups: Group[]][] {
  const days = new Map<string, Group[]>();
  for (const group of groups) {
    const day = formatDay(group.toMs);
    days.set(day, [...(days.get(day) ?? []), group]);
  }
  return [...days];
}

export function ChangeList({ changes, show }: ChangeListProps): JSX.Element {
  const timeline = useTimeline();
  const groups = useComputed(() => groupsOf(changes.list.value));
  const seq = timeline.shown.value?.seq ?? null;
  const current = seq === null ? null : lineAt(groups.value, seq);
  const isLoading = changes.isLoading.value;
  const isEmpty = groups.value.length === 0 && !isLoading && changes.trouble.value === "";
  return (
    <div class="history-list">
      <PersonChoice changes={changes} />
      {byDay(groups.value).map(([day, ofDay]) => (
        <section key={day}>
          <h3 class="history-day">{day}</h3>
          <ul role="list">
            {ofDay.map((group) => (
              <GroupPart key={group.toMs} group={group} current={current} seq={seq} show={show} />
            ))}
          </ul>
        </section>
      ))}
      <Trouble sentence={changes.trouble.value} />
      {isEmpty && <p class="muted history-none">{t("No changes yet.")}</p>}
      {isLoading && groups.value.length === 0 && <p class="loading">{t("Loading…")}</p>}
      {changes.hasMore.value && groups.value.length > 0 && (
        <button type="button" class="button history-more" aria-disabled={isLoading} onClick={changes.more}>
          <Icon name="chevron-down" />
          {t("Older changes")}
        </button>
      )}
    </div>
  );
}
