/** One file to load: what only facilitators open. */

export { DecidingDialog } from "./dialogs/deciding.tsx";
export { FrameDialog } from "./dialogs/frame.tsx";
export { HideDialog } from "./dialogs/hide.tsx";
export { InviteDialog } from "./dialogs/invite.tsx";
export { RemoveDialog } from "./dialogs/remove.tsx";
export { RepairDialog } from "./dialogs/repair.tsx";
export { RevealDialog } from "./dialogs/reveal.tsx";
export { StepDialog } from "./dialogs/step.tsx";
export { TakeHomeDialog } from "./dialogs/takehome.tsx";
export { VoteDialog } from "./dialogs/vote.tsx";
export { VoteForDialog } from "./dialogs/votefor.tsx";
export { PastBand } from "./history/band.tsx";
export { CopyDialog, RestoreDialog } from "./history/dialogs.tsx";
export { HistoryDock, HistoryPanel } from "./history/panel.tsx";
export { ModerationPanel } from "./moderation/panel.tsx";
export { VoteRuns } from "./votes/runs.tsx";
export { AgendaPanel } from "./workshop/agendapanel.tsx";
export { BeginBand } from "./workshop/beginning.tsx";
export { StepControls } from "./workshop/controls.tsx";
export { StepVote } from "./workshop/stepvote.tsx";
export { TablesPanel } from "./workshop/tablespanel.tsx";
export { WallWords } from "./workshop/wall.tsx";
