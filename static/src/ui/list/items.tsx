/** The items of a section: labels as headings, and what stands between them as lists. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Rows } from "./portion.tsx";
import { holds, sizeOf } from "./portions.ts";
import type { ListRow } from "./rows.ts";
import { type SectionKey, useList } from "./state.ts";

/** Labels that follow each other, or what stands until the next one. */
interface Run {
  readonly key: string;
  readonly isList: boolean;
  readonly rows: ListRow[];
  /** How many rows of the section come before. */
  readonly before: number;
}

function runsOf(rows: readonly ListRow[]): Run[] {
  const runs: Run[] = [];
  let before = 0;
  for (const row of rows) {
    const isList = row.item.kind !== "text";
    const last = runs.at(-1);
    if (last?.isList === isList) last.rows.push(row);
    else runs.push({ key: isList ? `after ${keyOfLast(last)}` : row.key, isList, rows: [row], before });
    before += sizeOf(row);
  }
  return runs;
}

function keyOfLast(run: Run | undefined): string {
  return run?.rows.at(-1)?.key ?? "the title";
}

export interface ItemsProps {
  readonly section: SectionKey;
  readonly level: number;
  readonly rows: readonly ListRow[];
  readonly before: number;
  readonly isShort: boolean;
}

export function Items({ section, level, rows, before, isShort }: ItemsProps): JSX.Element {
  const { editing, stops } = useList();
  const wanted = stops.value.get(section);
  const stop = wanted !== undefined && holds(rows, wanted) ? wanted : (rows[0]?.key ?? null);
  const draft = editing.value;
  const runs = useMemo(() => runsOf(rows), [rows]);
  return (
    <>
      {runs.map((run) => (
        <Rows
          key={run.key}
          rows={run.rows}
          before={before + run.before}
          isList={run.isList}
          level={level}
          stop={stop}
          draft={draft}
          isShort={isShort}
        />
      ))}
    </>
  );
}
