/** Instead of the board when it can no longer be used here: what happened and what to do. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../core/i18n.ts";
import type { Ended } from "../store/store.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";
import { LeftWords } from "./leftwords.tsx";

const CAN_SIGN_IN_AGAIN = new Set(["auth.needed", "board.missing"]);

export function EndedPanel({ ended }: { readonly ended: Ended }): JSX.Element {
  const { boot, store } = useUi();
  const heading = useRef<HTMLHeadingElement>(null);
  const { unsent } = store.saveState.value;

  useEffect(() => {
    heading.current?.focus();
    // What the notices say besides may be words that are nowhere else.
    for (const { id, message } of store.notices.peek()) if (message === ended.message) store.dismiss(id);
  }, []);

  return (
    <main class="ended">
      <div class="ended-card">
        <Icon name="log-out" />
        <h1 ref={heading} tabIndex={-1}>
          {t("This page has left the board")}
        </h1>
        <p>{ended.message}</p>
        {unsent > 0 && <p>{t("Changes that could not be sent from here: %(n)s.", { n: unsent })}</p>}
        {unsent > 0 && <LeftWords />}
        <div class="ended-actions">
          {CAN_SIGN_IN_AGAIN.has(ended.code) ? (
            <a class="button button-primary" href={`${boot.base}/join`}>
              {t("Join with a code")}
            </a>
          ) : ended.code === "board.removed" ? null : (
            <button type="button" class="button button-primary" onClick={() => location.reload()}>
              {t("Load the board again")}
            </button>
          )}
          <a class="button" href={`${boot.base}/`}>
            {t("Go to the start page")}
          </a>
        </div>
      </div>
    </main>
  );
}
