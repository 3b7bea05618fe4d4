/** One file to load: the commands of the canvas beyond the everyday ones, and the menus made of them. */

export {
  openArrangeMenu,
  openContextMenu,
  openFrameMenu,
  openItemMenu,
  openLookMenu,
  runById,
} from "./actions/all.ts";
export { openItem } from "./actions/opening.ts";
export { paste } from "./actions/pasting.ts";
export { ClusterDialog } from "./dialogs/cluster.tsx";
export { ConnectDialog } from "./dialogs/connect.tsx";
export { ItemDialog, LinkDialog } from "./dialogs/item.tsx";
export { PasteDialog } from "./dialogs/paste.tsx";
export { PinDialog, sayWhereItIs } from "./dialogs/pin.tsx";
export { ShapeDialog } from "./dialogs/shape.tsx";
export { ShortcutsDialog } from "./dialogs/shortcuts.tsx";
export { goToAsked } from "./jump.ts";
export {
  commentOn,
  moveClusterTo,
  openAddMenu,
  openClusterMenu,
  openFrameRowMenu,
  openRowMenu,
} from "./list/menus.ts";
export { Minimap } from "./minimap.tsx";
export { StackMarks } from "./organise/marks.tsx";
export { StackDialog } from "./organise/stack.tsx";
export { UnderDialog } from "./organise/under.tsx";
export { PaletteDialog } from "./palette/palette.tsx";
export { ToolOptions } from "./tooloptions.tsx";
