/** One conversation: closed it is a line to open, open it holds what was said and the field to answer. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { leads } from "../../core/roles.ts";
import type { CommentRecord, ReplyRecord } from "../../core/types.ts";
import { nameOf } from "../../render/item_names.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createTalking, type Talking } from "../../tools/commands/talking.ts";
import { deleteItems } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { jumpTo } from "../jump.ts";
import { Byline, SaidWords } from "./said.tsx";
import type { Thread } from "./threads.ts";
import { Writer } from "./writer.tsx";

type Spoken = CommentRecord | ReplyRecord;

interface ThreadProps {
  readonly thread: Thread;
  readonly isOpen: boolean;
}

function talkingOf({ store, view }: Ui): Talking {
  return createTalking(createCommandBoard(store, view, makeId));
}

/** Where the focus goes when what had it is gone. */
export function focusThread(id: string): void {
  document.querySelector<HTMLElement>(`[data-thread="${CSS.escape(id)}"] .thread-head`)?.focus();
}

interface SaidButtonProps {
  readonly icon: string;
  readonly name: string;
  run(): void;
}

function SaidButton({ icon, name, run }: SaidButtonProps): JSX.Element {
  return (
    <button type="button" class="tool" aria-label={name} title={name} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}

interface SaidProps {
  readonly said: Spoken;
  readonly thread: string;
}

/** One thing that was said, with what its author may do with it. */
function Said({ said, thread }: SaidProps): JSX.Element {
  const ui = useUi();
  const { store, commands, announcer } = ui;
  const [isWriting, setWriting] = useState(false);
  const isMine = said.author === store.me.value.id;
  const mayWrite = commands.canEdit(said);
  const mayRemove = mayWrite && (isMine || leads(store.me.value.role));
  const isReply = said.kind === "reply";

  function end(): void {
    setWriting(false);
    focusThread(thread);
  }

  if (isWriting && isMine && mayWrite) {
    return (
      <Writer
        id={`of-${said.id}`}
        label={isReply ? t("Reply") : t("Comment")}
        done={t("Save")}
        first={{ text: said.text, picked: said.mentions ?? [] }}
        isFirst
        send={(text, mentions) => {
          if (!talkingOf(ui).rewrite(said.id, text, mentions)) return false;
          announcer.say(t("Saved."));
          end();
          return true;
        }}
        cancel={end}
      />
    );
  }
  return (
    <div class="said">
      {isReply && <Byline said={said} />}
      <SaidWords said={said} />
      {mayRemove && (
        <span class="said-buttons">
          {isMine && <SaidButton icon="pencil" name={t("Change the words")} run={() => setWriting(true)} />}
          <SaidButton
            icon="trash-2"
            name={isReply ? t("Delete the reply") : t("Delete the comment")}
            run={() => {
              deleteItems(ui, [said.id]);
              focusThread(thread);
            }}
          />
        </span>
      )}
    </div>
  );
}

/** What the comment is about, as a way there. */
function Target({ comment }: { readonly comment: CommentRecord }): JSX.Element {
  const ui = useUi();
  const { store } = ui;
  const scene = store.scene.value;
  const on = comment.on === undefined ? undefined : scene.get(comment.on);
  const words = on ? nameOf(on, scene, store.people.value) : t("A place on the board");
  return (
    <button
      type="button"
      class="thread-target"
      title={t("Show it on the board")}
      onClick={() => jumpTo(ui, on?.id ?? comment.id)}
    >
      <Icon name="scan" />
      <span class="hidden-text">{t("Show it on the board")}: </span>
      <span dir="auto">{words}</span>
    </button>
  );
}

function Answer({ comment }: { readonly comment: CommentRecord }): JSX.Element {
  const ui = useUi();
  const isResolved = comment.resolved === true;
  return (
    <>
      <Writer
        id={comment.id}
        label={t("Reply")}
        done={t("Send")}
        send={(text, mentions) => {
          if (talkingOf(ui).reply(comment.id, text, mentions) === null) return false;
          ui.announcer.say(t("Reply added."));
          return true;
        }}
      />
      <button
        type="button"
        class="button thread-resolve"
        onClick={() => {
          if (!talkingOf(ui).resolve(comment.id, !isResolved)) return;
          ui.announcer.say(isResolved ? t("Comment reopened.") : t("Comment resolved."));
        }}
      >
        <Icon name={isResolved ? "rotate-ccw" : "check"} />
        {isResolved ? t("Reopen") : t("Resolve")}
      </button>
    </>
  );
}

function Marks({ thread }: { readonly thread: Thread }): JSX.Element {
  const { comment, replies, isForMe } = thread;
  return (
    <span class="thread-marks">
      {isForMe && (
        <span class="thread-mark is-me">
          <Icon name="at-sign" />
          {t("Mentions you")}
        </span>
      )}
      {comment.resolved && (
        <span class="thread-mark">
          <Icon name="check" />
          {t("Resolved")}
        </span>
      )}
      {replies.length > 0 && (
        <span class="thread-mark">
          <Icon name="message-circle" />
          {tn("%(n)s reply", "%(n)s replies", replies.length)}
        </span>
      )}
    </span>
  );
}

function OnWhat({ comment }: { readonly comment: CommentRecord }): JSX.Element | null {
  const { store } = useUi();
  const scene = store.scene.value;
  const on = comment.on === undefined ? undefined : scene.get(comment.on);
  if (!on) return null;
  return (
    <span class="thread-on" dir="auto">
      {nameOf(on, scene, store.people.value)}
    </span>
  );
}

export function ThreadPart({ thread, isOpen }: ThreadProps): JSX.Element {
  const { shell, view, canvas, commands } = useUi();
  const { comment, replies } = thread;
  const bodyId = `thread-${comment.id}`;
  const place = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (isOpen) place.current?.scrollIntoView({ block: shell.isPhone.peek() ? "start" : "nearest" });
  }, [isOpen]);

  function toggle(): void {
    shell.talk.open.value = isOpen ? null : comment.id;
    if (isOpen || view.mode.peek() === "list") return;
    view.selection.value = new Set([comment.id]);
    canvas.goTo(comment.id, false);
  }

  return (
    <li ref={place} class={comment.resolved ? "thread is-resolved" : "thread"} data-thread={comment.id}>
      <button
        type="button"
        class="thread-head"
        aria-expanded={isOpen}
        aria-controls={isOpen ? bodyId : undefined}
        onClick={toggle}
      >
        <Byline said={comment} />
        {!isOpen && (
          <span class="thread-text" dir="auto">
            {comment.text}
          </span>
        )}
        {!isOpen && <OnWhat comment={comment} />}
        <Marks thread={thread} />
      </button>
      {isOpen && (
        <div id={bodyId} class="thread-body">
          <Said said={comment} thread={comment.id} />
          <Target comment={comment} />
          {replies.length > 0 && (
            <ul role="list" class="thread-replies" aria-label={t("Replies")}>
              {replies.map((reply) => (
                <li key={reply.id}>
                  <Said said={reply} thread={comment.id} />
                </li>
              ))}
            </ul>
          )}
          {commands.canEdit(comment) && <Answer comment={comment} />}
        </div>
      )}
    </li>
  );
}
