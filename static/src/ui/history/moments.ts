/**
 * The board at any moment. The server tells the board at every 500th entry and the entries after it;
 * what lies between is worked out here, so that a slider needs no answer for each of its steps.
 */

import { idsOf, replayOn } from "../../core/apply.ts";
import type { Entry, ItemRecord, Scene } from "../../core/types.ts";
import type { BoardServer } from "../server.ts";

/** The board after entry `seq`, and when that was; `atMs` is null before the first entry. */
export interface Moment {
  readonly seq: number;
  readonly atMs: number | null;
  readonly scene: Scene;
  /** The items that this entry was about. */
  readonly ids: readonly string[];
}

export interface Moments {
  /** The moment, if it can be told at once. */
  ready(seq: number): Moment | null;
  /** Loads what the moment needs. Throws CallFailed. */
  load(seq: number): Promise<void>;
}

export interface MomentsOptions {
  readonly server: Pick<BoardServer, "moment" | "entries">;
  /** The first moment that can be shown. */
  oldest(): number;
  /** The board now: a record that has not changed since stays the same object, and need not be drawn anew. */
  present(): Scene;
}

/** Entries from one known board to the next. */
const STRETCH = 500;
const KEPT = 12;

interface Stretch {
  readonly start: Moment;
  /** Those that follow, without a gap. */
  readonly entries: Entry[];
}

export function createMoments({ server, oldest, present }: MomentsOptions): Moments {
  const known = new Map<number, Stretch>(); // seq of its start -> stretch; the last used at the end
  const loading = new Map<number, Promise<void>>();

  function startOf(seq: number): number {
    return Math.max(Math.floor(seq / STRETCH) * STRETCH, oldest());
  }

  function ready(seq: number): Moment | null {
    const start = startOf(seq);
    const stretch = known.get(start);
    if (stretch === undefined || seq - start > stretch.entries.length) return null;
    known.delete(start);
    known.set(start, stretch);
    if (seq === start) return stretch.start;
    const passed = stretch.entries.slice(0, seq - start);
    const draft = new Map(stretch.start.scene);
    for (const entry of passed) replayOn(draft, entry.ops);
    const last = passed.at(-1);
    return { seq, atMs: last?.at_ms ?? null, scene: draft, ids: last ? idsOf(last.ops) : [] };
  }

  async function begin(start: number): Promise<Stretch> {
    const { at_ms, items } = await server.moment(start);
    const scene = shared(items, present());
    const stretch = { start: { seq: start, atMs: at_ms, scene, ids: [] }, entries: [] };
    known.set(start, stretch);
    for (const oldKey of [...known.keys()].slice(0, -KEPT)) known.delete(oldKey);
    return stretch;
  }

  async function fetchUpTo(start: number, seq: number): Promise<void> {
    const stretch = known.get(start) ?? (await begin(start));
    const reached = start + stretch.entries.length;
    const end = Math.floor(start / STRETCH) * STRETCH + STRETCH - 1;
    if (seq <= reached) return;
    for (const entry of await server.entries(reached, end - reached)) {
      if (entry.seq === start + stretch.entries.length + 1) stretch.entries.push(entry);
    }
  }

  return {
    ready,
    async load(seq) {
      const start = startOf(seq);
      await loading.get(start);
      const task = fetchUpTo(start, seq).finally(() => loading.delete(start));
      loading.set(start, task);
      await task;
    },
  };
}

/** These records as a scene, with the objects of `present` where they say the same. */
function shared(items: readonly ItemRecord[], present: Scene): Scene {
  return new Map(items.map((item) => [item.id, sameAs(item, present.get(item.id)) ?? item]));
}

function sameAs(item: ItemRecord, now: ItemRecord | undefined): ItemRecord | undefined {
  if (now === undefined) return undefined;
  const said = new Map<string, unknown>(Object.entries(now));
  const fields: [string, unknown][] = Object.entries(item);
  const isSame = said.size === fields.length && fields.every(([name, value]) => said.get(name) === value);
  return isSame ? now : undefined;
}
