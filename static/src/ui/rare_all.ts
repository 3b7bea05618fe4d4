/** One file to load: what anybody may open now and then. */

export { LeaveDialog, PeopleDialog, RenameDialog } from "./dialogs/small.tsx";
export { WhoDialog } from "./history/who.tsx";
export { SidePanel, SideSheet } from "./sidepanel.tsx";
export { PrivateBand } from "./workshop/private.tsx";
