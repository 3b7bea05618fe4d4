/** The button of the comments, with how many are open. */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber, t, tn } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";

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
    <button
      type="button"
      class="button button-quiet button-icon counted"
      data-opens="comments"
      aria-label={label}
      title={t("Comments")}
      aria-expanded={isOpen}
      onClick={() => {
        view.panel.value = isOpen ? "none" : "comments";
      }}
    >
      <Icon name="message-square" />
      {count > 0 && <span class="count" data-number={formatNumber(count)} aria-hidden="true" />}
    </button>
  );
}
