/** The tables for facilitators: people are spread over them, by chance or by hand, sent there and gathered. */

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { LIMITS } from "../../core/kinds.ts";
import { areaOf } from "../../core/tables.ts";
import type { TableRecord } from "../../core/types.ts";
import { makeAreas } from "../../tools/commands/areas.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { framesOf, titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { MenuButton } from "../menubutton.tsx";
import type { MenuItem } from "../shell.ts";
import { goToArea } from "./seat.tsx";
import { nameOfTable, seatsOf } from "./seats.ts";
import { SharesPart } from "./shares.tsx";
import { askTables, gather, part, participantsHere } from "./tabledoing.ts";

/** So many people talk well with each other. */
const USUAL_SIZE = 5;

/** Areas of `count` tables, made like this frame; undefined where nobody wants any. */
function areasLike({ store, view }: Ui, frame: string, count: number): readonly string[] | null | undefined {
  if (frame === "") return undefined;
  return makeAreas(createCommandBoard(store, view, makeId), frame, count);
}

/** How many tables, each with an area like which frame. */
function Spread({ now }: { readonly now: number }): JSX.Element {
  const ui = useUi();
  const id = useId();
  const people = participantsHere(ui).length;
  const [count, setCount] = useState(now || Math.max(2, Math.ceil(people / USUAL_SIZE)));
  const [like, setLike] = useState("");
  const isRight = Number.isInteger(count) && count >= 1 && count <= LIMITS.tables;

  async function spread(event: Event): Promise<void> {
    event.preventDefault();
    if (!isRight) return;
    const areas = areasLike(ui, like, count);
    if (areas === null) return;
    if (!(await askTables(ui, { do: "random", count, ...(areas ? { areas } : {}) }))) return;
    setLike("");
    ui.announcer.say(tn("%(n)s table is ready.", "%(n)s tables are ready.", count));
  }

  return (
    <form class="tables-spread" onSubmit={(event) => void spread(event)}>
      <div class="field">
        <label for={`${id}-count`}>{t("How many tables")}</label>
        <input
          id={`${id}-count`}
          class="input"
          type="number"
          required
          min={1}
          max={LIMITS.tables}
          value={count}
          onInput={(event) => setCount(event.currentTarget.valueAsNumber)}
        />
        <p class="field-hint">
          {tn("%(n)s person takes part and is here now.", "%(n)s people take part and are here now.", people)}
        </p>
      </div>
      <div class="field">
        <label for={`${id}-like`}>{t("Where each table works")}</label>
        <select
          id={`${id}-like`}
          class="input"
          value={like}
          onChange={(event) => setLike(event.currentTarget.value)}
        >
          <option value="">{now ? t("As it is") : t("Anywhere on the board")}</option>
          {framesOf(ui).map((frame) => (
            <option key={frame.id} value={frame.id}>
              {t("In a frame of its own, like “%(title)s”", { title: titleOf(frame) })}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class={now ? "button" : "button button-primary"} disabled={!isRight}>
        <Icon name="shuffle" />
        {now ? t("Spread people anew") : t("Spread people at random")}
      </button>
    </form>
  );
}

/** To any other table, or to none. */
function seatItems(ui: Ui, person: string, now: string | null): MenuItem[] {
  const scene = ui.store.present.peek();
  const tables = seatsOf(ui.store).tables.peek();
  const go = (table: string | null) => (): void => void askTables(ui, { do: "assign", person, table });
  return [
    ...tables.map((table, at) => ({
      label: nameOfTable(scene, table, at + 1),
      icon: "users",
      isChecked: table.id === now,
      run: go(table.id),
    })),
    { label: t("Without a table"), icon: "x", isChecked: now === null, startsGroup: true, run: go(null) },
  ];
}

function Sitting({ person, table }: { readonly person: string; readonly table: string | null }): JSX.Element {
  const ui = useUi();
  const name = ui.store.people.value.get(person)?.name ?? t("Someone");
  const label = t("Move %(name)s to another table", { name });
  return (
    <li>
      <MenuButton
        owner={`seat-${person}`}
        class="button table-person"
        label={label}
        title={label}
        items={() => seatItems(ui, person, table)}
      >
        <span dir="auto">{name}</span>
        <Icon name="chevron-down" />
      </MenuButton>
    </li>
  );
}

/** Ids of people as buttons, by name. */
function People({
  ids,
  table,
}: {
  readonly ids: readonly string[];
  readonly table: string | null;
}): JSX.Element {
  const { store } = useUi();
  const nameOf = (id: string): string => store.people.value.get(id)?.name ?? "";
  const inOrder = [...ids].sort((a, b) => nameOf(a).localeCompare(nameOf(b)) || (a < b ? -1 : 1));
  return (
    <ul role="list" class="table-people">
      {inOrder.map((id) => (
        <Sitting key={id} person={id} table={table} />
      ))}
    </ul>
  );
}

function tableItems(ui: Ui, table: TableRecord): MenuItem[] {
  const set = (area: string | null) => (): void =>
    void askTables(ui, { do: "change", table: table.id, area });
  const area = areaOf(ui.store.present.peek(), table);
  return [
    ...(area ? [{ label: t("Go there"), icon: "locate-fixed", run: () => goToArea(ui, area) }] : []),
    ...framesOf(ui).map((frame, at) => ({
      label: t("Works in: %(title)s", { title: titleOf(frame) }),
      icon: "frame",
      isChecked: frame.id === area?.id,
      startsGroup: at === 0 && area !== null,
      run: set(frame.id),
    })),
    { label: t("Anywhere on the board"), icon: "square-dashed", isChecked: area === null, run: set(null) },
    {
      label: t("Remove the table"),
      icon: "trash-2",
      startsGroup: true,
      run: () => void askTables(ui, { do: "remove", table: table.id }),
    },
  ];
}

function Table({ table, n }: { readonly table: TableRecord; readonly n: number }): JSX.Element {
  const ui = useUi();
  const { people = [] } = table;
  const area = areaOf(ui.store.present.value, table);
  const name = t("Table %(n)s", { n });
  return (
    <li class="table-row" aria-label={name}>
      <div class="table-head">
        <b>{name}</b>
        <input
          class="input"
          dir="auto"
          aria-label={t("Title of table %(n)s", { n })}
          placeholder={area ? titleOf(area) : t("Title")}
          maxLength={LIMITS.title}
          value={table.title}
          onChange={(event) => {
            const title = event.currentTarget.value.replace(/\s+/g, " ").trim();
            void askTables(ui, { do: "change", table: table.id, title });
          }}
        />
        <MenuButton
          owner={`table-${table.id}`}
          class="button button-quiet button-icon"
          label={t("More for table %(n)s", { n })}
          items={() => tableItems(ui, table)}
        >
          <Icon name="ellipsis" />
        </MenuButton>
      </div>
      {people.length > 0 ? <People ids={people} table={table.id} /> : <p class="muted">{t("Nobody yet")}</p>}
    </li>
  );
}

function Top({
  isApart,
  n,
  people,
}: {
  readonly isApart: boolean;
  readonly n: number;
  readonly people: number;
}): JSX.Element {
  const ui = useUi();
  return (
    <div class="agenda-top">
      <p>
        {tn("%(n)s table", "%(n)s tables", n)} · {tn("%(n)s person", "%(n)s people", people)}
      </p>
      <button
        type="button"
        class="button button-primary"
        onClick={() => void (isApart ? gather(ui) : part(ui))}
      >
        <Icon name="users" />
        {isApart ? t("Gather everybody") : t("Send everybody to their tables")}
      </button>
    </div>
  );
}

export function TablesPanel(): JSX.Element {
  const ui = useUi();
  const seats = seatsOf(ui.store);
  const tables = seats.tables.value;
  const sitting = new Set(tables.flatMap(({ people = [] }) => people));
  const without = participantsHere(ui).filter(({ id }) => !sitting.has(id));
  if (tables.length === 0) {
    return (
      <div class="agenda">
        <p>
          {t("People work in small groups for a while, each at a table of its own, and come back together.")}
        </p>
        <Spread now={0} />
        <SharesPart />
      </div>
    );
  }
  return (
    <div class="agenda">
      <Top isApart={seats.apart.value > 0} n={tables.length} people={sitting.size} />
      <ol role="list" class="agenda-steps" aria-label={t("Tables")}>
        {tables.map((table, at) => (
          <Table key={table.id} table={table} n={at + 1} />
        ))}
      </ol>
      {without.length > 0 && (
        <section aria-label={t("Without a table")}>
          <h3>{t("Without a table")}</h3>
          <People ids={without.map(({ id }) => id)} table={null} />
        </section>
      )}
      <div class="agenda-foot">
        <button type="button" class="button" onClick={() => void askTables(ui, { do: "add" })}>
          <Icon name="plus" />
          {t("Add a table")}
        </button>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => void askTables(ui, { do: "remove" })}
        >
          <Icon name="trash-2" />
          {t("Remove all tables")}
        </button>
      </div>
      <Spread key={tables.length} now={tables.length} />
      <SharesPart />
    </div>
  );
}
