/** One file to load: the commands of the canvas beyond the everyday ones, and the menus made of them. */

export {
  openArrangeMenu,
  openContextMenu,
  openFrameMenu,
  openItemMenu,
  runById,
} from "./actions/all.ts";
export { paste } from "./actions/pasting.ts";
export { PasteDialog } from "./dialogs/paste.tsx";
export { ShortcutsDialog } from "./dialogs/shortcuts.tsx";
export { PaletteDialog } from "./palette/palette.tsx";
