/** One file to load: the list and what belongs to it. Phones begin with it. */

export { AddNoteDialog } from "./dialogs/addnote.tsx";
export { List } from "./list/list.tsx";
