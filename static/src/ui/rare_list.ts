/** One file to load: the list and what belongs to it. Phones begin with it. */

import { AddNoteDialog } from "./dialogs/addnote.tsx";

export { List } from "./list/list.tsx";

export const dialogs = { addNote: AddNoteDialog };
