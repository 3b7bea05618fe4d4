/** For who leads: what is asked before somebody is removed from the board. */

import type { JSX } from "preact";
import { t } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Dialog } from "./dialog.tsx";
import { useAttempt } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

export function RemoveDialog({ personId }: { readonly personId: string }): JSX.Element {
  const { store, server, shell, announcer } = useUi();
  const { trouble, isBusy, attempt } = useAttempt();
  const { name = "", is_helped: isHelped = false } = store.people.value.get(personId) ?? {};

  /** On phones the people were a dialog too. */
  const back = (): void => {
    shell.dialog.value = shell.isPhone.peek() ? { name: "people" } : null;
  };

  async function remove(): Promise<void> {
    if (!(await attempt(() => server.removePerson(personId)))) return;
    announcer.say(t("%(name)s is not on the board any more.", { name }));
    back();
  }

  return (
    <Dialog title={t("Remove %(name)s", { name })}>
      {isHelped ? (
        <p>{t("What was written on their behalf stays.")}</p>
      ) : (
        <>
          <p>{t("Their page closes at once. What they have written stays.")}</p>
          <p>{t("The code does not let them in again; from the list of people you can let them back in.")}</p>
        </>
      )}
      <Trouble sentence={trouble} />
      <footer class="dialog-foot">
        <button type="button" class="button button-danger" disabled={isBusy} onClick={() => void remove()}>
          {t("Remove")}
        </button>
        <button type="button" class="button" data-first onClick={back}>
          {t("Cancel")}
        </button>
      </footer>
    </Dialog>
  );
}
