/** One file to load: the panels beside the board that people open for a moment. */

export { SearchPanel } from "./search/panel.tsx";
export { CommentsPanel } from "./talk/panel.tsx";
