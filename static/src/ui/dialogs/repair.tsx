/** For facilitators: undo what one person did in a period, after a look at what that changes. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import type { Kind, Person } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { type RepairedItem, type RepairPreview, sentenceOf } from "../server.ts";
import { Dialog } from "./dialog.tsx";
import { Trouble } from "./trouble.tsx";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The clocks of this computer and the server need not agree: never end before the newest change. */
const SLACK_MS = DAY_MS;
const MOST_NAMES = 8;

function periods(): [ms: number, name: string][] {
  return [
    [5 * MINUTE_MS, t("The last 5 minutes")],
    [15 * MINUTE_MS, t("The last 15 minutes")],
    [60 * MINUTE_MS, t("The last hour")],
    [DAY_MS, t("The last 24 hours")],
    [0, t("Everything so far")],
  ];
}

function nameOf({ name, kind }: { readonly name: string; readonly kind: Kind }): string {
  const words = name.trim();
  if (words !== "") return words;
  return kind === "frame" ? t("Frame without a title") : t("Note without a text");
}

interface PartProps {
  readonly icon: string;
  readonly title: string;
  readonly items: readonly { readonly id: string; readonly name: string; readonly kind: Kind }[];
}

/** A group of items by name; nothing when there is none. */
function Part({ icon, title, items }: PartProps): JSX.Element | null {
  if (items.length === 0) return null;
  const more = items.length - MOST_NAMES;
  return (
    <section class="repair-part">
      <h3>
        <Icon name={icon} />
        {title}
      </h3>
      <ul role="list">
        {items.slice(0, MOST_NAMES).map((item) => (
          <li key={item.id} dir="auto">
            {nameOf(item)}
          </li>
        ))}
        {more > 0 && <li class="muted">{tn("and %(n)s more", "and %(n)s more", more)}</li>}
      </ul>
    </section>
  );
}

function Preview({ preview, name }: { readonly preview: RepairPreview; readonly name: string }): JSX.Element {
  const { items, left, more } = preview;
  const are = (what: RepairedItem["what"]): RepairedItem[] => items.filter((item) => item.what === what);
  const [back, away] = [are("back"), are("away")];
  const isStaying = new Set(left.map(({ id }) => id));
  const changed = are("changed").map((item) =>
    isStaying.has(item.id) ? { ...item, name: t("%(name)s (in part)", { name: nameOf(item) }) } : item,
  );
  const listed = new Set(items.map(({ id }) => id));
  const alone = left.filter(({ id }) => !listed.has(id));
  return (
    <div class="repair-preview" role="status">
      {items.length === 0 && (
        <p class="muted">{t("%(name)s did nothing in this time that can be undone.", { name })}</p>
      )}
      <Part
        icon="plus"
        title={tn("%(n)s item comes back", "%(n)s items come back", back.length)}
        items={back}
      />
      <Part
        icon="trash-2"
        title={tn("%(n)s item goes away", "%(n)s items go away", away.length)}
        items={away}
      />
      <Part
        icon="undo-2"
        title={tn("%(n)s item is as before again", "%(n)s items are as before again", changed.length)}
        items={changed}
      />
      {more > 0 && <p class="muted">{tn("and %(n)s more", "and %(n)s more", more)}</p>}
      <Part
        icon="lock"
        title={tn(
          "%(n)s item is left alone, because others have changed it since",
          "%(n)s items are left alone, because others have changed them since",
          alone.length,
        )}
        items={alone}
      />
    </div>
  );
}

/** The preview of the chosen period, asked again whenever it changes. */
function usePreview(person: Person, periodMs: number): { preview: RepairPreview | null; trouble: string } {
  const { server } = useUi();
  const [preview, setPreview] = useState<RepairPreview | null>(null);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    let isWanted = true;
    setPreview(null);
    setTrouble("");
    server.repair({ ...wishFor(person, periodMs), preview: true }).then(
      (found) => isWanted && setPreview(found),
      (error) => isWanted && setTrouble(sentenceOf(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [server, person.id, periodMs]);
  return { preview, trouble };
}

function wishFor(person: Person, periodMs: number): { person: string; from_ms: number; to_ms: number } {
  const now = Date.now();
  return { person: person.id, from_ms: periodMs === 0 ? 0 : now - periodMs, to_ms: now + SLACK_MS };
}

export function RepairDialog({ personId }: { readonly personId: string }): JSX.Element | null {
  const { store, server, shell, announcer } = useUi();
  const person = store.people.value.get(personId);
  const [periodMs, setPeriodMs] = useState(5 * MINUTE_MS);
  const [failure, setFailure] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const { preview, trouble } = usePreview(person ?? { id: personId, name: "", role: null }, periodMs);
  if (person === undefined) return null;
  const { name } = person;

  async function undoAll(who: Person): Promise<void> {
    setIsBusy(true);
    setFailure("");
    try {
      const { changes } = await server.repair({ ...wishFor(who, periodMs), preview: false });
      shell.dialog.value = null;
      announcer.say(tn("%(n)s change undone.", "%(n)s changes undone.", changes));
    } catch (error) {
      setFailure(sentenceOf(error));
      setIsBusy(false);
    }
  }

  return (
    <Dialog title={t("Undo what %(name)s did", { name })} look="sheet">
      <div class="field">
        <label for="repair-period">{t("Since when")}</label>
        <select
          id="repair-period"
          class="input"
          data-first
          value={periodMs}
          onChange={(event) => setPeriodMs(Number(event.currentTarget.value))}
        >
          {periods().map(([ms, words]) => (
            <option key={ms} value={ms}>
              {words}
            </option>
          ))}
        </select>
      </div>
      {preview ? (
        <Preview preview={preview} name={name} />
      ) : (
        trouble === "" && <p class="loading">{t("Loading…")}</p>
      )}
      <Trouble sentence={trouble || failure} />
      <footer class="dialog-foot">
        <button
          type="button"
          class="button button-primary"
          disabled={isBusy || preview === null || preview.changes === 0}
          onClick={() => void undoAll(person)}
        >
          <Icon name="undo-2" />
          {t("Undo this")}
        </button>
      </footer>
    </Dialog>
  );
}
