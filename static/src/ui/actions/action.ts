/** One thing that a person can do on the canvas: the menus, the palette and the list of keys show it. */

import type { Point } from "../../core/geometry.ts";
import type { ItemRecord } from "../../core/types.ts";
import { keysOf, SHORTCUTS, type ShortcutId } from "../../tools/shortcuts.ts";
import type { Ui } from "../context.ts";
import type { Anchor, MenuItem } from "../shell.ts";

export type Group = "tools" | "edit" | "arrange" | "select" | "view" | "board";

export interface Action {
  readonly id: string;
  readonly name: string;
  /** The name where all around it is of its kind. */
  readonly short?: string;
  readonly icon: string;
  readonly group: Group;
  /** Whether it can be done now. */
  readonly isOn: boolean;
  readonly isDanger?: boolean;
  /** For something that is on or off. */
  readonly isChecked?: boolean;
  run(): void;
}

/** What the actions are about: what is selected, and where the pointer asked. */
export interface Subject {
  readonly ui: Ui;
  /** What is selected and may be changed by this person. */
  readonly items: readonly ItemRecord[];
  readonly ids: readonly string[];
  /** In board units; null: the middle of the view. */
  readonly at: Point | null;
  /** Where a further menu opens. */
  readonly anchor: Anchor;
}

export function subjectOf(ui: Ui, at: Point | null = null, anchor: Anchor | null = null): Subject {
  const scene = ui.store.scene.peek();
  const selected = [...ui.view.selection.peek()].flatMap((id) => scene.get(id) ?? []);
  const items = selected.filter((item) => ui.commands.canEdit(item));
  return { ui, items, ids: items.map(({ id }) => id), at, anchor: anchor ?? middleOfWindow() };
}

function middleOfWindow(): Anchor {
  const [x, y] = [innerWidth / 2 - 100, innerHeight / 3];
  return { left: x, top: y, right: x, bottom: y };
}

/** The keys that do the same, as people read them; undefined when there are none. */
export function keysFor(id: string): string | undefined {
  return Object.hasOwn(SHORTCUTS, id) ? keysOf(id as ShortcutId) : undefined;
}

/** The lines of a menu, in groups: a thin line stands between two groups. Only what can be done now. */
export function menuOf(...groups: readonly (readonly (Action | undefined)[])[]): MenuItem[] {
  return groups.flatMap((group, at) => {
    const shown = group.filter((action): action is Action => action?.isOn === true);
    return shown.map((action, place) => menuLine(action, at > 0 && place === 0));
  });
}

function menuLine({ id, name, icon, isDanger, isChecked, run }: Action, startsGroup: boolean): MenuItem {
  const keys = keysFor(id);
  return {
    label: name,
    icon,
    startsGroup,
    run,
    ...(keys === undefined ? {} : { keys }),
    ...(isDanger === undefined ? {} : { isDanger }),
    ...(isChecked === undefined ? {} : { isChecked }),
  };
}
