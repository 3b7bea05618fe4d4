/** One file to load: what only facilitators open. */

import { DecidingDialog } from "./dialogs/deciding.tsx";
import { FrameDialog } from "./dialogs/frame.tsx";
import { HideDialog } from "./dialogs/hide.tsx";
import { InviteDialog } from "./dialogs/invite.tsx";
import { RemoveDialog } from "./dialogs/remove.tsx";
import { RepairDialog } from "./dialogs/repair.tsx";
import { RevealDialog } from "./dialogs/reveal.tsx";
import { StepDialog } from "./dialogs/step.tsx";
import { TakeHomeDialog } from "./dialogs/takehome.tsx";
import { VoteDialog } from "./dialogs/vote.tsx";
import { VoteForDialog } from "./dialogs/votefor.tsx";
import { CopyDialog, RestoreDialog } from "./history/dialogs.tsx";

export { WhoseField } from "./dialogs/whose.tsx";
export { PastBand } from "./history/band.tsx";
export { HistoryDock, HistoryPanel } from "./history/panel.tsx";
export { ModerationPanel } from "./moderation/panel.tsx";
export { VoteRuns } from "./votes/runs.tsx";
export { AgendaPanel } from "./workshop/agendapanel.tsx";
export { BeginBand } from "./workshop/beginning.tsx";
export { StepControls } from "./workshop/controls.tsx";
export { StepVote } from "./workshop/stepvote.tsx";
export { TablesPanel } from "./workshop/tablespanel.tsx";
export { WallWords } from "./workshop/wall.tsx";

export const dialogs = {
  commitment: DecidingDialog,
  copyBoard: CopyDialog,
  decision: DecidingDialog,
  frame: FrameDialog,
  hide: HideDialog,
  invite: InviteDialog,
  removePerson: RemoveDialog,
  repair: RepairDialog,
  restore: RestoreDialog,
  reveal: RevealDialog,
  step: StepDialog,
  takeHome: TakeHomeDialog,
  takeOver: DecidingDialog,
  vote: VoteDialog,
  voteFor: VoteForDialog,
};
