/** One file to load: what everybody sees of a workshop while it is on. */

export { StepBand } from "./workshop/band.tsx";
export { FollowBand } from "./workshop/followband.tsx";
export { startFollowing } from "./workshop/following.ts";
