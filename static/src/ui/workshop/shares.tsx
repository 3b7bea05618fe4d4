/** Who contributes how much, for facilitators: groups of people, never a person. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PartMode } from "../../core/attention.ts";
import { currentLocale, t, tn } from "../../core/i18n.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { type ShareGroup, type Shares, sentenceOf } from "../server.ts";
import { PART_MODES } from "./partmodes.ts";
import { nameOfTable, seatsOf } from "./seats.ts";

type Way = "table" | "mode" | "language";

function nameOf({ store }: Ui, way: Way, name: string | null): string {
  if (name === null) return t("All others");
  if (way === "mode") return t(PART_MODES[name as PartMode]);
  if (way === "language")
    return new Intl.DisplayNames(currentLocale(), { type: "language" }).of(name) ?? name;
  const tables = seatsOf(store).tables.value;
  const at = tables.findIndex(({ id }) => id === name);
  const table = tables[at];
  return table ? nameOfTable(store.present.value, table, at + 1) : t("All others");
}

function percent(part: number, all: number): number {
  return all === 0 ? 0 : Math.round((100 * part) / all);
}

interface WayProps {
  readonly way: Way;
  readonly title: string;
  readonly shares: Shares;
}

function Groups({ way, title, shares }: WayProps): JSX.Element | null {
  const ui = useUi();
  const all: ShareGroup | undefined = shares.all[0];
  const groups = shares[way];
  if (!all || groups.length === 0) return null;
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      <ul role="list" class="share-groups">
        {groups.map((group) => {
          const part = percent(group.contributions, all.contributions);
          return (
            <li key={group.name}>
              <b dir="auto">{nameOf(ui, way, group.name)}</b>
              <span class="share-bar" aria-hidden="true">
                <span style={{ width: `${part}%` }} />
              </span>
              <span class="muted">
                {t("%(part)s %% of the contributions, %(people)s %% of the people", {
                  part,
                  people: percent(group.people, all.people),
                })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Told({ shares }: { readonly shares: Shares }): JSX.Element {
  const ways = [shares.table, shares.mode, shares.language];
  const n = shares.all[0]?.contributions ?? 0;
  return (
    <>
      <p role="status">{tn("%(n)s note or comment so far", "%(n)s notes and comments so far", n)}</p>
      {ways.every((groups) => groups.length === 0) && (
        <p class="muted">{t("There are too few people to compare groups of three or more.")}</p>
      )}
      <Groups way="table" title={t("By table")} shares={shares} />
      <Groups way="mode" title={t("By way of taking part")} shares={shares} />
      <Groups way="language" title={t("By language")} shares={shares} />
    </>
  );
}

/** As it was when this was opened, or asked for again. */
export function SharesPart(): JSX.Element {
  const ui = useUi();
  const [shares, setShares] = useState<Shares | null>(null);
  const ask = async (): Promise<void> => {
    try {
      setShares(await ui.server.shares());
    } catch (error) {
      ui.store.notify("error", sentenceOf(error));
    }
  };
  useEffect(() => void ask(), [ui]);
  return (
    <section class="shares" aria-label={t("Who contributes")}>
      <h3>{t("Who contributes")}</h3>
      <p class="muted">
        {t("Groups of three people or more, never a person. Only those who lead see this.")}
      </p>
      {shares && <Told shares={shares} />}
      <button type="button" class="button button-quiet" onClick={() => void ask()}>
        <Icon name="refresh-cw" />
        {t("Count again")}
      </button>
    </section>
  );
}
