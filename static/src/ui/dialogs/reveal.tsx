/** Shows everybody what was written in private. How much that is, the dialog does not know either. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { stepOn } from "../../core/workshop.ts";
import { useUi } from "../context.ts";
import { Dialog } from "./dialog.tsx";
import { useAttempt } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

export function RevealDialog(): JSX.Element {
  const { store, shell, calls } = useUi();
  const { trouble, isBusy, attempt } = useAttempt();
  const isPromised = stepOn(store.present.value)?.anonymous === true;
  const [isAnonymous, setAnonymous] = useState(isPromised);

  async function reveal(): Promise<void> {
    if (await attempt(() => calls.call("workshop", { do: "reveal", anonymous: isAnonymous })))
      shell.dialog.value = null;
  }

  return (
    <Dialog title={t("Reveal what was written in private")} hasForm>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void reveal();
        }}
      >
        <p>
          {t(
            "All private notes come onto the board at once, in a random order. Until then nobody knows how many there are.",
          )}
        </p>
        <label class="check">
          <input
            type="checkbox"
            checked={isAnonymous}
            disabled={isPromised}
            onChange={(event) => setAnonymous(event.currentTarget.checked)}
          />
          <span>
            {isPromised
              ? t("Without names, as it was promised in this step")
              : t("Without names: nobody will ever know who wrote what")}
          </span>
        </label>
        <Trouble sentence={trouble} />
        <footer class="dialog-foot">
          <button type="submit" class="button button-primary" data-first disabled={isBusy}>
            {t("Reveal everything")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
