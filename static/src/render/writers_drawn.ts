/** One file to load: what shows where the others write. */

export { createCaretPlaces } from "./caret_places.ts";
export { createCarets } from "./carets.ts";
