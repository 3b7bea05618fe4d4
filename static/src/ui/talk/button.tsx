/** The button of the comments, with how many are open. */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber, t, tn } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { IconButton } from "../icon.tsx";

export function CommentsButton(): JSX.Element {
  const { store, view } = useUi();
  const open = useComputed(() => {
    let count = 0;
    for (const record of store.scene.value.values()) {
      if (record.kind === "comment" && !record.resolved) count += 1;
    }
    return count;
  });
  const isOpen = view.panel.value === "comments";
  const count = open.value;
  const label = count === 0 ? t("Comments") : tn("Comments, %(n)s open", "Comments, %(n)s open", count);
  return (
    <IconButton
      icon="message-square"
      name={label}
      class="counted"
      data-opens="comments"
      title={t("Comments")}
      aria-expanded={isOpen}
      onClick={() => {
        view.panel.value = isOpen ? "none" : "comments";
      }}
    >
      {count > 0 && <span class="count" data-number={formatNumber(count)} aria-hidden="true" />}
    </IconButton>
  );
}
