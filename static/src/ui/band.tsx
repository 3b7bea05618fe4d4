/** A line across the board while the server cannot save: what that means, and nothing to do about it. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../core/i18n.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";

export function StorageBand(): JSX.Element | null {
  const { store, announcer } = useUi();
  const sentence = t("The server cannot save right now. Your changes wait here and are sent again.");
  const was = useRef(false);

  useSignalEffect(() => {
    const isStuck = store.saveState.value.state === "readonly";
    if (isStuck && !was.current) announcer.say(sentence);
    if (was.current && store.saveState.value.state === "saved")
      announcer.say(t("The server can save again."));
    was.current = isStuck || (was.current && store.saveState.value.state !== "saved");
  });

  if (store.saveState.value.state !== "readonly") return null;
  return (
    <p class="band">
      <Icon name="triangle-alert" />
      <span>{sentence}</span>
    </p>
  );
}
