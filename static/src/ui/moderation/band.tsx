/** To who wrote it: something was taken off the board, and why. One at a time. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import type { HiddenNews } from "../../store/drafts.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { sentenceOf } from "../server.ts";
import { readWhy } from "./hiding.ts";

/** Enough to know which one it was. */
const MOST_WORDS = 80;

function sentenceAbout({ words, why }: HiddenNews): string {
  const text = words.trim().replace(/\s+/g, " ");
  if (text === "") return t("Something of yours was taken off the board. The reason: %(why)s", { why });
  const short = text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text;
  return t("“%(words)s” was taken off the board. The reason: %(why)s", { words: short, why });
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
