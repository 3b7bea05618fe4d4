/** Who is on the board: the row of avatars, and the list with names and roles. */

import type { JSX } from "preact";
import { compareNames, t, tn } from "../core/i18n.ts";
import type { Person, Role } from "../core/types.ts";
import { initialsOf, personColour } from "../render/colours.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";
import { OthersSwitches } from "./rare.ts";
import { sentenceOf } from "./server.ts";

const AVATARS_SHOWN = 5;

export function roleName(role: Role | null): string {
  if (role === "facilitator") return t("Facilitator");
  if (role === "viewer") return t("Watching only");
  if (role === "participant") return t("Participant");
  return t("Not on this board any more");
}

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

/** The avatars, as one button that opens the list of people. */
export function PeopleButton({ isOpen, open }: { readonly isOpen: boolean; open(): void }): JSX.Element {
  const here = usePeopleHere();
  const more = here.length - AVATARS_SHOWN;
  const label = tn("%(n)s person here. Show people", "%(n)s people here. Show people", here.length);
  return (
    <button
      type="button"
      class="people-button"
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
    </button>
  );
}

function RoleChoice({ person }: { readonly person: Person }): JSX.Element {
  const { store, server } = useUi();

  async function choose(role: Role, select: HTMLSelectElement): Promise<void> {
    select.disabled = true;
    try {
      await server.setRole(person.id, role);
    } catch (error) {
      select.value = person.role ?? "";
      store.notify("error", sentenceOf(error));
    } finally {
      select.disabled = false;
    }
  }

  return (
    <select
      class="role-choice"
      aria-label={t("Role of %(name)s", { name: person.name })}
      value={person.role ?? ""}
      onChange={(event) => void choose(event.currentTarget.value as Role, event.currentTarget)}
    >
      {(["facilitator", "participant", "viewer"] as const).map((role) => (
        <option key={role} value={role}>
          {roleName(role)}
        </option>
      ))}
    </select>
  );
}

/** Opens the dialog that undoes what this person did. */
function RepairButton({ person }: { readonly person: Person }): JSX.Element {
  const { shell } = useUi();
  const label = t("Undo what %(name)s did", { name: person.name });
  return (
    <button
      type="button"
      class="button button-quiet button-icon"
      aria-label={label}
      title={label}
      onClick={() => {
        shell.dialog.value = { name: "repair", personId: person.id };
      }}
    >
      <Icon name="undo-2" />
    </button>
  );
}

/** All members, those who are here first. Facilitators can change roles and undo what others did. */
export function PeopleList(): JSX.Element {
  const { store } = useUi();
  const me = store.me.value;
  const here = usePeopleHere();
  const hereIds = new Set(here.map((person) => person.id));
  const away = [...store.people.value.values()]
    .filter((person) => person.role !== null && !hereIds.has(person.id))
    .sort((a, b) => compareNames(a.name, b.name));

  const row = (person: Person): JSX.Element => (
    <li key={person.id} class="person">
      <Avatar person={person} />
      <span class="person-name">
        {person.name}
        {person.id === me.id && <span class="muted"> {t("(you)")}</span>}
      </span>
      {me.role === "facilitator" && person.id !== me.id ? (
        <>
          <RoleChoice person={person} />
          <RepairButton person={person} />
        </>
      ) : (
        <span class="muted">{roleName(person.role)}</span>
      )}
    </li>
  );

  return (
    <div class="people-list">
      <h3>{t("Here now")}</h3>
      <ul role="list">{here.map(row)}</ul>
      {away.length > 0 && <h3>{t("Not here now")}</h3>}
      {away.length > 0 && <ul role="list">{away.map(row)}</ul>}
      {here.length === 1 && away.length === 0 && (
        <p class="empty">
          <Icon name="users" />
          {t("Nobody else is here yet. Invite people with the code of the board.")}
        </p>
      )}
      <OthersSwitches />
    </div>
  );
}
