/** The line above the board about private writing: that it is private now, and what waits after it. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isBesideNow, isLate, isPrivateNow } from "../../core/drafts.ts";
import { t, tn } from "../../core/i18n.ts";
import { leads, writes } from "../../core/roles.ts";
import { mayMake, stepOn, workshopOf } from "../../core/workshop.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { HiddenBand, InboxBand } from "../moderation/band.tsx";
import { DeclinedBand } from "../moderation/declined.tsx";

/** What came after the reveal is for who wrote it to decide on. */
function LateNotes({
  ids,
  isPromised,
}: {
  readonly ids: readonly string[];
  /** Nobody will ever know who wrote them. */
  readonly isPromised: boolean;
}): JSX.Element {
  const { store, announcer } = useUi();
  const rights = store.rights.value;
  const scene = store.present.value;
  const isBeside = isBesideNow(scene, leads(store.me.value.role));
  const isPrivate = isPrivateNow(scene);
  const mayShow = rights === null || mayMake(rights, "note");
  return (
    <section
      class="band private-band"
      aria-label={isPromised ? t("Notes without a name that came late") : t("Notes that came late")}
    >
      <Icon name="eye-off" />
      <span>
        {tn(
          "%(n)s of your notes is not on the board. Only you see it.",
          "%(n)s of your notes are not on the board. Only you see them.",
          ids.length,
        )}
      </span>
      <span class="private-ways">
        {isBeside ? (
          <button
            type="button"
            class="button"
            onClick={() => {
              store.drafts.join(ids);
              announcer.say(
                isPrivate ? t("Your notes wait for the next reveal.") : t("Your notes wait to be read."),
              );
            }}
          >
            {isPrivate ? t("Show at the next reveal") : t("Hand in to be read")}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            disabled={!mayShow}
            onClick={() => {
              store.drafts.publish(ids);
              announcer.say(t("Everybody sees your notes now."));
            }}
          >
            {isPromised ? t("Show without my name") : t("Show with my name")}
          </button>
        )}
        <button
          type="button"
          class="button"
          onClick={() => {
            store.change(
              t("Delete"),
              ids.map((id) => ({ do: "delete", id })),
            );
            announcer.say(t("Your late notes are deleted. Undo brings them back."));
          }}
        >
          {t("Delete")}
        </button>
      </span>
    </section>
  );
}

/** About how many are writing, where the step tells it (VIS6): heard once in a step, then only to be read. */
function useWriting(): string {
  const { store, view, announcer } = useUi();
  const scene = store.present.value;
  const step = stepOn(scene);
  const n = step?.counted && isPrivateNow(scene) ? view.writing.value : 0;
  const sentence = n === 0 ? "" : t("At least %(n)s people are writing now.", { n });
  const heard = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (sentence === "" || heard.current === step?.id) return;
    heard.current = step?.id;
    announcer.say(sentence);
  }, [announcer, sentence, step?.id]);
  return sentence;
}

/** What is private, to everybody; to who leads, the way out of it too. */
export function PrivateBand(): JSX.Element | null {
  const { store, shell } = useUi();
  const scene = store.present.value;
  const { role } = store.me.value;
  const own = store.drafts.notes.value;
  const late = own.filter((note) => isLate(note, scene));
  const isPrivate = isPrivateNow(scene);
  const isVeiled = isPrivate || (leads(role) && workshopOf(scene)?.veiled === true);
  const waiting = own.filter(({ state }) => state === undefined);
  const writing = useWriting();
  const isOwn = writes(role) && (isVeiled || waiting.length > late.length);
  return (
    <>
      {(isOwn || writing !== "") && (
        <section class="band private-band" aria-label={t("Private writing")}>
          <Icon name="eye-off" />
          <span>
            {isOwn && isPrivate && t("Only you see what you write, until it is revealed.")}
            {isOwn && !isPrivate && t("What was written in private waits for the reveal.")}
            {isPrivate && stepOn(scene)?.anonymous && ` ${t("Nobody will ever know who wrote what.")}`}
            {writing !== "" && <span class="band-more">{writing}</span>}
          </span>
          {leads(role) && (
            <span class="private-ways">
              <button
                type="button"
                class="button"
                onClick={() => {
                  shell.dialog.value = { name: "reveal" };
                }}
              >
                <Icon name="eye" />
                {t("Reveal…")}
              </button>
            </span>
          )}
        </section>
      )}
      <InboxBand />
      {own.map((note) => note.state === "declined" && <DeclinedBand key={note.id} note={note} />)}
      <HiddenBand />
      {[false, true].map((isPromised) => {
        const ids = late.filter(({ anonymous = false }) => anonymous === isPromised).map(({ id }) => id);
        return ids.length > 0 && <LateNotes key={String(isPromised)} ids={ids} isPromised={isPromised} />;
      })}
    </>
  );
}
