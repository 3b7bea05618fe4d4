/** One file to load: what was decided, as everybody sees it. */

export { LedTo } from "./decisions/ledto.tsx";
export { DecisionsPanel } from "./decisions/panel.tsx";
