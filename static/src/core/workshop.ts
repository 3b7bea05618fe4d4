/**
 * Which step of a workshop is on, and what participants may do in it: the browser's copy of what is asked
 * in `board/core/workshop.py`, which decides. `tests/protocol/workshop_*.json` holds the cases of both.
 */

import { KINDS, WORKSHOP_ID } from "./kinds.ts";
import { byOrder } from "./outline.ts";
import { fieldOf, isSame } from "./records.ts";
import { isInside } from "./relations.ts";
import type { ItemRecord, Kind, Op, Right, Scene, StepMode, StepRecord, WorkshopRecord } from "./types.ts";

/** What participants may do where the step does not say it. */
export const MODES: Readonly<Record<StepMode, readonly Right[]>> = {
  explain: [],
  silent: ["add", "edit_own"],
  reveal: ["comment"],
  pair: ["add", "edit_own", "move", "comment"],
  present: ["edit_own", "comment"],
  cluster: ["move", "group", "comment"],
  vote: ["vote"],
  discuss: ["add", "edit_own", "edit_all", "move", "group", "comment"],
  decide: ["comment"],
  owners: ["add", "edit_own", "comment"],
};

/** What is done with an item that is there. */
export type Doing = "write" | "move" | "group";

export interface Rights {
  readonly step: StepRecord;
  readonly may: readonly Right[];
  /** Ids of the frames that it is about; none: the whole board. */
  readonly areas: readonly string[];
  readonly sinceMs: number;
  /** What participants write is seen by nobody else yet. */
  readonly isPrivate: boolean;
  /** The same, but that who leads reads it and puts it on the board. */
  readonly isModerated: boolean;
}

export type Refusal = "step.not_now" | "step.not_here";

/** Anything that can be done with an item. */
const DOINGS: readonly Doing[] = ["write", "move", "group"];

const PLACE: ReadonlySet<string> = new Set(["x", "y", "w", "h", "rotation", "frame", "z"]);
const SAYING: ReadonlySet<string> = new Set(["comment", "edit_own", "edit_all"]);
const GROUPING: ReadonlySet<string> = new Set(["cluster", "group", "under"]);

/** The record that says what is on; null where no workshop was ever begun. */
export function workshopOf(scene: Scene): WorkshopRecord | null {
  const record = scene.get(WORKSHOP_ID);
  return record?.kind === "workshop" ? record : null;
}

/** The agenda, in order. */
export function stepsOf(scene: Scene): StepRecord[] {
  const steps: StepRecord[] = [];
  for (const record of scene.values()) if (record.kind === "step") steps.push(record);
  return steps.sort(byOrder);
}

/** The step that is on; null while there is none. */
export function stepOn(scene: Scene): StepRecord | null {
  const step = scene.get(workshopOf(scene)?.step ?? "");
  return step?.kind === "step" ? step : null;
}

/** What participants may do now; null while no step is on: then it is as on every board. */
export function rightsNow(scene: Scene): Rights | null {
  const step = stepOn(scene);
  const workshop = workshopOf(scene);
  if (step === null || workshop === null) return null;
  const given = step.may ?? MODES[step.mode];
  const isPrivate = step.private === true && given.includes("add") && workshop.open !== true;
  const isModerated = step.moderated === true && given.includes("add") && !isPrivate;
  return {
    step,
    // Nothing new is to be read on the board.
    may: isModerated ? given.filter((right) => !SAYING.has(right)) : given,
    areas: (step.areas ?? []).filter((id) => scene.get(id)?.kind === "frame"),
    sinceMs: workshop.since_ms,
    isPrivate,
    isModerated,
  };
}

/** Whether both say the same. */
export function sameRights(a: Rights | null, b: Rights | null): boolean {
  if (a === null || b === null) return a === b;
  const isAsPrivate = a.isPrivate === b.isPrivate && a.isModerated === b.isModerated;
  return a.step === b.step && a.sinceMs === b.sinceMs && isAsPrivate && isSame(a.areas, b.areas);
}

/** Whether items of this kind may be made. What is written beside the board is notes, for oneself at first. */
export function mayMake({ may, isPrivate, isModerated }: Rights, kind: Kind): boolean {
  if (kind === "comment" || kind === "reply") return may.includes("comment");
  if ((isPrivate || isModerated) && kind !== "note") return false;
  return may.includes(kind === "cluster" ? "group" : "add");
}

/** The step as a refusal names it: by its title, or else by its place in the agenda. */
export function nameOfStep({ step }: Rights, scene: Scene): string {
  return step.title.trim() || String(stepsOf(scene).findIndex(({ id }) => id === step.id) + 1);
}

/** Why this person may not do it, or anything at all, with an item; null if they may. */
export function whyNotDo(
  rights: Rights,
  record: ItemRecord,
  scene: Scene,
  { person, doing }: { readonly person: string; readonly doing?: Doing | undefined },
): Refusal | null {
  const any = doing === undefined ? DOINGS : [doing];
  if (!any.some((one) => mayDo(rights, record, person, one))) return "step.not_now";
  return isInPlay(rights, record, scene) ? null : "step.not_here";
}

/** Whether this person may do it with an item, wherever it lies. */
function mayDo(rights: Rights, record: ItemRecord, person: string, doing: Doing): boolean {
  const has = (...any: readonly Right[]): boolean => any.some((right) => rights.may.includes(right));
  if (record.kind === "comment" || record.kind === "reply") return has("comment");
  const isOwn = record.author === person;
  if (record.kind === "cluster") return has("group") || (doing === "move" && has("move"));
  // What somebody has added in this step they are still adding.
  const isNew = isOwn && record.created_at_ms >= rights.sinceMs && has("add");
  if (isNew && !(rights.isModerated && doing === "write")) return true;
  if (doing === "write") return has("edit_all") || (isOwn && has("edit_own"));
  return has(doing);
}

/** Whether an item lies where the step is about. What lies in no frame by its nature, such as a line, does. */
function isInPlay({ areas }: Rights, record: ItemRecord, scene: Scene): boolean {
  if (areas.length === 0 || !Object.hasOwn(KINDS[record.kind].fields, "frame")) return true;
  const frame = (record as { readonly frame?: string | null }).frame ?? null;
  return frame !== null && areas.some((area) => isInside(scene, frame, area));
}

/** Why a participant may not do this in the step that is on; null if they may. */
export function refusalOf(rights: Rights, ops: readonly Op[], scene: Scene, person: string): Refusal | null {
  const after = new Map(scene);
  for (const op of ops) {
    const fresh = "item" in op ? { author: person, created_at_ms: rights.sinceMs, ...op.item } : null;
    if (fresh) after.set(fresh.id, fresh as unknown as ItemRecord);
    const record = after.get("item" in op ? op.item.id : op.id);
    if (record === undefined) continue; // `apply` says that it is not there
    if (!isAllowed(op, record, rights, person)) return "step.not_now";
    const moved = op.do === "patch" ? ({ ...record, ...op.set } as ItemRecord) : record;
    if (!isInPlay(rights, record, after) || !isInPlay(rights, moved, after)) return "step.not_here";
  }
  return null;
}

function isAllowed(op: Op, record: ItemRecord, rights: Rights, person: string): boolean {
  if (op.do === "create") return mayMake(rights, record.kind);
  const may = (doing: Doing): boolean => mayDo(rights, record, person, doing);
  if (op.do !== "patch") return may("write");
  // Only what says something else than before.
  const names = Object.keys(op.set).filter((name) => !isSame(fieldOf(record, name), op.set[name]));
  const isPlaced = names.some((name) => PLACE.has(name));
  const isGrouped = names.some((name) => GROUPING.has(name));
  const isWritten = names.some((name) => !PLACE.has(name) && !GROUPING.has(name));
  if (isWritten && rights.isModerated && record.kind === "cluster") return false;
  // Grouping takes its places along.
  if (isGrouped ? !may("group") : isPlaced && !may("move")) return false;
  return !isWritten || may("write");
}
