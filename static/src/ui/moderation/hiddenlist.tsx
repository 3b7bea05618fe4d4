/** What was hidden, the newest first; each can be put back. */

import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import type { BoardRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Trouble } from "../dialogs/trouble.tsx";
import { whenOf } from "../history/when.ts";
import { Icon } from "../icon.tsx";
import { ICON_OF } from "../kindicons.ts";
import { sentenceOf } from "../server.ts";
import { useFresh } from "./fresh.ts";
import { type HiddenItem, hiddenItems, putBack } from "./hiding.ts";

interface RowProps {
  readonly one: HiddenItem;
  back(one: HiddenItem): Promise<void>;
}

function HiddenRow({ one, back }: RowProps): JSX.Element {
  const { store } = useUi();
  const [isBusy, setBusy] = useState(false);
  const nameOf = (id: string | null): string => store.people.value.get(id ?? "")?.name ?? t("Someone");
  const isBack = one.back_by !== null || store.present.value.has(one.item);
  const words = one.words.trim();
  return (
    <li class="moderated" data-back={isBack}>
      <p class="moderated-words" dir="auto">
        <Icon name={ICON_OF[one.kind as BoardRecord["kind"]]} />
        <span>{words === "" ? t("Without words") : words}</span>
      </p>
      <p class="muted">
        {one.author !== "" && `${t("By %(name)s", { name: nameOf(one.author) })} · `}
        {t("hidden by %(name)s, %(when)s", { name: nameOf(one.by), when: whenOf({ atMs: one.at_ms }) })}
      </p>
      <p dir="auto">{t("Reason: %(why)s", { why: one.why })}</p>
      {isBack ? (
        <p class="moderated-state">
          {one.back_by === null
            ? t("Back on the board.")
            : t("Put back by %(name)s.", { name: nameOf(one.back_by) })}
        </p>
      ) : (
        <p>
          <button
            type="button"
            class="button"
            aria-disabled={isBusy}
            aria-label={t("Put back: %(words)s", { words: words || one.why })}
            onClick={() => {
              if (isBusy) return;
              setBusy(true);
              void back(one).finally(() => setBusy(false));
            }}
          >
            <Icon name="undo-2" />
            {t("Put back")}
          </button>
        </p>
      )}
    </li>
  );
}

export function HiddenList(): JSX.Element {
  const { store, server, announcer } = useUi();
  const load = useCallback(() => hiddenItems(server), [server]);
  const { value, trouble, again } = useFresh(load, store.drafts.hidingNews.value);

  async function back(one: HiddenItem): Promise<void> {
    try {
      await putBack(server, one.id);
      announcer.say(t("It is back on the board."));
    } catch (error) {
      store.notify("error", sentenceOf(error));
    }
    await again();
  }

  return (
    <section class="moderation-part" aria-labelledby="hidden-title">
      <h3 id="hidden-title">{t("Hidden")}</h3>
      <Trouble sentence={trouble} />
      {value === null && trouble === "" && <p class="loading">{t("Loading…")}</p>}
      {value?.length === 0 && (
        <p class="muted">
          {t(
            "Nothing is hidden. Choose “Hide with a reason…” in the menu of a note to take it off the board.",
          )}
        </p>
      )}
      <ul role="list" aria-labelledby="hidden-title" tabIndex={-1}>
        {value?.map((one) => (
          <HiddenRow key={one.id} one={one} back={back} />
        ))}
      </ul>
    </section>
  );
}
