// A board as tldraw keeps it: records of its own schema.

import { createTLSchema, toRichText } from "@tldraw/tlschema";
import { noteAt, notes } from "./options.mjs";

export const schema = createTLSchema();

const PROPS = {
  color: "yellow",
  labelColor: "black",
  size: "m",
  font: "draw",
  fontSizeAdjustment: 1,
  align: "middle",
  verticalAlign: "middle",
  growY: 0,
  url: "",
  textFirstEditedBy: null,
  scale: 1,
};

// A note record that the schema accepts; throws when tldraw has changed its shape.
export function note(id, { x, y, text }) {
  return schema.types.shape.validate({
    id: `shape:${id}`,
    typeName: "shape",
    type: "note",
    x,
    y,
    rotation: 0,
    index: "a1",
    parentId: "page:page",
    isLocked: false,
    opacity: 1,
    meta: {},
    props: { ...PROPS, richText: toRichText(text) },
  });
}

// The records of a full board.
export function filling() {
  return Array.from({ length: notes }, (_, n) => note(`note-${n}`, noteAt(n)));
}
