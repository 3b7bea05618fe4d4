/**
 * What a page can begin without: whoever needs it loads it then. Phones begin with the list; the page asks
 * for it beside the script (templates/board/board.html).
 */

import type { Panel } from "../store/view.ts";
import type { Ui } from "./context.ts";
import { closeDialog, closeMenu, closePanel, later, sayNotLoaded, withStyles } from "./later.tsx";
import type { MenuItem } from "./shell.ts";

const stay = (): void => undefined;

const forList = () => import("./rare_list.ts");

export const List = later(async () => (await forList()).List, stay);
export const AddNoteDialog = later(async () => (await withStyles(forList())).AddNoteDialog, closeDialog);

const forAll = () => withStyles(import("./rare_all.ts"));
const forPanels = () => withStyles(import("./rare_panels.ts"));
const forTools = () => withStyles(import("./rare_tools.ts"));
const forSelection = () => import("./selectionbar.tsx");
const forMenu = () => import("./rare_menu.ts");
const forWorkshop = () => withStyles(import("./rare_workshop.ts"));
const forVotes = () => withStyles(import("./rare_votes.ts"));
const forDecisions = () => withStyles(import("./rare_decisions.ts"));
const forFacilitators = () => withStyles(import("./rare_facilitators.ts"));

export const Menu = later(async () => (await forMenu()).Menu, closeMenu);
export const PaletteDialog = later(async () => (await forTools()).PaletteDialog, closeDialog);
export const ItemDialog = later(async () => (await forTools()).ItemDialog, closeDialog);
export const ConnectDialog = later(async () => (await forTools()).ConnectDialog, closeDialog);
export const PinDialog = later(async () => (await forTools()).PinDialog, closeDialog);
export const ClusterDialog = later(async () => (await forTools()).ClusterDialog, closeDialog);
export const ShapeDialog = later(async () => (await forTools()).ShapeDialog, closeDialog);
export const LinkDialog = later(async () => (await forTools()).LinkDialog, closeDialog);
export const StackDialog = later(async () => (await forTools()).StackDialog, closeDialog);
export const SimilarDialog = later(async () => (await forPanels()).SimilarDialog, closeDialog);
export const UnderDialog = later(async () => (await forTools()).UnderDialog, closeDialog);
export const StackMarks = later(async () => (await forTools()).StackMarks, stay);
export const SelectionBar = later(async () => (await forSelection()).SelectionBar, stay);
export const ToolOptions = later(
  async () => (await forTools()).ToolOptions,
  () => undefined,
);
export const Minimap = later(
  async () => (await forTools()).Minimap,
  () => undefined,
);
export const PasteDialog = later(async () => (await forTools()).PasteDialog, closeDialog);
export const ShortcutsDialog = later(async () => (await forTools()).ShortcutsDialog, closeDialog);
export const PeopleDialog = later(async () => (await forAll()).PeopleDialog, closeDialog);
export const CommentsPanel = later(async () => (await forPanels()).CommentsPanel, closePanel);
export const SearchPanel = later(async () => (await forPanels()).SearchPanel, closePanel);
export const SidePanel = later(async () => (await forAll()).SidePanel, closePanel);
export const SideSheet = later(async () => (await forAll()).SideSheet, closePanel);
export const RenameDialog = later(async () => (await forAll()).RenameDialog, closeDialog);
export const LeaveDialog = later(async () => (await forAll()).LeaveDialog, closeDialog);
export const PrivateBand = later(async () => (await forAll()).PrivateBand, stay);
export const WhoDialog = later(async () => (await forAll()).WhoDialog, closeDialog);

export const VoteBand = later(async () => (await forVotes()).VoteBand, stay);
export const VoteMarks = later(async () => (await forVotes()).VoteMarks, stay);
export const ItemChoice = later(async () => (await forVotes()).ItemChoice, stay);
export const VotesPanel = later(async () => (await forVotes()).VotesPanel, closePanel);

export const DecisionsPanel = later(async () => (await forDecisions()).DecisionsPanel, closePanel);
export const LedTo = later(async () => (await forDecisions()).LedTo, stay);

export const VoteRuns = later(async () => (await forFacilitators()).VoteRuns, stay);
export const VoteDialog = later(async () => (await forFacilitators()).VoteDialog, closeDialog);
export const DecidingDialog = later(async () => (await forFacilitators()).DecidingDialog, closeDialog);
export const VoteForDialog = later(async () => (await forFacilitators()).VoteForDialog, closeDialog);
export const FrameDialog = later(async () => (await forFacilitators()).FrameDialog, closeDialog);
export const HideDialog = later(async () => (await forFacilitators()).HideDialog, closeDialog);
export const InviteDialog = later(async () => (await forFacilitators()).InviteDialog, closeDialog);
export const RemoveDialog = later(async () => (await forFacilitators()).RemoveDialog, closeDialog);
export const RepairDialog = later(async () => (await forFacilitators()).RepairDialog, closeDialog);
export const RevealDialog = later(async () => (await forFacilitators()).RevealDialog, closeDialog);
export const TakeHomeDialog = later(async () => (await forFacilitators()).TakeHomeDialog, closeDialog);
export const CopyDialog = later(async () => (await forFacilitators()).CopyDialog, closeDialog);
export const RestoreDialog = later(async () => (await forFacilitators()).RestoreDialog, closeDialog);
export const HistoryDock = later(async () => (await forFacilitators()).HistoryDock, closePanel);
export const PastBand = later(async () => (await forFacilitators()).PastBand, stay);
export const HistoryPanel = later(async () => (await forFacilitators()).HistoryPanel, closePanel);
export const StepBand = later(async () => (await forWorkshop()).StepBand, stay);
export const StepControls = later(async () => (await forFacilitators()).StepControls, stay);
export const StepVote = later(async () => (await forFacilitators()).StepVote, stay);
export const BeginBand = later(async () => (await forFacilitators()).BeginBand, stay);
export const FollowBand = later(async () => (await forWorkshop()).FollowBand, stay);
export const WallWords = later(async () => (await forFacilitators()).WallWords, stay);
export const AgendaPanel = later(async () => (await forFacilitators()).AgendaPanel, closePanel);
export const TablesPanel = later(async () => (await forFacilitators()).TablesPanel, closePanel);
export const ModerationPanel = later(async () => (await forFacilitators()).ModerationPanel, closePanel);
export const StepDialog = later(async () => (await forFacilitators()).StepDialog, closeDialog);

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
  ];
  return sheets.includes(panel);
}

/** Menus and commands of the canvas: at once when they are there, else as soon as they are. */
export function withTools(ui: Ui, use: (tools: Awaited<ReturnType<typeof forTools>>) => void): void {
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
export function fetchRareParts(isFacilitator: boolean, entries: readonly (() => Promise<unknown>)[]): void {
  const fetchAll = (): void => {
    // What cannot be had now is asked for again, and told, when somebody opens it.
    for (const load of entries) load().catch(() => undefined);
    forSelection().catch(() => undefined);
    forMenu().catch(() => undefined);
    forList().catch(() => undefined);
    forAll().catch(() => undefined);
    forPanels().catch(() => undefined);
    forVotes().catch(() => undefined);
    forDecisions().catch(() => undefined);
    forTools().catch(() => undefined);
    forWorkshop().catch(() => undefined);
    if (isFacilitator) forFacilitators().catch(() => undefined);
  };
  setTimeout(() => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(fetchAll, { timeout: 10_000 });
    else setTimeout(fetchAll, 2_000); // Safari
  }, MOMENT_MS);
}
