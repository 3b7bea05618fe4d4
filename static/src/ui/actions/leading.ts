/** What who leads a workshop does, for the palette: all of it by keyboard, wherever the focus is. */

import { t } from "../../core/i18n.ts";
import { leads } from "../../core/roles.ts";
import { apartSince, tablesOf } from "../../core/tables.ts";
import { stepOn, workshopOf } from "../../core/workshop.ts";
import {
  ask,
  bring,
  goBack,
  goOn,
  openAgenda,
  openProjector,
  release,
  stepBeside,
} from "../workshop/going.ts";
import { gather, openTables, part } from "../workshop/tabledoing.ts";
import type { Action, Subject } from "./action.ts";

export function leadActions({ ui }: Subject): Action[] {
  const scene = ui.store.present.peek();
  const isLeader = leads(ui.store.me.peek().role);
  const isOn = isLeader && stepOn(scene) !== null;
  const { timer, hold = false } = workshopOf(scene) ?? {};
  const isApart = apartSince(scene) > 0;
  const isReady = isLeader && !isApart && tablesOf(scene).length > 0;
  const isPaused = timer !== undefined && "left_ms" in timer;
  const action = (id: string, name: string, icon: string, isNow: boolean, run: () => void): Action => ({
    id: `lead.${id}`,
    name,
    icon,
    group: "board",
    isOn: isNow,
    run,
  });
  return [
    action("next", t("Next step"), "arrow-right", isOn && stepBeside(ui, 1) !== null, () => void goOn(ui)),
    action(
      "back",
      t("Step before"),
      "arrow-left",
      isOn && stepBeside(ui, -1) !== null,
      () => void goBack(ui),
    ),
    action(
      "pause",
      isPaused ? t("Let the timer run") : t("Pause the timer"),
      isPaused ? "play" : "pause",
      isOn && timer !== undefined,
      () => void ask(ui, { do: "timer", to: isPaused ? "run" : "pause" }),
    ),
    action("bring", t("Bring everybody here"), "locate-fixed", isOn, () => void bring(ui)),
    action(
      "hold",
      hold ? t("Let everybody look around") : t("Keep everybody here"),
      hold ? "lock" : "lock-open",
      isOn,
      () => void (hold ? release(ui) : bring(ui, true)),
    ),
    action("tables", t("Tables for small groups"), "users", isLeader, () => openTables(ui)),
    action("part", t("Send everybody to their tables"), "users", isReady, () => void part(ui)),
    action("gather", t("Gather everybody"), "users", isLeader && isApart, () => void gather(ui)),
    action("agenda", t("Agenda"), "list-ordered", isLeader, () => openAgenda(ui)),
    action("moderation", t("Moderation"), "eye-off", isLeader, () => {
      ui.view.panel.value = "moderation";
    }),
    action("projector", t("Projector view"), "presentation", isLeader, () => openProjector(ui)),
  ];
}
