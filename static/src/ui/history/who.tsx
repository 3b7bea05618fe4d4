/** Who wrote a note, and for facilitators what was done to it since. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatDay, formatTime, t } from "../../core/i18n.ts";
import { wordsOf as wordsOn } from "../../core/records.ts";
import { takesHome } from "../../core/roles.ts";
import type { ItemRecord } from "../../core/types.ts";
import { signatureOf } from "../../render/item_names.ts";
import { useUi } from "../context.ts";
import { DecisionsFrom } from "../decisions/ledto.tsx";
import { Dialog } from "../dialogs/dialog.tsx";
import { Trouble } from "../dialogs/trouble.tsx";
import { OriginsOf } from "../organise/origins.tsx";
import { Avatar } from "../people.tsx";
import { sentenceOf } from "../server.ts";
import { type Group, groupsOf } from "./lines.ts";
import { whenOf } from "./when.ts";
import { wordsOf } from "./words.ts";

const MOST = 100;

function Author({ record }: { readonly record: ItemRecord }): JSX.Element {
  const { store } = useUi();
  const person = store.people.value.get(record.author);
  const when = t("%(day)s, %(time)s", {
    day: formatDay(record.created_at_ms),
    time: formatTime(record.created_at_ms),
  });
  return (
    <p class="who-author">
      {person && <Avatar person={person} />}
      <span>
        <b translate={false}>{signatureOf(record, store.people.value, t("Someone"))}</b>
        <span class="muted">{when}</span>
      </span>
    </p>
  );
}

function Since({ groups }: { readonly groups: readonly Group[] }): JSX.Element {
  const { store } = useUi();
  return (
    <ul role="list" class="who-since">
      {groups.map((group) => (
        <li key={group.toMs}>
          <span>
            <b translate={false}>{store.people.value.get(group.actor)?.name ?? t("Someone")}</b>
            <span class="muted">{whenOf({ atMs: group.toMs })}</span>
          </span>
          <span>{group.lines.map(wordsOf).join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
}

/** Loaded when the dialog opens: what was done to the item, the newest first. */
function ItemHistory({ id }: { readonly id: string }): JSX.Element {
  const { server } = useUi();
  const [groups, setGroups] = useState<readonly Group[] | null>(null);
  const [trouble, setTrouble] = useState("");

  useEffect(() => {
    server.history({ limit: MOST, item: id }).then(
      ({ changes }) => setGroups(groupsOf(changes)),
      (error: unknown) => setTrouble(sentenceOf(error)),
    );
  }, [server, id]);

  return (
    <section class="dialog-part" aria-labelledby="who-since">
      <h3 id="who-since">{t("What was done to it")}</h3>
      <Trouble sentence={trouble} />
      {groups && <Since groups={groups} />}
      {groups === null && trouble === "" && <p class="loading">{t("Loading…")}</p>}
    </section>
  );
}

export function WhoDialog({ id }: { readonly id: string }): JSX.Element | null {
  const { store } = useUi();
  // What was asked about stays, also when somebody deletes it meanwhile.
  const [record] = useState(store.scene.peek().get(id));
  if (record === undefined) return null;
  const text = wordsOn(record);
  return (
    <Dialog title={t("Who wrote this?")}>
      {text.trim() !== "" && (
        <blockquote class="who-text" dir="auto">
          {text}
        </blockquote>
      )}
      <Author record={record} />
      <OriginsOf record={record} />
      <DecisionsFrom record={record} />
      {takesHome(store.me.value.role) && <ItemHistory id={id} />}
    </Dialog>
  );
}
