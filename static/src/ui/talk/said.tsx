/** What somebody said: who, when, and the words with the names and addresses in them. */

import type { ComponentChild, JSX } from "preact";
import { formatDay, formatTime, t } from "../../core/i18n.ts";
import { linksIn } from "../../core/links.ts";
import type { CommentRecord, Person, ReplyRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { whenOf } from "../history/when.ts";
import { Avatar } from "../people.tsx";
import { namesIn } from "./mentions.ts";

/** The time of day; the day too, if it was not today. */
function saidWhen(atMs: number): string {
  return formatDay(atMs) === formatDay(Date.now()) ? formatTime(atMs) : whenOf({ atMs });
}

export function Byline({ said }: { readonly said: CommentRecord | ReplyRecord }): JSX.Element {
  const { store } = useUi();
  const person: Person = store.people.value.get(said.author) ?? {
    id: said.author,
    name: t("Someone"),
    role: null,
  };
  const isMe = said.author === store.me.value.id;
  return (
    <span class="byline">
      <Avatar person={person} />
      <b translate={false}>{isMe ? t("You") : person.name}</b>
      <time class="muted" dateTime={new Date(said.created_at_ms).toISOString()}>
        {saidWhen(said.created_at_ms)}
      </time>
    </span>
  );
}

interface Part {
  readonly start: number;
  readonly end: number;
  draw(words: string): ComponentChild;
}

function nameParts(text: string, people: readonly Person[], me: string): Part[] {
  const names = people.map(({ name }) => name);
  return namesIn(text, names).map(({ start, end, name }) => ({
    start,
    end,
    draw: (words) => (
      <span
        class={people.some((one) => one.name === name && one.id === me) ? "mention is-me" : "mention"}
        translate={false}
      >
        {words}
      </span>
    ),
  }));
}

function linkParts(text: string): Part[] {
  return linksIn(text).map(({ start, end, address }) => ({
    start,
    end,
    draw: (words) => (
      <a href={address} target="_blank" rel="noopener noreferrer">
        {words}
      </a>
    ),
  }));
}

/** The words of a comment; people who are meant but not named in it any more stand behind it. */
export function SaidWords({ said }: { readonly said: CommentRecord | ReplyRecord }): JSX.Element {
  const { store } = useUi();
  const { text } = said;
  const meant = (said.mentions ?? []).flatMap((id) => store.people.value.get(id) ?? []);
  const inText = new Set(
    namesIn(
      text,
      meant.map(({ name }) => name),
    ).map(({ name }) => name),
  );
  const parts = [...linkParts(text), ...nameParts(text, meant, store.me.value.id)];
  const drawn: ComponentChild[] = [];
  let at = 0;
  for (const { start, end, draw } of parts.sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    drawn.push(text.slice(at, start), draw(text.slice(start, end)));
    at = end;
  }
  drawn.push(text.slice(at));
  const others = meant.filter(({ name }) => !inText.has(name));
  return (
    <p class="said-words" dir="auto">
      {drawn}
      {others.map(({ id, name }) => (
        <span key={id} class={id === store.me.value.id ? "mention is-me" : "mention"} translate={false}>
          {` @${name}`}
        </span>
      ))}
    </p>
  );
}
