/** One frame of the board in the list: its title and question, its labels and notes, a field to add. */

import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { countNotes } from "../../core/outline.ts";
import type { FrameRecord } from "../../core/types.ts";
import { titleOf } from "../choices.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { memo } from "../memo.ts";
import { withTools } from "../rare.ts";
import { anchorOf, type MenuItem } from "../shell.ts";
import { actionsOn, type RowActions } from "./actions.ts";
import { AddForm } from "./addform.tsx";
import { moveFocus, rowIdOf } from "./focus.ts";
import { Items } from "./items.tsx";
import { flat, type ListRow } from "./rows.ts";
import { type SectionKey, useList } from "./state.ts";

export interface SectionProps {
  readonly section: SectionKey;
  /** null: what lies outside the frames. */
  readonly frame: FrameRecord | null;
  /** How many frames it lies in. */
  readonly level: number;
  readonly rows: readonly ListRow[];
  /** How many rows of the list come before. */
  readonly before: number;
  /** Whether the whole list is short. */
  readonly isShort: boolean;
  readonly hasAddForm: boolean;
  /** Whether everything else can be added here too. */
  readonly hasMore: boolean;
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
    const keys = (): string[] => flat(rows).map(({ key }) => key);
    const wake = (id: string): void => {
      ui.shell.wantedRow.value = { id, isFocused: true };
    };
    if (event.ctrlKey || event.metaKey || target.matches("textarea, select")) return;
    const key = rowIdOf(target);
    const row = target.matches(".row-main") ? flat(rows).find((one) => one.key === key) : undefined;
    const act = row && keysOn(actionsOn(ui, list, row), target)[keyOf(event)];
    if (act) act();
    else if (event.altKey || !moveFocus(event, event.currentTarget, { keys, wake })) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function DrawnSection(props: SectionProps): JSX.Element {
  const { section, frame, level, rows, before, isShort, hasAddForm, hasMore } = props;
  const { commands } = useUi();
  const onKeyDown = useRowKeys(rows);
  const title = frame ? titleOf(frame) : t("Outside the frames");
  const headingId = `section-${section || "loose"}`;
  const notes = useMemo(() => countNotes(flat(rows).map(({ item }) => item)), [rows]);
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
        <Items {...{ section, level, rows, before, isShort }} />
      </div>
      {hasAddForm && <AddForm section={section} where={title} />}
      {hasMore && <AddMoreButton frame={frame} where={title} />}
    </section>
  );
}

/** Drawn again when something in it changes. */
export const Section = memo(DrawnSection);
