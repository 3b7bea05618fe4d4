/** One file to load: what anybody may open now and then. */

import { LeaveDialog, PeopleDialog, RenameDialog } from "./dialogs/small.tsx";
import { WhoDialog } from "./history/who.tsx";

export { EndedPanel } from "./ended.tsx";
export { SidePanel, SideSheet } from "./sidepanel.tsx";
export { PrivateBand } from "./workshop/private.tsx";

export const dialogs = {
  leave: LeaveDialog,
  people: PeopleDialog,
  rename: RenameDialog,
  who: WhoDialog,
};
