/** The people of the board, offered while a name is typed after "@". */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import type { Person } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Avatar } from "../people.tsx";
import { type Asked, askedAt, candidates } from "./mentions.ts";

export interface Offer {
  /** What is being typed; null while nobody is asked for. */
  readonly asked: Asked | null;
  readonly people: readonly Person[];
  /** Which of them Enter takes. */
  readonly active: number;
  look(field: HTMLTextAreaElement): void;
  close(): void;
  /** Arrow keys, Enter, Tab and Escape while people are offered; true when the key was one of them. */
  key(event: KeyboardEvent, pick: (person: Person) => void): boolean;
}

export function useOffer(): Offer {
  const { store, announcer } = useUi();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [place, setPlace] = useState(0);
  const people = asked === null ? [] : candidates(asked, store.people.value, store.me.value.id);
  const count = people.length;
  const active = Math.min(place, Math.max(0, count - 1));

  useEffect(() => {
    if (count > 0) announcer.say(tn("%(n)s person to choose", "%(n)s people to choose", count));
  }, [count, announcer]);

  return {
    asked,
    people,
    active,
    look({ value, selectionStart, selectionEnd }) {
      const next = selectionStart === selectionEnd ? askedAt(value, selectionStart) : null;
      if (next?.name !== asked?.name || next?.start !== asked?.start) setPlace(0);
      setAsked(next);
    },
    close: () => setAsked(null),
    key(event, pick) {
      const chosen = people[active];
      if (chosen === undefined) return false;
      if (event.key === "ArrowDown") setPlace((active + 1) % count);
      else if (event.key === "ArrowUp") setPlace((active + count - 1) % count);
      else if (event.key === "Enter" || event.key === "Tab") pick(chosen);
      else if (event.key === "Escape") setAsked(null);
      else return false;
      return true;
    },
  };
}

interface PeopleOfferedProps {
  readonly id: string;
  readonly people: readonly Person[];
  readonly active: number;
  pick(person: Person): void;
}

/** The field keeps the focus while somebody is chosen. */
export function PeopleOffered({ id, people, active, pick }: PeopleOfferedProps): JSX.Element {
  return (
    <div id={id} class="mention-list" role="listbox" aria-label={t("People of the board")}>
      {people.map((person, n) => (
        <div
          key={person.id}
          id={`${id}-${n}`}
          role="option"
          tabIndex={-1}
          aria-selected={n === active}
          class="mention-choice"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => pick(person)}
          onKeyDown={() => undefined}
        >
          <Avatar person={person} />
          <span translate={false}>{person.name}</span>
        </div>
      ))}
    </div>
  );
}
