/** For who leads: who waits to be let in, who was sent away, and what participants may do. */

import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../core/i18n.ts";
import type { AtDoor } from "../store/facts.ts";
import { useUi } from "./context.ts";
import { KeptCheck } from "./dialogs/parts.tsx";
import { IconButton } from "./icon.tsx";
import { sentenceOf } from "./server.ts";

/** True when it went well; `done` is said then. */
type Ask = (call: () => Promise<unknown>, done: string) => Promise<boolean>;

/**
 * Asks the server, one thing at a time; what went wrong is said in a line at the bottom. The answer comes as
 * news of the board. Buttons stay enabled meanwhile, so that the focus stays with them.
 */
function useAsk(): { readonly isBusy: boolean; ask: Ask } {
  const { store, announcer } = useUi();
  const [isBusy, setIsBusy] = useState(false);
  return {
    isBusy,
    async ask(call, done) {
      if (isBusy) return false;
      setIsBusy(true);
      try {
        await call();
        announcer.say(done);
        return true;
      } catch (error) {
        store.notify("error", sentenceOf(error));
        return false;
      } finally {
        setIsBusy(false);
      }
    },
  };
}

/** When the row that has the focus leaves the list, the list has it. */
export function useRow(): RefObject<HTMLLIElement | null> {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const element = row.current;
    return () => {
      if (element?.contains(document.activeElement)) {
        element.closest<HTMLElement>(".people-list")?.focus();
      }
    };
  }, []);
  return row;
}

interface AtDoorRowProps {
  readonly person: AtDoor;
  /** What the button says, and what is heard of it: with the name. */
  readonly admit: string;
  readonly admitName: string;
  readonly isWaiting?: boolean;
}

function AtDoorRow({ person, admit, admitName, isWaiting = false }: AtDoorRowProps): JSX.Element {
  const { server } = useUi();
  const { isBusy, ask } = useAsk();
  const { id, name } = person;
  return (
    <li ref={useRow()} class="person at-door">
      <span class="person-name">{name}</span>
      <button
        type="button"
        class={isWaiting ? "button button-primary button-small" : "button button-small"}
        aria-disabled={isBusy}
        aria-label={admitName}
        onClick={() => void ask(() => server.decideAtDoor("admit", id), t("%(name)s is in.", { name }))}
      >
        {admit}
      </button>
      {isWaiting && (
        <IconButton
          icon="x"
          name={t("Turn %(name)s away", { name })}
          aria-disabled={isBusy}
          onClick={() =>
            void ask(() => server.decideAtDoor("decline", id), t("%(name)s was turned away.", { name }))
          }
        />
      )}
    </li>
  );
}

/** Those who wait before the board, the longest first; nothing while nobody does. */
export function WaitingList(): JSX.Element | null {
  const { store, server } = useUi();
  const { isBusy, ask } = useAsk();
  const waiting = store.facts.value.door?.waiting ?? [];
  if (waiting.length === 0) return null;
  return (
    <section class="door-list" aria-labelledby="door-title">
      <h3 id="door-title">{t("Waiting to come in (%(n)s)", { n: waiting.length })}</h3>
      <ul role="list">
        {waiting.map((person) => (
          <AtDoorRow
            key={person.id}
            person={person}
            admit={t("Let in")}
            admitName={t("Let %(name)s in", { name: person.name })}
            isWaiting
          />
        ))}
      </ul>
      {waiting.length > 1 && (
        <button
          type="button"
          class="button"
          aria-disabled={isBusy}
          onClick={() => void ask(() => server.decideAtDoor("admit", null), t("All are in."))}
        >
          {t("Let all in")}
        </button>
      )}
    </section>
  );
}

/** Those who were sent away, to let them back in; nothing while there is nobody. */
export function AwayList(): JSX.Element | null {
  const { store } = useUi();
  const away = store.facts.value.door?.away ?? [];
  if (away.length === 0) return null;
  return (
    <>
      <h3>{t("Sent away")}</h3>
      <ul role="list">
        {away.map((person) => (
          <AtDoorRow
            key={person.id}
            person={person}
            admit={t("Let back in")}
            admitName={t("Let %(name)s back in", { name: person.name })}
          />
        ))}
      </ul>
    </>
  );
}

export function AddOnlySwitch(): JSX.Element {
  const { store, server } = useUi();
  const { ask } = useAsk();
  const isOn = store.facts.value.is_add_only;
  const done = isOn
    ? t("Participants can change everything again.")
    : t("Participants change only what they have added.");
  return (
    <fieldset class="others-switches">
      <legend>{t("What participants may do")}</legend>
      <KeptCheck
        label={t("Add, and change only their own")}
        isOn={isOn}
        set={(wanted) => ask(() => server.setAddOnly(wanted), done)}
      />
    </fieldset>
  );
}
