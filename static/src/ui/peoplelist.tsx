/** Who is on the board, with names and roles. */

import type { JSX } from "preact";
import { compareNames, t } from "../core/i18n.ts";
import { leads, ROLES } from "../core/roles.ts";
import type { Person, Role } from "../core/types.ts";
import { AddOnlySwitch, AwayList, useRow, WaitingList } from "./atdoor.tsx";
import { useUi } from "./context.ts";
import { HelpedList } from "./helped.tsx";
import { Icon, IconButton } from "./icon.tsx";
import { OthersSwitches } from "./others.tsx";
import { PartChoice } from "./partchoice.tsx";
import { Avatar, usePeopleHere } from "./people.tsx";
import { followPerson } from "./rare.ts";
import { sentenceOf } from "./server.ts";

function roleName(role: Role | null): string {
  if (role === "facilitator") return t("Facilitator");
  if (role === "co-facilitator") return t("Co-facilitator");
  if (role === "participant") return t("Participant");
  if (role === "observer") return t("Observer");
  if (role === "staff") return t("Staff");
  if (role === "viewer") return t("Watching only");
  return t("Not on this board any more");
}

/** Who leads the board is for facilitators to say. */
function mayGive(mine: Role | null, role: Role | null): boolean {
  return mine === "facilitator" || role !== "facilitator";
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
      {ROLES.filter((role) => mayGive(store.me.value.role, role)).map((role) => (
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
    <IconButton
      icon="undo-2"
      name={label}
      onClick={() => {
        shell.dialog.value = { name: "repair", personId: person.id };
      }}
    />
  );
}

/** Goes along with where this person looks. */
function FollowButton({ person }: { readonly person: Person }): JSX.Element {
  const ui = useUi();
  const label = t("Follow the view of %(name)s", { name: person.name });
  return (
    <IconButton
      icon="eye"
      name={label}
      onClick={() => {
        ui.shell.dialog.value = null;
        followPerson(ui, person.id);
      }}
    />
  );
}

function RemoveButton({ person }: { readonly person: Person }): JSX.Element {
  const { shell } = useUi();
  const label = t("Remove %(name)s", { name: person.name });
  return (
    <IconButton
      icon="user-minus"
      name={label}
      onClick={() => {
        shell.dialog.value = { name: "removePerson", personId: person.id };
      }}
    />
  );
}

function Row({ person, isHere }: { readonly person: Person; readonly isHere: boolean }): JSX.Element {
  const { store } = useUi();
  const me = store.me.value;
  const isMe = person.id === me.id;
  const isLed = leads(me.role) && !isMe;
  const mayChange = isLed && mayGive(me.role, person.role);
  return (
    <li ref={useRow()} class="person">
      <Avatar person={person} />
      <span class="person-name">
        {person.name}
        {isMe && <span class="muted"> {t("(you)")}</span>}
      </span>
      <span class="person-rest">
        {isLed && <RepairButton person={person} />}
        {mayChange && person.role !== null && <RemoveButton person={person} />}
        {isHere && !isMe && <FollowButton person={person} />}
        {!isLed && <span class="muted">{roleName(person.role)}</span>}
      </span>
      <span class="person-choices">
        {mayChange && <RoleChoice person={person} />}
        {isLed && !mayChange && <span class="muted">{roleName(person.role)}</span>}
        <PartChoice person={person} />
      </span>
    </li>
  );
}

/** All members, those who are here first. Who leads lets people in, changes roles, removes people and undoes
 * what others did. */
export function PeopleList(): JSX.Element {
  const { store } = useUi();
  const me = store.me.value;
  const here = usePeopleHere();
  const hereIds = new Set(here.map((person) => person.id));
  const others = [...store.people.value.values()]
    .filter((person) => person.role !== null && !hereIds.has(person.id))
    .sort((a, b) => compareNames(a.name, b.name));
  const away = others.filter((person) => !person.is_helped);
  const helped = others.filter((person) => person.is_helped);

  const row = (person: Person): JSX.Element => (
    <Row key={person.id} person={person} isHere={hereIds.has(person.id)} />
  );

  return (
    <div class="people-list" tabIndex={-1}>
      {leads(me.role) && <WaitingList />}
      <h3>{t("Here now")}</h3>
      <ul role="list">{here.map(row)}</ul>
      {away.length > 0 && <h3>{t("Not here now")}</h3>}
      {away.length > 0 && <ul role="list">{away.map(row)}</ul>}
      <HelpedList people={helped} />
      {here.length === 1 && away.length === 0 && (
        <p class="empty">
          <Icon name="users" />
          {t("Nobody else is here yet. Invite people with the code of the board.")}
        </p>
      )}
      {leads(me.role) && <AwayList />}
      {leads(me.role) && <AddOnlySwitch />}
      <OthersSwitches />
    </div>
  );
}
