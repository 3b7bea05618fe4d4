/** The steps of the workshop: made, changed, put in order and taken away. Only facilitators do this. */

import { t } from "../../core/i18n.ts";
import { keyBetween, keysBetween } from "../../core/order.ts";
import { fieldOf } from "../../core/records.ts";
import type { Op, Right, StepMode, StepRecord } from "../../core/types.ts";
import { cleanText, cleanTitle } from "../../core/words.ts";
import { stepsOf } from "../../core/workshop.ts";
import { type CommandBoard, keysAtEnd, patchOf } from "./board.ts";

/** What a step says of itself. */
export type StepWords = Omit<StepRecord, "kind" | "id" | "z" | "author" | "created_at_ms" | "may"> & {
  /** null: what the mode gives. */
  readonly may?: readonly Right[] | null;
};

export interface AgendaCommands {
  /** A new step at the end; its id, or null when it is refused. */
  add(step: StepWords): string | null;
  /** Several at the end, as one change. */
  addAll(steps: readonly StepWords[]): boolean;
  set(id: string, step: StepWords): boolean;
  /** The same again, right behind it. */
  double(id: string): boolean;
  /** To a place in the order, from 0. */
  move(id: string, place: number): boolean;
  remove(id: string): boolean;
}

/** The usual cycle of a workshop: what is done, and for how many minutes. */
export const USUAL_STEPS: readonly (readonly [mode: StepMode, minutes: number])[] = [
  ["explain", 3],
  ["silent", 5],
  ["reveal", 1],
  ["discuss", 6],
  ["cluster", 7],
  ["vote", 3],
  ["reveal", 1],
  ["decide", 6],
  ["owners", 4],
];

const FIELDS = [
  "title",
  "mode",
  "say_it",
  "say_en",
  "areas",
  "may",
  "private",
  "anonymous",
  "counted",
  "moderated",
  "minutes",
] as const;

function clean({ title, say_it = "", say_en = "", ...rest }: StepWords): StepWords {
  const says = { say_it: cleanText(say_it).trim(), say_en: cleanText(say_en).trim() };
  return { ...rest, ...says, title: cleanTitle(title) };
}

/**
 * The key of who comes to stand at `place` among the steps. Two who stand at one place, because two people
 * added them at the same moment, are moved apart by `ops`.
 */
function keyAt(
  steps: readonly StepRecord[],
  place: number,
): { readonly z: string; readonly ops: readonly Op[] } {
  const [before, after] = [steps[place - 1]?.z ?? null, steps[place]?.z ?? null];
  if (before === null || after === null || before < after) return { z: keyBetween(before, after), ops: [] };
  const later = steps.slice(place);
  const [z = "", ...keys] = keysBetween(steps.at(-1)?.z ?? null, null, later.length + 1);
  return { z, ops: later.map(({ id }, at) => ({ do: "patch", id, set: { z: keys[at] } })) };
}

export function createAgenda(board: CommandBoard): AgendaCommands {
  const { store } = board;
  const steps = (): StepRecord[] => stepsOf(store.present.peek());
  const create = (step: StepWords, z: string): Op & { readonly do: "create" } => ({
    do: "create",
    item: { ...clean(step), kind: "step", id: board.newId(), z },
  });
  const stepOf = (id: string): StepRecord | null => {
    const record = board.editable(id);
    return record?.kind === "step" ? record : null;
  };

  return {
    add(step) {
      const [z] = keysAtEnd(board.scene(), 1);
      const op = create(step, z ?? "a0");
      return store.change(t("Add a step"), [op]) ? op.item.id : null;
    },
    addAll(all) {
      const keys = keysAtEnd(board.scene(), all.length);
      const ops = all.map((step, at) => create(step, keys[at] ?? "a0"));
      return store.change(t("Add steps"), ops);
    },
    set(id, step) {
      const record = stepOf(id);
      const op = record && patchOf(record, { ...clean(step) });
      return record !== null && (op === null || store.change(t("Change the step"), [op]));
    },
    double(id) {
      const record = stepOf(id);
      if (record === null) return false;
      const all = steps();
      const { z, ops } = keyAt(all, all.findIndex((step) => step.id === id) + 1);
      const same = Object.fromEntries(FIELDS.map((name) => [name, fieldOf(record, name)])) as StepWords;
      return store.change(t("Duplicate the step"), [...ops, create(same, z)]);
    },
    move(id, place) {
      if (stepOf(id) === null) return false;
      const others = steps().filter((step) => step.id !== id);
      const { z, ops } = keyAt(others, Math.max(0, Math.min(others.length, place)));
      return store.change(t("Move the step"), [...ops, { do: "patch", id, set: { z } }]);
    },
    remove(id) {
      return stepOf(id) !== null && store.change(t("Delete the step"), [{ do: "delete", id }]);
    },
  };
}
