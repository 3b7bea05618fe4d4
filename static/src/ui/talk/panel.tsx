/** The comments of the board: what is open, what is resolved, and the field for a new one. */

import { useComputed } from "@preact/signals";
import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatNumber, t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { nameOf } from "../../render/item_names.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createMaking } from "../../tools/commands/making.ts";
import { useUi } from "../context.ts";
import { fieldHasFocus } from "../heldkeys.ts";
import { Icon } from "../icon.tsx";
import type { Begun } from "./opening.ts";
import { beginHere } from "./pin.ts";
import { focusThread, ThreadPart } from "./thread.tsx";
import { type Counts, countsOf, type Show, shownThreads, threadsOf } from "./threads.ts";
import { Writer } from "./writer.tsx";

function Filters({ counts }: { readonly counts: Counts }): JSX.Element {
  const { talk } = useUi().shell;
  const choices: [Show, string][] = [
    ["open", tn("%(n)s open", "%(n)s open", counts.open)],
    ["resolved", tn("%(n)s resolved", "%(n)s resolved", counts.resolved)],
    ["all", tn("%(n)s in all", "%(n)s in all", counts.all)],
  ];
  return (
    <div class="talk-filters">
      <div class="segmented segmented-words" role="group" aria-label={t("Which comments")}>
        {choices.map(([show, name]) => (
          <button
            key={show}
            type="button"
            aria-pressed={talk.show.value === show}
            onClick={() => {
              talk.show.value = show;
            }}
          >
            {name}
          </button>
        ))}
      </div>
      {(counts.forMe > 0 || talk.isForMe.value) && (
        <label class="check">
          <input
            type="checkbox"
            checked={talk.isForMe.value}
            onChange={(event) => {
              talk.isForMe.value = event.currentTarget.checked;
            }}
          />
          {t("Only where I am mentioned")} <span class="muted">{formatNumber(counts.forMe)}</span>
        </label>
      )}
    </div>
  );
}

function NewComment({ begun }: { readonly begun: Begun }): JSX.Element {
  const ui = useUi();
  const { store, shell, announcer } = ui;
  const scene = store.scene.value;
  const on = begun.on === null ? undefined : scene.get(begun.on);
  const where = on ? nameOf(on, scene, store.people.value) : t("A place on the board");

  function send(text: string, mentions: readonly string[]): boolean {
    const board = createCommandBoard(store, ui.view, makeId);
    const id = createMaking(board).comment(begun.at, on?.id ?? null, text, mentions);
    if (id === null) return false;
    announcer.say(t("Comment added."));
    shell.talk.begun.value = null;
    shell.talk.open.value = id;
    shell.talk.wanted.value = id;
    ui.view.selection.value = new Set([id]);
    return true;
  }

  return (
    <section class="talk-new" aria-label={t("New comment")}>
      <p class="thread-on" dir="auto">
        {where}
      </p>
      <Writer
        id=""
        label={t("Comment")}
        done={t("Add the comment")}
        send={send}
        cancel={() => {
          shell.talk.begun.value = null;
        }}
      />
    </section>
  );
}

function nothingWords(show: Show, isAny: boolean): string {
  if (!isAny) return t("No comments yet. Write the first one about a note or a place on the board.");
  if (show === "open") return t("All comments are resolved.");
  return show === "resolved" ? t("No comment is resolved yet.") : t("No comment mentions you.");
}

/** The focus goes where somebody asked for, and is never lost when what had it goes away. */
function useTalkFocus(root: RefObject<HTMLDivElement | null>): void {
  const { shell } = useUi();
  const wanted = shell.talk.wanted.value;
  const hadFocus = root.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (wanted === null) {
      if (hadFocus && document.activeElement === document.body) root.current?.focus();
      return;
    }
    shell.talk.wanted.value = null;
    if (wanted === "") root.current?.querySelector<HTMLElement>(".talk-new textarea")?.focus();
    else focusThread(wanted);
    document.activeElement?.scrollIntoView({ block: "nearest" });
    fieldHasFocus();
  });
}

/** Gives back what was being written in a thread that somebody has deleted, while the panel was closed too. */
function useRescuedDrafts(): void {
  const { store, shell } = useUi();
  const { drafts } = shell.talk;
  const scene = store.present.value;
  useLayoutEffect(() => {
    for (const [key, draft] of drafts) {
      const id = key.replace(/^of-/, "");
      if (id === "" || scene.has(id)) continue;
      drafts.delete(key);
      const text = draft.text.trim();
      if (text === "") continue;
      store.notify(
        "error",
        t("Somebody deleted the comment while you were writing. Your text was: %(text)s", { text }),
      );
    }
  }, [scene]);
}

export function CommentsPanel(): JSX.Element {
  const ui = useUi();
  const { store, shell, commands } = ui;
  const { talk } = shell;
  const root = useRef<HTMLDivElement>(null);
  const all = useComputed(() => threadsOf(store.scene.value, store.me.value.id));
  const counts = countsOf(all.value);
  const filter = { show: talk.show.value, isForMe: talk.isForMe.value };
  const shown = shownThreads(all.value, filter, talk.open.value);
  const begun = talk.begun.value;
  const canWrite = commands.canAdd("comment");

  useTalkFocus(root);
  useRescuedDrafts();

  return (
    <div ref={root} class="talk" tabIndex={-1}>
      <div class="talk-top">
        <Filters counts={counts} />
        {canWrite && begun && <NewComment begun={begun} />}
        {canWrite && !begun && (
          <button type="button" class="button" onClick={() => beginHere(ui)}>
            <Icon name="plus" />
            {t("New comment")}
          </button>
        )}
      </div>
      <ul role="list" class="threads" aria-label={t("Comments")}>
        {shown.map((thread) => (
          <ThreadPart
            key={thread.comment.id}
            thread={thread}
            isOpen={thread.comment.id === talk.open.value}
          />
        ))}
      </ul>
      {shown.length === 0 && (
        <p class="empty">
          <Icon name="message-square" />
          {nothingWords(filter.show, all.value.length > 0)}
        </p>
      )}
    </div>
  );
}
