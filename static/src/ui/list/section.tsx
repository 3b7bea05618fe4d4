/** One frame of the board in the list: its title and question, its labels and notes, a field to add. */

import type { ComponentChildren, JSX } from "preact";
import { t, tn } from "../../core/i18n.ts";
import { countNotes } from "../../core/outline.ts";
import type { FrameRecord } from "../../core/types.ts";
import { titleOf } from "../choices.tsx";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { withTools } from "../rare.ts";
import { anchorOf, type MenuItem } from "../shell.ts";
import { actionsOn, type RowActions } from "./actions.ts";
import { AddForm } from "./addform.tsx";
import { moveFocus, rowIdOf } from "./focus.ts";
import { Row } from "./row.tsx";
import { flat, type ListRow } from "./rows.ts";
import { type SectionKey, useList } from "./state.ts";

export interface SectionProps {
  readonly section: SectionKey;
  /** null: what lies outside the frames. */
  readonly frame: FrameRecord | null;
  /** How many frames it lies in. */
  readonly level: number;
  readonly rows: readonly ListRow[];
  readonly hasAddForm: boolean;
  /** Whether everything else can be added here too. */
  readonly hasMore: boolean;
}

/** A label, or what stands until the next label as one list. */
type Run = { readonly label: ListRow } | { readonly rows: ListRow[]; readonly key: string };

function runsOf(rows: readonly ListRow[]): Run[] {
  const runs: Run[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (row.item.kind === "text") runs.push({ label: row });
    else if (last && "rows" in last) last.rows.push(row);
    else runs.push({ rows: [row], key: `after ${last?.label.key ?? "the title"}` });
  }
  return runs;
}

/** Opens a menu that is loaded when it is needed. */
function LaterMenu({ owner, label, title, class: look, children, open }: LaterMenuProps): JSX.Element {
  const { shell } = useUi();
  return (
    <button
      type="button"
      class={look}
      aria-label={label}
      title={title}
      aria-haspopup="menu"
      aria-expanded={shell.menu.value?.owner === owner}
      onClick={({ currentTarget: button }) =>
        open((items) => {
          shell.menu.value = { owner, label, anchor: anchorOf(button), items, returnTo: button };
        })
      }
    >
      {children}
    </button>
  );
}

interface LaterMenuProps {
  readonly owner: string;
  readonly label: string;
  readonly title?: string;
  readonly class: string;
  readonly children: ComponentChildren;
  open(show: (items: readonly MenuItem[]) => void): void;
}

function FrameButton({ frame }: { readonly frame: FrameRecord }): JSX.Element {
  const ui = useUi();
  return (
    <span class="row-buttons">
      <LaterMenu
        owner={`frame ${frame.id}`}
        class="tool"
        label={t("Change the frame %(where)s", { where: titleOf(frame) })}
        title={t("Change the frame")}
        open={(show) => withTools(ui, (tools) => tools.openFrameRowMenu(ui, frame, show))}
      >
        <Icon name="ellipsis" />
      </LaterMenu>
    </span>
  );
}

/** Everything that is neither a note nor a label. */
function AddMoreButton({
  frame,
  where,
}: {
  readonly frame: FrameRecord | null;
  readonly where: string;
}): JSX.Element {
  const ui = useUi();
  return (
    <LaterMenu
      owner={`add ${frame?.id ?? ""}`}
      class="button button-quiet add-more"
      label={t("Add something else to %(where)s", { where })}
      open={(show) => withTools(ui, (tools) => tools.openAddMenu(ui, frame, show))}
    >
      <Icon name="plus" />
      <span>{t("Something else…")}</span>
    </LaterMenu>
  );
}

type ItemsProps = Pick<SectionProps, "section" | "level" | "rows">;

function Items({ section, level, rows }: ItemsProps): JSX.Element {
  const { store, commands } = useUi();
  const { editing, stops } = useList();
  const people = store.people.value;
  const me = store.me.value;
  const draft = editing.value;
  const all = flat(rows);
  const wanted = stops.value.get(section);
  const stop = all.some(({ key }) => key === wanted) ? wanted : all[0]?.key;

  const line = ({ key, item, isBackward }: ListRow): JSX.Element => (
    <Row
      item={item}
      isBackward={isBackward}
      level={Math.min(6, level + 3)}
      author={item.author === me.id ? t("You") : (people.get(item.author)?.name ?? "")}
      isOpen={commands.canEdit(item) || commands.canAdd("comment")}
      isStop={key === stop}
      draft={draft?.id === key ? draft : null}
    />
  );

  const list = (inside: readonly ListRow[], of: string): JSX.Element | null =>
    inside.length === 0 ? null : (
      <ul key={of} role="list" class="rows">
        {inside.map((row) => (
          <li key={row.key} {...namesOf(row)}>
            {line(row)}
            {list(row.inside, row.key)}
          </li>
        ))}
      </ul>
    );

  return (
    <>
      {runsOf(rows).map((run) =>
        "label" in run ? (
          <div key={run.label.key} {...namesOf(run.label)}>
            {line(run.label)}
            {list(run.label.inside, run.label.key)}
          </div>
        ) : (
          list(run.rows, run.key)
        ),
      )}
    </>
  );
}

/** By what a row is found on the page; where a line ends it is not the item itself. */
function namesOf({ key, item, isBackward }: ListRow): Readonly<Record<string, string | undefined>> {
  const isNote = item.kind === "note";
  return {
    "data-row": key,
    "data-item": isBackward ? undefined : item.id,
    "data-type": isNote ? item.type : undefined,
  };
}

function keyOf(event: KeyboardEvent): string {
  return (event.altKey ? "alt " : "") + event.key.toLowerCase();
}

function keysOn(actions: RowActions, row: HTMLElement): Record<string, () => void> {
  return {
    t: () => actions.openTypes(row),
    m: () => actions.openFrames(row),
    g: () => actions.openClusters(row),
    l: () => actions.connect(),
    c: () => actions.comment(),
    delete: () => actions.remove(),
    f2: () => actions.edit(row),
    "alt arrowup": () => actions.moveInOrder(-1),
    "alt arrowdown": () => actions.moveInOrder(1),
  };
}

/** The keys that act on the focused row. */
function useRowKeys(
  rows: readonly ListRow[],
): (event: KeyboardEvent & { currentTarget: HTMLElement }) => void {
  const ui = useUi();
  const list = useList();
  return (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || target.matches("textarea, select")) return;
    const key = rowIdOf(target);
    const row = target.matches(".row-main") ? flat(rows).find((one) => one.key === key) : undefined;
    const act = row && keysOn(actionsOn(ui, list, row), target)[keyOf(event)];
    if (act) act();
    else if (event.altKey || !moveFocus(event, event.currentTarget)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

export function Section({ section, frame, level, rows, hasAddForm, hasMore }: SectionProps): JSX.Element {
  const { commands } = useUi();
  const onKeyDown = useRowKeys(rows);
  const title = frame ? titleOf(frame) : t("Outside the frames");
  const headingId = `section-${section || "loose"}`;
  const notes = countNotes(flat(rows).map(({ item }) => item));
  const Heading = `h${Math.min(6, level + 2)}` as "h2";
  return (
    <section
      class="section"
      aria-labelledby={headingId}
      data-section={section}
      data-level={Math.min(3, level)}
    >
      <header class="section-head">
        <Heading id={headingId} class="section-title" tabIndex={-1}>
          {title}
        </Heading>
        <span class="section-count">{tn("%(n)s note", "%(n)s notes", notes)}</span>
        {frame && commands.canEdit(frame, "write") && <FrameButton frame={frame} />}
      </header>
      {frame && frame.prompt.trim() !== "" && (
        <p class="section-prompt" dir="auto">
          {frame.prompt}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside. */}
      <div class="section-items" onKeyDown={onKeyDown}>
        <Items section={section} level={level} rows={rows} />
      </div>
      {hasAddForm && <AddForm section={section} where={title} />}
      {hasMore && <AddMoreButton frame={frame} where={title} />}
    </section>
  );
}
