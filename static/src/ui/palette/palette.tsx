/** Every command by name: type a few letters, choose with the arrow keys, Enter does it. */

import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { type Action, type Group, keysFor, subjectOf } from "../actions/action.ts";
import { allActions } from "../actions/all.ts";
import { useUi } from "../context.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { Icon } from "../icon.tsx";
import { matching } from "./matching.ts";

function groupName(group: Group): string {
  switch (group) {
    case "tools":
      return t("Tools");
    case "edit":
      return t("Items");
    case "arrange":
      return t("Arrange");
    case "select":
      return t("Selection");
    case "view":
      return t("View");
    default:
      return t("Board");
  }
}

const rowId = (action: Action): string => `palette-${action.id.replace(".", "-")}`;

interface RowProps {
  readonly action: Action;
  readonly isNow: boolean;
  run(): void;
  point(): void;
}

function Row({ action, isNow, run, point }: RowProps): JSX.Element {
  const keys = keysFor(action.id);
  return (
    <li
      id={rowId(action)}
      role="option"
      tabIndex={-1}
      aria-selected={isNow}
      class="palette-row"
      onPointerMove={point}
      onClick={run}
      onKeyDown={(event) => event.key === "Enter" && run()}
    >
      <Icon name={action.icon} />
      <span class="palette-name">{action.name}</span>
      {action.isChecked && <Icon name="check" />}
      <span class="palette-group">{groupName(action.group)}</span>
      {keys && <kbd>{keys}</kbd>}
    </li>
  );
}

/** What the arrow keys, Home and End lead to among `count` rows; null for other keys. */
function stepped(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "PageDown") return Math.min(at + 8, count - 1);
  if (key === "PageUp") return Math.max(at - 8, 0);
  return null;
}

export function PaletteDialog(): JSX.Element {
  const ui = useUi();
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const actions = useMemo(() => allActions(subjectOf(ui)).filter(({ isOn }) => isOn), [ui]);
  const found = useMemo(() => matching(actions, query), [actions, query]);
  const now = found[Math.min(at, found.length - 1)];

  // Done when the dialog has gone and given the focus back: what the command opens keeps it then.
  const chosen = useRef<Action | null>(null);
  useEffect(() => {
    return () => {
      const action = chosen.current;
      if (action) queueMicrotask(() => action.run());
    };
  }, []);

  function run(action: Action | undefined): void {
    if (!action) return;
    chosen.current = action;
    ui.shell.dialog.value = null;
  }

  function go(to: number): void {
    setAt(to);
    const row = found[to] && list.current?.querySelector(`#${rowId(found[to])}`);
    row?.scrollIntoView({ block: "nearest" });
  }

  /** What Enter means: what the field says, also when its letters are not on the list yet. */
  function meant(written: string): Action | undefined {
    return written === query ? now : matching(actions, written)[0];
  }

  function onKeyDown(event: KeyboardEvent, written: string): void {
    const next = found.length === 0 ? null : stepped(event.key, at, found.length);
    if (next !== null) go(next);
    else if (event.key === "Enter" && !event.isComposing) run(meant(written));
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title={t("All commands")} class="palette">
      <input
        data-first
        type="text"
        class="input"
        role="combobox"
        aria-label={t("Find a command")}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={now && rowId(now)}
        autocomplete="off"
        spellcheck={false}
        placeholder={t("Find a command")}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => onKeyDown(event, event.currentTarget.value)}
      />
      <ul ref={list} id="palette-list" class="palette-list" role="listbox" aria-label={t("All commands")}>
        {found.map((action, place) => (
          <Row
            key={action.id}
            action={action}
            isNow={action === now}
            run={() => run(action)}
            point={() => place !== at && setAt(place)}
          />
        ))}
      </ul>
      {found.length === 0 && <p class="palette-none">{t("There is no such command. Try another word.")}</p>}
      <p class="hidden-text" role="status">
        {tn("%(n)s command", "%(n)s commands", found.length)}
      </p>
    </Dialog>
  );
}
