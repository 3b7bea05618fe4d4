/** What a facilitator asks of the server about the workshop: it answers when everybody will see it. */

import type { Box } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import type { StepRecord } from "../../core/types.ts";
import type { Ui } from "../context.ts";
import { sentenceOf } from "../server.ts";
import { boxToShow } from "./leading.ts";
import { agendaOf } from "./now.ts";
import { endedBy, revealAll } from "./stepvote.tsx";

export type WorkshopWish =
  /** Without a step: from the first one. */
  | { readonly do: "start"; readonly step?: string }
  | { readonly do: "step"; readonly step: string }
  | { readonly do: "end" }
  | { readonly do: "timer"; readonly to: "run" | "pause" | "off" }
  | { readonly do: "timer"; readonly set_ms: number }
  | { readonly do: "timer"; readonly add_ms: number }
  | ({ readonly do: "bring"; readonly hold?: boolean } & Box)
  | { readonly do: "hold"; readonly on: boolean };

export const MINUTE_MS = 60_000;

/** True when it is done; otherwise a notice says why not. */
export async function ask({ calls, store }: Ui, wish: WorkshopWish): Promise<boolean> {
  try {
    await calls.call("workshop", wish);
    return true;
  } catch (error) {
    store.notify("error", sentenceOf(error));
    return false;
  }
}

/** The step before (-1) or after (1) the one that is on, if there is one. */
export function stepBeside({ store }: Ui, by: 1 | -1): StepRecord | null {
  const { place, steps } = agendaOf(store);
  return place.value < 0 ? null : (steps.value[place.value + by] ?? null);
}

/** A reveal shows what votes came to, as it shows what was written. After the last step the workshop ends. */
export async function goOn(ui: Ui): Promise<void> {
  const next = stepBeside(ui, 1);
  if (!(await revealAll(ui, endedBy(ui, next)))) return;
  if (next) await ask(ui, { do: "step", step: next.id });
  else await end(ui);
}

export async function goBack(ui: Ui): Promise<void> {
  const before = stepBeside(ui, -1);
  if (before) await ask(ui, { do: "step", step: before.id });
}

/** The controls go away with the workshop: the focus goes to what stays. */
export async function end(ui: Ui): Promise<void> {
  if (!(await ask(ui, { do: "end" }))) return;
  ui.announcer.say(t("The workshop is over. The board stays as it is."));
  document.querySelector<HTMLElement>(".topbar [data-opens=workshop], .topbar [aria-haspopup=menu]")?.focus();
}

/** Shows everybody what this page shows; `hold` keeps them there. */
export async function bring(ui: Ui, hold?: boolean): Promise<void> {
  const box = boxToShow(ui, agendaOf(ui.store).step.peek());
  if (!box || !(await ask(ui, { do: "bring", ...box, ...(hold === undefined ? {} : { hold }) }))) return;
  ui.announcer.say(hold ? t("Everybody is here and stays here.") : t("Everybody is brought here."));
}

export async function release(ui: Ui): Promise<void> {
  if (await ask(ui, { do: "hold", on: false })) ui.announcer.say(t("Everybody can look around again."));
}

export function openProjector({ server }: Ui): void {
  window.open(server.projectorViewUrl(), "_blank", "noopener");
}

export function openAgenda({ view }: Ui): void {
  view.panel.value = "workshop";
}
