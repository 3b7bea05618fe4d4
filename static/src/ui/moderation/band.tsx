/** To who wrote it: something was taken off the board, and why. One at a time. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isModeratedNow } from "../../core/drafts.ts";
import { t, tn } from "../../core/i18n.ts";
import { leads, writes } from "../../core/roles.ts";
import type { HiddenNews } from "../../store/drafts.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { sentenceOf } from "../server.ts";
import { readWhy } from "./hiding.ts";
import { shortWords } from "./words.ts";

function sentenceAbout({ words, why }: HiddenNews): string {
  const short = shortWords(words);
  if (short === "") return t("Something of yours was taken off the board. The reason: %(why)s", { why });
  return t("“%(words)s” was taken off the board. The reason: %(why)s", { words: short, why });
}

/** To participants: that it is read first; to who leads: how much waits, and the way to it. */
export function InboxBand(): JSX.Element | null {
  const { store, view } = useUi();
  const { role } = store.me.value;
  const count = store.drafts.inbox.value;
  const isModerated = isModeratedNow(store.present.value);
  const mine = store.drafts.notes.value.filter(({ state }) => state === "waiting").length;
  if (!(leads(role) ? isModerated || count > 0 : writes(role) && (isModerated || mine > 0))) return null;
  const toLeader =
    count === 0
      ? t("What participants add waits until you have read it.")
      : tn("%(n)s note waits to be read.", "%(n)s notes wait to be read.", count);
  const toAuthor = isModerated
    ? t("What you add is read by who leads before everybody sees it.")
    : tn("%(n)s of your notes still waits to be read.", "%(n)s of your notes still wait to be read.", mine);
  return (
    <section class="band private-band" aria-label={t("Notes that are read first")}>
      <Icon name="inbox" />
      <span>{leads(role) ? toLeader : toAuthor}</span>
      {leads(role) && (
        <span class="private-ways">
          <button
            type="button"
            class="button"
            onClick={() => {
              view.panel.value = "moderation";
            }}
          >
            {t("Read them")}
          </button>
        </span>
      )}
    </section>
  );
}

export function HiddenBand(): JSX.Element | null {
  const { store, server, announcer } = useUi();
  const [isBusy, setBusy] = useState(false);
  const [first] = store.drafts.hidden.value;
  const sentence = first === undefined ? "" : sentenceAbout(first);
  useEffect(() => {
    if (sentence !== "") announcer.say(sentence);
  }, [announcer, sentence]);
  if (first === undefined) return null;

  async function read(id: string): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    try {
      await readWhy(server, id);
    } catch (error) {
      store.notify("error", sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section class="band private-band" aria-label={t("Taken off the board")}>
      <Icon name="eye-off" />
      <span dir="auto">{sentence}</span>
      <span class="private-ways">
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => void read(first.id)}>
          {t("I have read this")}
        </button>
      </span>
    </section>
  );
}
