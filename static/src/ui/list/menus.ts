/** The menus of the list: all that can be done with a row, and all that can be added to a frame. */

import { isSource } from "../../core/decisions.ts";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { byOrder } from "../../core/outline.ts";
import { fieldOf, isWritten } from "../../core/records.ts";
import { isInside, mayHold, namedBy } from "../../core/relations.ts";
import { leads } from "../../core/roles.ts";
import type { FrameRecord } from "../../core/types.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createHolding } from "../../tools/commands/holding.ts";
import { createRelating } from "../../tools/commands/relating.ts";
import { pinPlace } from "../../tools/commands/settling.ts";
import { createTalking } from "../../tools/commands/talking.ts";
import { HAS_WORDS } from "../actions/opening.ts";
import { addPictures, askForPictures } from "../actions/pictures.ts";
import { deleteItems, frameChoices, titleOf } from "../choices.ts";
import { clusterChoices } from "../clusters.ts";
import type { Ui } from "../context.ts";
import { beginDecision, mayDecide } from "../decisions/doing.ts";
import { languageChoices } from "../languages.ts";
import { mayBeHidden } from "../moderation/hiding.ts";
import { sortChoices } from "../organise/sorting.ts";
import { canBeSplit, originsOf, stackWith } from "../organise/stack.tsx";
import type { MenuItem } from "../shell.ts";
import { beginComment } from "../talk/opening.ts";
import { whoItem } from "../whoitem.ts";
import type { RowActions } from "./actions.ts";
import type { Seen } from "./rows.ts";
import { mayConnect, mayMove, mayRemove, openThing, threadOf } from "./things.tsx";

const boardOf = ({ store, view }: Ui) => createCommandBoard(store, view, makeId);

export interface RowSpot {
  readonly row: Seen;
  /** What was pressed. */
  readonly from: HTMLElement;
  /** Opens a menu that gives the focus back to the row. */
  open(what: string, label: string, from: HTMLElement, items: readonly MenuItem[]): void;
}

const lines = (...items: readonly (MenuItem | null | false)[]): MenuItem[] =>
  items.filter((item): item is MenuItem => item !== null && item !== false);

/** All that can be done with one row of the list. What is locked can still be talked about and connected. */
export function openRowMenu(ui: Ui, actions: RowActions, spot: RowSpot): void {
  const { row } = spot;
  const { item } = row;
  const canEdit = ui.commands.canEdit(item);
  const canWrite = ui.commands.canEdit(item, "write");
  const items = lines(
    ...(canWrite ? wordItems(actions, spot) : []),
    otherEnd(ui, row),
    mayConnect(ui, item) && {
      label: t("Connect…"),
      icon: "spline",
      keys: "L",
      run: () => actions.connect(),
    },
    threadOf(item) === null && {
      label: t("Comment"),
      icon: "message-square",
      keys: "C",
      run: () => actions.comment(),
    },
    ...talkItems(ui, row),
    ...(canEdit ? placeItems(ui, actions, spot) : []),
    ...stackItems(ui, row),
    item.kind === "cluster" &&
      sortItem(ui, item.id, (choices) => spot.open("sort", t("Sort"), spot.from, choices)),
    lockItem(ui, row),
    whoItem(ui, item.id),
    isSource(item) &&
      mayDecide(ui) && {
        label: t("New decision from this"),
        icon: "gavel",
        run: () => beginDecision(ui, [item.id]),
      },
    leads(ui.store.me.peek().role) &&
      mayBeHidden(item) && {
        label: t("Hide with a reason…"),
        icon: "eye-off",
        isDanger: true,
        startsGroup: true,
        run: () => (ui.shell.dialog.value = { name: "hide", ids: [item.id] }),
      },
    canWrite &&
      mayRemove(ui, item) && {
        label: t("Delete"),
        icon: "trash-2",
        keys: t("Del"),
        isDanger: true,
        startsGroup: true,
        run: () => actions.remove(),
      },
  );
  spot.open("all", t("What to do with it"), spot.from, items);
}

/** What it says and is. */
function wordItems(actions: RowActions, { row: { item }, from }: RowSpot): (MenuItem | false)[] {
  const edit = { icon: "pencil", keys: t("Enter"), run: () => actions.edit(from) };
  const isLine = item.kind === "connector";
  return [
    isLine && { ...edit, label: t("Change the line") },
    !isLine && (isWritten(item) || HAS_WORDS.has(item.kind)) && { ...edit, label: t("Write") },
    item.kind === "note" && {
      label: t("Change the type"),
      icon: "shapes",
      keys: "T",
      run: () => actions.openTypes(from),
    },
  ];
}

/** Where it stands, and in which language. */
function placeItems(ui: Ui, actions: RowActions, spot: RowSpot): (MenuItem | false)[] {
  const { row, from } = spot;
  const { item } = row;
  const canMove = ui.commands.canEdit(item, "move");
  return [
    item.kind === "note" &&
      ui.commands.canEdit(item, "group") && {
        label: t("Cluster…"),
        icon: "boxes",
        keys: "G",
        run: () => actions.openClusters(from),
      },
    mayMove(item) &&
      canMove && {
        label: t("Move to a frame"),
        icon: "folder-input",
        keys: "M",
        run: () => actions.openFrames(from),
      },
    canMove && { label: t("Move up"), icon: "arrow-up", keys: "Alt ↑", run: () => actions.moveInOrder(-1) },
    canMove && {
      label: t("Move down"),
      icon: "arrow-down",
      keys: "Alt ↓",
      run: () => actions.moveInOrder(1),
    },
    isWritten(item) &&
      ui.commands.canEdit(item, "write") && {
        label: t("Language of the text"),
        icon: "languages",
        run: () => openLanguages(ui, spot),
      },
  ];
}

/** From one end of a line to the other. */
function otherEnd({ store, shell }: Ui, { item, isBackward }: Seen): MenuItem | null {
  if (item.kind !== "connector") return null;
  const other = namedBy(isBackward ? item.from : item.to);
  const record = other === null ? undefined : store.scene.peek().get(other);
  if (!record || record.kind === "frame") return null;
  return {
    label: t("Go to the other end"),
    icon: "arrow-right",
    run() {
      shell.wantedRow.value = { id: record.id, isFocused: true };
    },
  };
}

function talkItems(ui: Ui, row: Seen): MenuItem[] {
  const { item } = row;
  const items: MenuItem[] = [];
  if (threadOf(item) !== null) {
    items.push({ label: t("Open the comment"), icon: "message-circle", run: () => void openThing(ui, row) });
  }
  if (item.kind !== "comment" || !ui.commands.canEdit(item)) return items;
  const isResolved = item.resolved === true;
  items.push({
    label: isResolved ? t("Reopen") : t("Resolve"),
    icon: "check",
    run: () => {
      if (!createTalking(boardOf(ui)).resolve(item.id, !isResolved)) return;
      ui.announcer.say(isResolved ? t("Comment reopened.") : t("Comment resolved."));
    },
  });
  items.push({
    label: t("Move to another item…"),
    icon: "message-square",
    run: () => (ui.shell.dialog.value = { name: "pin", id: item.id }),
  });
  return items;
}

function lockItem(ui: Ui, { item }: { readonly item: Seen["item"] | FrameRecord }): MenuItem | null {
  const isHeld = item.kind !== "comment" && item.kind !== "reply";
  if (!isHeld || !leads(ui.store.me.peek().role)) return null;
  const isLocked = item.locked === true;
  return {
    label: isLocked ? t("Unlock") : t("Lock"),
    icon: isLocked ? "lock-open" : "lock",
    run() {
      if (createHolding(boardOf(ui)).lock([item.id], !isLocked).length === 0) return;
      ui.announcer.say(isLocked ? t("Unlocked.") : t("Locked: only facilitators can change it."));
    },
  };
}

/** Under another note, or out of the stack that it is in. */
function stackItems(ui: Ui, { item }: Seen): (MenuItem | false)[] {
  if (item.kind !== "note") return [];
  const isStacked = stackWith(item.id, ui.store.scene.peek()).length > 0;
  const mayGroup = ui.commands.canEdit(item, "group");
  return [
    isStacked && {
      label: t("Open the stack"),
      icon: "layers",
      run: () => (ui.shell.dialog.value = { name: "stack", id: item.id }),
    },
    mayGroup &&
      canBeSplit(ui, [item]) && {
        label: t("Split into notes, line by line"),
        icon: "layers",
        run: () => {
          const { length } = originsOf(ui).split(item.id);
          if (length > 0) ui.announcer.say(tn("Split into %(n)s note", "Split into %(n)s notes", length));
        },
      },
    mayGroup && {
      label: t("Put under another note…"),
      icon: "layers",
      run: () => (ui.shell.dialog.value = { name: "under", id: item.id }),
    },
  ];
}

/** The notes of a cluster or a frame in another order. */
function sortItem(ui: Ui, id: string, open: (items: MenuItem[]) => void): MenuItem | null {
  const choices = sortChoices(ui, [id]);
  if (choices.length === 0) return null;
  return { label: t("Sort…"), icon: "arrow-down-wide-narrow", run: () => open(choices) };
}

function openLanguages(ui: Ui, { row, from, open }: RowSpot): void {
  const { item } = row;
  const label = t("Language of the text");
  const choices = languageChoices(String(fieldOf(item, "lang") ?? ""), (lang) => {
    createHolding(boardOf(ui)).set(label, [item.id], { lang });
    ui.announcer.say(t("Language changed."));
  });
  open("language", label, from, choices);
}

/** The clusters that a note can go to, a new one, and out of the one it is in. */
export function openClusterMenu(ui: Ui, { row, from, open }: RowSpot): void {
  const { item } = row;
  if (item.kind === "note") open("cluster", t("Cluster"), from, clusterChoices(ui, [item]));
}

/** What can be added to a frame, or outside them, besides notes and labels. */
export function openAddMenu(ui: Ui, frame: FrameRecord | null, open: (items: MenuItem[]) => void): void {
  const { shell, commands } = ui;
  const id = frame?.id ?? null;
  open(
    lines(
      commands.canAdd("note") && {
        label: t("Add several notes"),
        icon: "list-plus",
        run: () => (shell.dialog.value = { name: "paste", text: "", at: null, frame: id }),
      },
      commands.canAdd("shape") && {
        label: t("Add a shape"),
        icon: "shapes",
        run: () => (shell.dialog.value = { name: "shape", frame: id }),
      },
      commands.canAdd("link") && {
        label: t("Add a link"),
        icon: "link",
        run: () => (shell.dialog.value = { name: "addLink", at: null, frame: id, url: "" }),
      },
      commands.canAdd("image") && {
        label: t("Add a picture"),
        icon: "image",
        run: () => askForPictures((files) => addPictures(ui, files, null, id)),
      },
      commands.canAdd("cluster") && {
        label: t("New cluster…"),
        icon: "boxes",
        run: () => (shell.dialog.value = { name: "cluster", frame: id, notes: [] }),
      },
      commands.canAdd("comment") && {
        label: frame ? t("Comment on the frame") : t("Comment on the board"),
        icon: "message-square",
        run: () => beginComment(ui, { at: pinPlace(boardOf(ui), frame), on: id }),
      },
      frame !== null &&
        commands.canAdd("connector") && {
          label: t("Connect the frame…"),
          icon: "spline",
          run: () => (shell.dialog.value = { name: "connect", item: frame.id, line: null }),
        },
    ),
  );
}

/** What facilitators can do with a frame. */
export function openFrameRowMenu(ui: Ui, frame: FrameRecord, open: (items: MenuItem[]) => void): void {
  const { commands, shell } = ui;
  const step = (by: -1 | 1): void => {
    if (!commands.moveInOrder(frame.id, by)) return;
    ui.announcer.say(by === -1 ? t("Moved up.") : t("Moved down."));
  };
  open(
    lines(
      {
        label: t("Title and question"),
        icon: "pencil",
        run: () => (shell.dialog.value = { name: "frame", id: frame.id }),
      },
      { label: t("Move up"), icon: "arrow-up", run: () => step(-1) },
      { label: t("Move down"), icon: "arrow-down", run: () => step(1) },
      {
        label: t("Move into another frame"),
        icon: "folder-input",
        run: () => open(outerFrames(ui, frame)),
      },
      sortItem(ui, frame.id, open),
      lockItem(ui, { item: frame }),
      {
        label: t("Delete the frame; its notes stay"),
        icon: "trash-2",
        isDanger: true,
        startsGroup: true,
        run: () => deleteItems(ui, [frame.id]),
      },
    ),
  );
}

function outerFrames(ui: Ui, frame: FrameRecord): MenuItem[] {
  const scene = ui.store.scene.peek();
  const choices = frameChoices(ui, frame.frame ?? null, (outer) => {
    const moved = createRelating(boardOf(ui)).moveFrame(frame.id, outer);
    if (moved.length === 0) return;
    const record = outer === null ? undefined : ui.store.scene.peek().get(outer);
    const where = record?.kind === "frame" ? titleOf(record) : t("Outside the frames");
    ui.announcer.say(t("Moved to: %(where)s.", { where }));
  });
  const fits = [...scene.values()]
    .filter((record): record is FrameRecord => record.kind === "frame")
    .sort(byOrder)
    .map(({ id }) => !isInside(scene, id, frame.id));
  return choices.filter((_, at) => fits[at] ?? true);
}

/** Moves a cluster with its notes, and says so. */
export function moveClusterTo(ui: Ui, id: string, frame: string | null): void {
  const moved = createRelating(boardOf(ui)).moveClusterToFrame(id, frame);
  if (moved.length > 0) ui.announcer.say(tn("%(n)s item moved", "%(n)s items moved", moved.length));
}

/** Where a comment on this item goes. */
export function commentOn(ui: Ui, id: string): void {
  const record = ui.store.scene.peek().get(id);
  if (!record || !mayHold("on", record)) return;
  beginComment(ui, { at: pinPlace(boardOf(ui), record), on: id });
}
