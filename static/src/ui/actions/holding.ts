/** Groups, locks, clusters, lines between items, how they are turned and how they look. */

import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { isBoxed, isWritten, rotationOf } from "../../core/records.ts";
import { namedBy } from "../../core/relations.ts";
import { leads } from "../../core/roles.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createHolding, type Holding, type Style, styleOf } from "../../tools/commands/holding.ts";
import { createMaking } from "../../tools/commands/making.ts";
import { clusterChoices } from "../clusters.ts";
import { languageChoices } from "../languages.ts";
import { canBeSplit, originsOf, stackingOf, stackNotes, stackWith } from "../organise/stack.tsx";
import type { Action, Group, Subject } from "./action.ts";

const DEGREES = 15;

let copiedStyle: Style | null = null;

export function holdActions(subject: Subject): Action[] {
  const { ui, items, ids } = subject;
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const holding = createHolding(board);
  const grouped = items.filter((item) => "group" in item && item.group !== undefined);
  const notes = items.filter(({ kind }) => kind === "note");
  const say = (sentence: string): void => ui.announcer.say(sentence);
  const act = (id: string, name: string, icon: string, isOn: boolean, run: () => void): Action => {
    const group: Group = "edit";
    return { id, name, icon, group, isOn, run };
  };
  return [
    act("item.group", t("Group"), "group", items.length > 1, () => {
      const { length } = holding.group(ids);
      say(tn("%(n)s item grouped", "%(n)s items grouped", length));
    }),
    act("item.ungroup", t("Ungroup"), "ungroup", grouped.length > 0, () => {
      holding.ungroup(ids);
      say(t("The group is gone; its items stay."));
    }),
    lockAction(subject, holding),
    act(
      "item.cluster",
      t("Make a cluster"),
      "boxes",
      notes.length > 1 && ui.commands.canAdd("cluster"),
      () => {
        const id = holding.cluster(ids);
        if (id !== null) ui.shell.dialog.value = { name: "item", id };
      },
    ),
    clustersAction(subject),
    ...stackActions(subject),
    pinAction(subject),
    connectAction(subject),
    lineAction(subject),
    languageAction(subject, holding),
    ...turnActions(subject, holding),
    ...styleActions(subject, holding),
  ];
}

function lockAction({ ui, items, ids }: Subject, holding: Holding): Action {
  const isLocked = items.length > 0 && items.every((item) => "locked" in item && item.locked === true);
  return {
    id: "item.lock",
    name: isLocked ? t("Unlock") : t("Lock"),
    icon: isLocked ? "lock-open" : "lock",
    group: "edit",
    isOn: items.length > 0 && leads(ui.store.me.peek().role),
    run() {
      holding.lock(ids, !isLocked);
      ui.announcer.say(isLocked ? t("Unlocked.") : t("Locked: only facilitators can change it."));
    },
  };
}

/** A comment to another item, without dragging its pin. */
function pinAction({ ui, items }: Subject): Action {
  const [only] = items;
  return {
    id: "item.pin",
    name: t("Move to another item…"),
    icon: "message-square",
    group: "edit",
    isOn: only?.kind === "comment" && items.length === 1 && ui.commands.canEdit(only),
    run: () => (ui.shell.dialog.value = { name: "pin", id: only?.id ?? "" }),
  };
}

/** Lines without a pointer: from the selected item to another one, or between the two that are selected. */
function connectAction({ ui, items }: Subject): Action {
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const ends = items.filter(isBoxed);
  const [from, to] = ends;

  function connect(fromId: string, toId: string): void {
    const side = "auto" as const;
    const id = createMaking(board).connector({ item: fromId, side }, { item: toId, side });
    if (id !== null) ui.announcer.say(t("Connected."));
  }

  return {
    id: "item.connect",
    name: to ? t("Connect these two") : t("Connect to…"),
    icon: "spline",
    group: "edit",
    isOn: (ends.length === 1 || ends.length === 2) && ui.commands.canAdd("connector"),
    run() {
      if (from && to) connect(from.id, to.id);
      else if (from) ui.shell.dialog.value = { name: "connect", item: from.id, line: null };
    },
  };
}

/** What a line says and between which items it runs. */
function lineAction({ ui, items }: Subject): Action {
  const [line, ...others] = items;
  const from = line?.kind === "connector" && others.length === 0 ? namedBy(line.from) : null;
  const isBetween = line?.kind === "connector" && from !== null && namedBy(line.to) !== null;
  return {
    id: "item.line",
    name: t("Change the line"),
    icon: "spline",
    group: "edit",
    isOn: isBetween,
    run() {
      if (line && from !== null) ui.shell.dialog.value = { name: "connect", item: from, line: line.id };
    },
  };
}

function languageAction({ ui, items, ids, anchor }: Subject, holding: Holding): Action {
  const written = items.filter(isWritten);
  const name = t("Language of the text");
  return {
    id: "item.language",
    name,
    icon: "languages",
    group: "edit",
    isOn: written.length > 0,
    run() {
      const tags = new Set(written.map(({ lang }) => lang ?? ""));
      const choices = languageChoices(tags.size === 1 ? [...tags][0] : undefined, (lang) => {
        holding.set(name, ids, { lang });
        ui.announcer.say(t("Language changed."));
      });
      ui.shell.menu.value = { owner: "canvas-language", label: name, anchor, items: choices };
    },
  };
}

function clustersAction({ ui, items, anchor }: Subject): Action {
  const notes = items.filter((item) => item.kind === "note");
  return {
    id: "item.clusters",
    name: t("Cluster…"),
    icon: "boxes",
    group: "edit",
    isOn: notes.length > 0,
    run() {
      const choices = clusterChoices(ui, notes);
      ui.shell.menu.value = { owner: "canvas-cluster", label: t("Cluster"), anchor, items: choices };
    },
  };
}

/** Notes that say the same, one above the other. */
function stackActions({ ui, items }: Subject): Action[] {
  const notes = items.filter((item) => item.kind === "note");
  const ids = notes.map(({ id }) => id);
  const scene = ui.store.scene.peek();
  const stack = stackWith(ids[0] ?? "", scene);
  const isOne = stack.length > 0 && notes.every((note) => stack.includes(note));
  const act = (id: string, name: string, isOn: boolean, run: () => void): Action => {
    return { id, name, icon: "layers", group: "edit", isOn, run };
  };
  return [
    act("item.stack", t("Stack the notes"), notes.length > 1 && !isOne, () => stackNotes(ui, ids)),
    act("item.merge", t("Merge into one note"), notes.length > 1 && ui.commands.canAdd("note"), () => {
      if (originsOf(ui).merge(ids) !== null) ui.announcer.say(t("Merged. The notes lie under the new one."));
    }),
    act("item.split", t("Split into notes, line by line"), canBeSplit(ui, notes), () => {
      const { length } = originsOf(ui).split(ids[0] ?? "");
      if (length > 0) ui.announcer.say(tn("Split into %(n)s note", "Split into %(n)s notes", length));
    }),
    act("item.openStack", t("Open the stack"), isOne, () => {
      ui.shell.dialog.value = { name: "stack", id: ids[0] ?? "" };
    }),
    act("item.unstack", t("Spread the stack out"), isOne, () => {
      const { length } = stackingOf(ui).unstack([stack[0]?.id ?? ""]);
      if (length > 0) ui.announcer.say(t("The notes lie side by side again."));
    }),
  ];
}

function turnActions({ ui, items, ids }: Subject, holding: Holding): Action[] {
  const canTurn = items.some((item) => isBoxed(item) && item.kind !== "frame");
  const isTurned = items.some((item) => rotationOf(item) !== 0);
  const turn = (id: string, name: string, icon: string, by: number | null, isOn: boolean): Action => ({
    id,
    name,
    icon,
    group: "arrange",
    isOn,
    run() {
      const [changed] = holding.turn(ids, by);
      const record = changed === undefined ? undefined : ui.store.scene.peek().get(changed);
      if (record && ids.length === 1)
        ui.announcer.say(t("Turned to %(n)s degrees.", { n: rotationOf(record) }));
      else if (record) ui.announcer.say(t("Turned."));
    },
  });
  return [
    turn("turn.right", t("Turn to the right"), "rotate-cw", DEGREES, canTurn),
    turn("turn.left", t("Turn to the left"), "rotate-ccw", -DEGREES, canTurn),
    turn("turn.right1", t("Turn to the right by one degree"), "rotate-cw", 1, canTurn),
    turn("turn.left1", t("Turn to the left by one degree"), "rotate-ccw", -1, canTurn),
    turn("turn.straight", t("Put straight"), "square", null, isTurned),
  ];
}

function styleActions({ ui, items, ids }: Subject, holding: Holding): Action[] {
  const [first] = items;
  return [
    {
      id: "style.copy",
      name: t("Copy the look"),
      icon: "paintbrush",
      group: "edit",
      isOn: first !== undefined,
      run() {
        if (!first) return;
        copiedStyle = styleOf(first);
        ui.announcer.say(t("Look copied. Select other items and give it to them."));
      },
    },
    {
      id: "style.paste",
      name: t("Give this look"),
      icon: "paint-roller",
      group: "edit",
      isOn: items.length > 0 && copiedStyle !== null,
      run() {
        if (copiedStyle) holding.set(t("Change the look"), ids, copiedStyle);
      },
    },
  ];
}
