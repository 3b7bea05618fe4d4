/** Goes along with the view of another person, until one looks elsewhere. Only the view moves. */

import { effect } from "@preact/signals";
import { t } from "../../core/i18n.ts";
import type { Here } from "../../core/types.ts";
import type { Ui } from "../context.ts";

/** The page of a person to follow: where their pointer is, rather than one on the wall or one with the list. */
export function sessionOf({ view }: Ui, person: string): Here | null {
  const all = [...view.here.value.values()].filter((here) => here.person === person);
  const drawn = all.filter((here) => here.view === "canvas");
  return drawn.findLast(({ cursor }) => cursor !== null) ?? drawn.at(-1) ?? all.at(-1) ?? null;
}

export function nameOfFollowed({ store, view }: Ui): string {
  const here = view.here.value.get(view.follows.value ?? -1);
  return store.people.value.get(here?.person ?? "")?.name ?? t("Someone");
}

export function startFollowing(ui: Ui, person: string): void {
  const here = sessionOf(ui, person);
  if (here === null) return;
  ui.view.mode.value = "canvas";
  ui.view.follows.value = here.session;
  ui.announcer.say(t("You follow the view of %(name)s. Escape stops it.", { name: nameOfFollowed(ui) }));
}

export function stopFollowing({ view, announcer }: Ui): void {
  if (view.follows.peek() === null) return;
  view.follows.value = null;
  announcer.say(t("You look around by yourself again."));
}

/** Moves the view while somebody is followed. Answers with what ends it. */
export function goAlong(ui: Ui): () => void {
  const { view, canvas, store } = ui;
  const stopWatching = effect(() => {
    const session = view.follows.value;
    if (session === null) return;
    const here = view.here.value.get(session);
    if (here === undefined || view.mode.value === "list") {
      if (here === undefined) store.notify("info", t("The person whose view you followed has left."));
      queueMicrotask(() => stopFollowing(ui));
    } else if (here.sees) {
      const [x, y, w, h] = here.sees;
      canvas.show({ x, y, w, h });
    }
  });
  const page = new AbortController();
  const { signal } = page;
  const look = (event: Event): void => {
    if ((event.target as Element | null)?.closest?.(".canvas-host, .zoombar")) stopFollowing(ui);
  };
  document.addEventListener("pointerdown", look, { signal, capture: true });
  document.addEventListener("wheel", look, { signal, capture: true, passive: true });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) stopFollowing(ui);
    },
    { signal },
  );
  return () => {
    page.abort();
    stopWatching();
  };
}
