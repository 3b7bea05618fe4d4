/** The one menu, and what is in that of the board. */

export { mainMenu } from "./mainmenu.ts";
export { Menu } from "./menu.tsx";
