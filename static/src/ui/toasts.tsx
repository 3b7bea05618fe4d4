/** Short messages at the bottom: what happened, and for errors what to do. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../core/i18n.ts";
import { NOTICES_SHOWN, type Notice } from "../store/notices.ts";
import { useUi } from "./context.ts";
import { Icon, IconButton } from "./icon.tsx";

/** As long as it takes to look there and read it. */
const LOOK_MS = 2_000;
const LETTER_MS = 60;
const LONGEST_MS = 12_000;

function Toast({ notice }: { readonly notice: Notice }): JSX.Element {
  const { store } = useUi();
  const isError = notice.kind === "error";

  useEffect(() => {
    if (isError) return;
    const stays = Math.min(LOOK_MS + LETTER_MS * notice.message.length, LONGEST_MS);
    const timer = setTimeout(() => store.dismiss(notice.id), stays);
    return () => clearTimeout(timer);
  }, [isError, notice, store]);

  return (
    <div class={isError ? "toast toast-error" : "toast"}>
      <Icon name={isError ? "circle-alert" : "info"} />
      <p>{notice.message}</p>
      <IconButton
        icon="x"
        name={t("Close this message")}
        title={t("Close")}
        onClick={() => store.dismiss(notice.id)}
      />
    </div>
  );
}

/** Errors interrupt, the rest waits its turn: two regions that are always there, so both are heard. */
export function Toasts(): JSX.Element {
  const { store } = useUi();
  const notices = store.notices.value;
  const draw = (kind: Notice["kind"]): JSX.Element[] =>
    notices
      .filter((notice) => notice.kind === kind)
      .slice(-NOTICES_SHOWN)
      .map((notice) => <Toast key={notice.id} notice={notice} />);
  return (
    <div class="toasts">
      <div role="alert">{draw("error")}</div>
      <div role="status">{draw("info")}</div>
    </div>
  );
}
