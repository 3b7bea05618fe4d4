/** What happened on the board, as the server tells it: the newest first, loaded bit by bit. */

import { batch, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Kind } from "../../core/types.ts";
import type { BoardServer } from "../server.ts";
import { sentenceOf } from "../server.ts";

/** What was done to items of one kind. A `kind` of "item" is one that nobody remembers. */
type Leading = "go" | "end" | "timer" | "bring" | "hold" | "vote" | "apart" | "seat";
type More = "resolve" | "lock" | "connect" | "style" | "stack" | Leading;

export interface Deed {
  readonly do: "add" | "write" | "type" | "reframe" | "resize" | "move" | "reorder" | "delete" | More;
  /** "item" when it is not known any more. */
  readonly kind: Kind | "item";
  readonly ids: readonly string[];
  readonly n: number;
  /** How the one item began to read then. */
  readonly text?: string;
}

export interface Change {
  readonly seq: number;
  readonly at_ms: number;
  /** Person id. */
  readonly actor: string;
  /** null: too old to be kept in detail. */
  readonly did: readonly Deed[] | null;
  readonly undoes?: number;
  readonly restores?: number;
}

export interface Changes {
  readonly list: ReadonlySignal<readonly Change[]>;
  /** Only this person's; null for everybody's. */
  readonly person: Signal<string | null>;
  /** Whether there are older ones to load. */
  readonly hasMore: ReadonlySignal<boolean>;
  readonly isLoading: ReadonlySignal<boolean>;
  /** Why the last question went wrong; empty when it did not. */
  readonly trouble: ReadonlySignal<string>;
  more(): void;
  /** Begins to load and to follow what comes; answers with what ends it. */
  follow(): () => void;
}

export interface ChangesOptions {
  readonly server: Pick<BoardServer, "history">;
  /** Number of the newest entry. */
  readonly head: ReadonlySignal<number>;
  /** Told with each answer: the first moment that can be shown. */
  readonly oldest: Signal<number>;
}

const PAGE = 300;
/** The list follows others' changes, but not with every letter that they type. */
const FOLLOW_MS = 1_500;

export function createChanges({ server, head, oldest }: ChangesOptions): Changes {
  const list = signal<readonly Change[]>([]);
  const person = signal<string | null>(null);
  const hasMore = signal(true);
  const isLoading = signal(false);
  const trouble = signal("");
  let run = 0; // counts the filters chosen, so that a late answer to an earlier one is not taken
  let reached = 0; // seq of the newest entry that was looked at

  async function ask(before: number | undefined, limit: number): Promise<readonly Change[] | null> {
    const mine = run;
    isLoading.value = true;
    trouble.value = "";
    try {
      const answer = await server.history({ before, limit, person: person.peek() ?? undefined });
      if (mine !== run) return null;
      oldest.value = answer.oldest;
      reached = Math.max(reached, answer.head);
      return answer.changes;
    } catch (error) {
      if (mine === run) trouble.value = sentenceOf(error);
      return null;
    } finally {
      if (mine === run) isLoading.value = false;
    }
  }

  async function begin(): Promise<void> {
    run += 1;
    batch(() => {
      list.value = [];
      hasMore.value = true;
    });
    const found = await ask(undefined, PAGE);
    if (found === null) return;
    batch(() => {
      list.value = found;
      hasMore.value = found.length === PAGE;
    });
  }

  async function more(): Promise<void> {
    const last = list.peek().at(-1);
    if (last === undefined) return begin();
    const found = await ask(last.seq, PAGE);
    if (found === null) return;
    batch(() => {
      list.value = [...list.peek(), ...found];
      hasMore.value = found.length === PAGE;
    });
  }

  /** What came since the last look. If that is a lot, the list begins anew. */
  async function catchUp(): Promise<void> {
    const missing = head.peek() - reached;
    if (missing <= 0 || isLoading.peek()) return;
    if (missing > PAGE) return begin();
    const found = await ask(undefined, missing);
    if (found === null) return;
    const newest = list.peek()[0]?.seq ?? 0;
    list.value = [...found.filter(({ seq }) => seq > newest), ...list.peek()];
  }

  return {
    list,
    person,
    hasMore,
    isLoading,
    trouble,
    more: () => void more(),
    follow() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stopFilter = effect(() => {
        person.value;
        void begin();
      });
      const stopHead = effect(() => {
        if (head.value <= reached) return;
        timer ??= setTimeout(() => {
          timer = undefined;
          void catchUp();
        }, FOLLOW_MS);
      });
      return () => {
        run += 1;
        stopFilter();
        stopHead();
        clearTimeout(timer);
      };
    },
  };
}
