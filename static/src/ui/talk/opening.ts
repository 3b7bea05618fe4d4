/** Ways to the comments from everywhere else: a pin, a row of the list, a command. */

import { batch, type Signal, signal } from "@preact/signals";
import type { Point } from "../../core/geometry.ts";
import type { Ui } from "../context.ts";
import { holdForField } from "../heldkeys.ts";
import { closePanel } from "../later.tsx";
import type { Show } from "./threads.ts";

/** Where a comment will be that is being written. */
export interface Begun {
  readonly at: Point;
  /** Id of the item that it is about. */
  readonly on: string | null;
}

/** What has been written and not sent. */
export interface Draft {
  readonly text: string;
  /** Ids of those who were chosen while writing. */
  readonly picked: readonly string[];
}

/** What the panel of comments shows; it outlives the panel. */
export interface Talk {
  readonly show: Signal<Show>;
  readonly isForMe: Signal<boolean>;
  /** Id of the comment whose thread is open. */
  readonly open: Signal<string | null>;
  readonly begun: Signal<Begun | null>;
  /** Where the focus goes as soon as it is there: the id of a comment, or "" for the new one. */
  readonly wanted: Signal<string | null>;
  /** By the id of the thread, or of what is changed; "" for the new comment. */
  readonly drafts: Map<string, Draft>;
}

export function createTalk(): Talk {
  return {
    show: signal<Show>("open"),
    isForMe: signal(false),
    open: signal<string | null>(null),
    begun: signal<Begun | null>(null),
    wanted: signal<string | null>(null),
    drafts: new Map(),
  };
}

/** Opens the thread of a comment or a reply in the panel. */
export function openThread({ store, view, shell }: Ui, id: string): void {
  const record = store.scene.peek().get(id);
  if (record?.kind !== "comment" && record?.kind !== "reply") return;
  const thread = record.kind === "reply" ? record.thread : id;
  batch(() => {
    shell.talk.open.value = thread;
    shell.talk.wanted.value = thread;
    view.panel.value = "comments";
  });
}

/** Begins a comment: it is written in the panel. */
export function beginComment(ui: Ui, begun: Begun): void {
  const { view, shell } = ui;
  holdForField(() => closePanel(ui));
  batch(() => {
    shell.talk.begun.value = begun;
    shell.talk.wanted.value = "";
    view.tool.value = "select";
    view.panel.value = "comments";
  });
}
