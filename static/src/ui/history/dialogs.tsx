/** What is asked before a moment is restored or copied. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { useUi } from "../context.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { BoardNameField, useAttempt } from "../dialogs/parts.tsx";
import { Trouble } from "../dialogs/trouble.tsx";
import { Icon } from "../icon.tsx";
import { type Differences, differences } from "./differences.ts";
import type { Moment } from "./moments.ts";
import { useTimeline } from "./usetimeline.ts";
import { whenOf } from "./when.ts";

function sentencesOf({ back, changed, away }: Differences): string[] {
  return [
    back && tn("%(n)s item comes back", "%(n)s items come back", back),
    changed && tn("%(n)s item becomes what it was", "%(n)s items become what they were", changed),
    away && tn("%(n)s item goes away", "%(n)s items go away", away),
  ].filter((sentence) => typeof sentence === "string");
}

function RestoreForm({ moment }: { readonly moment: Moment }): JSX.Element {
  const { store, server, shell, announcer } = useUi();
  const timeline = useTimeline();
  const { trouble, isBusy, attempt } = useAttempt();
  const sentences = sentencesOf(differences(store.present.value, moment.scene));
  const isSame = sentences.length === 0;

  async function restore(): Promise<void> {
    await server.restore(moment.seq);
    shell.dialog.value = null;
    timeline.leave();
    const sentence = t("The board is as it was: %(when)s.", { when: whenOf(moment) });
    store.notify("info", sentence);
    announcer.say(sentence);
  }

  return (
    <>
      <p>{t("The board becomes what it was: %(when)s.", { when: whenOf(moment) })}</p>
      {isSame ? (
        <p>{t("It is like that already, so nothing would change.")}</p>
      ) : (
        <ul class="restore-effects">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <p class="muted">
        {t("Everyone sees it at once. Nothing is lost: what came later stays in the history.")}
      </p>
      <Trouble sentence={trouble} />
      <footer class="dialog-foot">
        <button
          type="button"
          class="button button-primary"
          data-first={isSame ? undefined : true}
          disabled={isBusy || isSame}
          onClick={() => void attempt(restore)}
        >
          {t("Restore")}
        </button>
        <button
          type="button"
          class="button"
          data-first={isSame ? true : undefined}
          onClick={() => {
            shell.dialog.value = null;
          }}
        >
          {t("Cancel")}
        </button>
      </footer>
    </>
  );
}

export function RestoreDialog(): JSX.Element | null {
  const timeline = useTimeline();
  // The moment the person chose, also when it is back to now before the answer is here.
  const [moment] = useState(timeline.shown.peek());
  if (moment === null) return null;
  return (
    <Dialog title={t("Restore this moment")}>
      <RestoreForm moment={moment} />
    </Dialog>
  );
}

function CopyDone({ boardId }: { readonly boardId: string }): JSX.Element {
  const { server, shell, announcer } = useUi();
  const link = useRef<HTMLAnchorElement>(null);

  useEffect(() => {
    link.current?.focus();
    announcer.say(t("The copy is ready."));
  }, [announcer]);

  return (
    <>
      <p class="copy-done">
        <Icon name="circle-check" />
        {t("The copy is ready.")}
      </p>
      <footer class="dialog-foot">
        <a
          ref={link}
          class="button button-primary"
          href={server.pageUrl(`/b/${encodeURIComponent(boardId)}`)}
        >
          {t("Open the copy")}
        </a>
        <button
          type="button"
          class="button"
          onClick={() => {
            shell.dialog.value = null;
          }}
        >
          {t("Stay here")}
        </button>
      </footer>
    </>
  );
}

/** Cut where the limit is, as the server would. */
function nameOfCopy(name: string): string {
  return [...t("Copy of %(name)s", { name })].slice(0, LIMITS.title).join("").trim();
}

function CopyForm({ done }: { done(boardId: string): void }): JSX.Element {
  const { store, server } = useUi();
  const timeline = useTimeline();
  const { trouble, isBusy, attempt } = useAttempt();
  const [moment] = useState(timeline.shown.peek());
  const [name, setName] = useState(() => nameOfCopy(store.name.peek()));
  const seq = moment?.seq ?? timeline.head.peek();
  return (
    <form
      class="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => done(await server.copy(seq, name.trim())));
      }}
    >
      <p>
        {moment === null
          ? t("A new board with everything that is on this one now.")
          : t("A new board with everything that was on this one: %(when)s.", { when: whenOf(moment) })}{" "}
        {t("Notes keep their authors; nobody is on it yet but you.")}
      </p>
      <BoardNameField name={name} setName={setName} />
      <Trouble sentence={trouble} />
      <footer class="dialog-foot">
        <button type="submit" class="button button-primary" disabled={isBusy}>
          {t("Copy")}
        </button>
      </footer>
    </form>
  );
}

export function CopyDialog(): JSX.Element {
  const [boardId, setBoardId] = useState<string | null>(null);
  return (
    <Dialog title={t("Copy as a new board")} hasForm>
      {boardId === null ? <CopyForm done={setBoardId} /> : <CopyDone boardId={boardId} />}
    </Dialog>
  );
}
