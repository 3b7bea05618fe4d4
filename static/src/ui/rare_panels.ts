/** One file to load: the panels beside the board that people open for a moment. */

export { SimilarPanel } from "./organise/similar.tsx";
export { SearchPanel } from "./search/panel.tsx";
export { CommentsPanel } from "./talk/panel.tsx";
