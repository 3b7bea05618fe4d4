/**
 * What a page can begin without: whoever needs it loads it then. Phones begin with the list; the page asks
 * for it beside the script (templates/board/board.html).
 */

import type { FunctionComponent } from "preact";
import { takesHome } from "../core/roles.ts";
import type { Panel } from "../store/view.ts";
import type { Ui } from "./context.ts";
import { askFor, closeDialog, closeMenu, closePanel, later, sayNotLoaded, withStyles } from "./later.tsx";
import type { DialogRequest, Dialogs, MenuItem } from "./shell.ts";

const forList = () => import("./rare_list.ts");

export const List = later(forList, "List");
export const PhoneDock = later(forList, "PhoneDock");

const forAll = () => withStyles(import("./rare_all.ts"));
const forPanels = () => withStyles(import("./rare_panels.ts"));
const forTools = () => withStyles(import("./rare_tools.ts"));
const forSelection = () => import("./selectionbar.tsx");
const forMenu = () => import("./rare_menu.ts");
const forWorkshop = () => withStyles(import("./rare_workshop.ts"));
const forVotes = () => withStyles(import("./rare_votes.ts"));
const forDecisions = () => withStyles(import("./rare_decisions.ts"));
const forFacilitators = () => withStyles(import("./rare_facilitators.ts"));

export const Menu = later(forMenu, "Menu", closeMenu);
export const StackMarks = later(forTools, "StackMarks");
export const SelectionBar = later(forSelection, "SelectionBar");
export const ToolOptions = later(forTools, "ToolOptions");
export const Minimap = later(forTools, "Minimap");
export const CommentsPanel = later(forPanels, "CommentsPanel", closePanel);
export const SearchPanel = later(forPanels, "SearchPanel", closePanel);
export const SimilarPanel = later(forPanels, "SimilarPanel", closePanel);
export const SidePanel = later(forAll, "SidePanel", closePanel);
export const SideSheet = later(forAll, "SideSheet", closePanel);
export const PrivateBand = later(forAll, "PrivateBand");
export const EndedPanel = later(forAll, "EndedPanel");

export const VoteBand = later(forVotes, "VoteBand");
export const VoteMarks = later(forVotes, "VoteMarks");
export const ItemChoice = later(forVotes, "ItemChoice");
export const VotesPanel = later(forVotes, "VotesPanel", closePanel);

export const DecisionsPanel = later(forDecisions, "DecisionsPanel", closePanel);
export const LedTo = later(forDecisions, "LedTo");

export const VoteRuns = later(forFacilitators, "VoteRuns");
export const WhoseField = later(forFacilitators, "WhoseField");
export const HistoryDock = later(forFacilitators, "HistoryDock", closePanel);
export const PastBand = later(forFacilitators, "PastBand");
export const HistoryPanel = later(forFacilitators, "HistoryPanel", closePanel);
export const StepBand = later(forWorkshop, "StepBand");
export const StepControls = later(forFacilitators, "StepControls");
export const StepVote = later(forFacilitators, "StepVote");
export const BeginBand = later(forFacilitators, "BeginBand");
export const FollowBand = later(forWorkshop, "FollowBand");
export const WallWords = later(forFacilitators, "WallWords");
export const AgendaPanel = later(forFacilitators, "AgendaPanel", closePanel);
export const TablesPanel = later(forFacilitators, "TablesPanel", closePanel);
export const ModerationPanel = later(forFacilitators, "ModerationPanel", closePanel);

/** Which file has the dialog for the requests of a name, under that name. */
type DialogFiles = {
  readonly [Name in keyof Dialogs]: () => Promise<{ readonly dialogs: Pick<Dialogs, Name> }>;
};

const DIALOG_FILES: DialogFiles = {
  addNote: () => withStyles(forList()),
  addLink: forTools,
  cluster: forTools,
  connect: forTools,
  item: forTools,
  palette: forTools,
  paste: forTools,
  pin: forTools,
  shape: forTools,
  shortcuts: forTools,
  stack: forTools,
  under: forTools,
  leave: forAll,
  people: forAll,
  rename: forAll,
  who: forAll,
  commitment: forFacilitators,
  copyBoard: forFacilitators,
  decision: forFacilitators,
  frame: forFacilitators,
  hide: forFacilitators,
  invite: forFacilitators,
  removePerson: forFacilitators,
  repair: forFacilitators,
  restore: forFacilitators,
  reveal: forFacilitators,
  step: forFacilitators,
  takeHome: forFacilitators,
  takeOver: forFacilitators,
  vote: forFacilitators,
  voteFor: forFacilitators,
};

type AnyDialog = FunctionComponent<DialogRequest>;

const dialogs = new Map<string, AnyDialog>();

/** The dialog for the requests with that name. */
export function dialogFor(name: keyof Dialogs): AnyDialog {
  const before = dialogs.get(name);
  if (before !== undefined) return before;
  const load = async () => (await DIALOG_FILES[name]()).dialogs as Readonly<Record<string, AnyDialog>>;
  const dialog = later(load, name, closeDialog);
  dialogs.set(name, dialog);
  return dialog;
}

/** Whether phones show it too, as a sheet from the bottom. */
export function isOnSheet(panel: Panel): boolean {
  const sheets: readonly Panel[] = [
    "comments",
    "search",
    "workshop",
    "tables",
    "votes",
    "decisions",
    "moderation",
    "similar",
  ];
  return sheets.includes(panel);
}

type UseOfTools = (tools: Awaited<ReturnType<typeof forTools>>) => void;

/** Menus and commands of the canvas that somebody asks for: as soon as they are there. */
export function withTools(ui: Ui, use: UseOfTools): void {
  askFor(ui, forTools(), use);
}

/** The same for what happens by itself, whatever somebody writes meanwhile. */
export function fetchTools(ui: Ui, use: UseOfTools): void {
  forTools().then(use, () => sayNotLoaded(ui));
}

export const mainMenu = async (ui: Ui): Promise<readonly MenuItem[]> => (await forMenu()).mainMenu(ui);

/** Begins to go along with the view of a person, as soon as that can be done. */
export function followPerson(ui: Ui, person: string): void {
  forWorkshop().then(
    ({ startFollowing }) => startFollowing(ui, person),
    () => sayNotLoaded(ui),
  );
}

/** The first moment belongs to what is to be seen: its pictures, its fonts, the first move of the hand. */
const MOMENT_MS = 500;

/**
 * Loads what this person may need before the network is gone, when the browser has nothing else to do. To be
 * called when the board is to be seen.
 */
export function fetchRareParts(ui: Ui, entries: readonly (() => Promise<unknown>)[]): void {
  const fetchAll = (): void => {
    // What cannot be had now is asked for again, and told, when somebody opens it.
    for (const load of entries) load().catch(() => undefined);
    forSelection().catch(() => undefined);
    forMenu().catch(() => undefined);
    forList().catch(() => undefined);
    forAll().catch(() => undefined);
    forPanels().catch(() => undefined);
    // What was left of votes that are over goes also where there is none now.
    forVotes().then(
      ({ isKeeping }) => isKeeping(ui),
      () => undefined,
    );
    forDecisions().catch(() => undefined);
    forTools().catch(() => undefined);
    forWorkshop().catch(() => undefined);
    if (takesHome(ui.boot.me.role)) forFacilitators().catch(() => undefined);
  };
  setTimeout(() => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(fetchAll, { timeout: 10_000 });
    else setTimeout(fetchAll, 2_000); // Safari
  }, MOMENT_MS);
}
