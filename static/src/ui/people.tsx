/** Who is on the board, as a row of avatars. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { compareNames, t, tn } from "../core/i18n.ts";
import type { Person } from "../core/types.ts";
import { initialsOf, personColour } from "../render/colours.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";

const AVATARS_SHOWN = 5;

export function Avatar({ person }: { readonly person: Person }): JSX.Element {
  return (
    <span
      class="avatar"
      style={{ backgroundColor: personColour(person.id) }}
      data-initials={initialsOf(person.name)}
      aria-hidden="true"
    />
  );
}

/** The people with this page open somewhere, me first, each once. */
export function usePeopleHere(): Person[] {
  const { store, view } = useUi();
  const me = store.me.value;
  const people = store.people.value;
  const ids = new Set([...view.here.value.values()].map((here) => here.person));
  ids.delete(me.id);
  const others = [...ids].flatMap((id) => people.get(id) ?? []);
  return [me, ...others.sort((a, b) => compareNames(a.name, b.name))];
}

/** How many wait to be let in, as far as this person is told; says so when there are more. */
export function useWaiting(): number {
  const { store, announcer } = useUi();
  const waiting = store.facts.value.door?.waiting.length ?? 0;
  const before = useRef(0);
  useEffect(() => {
    if (waiting > before.current) announcer.say(waitingWords(waiting));
    before.current = waiting;
  }, [waiting, announcer]);
  return waiting;
}

export function waitingWords(count: number): string {
  return tn("%(n)s person waits to come in", "%(n)s people wait to come in", count);
}

export function WaitingMark({ count }: { readonly count: number }): JSX.Element {
  return <span class="count" data-number={count} aria-hidden="true" />;
}

/** The avatars, as one button that opens the list of people. */
export function PeopleButton({ isOpen, open }: { readonly isOpen: boolean; open(): void }): JSX.Element {
  const here = usePeopleHere();
  const waiting = useWaiting();
  const more = here.length - AVATARS_SHOWN;
  const shown = tn("%(n)s person here. Show people", "%(n)s people here. Show people", here.length);
  const label = waiting === 0 ? shown : `${shown}. ${waitingWords(waiting)}`;
  return (
    <button
      type="button"
      class="people-button counted"
      aria-label={label}
      title={t("People")}
      aria-expanded={isOpen}
      onClick={open}
    >
      <span class="people-faces">
        {here.slice(0, AVATARS_SHOWN).map((person) => (
          <Avatar key={person.id} person={person} />
        ))}
        {more > 0 && <span class="avatar avatar-more" data-initials={`+${more}`} aria-hidden="true" />}
      </span>
      <span class="people-number" data-number={here.length} aria-hidden="true">
        <Icon name="users" />
      </span>
      {waiting > 0 && <WaitingMark count={waiting} />}
    </button>
  );
}
