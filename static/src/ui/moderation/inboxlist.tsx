/** For who leads: what waits to be read, the oldest first, to be put on the board or declined. */

import type { JSX } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { noteTypeOf } from "../../core/kinds.ts";
import { titleOf } from "../choices.ts";
import { useUi } from "../context.ts";
import { Trouble } from "../dialogs/trouble.tsx";
import { Icon } from "../icon.tsx";
import { sentenceOf } from "../server.ts";
import { useFresh } from "./fresh.ts";
import { REASON_LIMIT } from "./hiding.ts";
import { accept, decline, inbox, type WaitingNote } from "./inboxcalls.ts";

const COMMENT_LIMIT = 2_000;

type Ask = (call: () => Promise<unknown>, done: string) => Promise<boolean>;

interface WordsProps {
  readonly note: WaitingNote;
  /** What the words are for: a comment, or the reason why not. */
  readonly isReason: boolean;
  readonly ask: Ask;
  close(): void;
}

/** A few words that go with the decision. */
function WordsForm({ note, isReason, ask, close }: WordsProps): JSX.Element {
  const { server } = useUi();
  const [words, setWords] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const id = `words-${note.item.id}`;
  useEffect(() => field.current?.focus(), []);
  const send = (): Promise<unknown> =>
    isReason ? decline(server, note, words) : accept(server, [note], words);
  return (
    <form
      class="moderated-form"
      onSubmit={(event) => {
        event.preventDefault();
        void ask(send, isReason ? t("Declined.") : t("It is on the board."));
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <label for={id}>{isReason ? t("Why not? The sender reads this.") : t("Your comment on it")}</label>
      <textarea
        ref={field}
        id={id}
        class="input"
        rows={2}
        required
        maxLength={isReason ? REASON_LIMIT : COMMENT_LIMIT}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <span class="moderated-ways">
        <button type="submit" class="button button-primary" disabled={words.trim() === ""}>
          {isReason ? t("Decline") : t("Accept with this comment")}
        </button>
        <button type="button" class="button" onClick={close}>
          {t("Cancel")}
        </button>
      </span>
    </form>
  );
}

interface RowProps {
  readonly note: WaitingNote;
  readonly ask: Ask;
}

function WaitingRow({ note, ask }: RowProps): JSX.Element {
  const { store, server } = useUi();
  const [open, setOpen] = useState<"none" | "comment" | "reason">("none");
  const { item, author } = note;
  const frame = store.present.value.get(item.frame ?? "");
  const name = author === null ? t("Nobody knows") : (store.people.value.get(author)?.name ?? t("Someone"));
  const where = frame?.kind === "frame" ? titleOf(frame) : t("Outside the frames");
  const text = item.text.trim();
  const about = text === "" ? t("empty") : text;
  return (
    <li class="moderated">
      <p class="moderated-words" dir="auto">
        <span>{text === "" ? t("Without words") : text}</span>
      </p>
      <p class="muted">
        {t("%(name)s · %(type)s · %(where)s", { name, type: t(noteTypeOf[item.type].name), where })}
      </p>
      {open === "none" ? (
        <p class="moderated-ways">
          <button
            type="button"
            class="button button-primary"
            aria-label={t("Accept: %(text)s", { text: about })}
            onClick={() => void ask(() => accept(server, [note], ""), t("It is on the board."))}
          >
            <Icon name="check" />
            {t("Accept")}
          </button>
          <button
            type="button"
            class="button"
            aria-label={t("Accept with a comment: %(text)s", { text: about })}
            onClick={() => setOpen("comment")}
          >
            {t("With a comment…")}
          </button>
          <button
            type="button"
            class="button"
            aria-label={t("Decline: %(text)s", { text: about })}
            onClick={() => setOpen("reason")}
          >
            {t("Decline…")}
          </button>
        </p>
      ) : (
        <WordsForm
          key={open}
          note={note}
          isReason={open === "reason"}
          ask={ask}
          close={() => setOpen("none")}
        />
      )}
    </li>
  );
}

export function InboxList(): JSX.Element {
  const { store, server, announcer } = useUi();
  const load = useCallback(() => inbox(server), [server]);
  const { value, trouble, again } = useFresh(load, store.drafts.inboxNews.value);
  const part = useRef<HTMLElement>(null);
  const waiting = value?.waiting ?? [];

  const ask: Ask = async (call, done) => {
    try {
      await call();
      announcer.say(done);
      part.current?.querySelector<HTMLElement>("h3")?.focus();
      return true;
    } catch (error) {
      store.notify("error", sentenceOf(error));
      return false;
    } finally {
      await again();
    }
  };

  return (
    <section ref={part} class="moderation-part" aria-labelledby="inbox-title">
      <h3 id="inbox-title" tabIndex={-1}>
        {t("To be read")}
      </h3>
      <Trouble sentence={trouble} />
      {value === null && trouble === "" && <p class="loading">{t("Loading…")}</p>}
      {value !== null && waiting.length === 0 && (
        <p class="muted">{t("Nothing waits. In a step you can choose that you read each note first.")}</p>
      )}
      {waiting.length > 1 && (
        <p>
          <button
            type="button"
            class="button"
            onClick={() =>
              void ask(
                () => accept(server, waiting.slice(0, 100), ""),
                t("All that you have read here is on the board."),
              )
            }
          >
            <Icon name="check" />
            {tn("Accept %(n)s note", "Accept all %(n)s notes", Math.min(waiting.length, 100))}
          </button>
        </p>
      )}
      <ul role="list" aria-labelledby="inbox-title">
        {waiting.map((note) => (
          <WaitingRow key={note.item.id} note={note} ask={ask} />
        ))}
      </ul>
      {(value?.more ?? 0) > 0 && (
        <p class="muted">{tn("and %(n)s more", "and %(n)s more", value?.more ?? 0)}</p>
      )}
    </section>
  );
}
