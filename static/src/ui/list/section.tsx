/** One frame of the board in the list: its title and question, its labels and notes, a field to add. */

import type { JSX } from "preact";
import { t, tn } from "../../core/i18n.ts";
import { countNotes } from "../../core/outline.ts";
import type { FrameRecord } from "../../core/types.ts";
import { deleteItems, titleOf } from "../choices.tsx";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { MenuButton } from "../menu.tsx";
import type { MenuItem } from "../shell.ts";
import { actionsOn, type RowActions } from "./actions.ts";
import { AddForm } from "./addform.tsx";
import { moveFocus, rowIdOf } from "./focus.ts";
import { Row } from "./row.tsx";
import { type ListItem, type SectionKey, useList } from "./state.ts";

export interface SectionProps {
  readonly section: SectionKey;
  /** null: what lies outside the frames. */
  readonly frame: FrameRecord | null;
  readonly items: readonly ListItem[];
  readonly hasAddForm: boolean;
}

/** A label, or the notes up to the next label as one list. */
type Run = { readonly label: ListItem } | { readonly notes: ListItem[]; readonly key: string };

function runsOf(items: readonly ListItem[]): Run[] {
  const runs: Run[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (item.kind === "text") runs.push({ label: item });
    else if (last && "notes" in last) last.notes.push(item);
    else runs.push({ notes: [item], key: `after ${last?.label.id ?? "the title"}` });
  }
  return runs;
}

function frameMenu(ui: Ui, frame: FrameRecord): MenuItem[] {
  const { commands, shell } = ui;
  return [
    {
      label: t("Title and question"),
      icon: "pencil",
      run: () => {
        shell.dialog.value = { name: "frame", id: frame.id };
      },
    },
    { label: t("Move up"), icon: "arrow-up", run: () => void commands.moveInOrder(frame.id, -1) },
    { label: t("Move down"), icon: "arrow-down", run: () => void commands.moveInOrder(frame.id, 1) },
    {
      label: t("Delete the frame; its notes stay"),
      icon: "trash-2",
      isDanger: true,
      startsGroup: true,
      run: () => deleteItems(ui, [frame.id]),
    },
  ];
}

function FrameButton({ frame }: { readonly frame: FrameRecord }): JSX.Element {
  const ui = useUi();
  return (
    <span class="row-buttons">
      <MenuButton
        owner={`frame ${frame.id}`}
        class="tool"
        label={t("Change the frame %(where)s", { where: titleOf(frame) })}
        title={t("Change the frame")}
        items={() => frameMenu(ui, frame)}
      >
        <Icon name="ellipsis" />
      </MenuButton>
    </span>
  );
}

function Items({ section, items }: Pick<SectionProps, "section" | "items">): JSX.Element {
  const { store, commands } = useUi();
  const { editing, stops } = useList();
  const people = store.people.value;
  const me = store.me.value;
  const draft = editing.value;
  const wanted = stops.value.get(section);
  const stop = items.some((item) => item.id === wanted) ? wanted : items[0]?.id;

  const row = (item: ListItem): JSX.Element => (
    <Row
      key={item.id}
      item={item}
      author={item.author === me.id ? t("You") : (people.get(item.author)?.name ?? "")}
      canEdit={commands.canEdit(item)}
      isStop={item.id === stop}
      draft={draft?.id === item.id ? draft : null}
    />
  );

  return (
    <>
      {runsOf(items).map((run) =>
        "label" in run ? (
          row(run.label)
        ) : (
          <ul key={run.key} role="list" class="rows">
            {run.notes.map(row)}
          </ul>
        ),
      )}
    </>
  );
}

function keyOf(event: KeyboardEvent): string {
  return (event.altKey ? "alt " : "") + event.key.toLowerCase();
}

function keysOn(actions: RowActions, row: HTMLElement): Record<string, () => void> {
  return {
    t: () => actions.openTypes(row),
    m: () => actions.openFrames(row),
    delete: () => actions.remove(),
    f2: () => actions.edit(row),
    "alt arrowup": () => actions.moveInOrder(-1),
    "alt arrowdown": () => actions.moveInOrder(1),
  };
}

/** The keys that act on the focused row. */
function useRowKeys(
  items: readonly ListItem[],
): (event: KeyboardEvent & { currentTarget: HTMLElement }) => void {
  const ui = useUi();
  const list = useList();
  return (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || target.matches("textarea, select")) return;
    const item = items.find(({ id }) => id === rowIdOf(target));
    const act =
      item && target.matches(".row-main")
        ? keysOn(actionsOn(ui, list, item), target)[keyOf(event)]
        : undefined;
    if (act) act();
    else if (event.altKey || !moveFocus(event, event.currentTarget)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

export function Section({ section, frame, items, hasAddForm }: SectionProps): JSX.Element {
  const { commands } = useUi();
  const onKeyDown = useRowKeys(items);
  const title = frame ? titleOf(frame) : t("Outside the frames");
  const headingId = `section-${section || "loose"}`;
  const notes = countNotes(items);
  return (
    <section class="section" aria-labelledby={headingId} data-section={section}>
      <header class="section-head">
        <h2 id={headingId} tabIndex={-1}>
          {title}
        </h2>
        <span class="section-count">{tn("%(n)s note", "%(n)s notes", notes)}</span>
        {frame && commands.canEdit(frame) && <FrameButton frame={frame} />}
      </header>
      {frame && frame.prompt.trim() !== "" && (
        <p class="section-prompt" dir="auto">
          {frame.prompt}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside. */}
      <div class="section-items" onKeyDown={onKeyDown}>
        <Items section={section} items={items} />
      </div>
      {hasAddForm && <AddForm section={section} where={title} />}
    </section>
  );
}
