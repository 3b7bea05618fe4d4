/** One file to load: the commands of the canvas beyond the everyday ones, and the menus made of them. */

import { ClusterDialog } from "./dialogs/cluster.tsx";
import { ConnectDialog } from "./dialogs/connect.tsx";
import { ItemDialog, LinkDialog } from "./dialogs/item.tsx";
import { PasteDialog } from "./dialogs/paste.tsx";
import { PinDialog } from "./dialogs/pin.tsx";
import { ShapeDialog } from "./dialogs/shape.tsx";
import { ShortcutsDialog } from "./dialogs/shortcuts.tsx";
import { StackDialog } from "./organise/stack.tsx";
import { UnderDialog } from "./organise/under.tsx";
import { PaletteDialog } from "./palette/palette.tsx";

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
export { sayWhereItIs } from "./dialogs/pin.tsx";
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
export { stackNotes } from "./organise/stack.tsx";
export { ToolOptions } from "./tooloptions.tsx";

export const dialogs = {
  addLink: LinkDialog,
  cluster: ClusterDialog,
  connect: ConnectDialog,
  item: ItemDialog,
  palette: PaletteDialog,
  paste: PasteDialog,
  pin: PinDialog,
  shape: ShapeDialog,
  shortcuts: ShortcutsDialog,
  stack: StackDialog,
  under: UnderDialog,
};
