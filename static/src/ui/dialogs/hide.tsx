/** For who leads: takes things off the board, with the reason that who wrote them reads. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { hide, REASON_LIMIT } from "../moderation/hiding.ts";
import { Dialog } from "./dialog.tsx";
import { useAttempt } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

export function HideDialog({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  const { server, shell, view, announcer } = useUi();
  const { trouble, isBusy, attempt } = useAttempt();
  const [why, setWhy] = useState("");

  async function take(): Promise<void> {
    if (!(await attempt(() => hide(server, ids, why)))) return;
    shell.dialog.value = null;
    view.selection.value = new Set();
    announcer.say(
      tn(
        "%(n)s item hidden. You find it under Moderation.",
        "%(n)s items hidden. You find them under Moderation.",
        ids.length,
      ),
    );
  }

  return (
    <Dialog title={tn("Hide %(n)s item", "Hide %(n)s items", ids.length)} hasForm>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <p>{t("It leaves the board with what is on it. You can put it back under Moderation.")}</p>
        <div class="field">
          <label for="hide-why">{t("The reason")}</label>
          <textarea
            id="hide-why"
            class="input"
            data-first
            required
            rows={3}
            maxLength={REASON_LIMIT}
            aria-describedby="hide-hint"
            value={why}
            onInput={(event) => setWhy(event.currentTarget.value)}
          />
          <p id="hide-hint" class="field-hint">
            {t("Who wrote it reads this. Everybody else only sees that it is gone.")}
          </p>
        </div>
        <Trouble sentence={trouble} />
        <footer class="dialog-foot">
          <button type="submit" class="button button-primary" disabled={isBusy || why.trim() === ""}>
            {t("Hide")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
