/** One file to load: votes as everybody sees them, once there is one. */

export { VoteBand } from "./votes/band.tsx";
export { ItemChoice } from "./votes/choice.tsx";
export { isKeeping } from "./votes/keeping.ts";
export { VoteMarks } from "./votes/marks.tsx";
export { VotesPanel } from "./votes/panel.tsx";
