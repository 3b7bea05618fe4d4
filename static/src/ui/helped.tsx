/** The people without a device, in the list of people: who leads names them and writes for them. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { leads } from "../core/roles.ts";
import type { Person } from "../core/types.ts";
import { useRow } from "./atdoor.tsx";
import { useUi } from "./context.ts";
import { HelpedName } from "./dialogs/whose.tsx";
import { IconButton } from "./icon.tsx";
import { Avatar } from "./people.tsx";

function HelpedRow({ person }: { readonly person: Person }): JSX.Element {
  const { store, shell } = useUi();
  const { id, name } = person;
  return (
    <li ref={useRow()} class="person">
      <Avatar person={person} />
      <span class="person-name">{name}</span>
      {leads(store.me.value.role) && (
        <span class="person-rest">
          <IconButton
            icon="list-plus"
            name={t("Write on behalf of %(name)s", { name })}
            onClick={() => {
              shell.dialog.value = { name: "paste", text: "", at: null, whose: id };
            }}
          />
          <IconButton
            icon="user-minus"
            name={t("Remove %(name)s", { name })}
            onClick={() => {
              shell.dialog.value = { name: "removePerson", personId: id };
            }}
          />
        </span>
      )}
    </li>
  );
}

export function HelpedList({ people }: { readonly people: readonly Person[] }): JSX.Element | null {
  const isLeading = leads(useUi().store.me.value.role);
  if (people.length === 0 && !isLeading) return null;
  return (
    <>
      <h3>{t("Without a device")}</h3>
      {people.length > 0 && (
        <ul role="list">
          {people.map((person) => (
            <HelpedRow key={person.id} person={person} />
          ))}
        </ul>
      )}
      {isLeading && <HelpedName id="helped-name" done={() => undefined} />}
    </>
  );
}
