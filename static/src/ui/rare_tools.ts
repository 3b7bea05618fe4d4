/** One file to load: the commands of the canvas beyond the everyday ones, and the menus made of them. */

export {
  openArrangeMenu,
  openContextMenu,
  openFrameMenu,
  openItemMenu,
  runById,
} from "./actions/all.ts";
export { ShortcutsDialog } from "./dialogs/shortcuts.tsx";
export { PaletteDialog } from "./palette/palette.tsx";
