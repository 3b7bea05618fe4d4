/** What an action does with the items that are selected: the step that is on may not let participants. */

import type { Doing } from "../../core/workshop.ts";
import type { Action, Subject } from "./action.ts";

/** By the id of an action, or what it begins with. What is not here changes none of them. */
const DOES: Readonly<Record<string, Doing>> = {
  "item.write": "write",
  "item.type": "write",
  "item.line": "write",
  "item.language": "write",
  "edit.cut": "write",
  "edit.delete": "write",
  "style.paste": "write",
  look: "write",
  "look.size": "move",
  "item.frame": "move",
  "menu.arrange": "move",
  align: "move",
  spread: "move",
  arrange: "move",
  order: "move",
  turn: "move",
  "item.group": "group",
  "item.ungroup": "group",
  "item.cluster": "group",
  "item.clusters": "group",
  "item.stack": "group",
  "item.merge": "group",
  "item.split": "group",
  "item.unstack": "group",
};

/** The action as it is now: off where none of the items lets it happen. */
export function inStep(action: Action, { ui, items }: Subject): Action {
  if (!action.isOn) return action;
  if (action.id === "edit.duplicate") {
    return { ...action, isOn: items.some(({ kind }) => ui.commands.canAdd(kind)) };
  }
  const doing = DOES[action.id] ?? DOES[action.id.split(".")[0] ?? ""];
  if (doing === undefined || items.some((item) => ui.commands.canEdit(item, doing))) return action;
  return { ...action, isOn: false };
}
