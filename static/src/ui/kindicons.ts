/** The icon of each kind of item. */

import type { Kind } from "../core/types.ts";

export const ICON_OF: Readonly<Record<Kind, string>> = {
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
