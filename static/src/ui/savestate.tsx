/** Whether the work is safe, in words with an icon. It follows the server's answers only (ACK2). */

import { useComputed, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t, tn } from "../core/i18n.ts";
import { writes } from "../core/roles.ts";
import type { SaveState } from "../store/store.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";

const ICONS: Record<SaveState["state"], string> = {
  saved: "circle-check",
  saving: "refresh-cw",
  offline: "cloud-off",
  readonly: "triangle-alert",
};

export function wordsOf({ state, unsent }: SaveState): string {
  if (state === "saved") return t("Saved");
  if (state === "saving") return t("Saving…");
  if (state === "readonly") {
    return unsent === 0
      ? t("Cannot save")
      : tn("Cannot save, %(n)s waiting", "Cannot save, %(n)s waiting", unsent);
  }
  return unsent === 0 ? t("Offline") : tn("Offline, %(n)s unsent", "Offline, %(n)s unsent", unsent);
}

export function SaveStateLabel(): JSX.Element {
  const { store, announcer } = useUi();
  const now = store.saveState.value;
  const isWatching = !writes(store.me.value.role) && now.state === "saved";
  const state = useComputed(() => store.saveState.value.state);
  const was = useRef(state.value);

  // Saving and saved come and go all the time; only losing and finding the connection is news.
  useSignalEffect(() => {
    const isCut = state.value === "offline";
    const wasCut = was.current === "offline";
    was.current = state.value;
    if (isCut && !wasCut) announcer.say(t("Not connected. You can go on: your changes wait here."));
    if (wasCut && !isCut) announcer.say(t("Connected again."));
  });

  return (
    <span class="save-state" data-state={now.state}>
      <Icon name={isWatching ? "eye" : ICONS[now.state]} />
      <span class="save-words">{isWatching ? t("Watching only") : wordsOf(now)}</span>
    </span>
  );
}
