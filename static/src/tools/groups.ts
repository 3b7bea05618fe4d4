/** What is grouped is selected together. */

import type { BoardStore } from "../store/store.ts";

export interface Groups {
  /** These and all that is in a group with one of them. */
  whole(ids: Iterable<string>): ReadonlySet<string>;
}

export function createGroups({ scene }: Pick<BoardStore, "scene">): Groups {
  const groupOf = (id: string): string | undefined => {
    const record = scene.peek().get(id);
    return record && "group" in record ? record.group : undefined;
  };
  return {
    whole(ids) {
      const all = new Set(ids);
      const groups = new Set([...all].flatMap((id) => groupOf(id) ?? []));
      if (groups.size === 0) return all;
      for (const record of scene.peek().values()) {
        if ("group" in record && record.group !== undefined && groups.has(record.group)) all.add(record.id);
      }
      return all;
    },
  };
}
