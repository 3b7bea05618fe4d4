/** One file to load: the list and what belongs to it, and the bottom of a phone. Phones begin with it. */

import { AddNoteDialog } from "./dialogs/addnote.tsx";

export { List } from "./list/list.tsx";
export { PhoneDock } from "./phone.tsx";

export const dialogs = { addNote: AddNoteDialog };
