/** The icon of each kind of item. */

import type { BoardRecord } from "../core/types.ts";

export const ICON_OF: Readonly<Record<BoardRecord["kind"], string>> = {
  note: "sticky-note",
  text: "type",
  frame: "frame",
  shape: "shapes",
  connector: "spline",
  link: "link",
  image: "image",
  cluster: "group",
  comment: "message-square",
  reply: "message-circle",
  stamp: "smile",
  dot: "circle-dot",
  stroke: "pencil",
};
