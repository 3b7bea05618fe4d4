/** The short dialogs: rename the board, leave it, see the people. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { leads } from "../../core/roles.ts";
import { browserStorage, countBallots, forgetBallots } from "../../store/unsent_ballots.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { PeopleList } from "../peoplelist.tsx";
import { Dialog } from "./dialog.tsx";
import { BoardNameField, useAttempt } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

export function RenameDialog(): JSX.Element {
  const { store, server, shell } = useUi();
  const { trouble, isBusy, attempt } = useAttempt();
  const [name, setName] = useState(store.name.peek());

  async function rename(): Promise<void> {
    if (await attempt(() => server.rename(name.trim()))) shell.dialog.value = null;
  }

  return (
    <Dialog title={t("Rename the board")} hasForm>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <BoardNameField name={name} setName={setName} />
        <Trouble sentence={trouble} />
        <footer class="dialog-foot">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {t("Save")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

export function LeaveDialog(): JSX.Element {
  const { store, server, shell, queue } = useUi();
  const { trouble, isBusy, attempt } = useAttempt();
  const [waiting, setWaiting] = useState(0); // of this person in this browser, on other boards too
  const unsent = Math.max(waiting, store.saveState.value.unsent);
  const isFacilitator = leads(store.me.value.role);
  const person = store.me.peek().id;

  useEffect(() => {
    void queue.count().then((changes) => setWaiting(changes + countBallots(browserStorage(), person)));
  }, [queue, person]);

  async function leave(): Promise<void> {
    if (!(await attempt(() => server.signOut()))) return;
    // Nobody else who uses this computer shall find them.
    forgetBallots(browserStorage(), person);
    await queue.forget().catch(() => undefined);
    location.assign(server.pageUrl("/"));
  }

  return (
    <Dialog title={isFacilitator ? t("Sign out") : t("Leave the board")}>
      <p>
        {isFacilitator
          ? t("To come back you need your e-mail address and password, or a new set-up link.")
          : t("Your notes stay. To come back you need the code, and you will be a new person on the board.")}
      </p>
      {unsent > 0 && (
        <p class="dialog-warning">
          <Icon name="triangle-alert" />
          {tn(
            "%(n)s change has not been sent yet and would be lost.",
            "%(n)s changes have not been sent yet and would be lost.",
            unsent,
          )}
        </p>
      )}
      <Trouble sentence={trouble} />
      <footer class="dialog-foot">
        <button type="button" class="button button-primary" disabled={isBusy} onClick={() => void leave()}>
          {isFacilitator ? t("Sign out") : t("Leave")}
        </button>
        <button
          type="button"
          class="button"
          data-first
          onClick={() => {
            shell.dialog.value = null;
          }}
        >
          {t("Stay")}
        </button>
      </footer>
    </Dialog>
  );
}

export function PeopleDialog(): JSX.Element {
  return (
    <Dialog title={t("People")} look="sheet">
      <PeopleList />
    </Dialog>
  );
}
