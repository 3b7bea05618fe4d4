// A board as a Yjs application would keep it: a map of notes, each a map of its fields.
//
// `Y` is handed in, because a server must use the very copy of Yjs that its library has loaded.

import { noteAt, notes } from "./options.mjs";

// Puts the notes of a full board into an empty document.
export function fill(Y, document) {
  if (notes === 0) return;
  document.transact(() => {
    const board = document.getMap("notes");
    for (let n = 0; n < notes; n++) board.set(`note-${n}`, note(Y, noteAt(n)));
  });
}

export function note(Y, { x, y, text }) {
  const fields = { x, y, w: 200, h: 200, color: "yellow" };
  const map = new Y.Map(Object.entries(fields));
  map.set("text", new Y.Text(text));
  return map;
}
