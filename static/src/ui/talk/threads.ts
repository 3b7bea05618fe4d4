/** The comments of a board as conversations. */

import { byOrder } from "../../core/outline.ts";
import type { CommentRecord, ReplyRecord, Scene } from "../../core/types.ts";

export interface Thread {
  readonly comment: CommentRecord;
  /** In the order in which they were written. */
  readonly replies: readonly ReplyRecord[];
  /** Whether one of its open words is for this person. */
  readonly isForMe: boolean;
}

export type Show = "open" | "resolved" | "all";
export type Counts = Readonly<Record<Show | "forMe", number>>;

/** All conversations, those begun last first. */
export function threadsOf(scene: Scene, me: string): Thread[] {
  const comments: CommentRecord[] = [];
  const replies = new Map<string, ReplyRecord[]>(); // comment id -> what was answered
  for (const record of scene.values()) {
    if (record.kind === "comment") comments.push(record);
    else if (record.kind === "reply") {
      const before = replies.get(record.thread);
      if (before) before.push(record);
      else replies.set(record.thread, [record]);
    }
  }
  const names = ({ mentions }: CommentRecord | ReplyRecord): boolean => mentions?.includes(me) ?? false;
  return comments.sort(newestFirst).map((comment) => {
    const said = (replies.get(comment.id) ?? []).sort(byOrder);
    return { comment, replies: said, isForMe: names(comment) || said.some(names) };
  });
}

function newestFirst(a: CommentRecord, b: CommentRecord): number {
  return b.created_at_ms - a.created_at_ms || byOrder(b, a);
}

export function countsOf(threads: readonly Thread[]): Counts {
  const resolved = threads.filter(({ comment }) => comment.resolved === true).length;
  const forMe = threads.filter(({ comment, isForMe }) => isForMe && comment.resolved !== true).length;
  return { open: threads.length - resolved, resolved, all: threads.length, forMe };
}

/** What the filter leaves. The conversation that one is in stays, so that it never goes from under the hand. */
export function shownThreads(
  threads: readonly Thread[],
  filter: { readonly show: Show; readonly isForMe: boolean },
  open: string | null,
): Thread[] {
  return threads.filter(({ comment, isForMe }) => {
    if (comment.id === open) return true;
    if (filter.isForMe && !isForMe) return false;
    return filter.show === "all" || (comment.resolved === true) === (filter.show === "resolved");
  });
}
