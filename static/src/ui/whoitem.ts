/** The line of a menu that opens who wrote an item. */

import { t } from "../core/i18n.ts";
import type { Ui } from "./context.ts";
import type { MenuItem } from "./shell.ts";

/** What the menus of an item offer. */
export function whoItem({ shell }: Ui, id: string): MenuItem {
  const run = (): void => {
    shell.dialog.value = { name: "who", id };
  };
  return { label: t("Who wrote this?"), icon: "user", run };
}
