/** For who leads: in whose name something is written. People without a device come first. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { compareNames, t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { Person } from "../../core/types.ts";
import { SOMEBODY_NEW } from "../choices.ts";
import { useUi } from "../context.ts";
import { useAttempt } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

interface GroupProps {
  readonly label: string;
  readonly people: readonly Person[];
}

function PeopleGroup({ label, people }: GroupProps): JSX.Element | null {
  if (people.length === 0) return null;
  return (
    <optgroup label={label}>
      {people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

/** The choices of one list of people, in two groups. */
export function PeopleOptions({ people }: { readonly people: readonly Person[] }): JSX.Element {
  const all = [...people].sort((a, b) => compareNames(a.name, b.name));
  return (
    <>
      <PeopleGroup label={t("Without a device")} people={all.filter((one) => one.is_helped)} />
      <PeopleGroup label={t("With a device")} people={all.filter((one) => !one.is_helped)} />
    </>
  );
}

interface NameFieldProps {
  readonly id: string;
  /** Called with the id of the person, once the server knows them. */
  done(id: string): void;
}

/** Names somebody without a device. Not a form: it may stand in one. */
export function HelpedName({ id, done }: NameFieldProps): JSX.Element {
  const { server, announcer } = useUi();
  const { trouble, isBusy, attempt } = useAttempt();
  const [name, setName] = useState("");

  async function add(): Promise<void> {
    if (name.trim() === "" || isBusy) return;
    const isDone = await attempt(async () => done(await server.addHelped(name.trim())));
    if (!isDone) return;
    announcer.say(t("%(name)s is on the board.", { name: name.trim() }));
    setName("");
  }

  return (
    <div class="field">
      <label for={id}>{t("Name of a person without a device")}</label>
      <span class="field-row">
        <input
          id={id}
          class="input"
          maxLength={LIMITS.name}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void add();
          }}
        />
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => void add()}>
          {t("Add")}
        </button>
      </span>
      <Trouble sentence={trouble} />
    </div>
  );
}

interface WhoseFieldProps {
  /** A person id; "" for one's own name, or SOMEBODY_NEW. */
  readonly whose: string;
  choose(whose: string): void;
}

export function WhoseField({ whose, choose }: WhoseFieldProps): JSX.Element {
  const { store } = useUi();
  const me = store.me.value.id;
  const people = [...store.people.value.values()].filter(
    ({ id, role }) => role === "participant" && id !== me,
  );
  return (
    <>
      <div class="field">
        <label for="whose">{t("On behalf of")}</label>
        <select
          id="whose"
          class="input"
          value={whose}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{t("Nobody: in my own name")}</option>
          <PeopleOptions people={people} />
          <option value={SOMEBODY_NEW}>{t("Somebody who is not in this list…")}</option>
        </select>
      </div>
      {whose === SOMEBODY_NEW && <HelpedName id="whose-name" done={choose} />}
    </>
  );
}
