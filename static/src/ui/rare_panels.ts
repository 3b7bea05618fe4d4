/** One file to load: the panels beside the board that people open for a moment. */

import { SimilarDialog } from "./organise/similar.tsx";

export { SearchPanel } from "./search/panel.tsx";
export { CommentsPanel } from "./talk/panel.tsx";

export const dialogs = { similar: SimilarDialog };
