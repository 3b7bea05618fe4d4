/** What holds items together or in place: groups, locks, clusters; and how they are turned and look. */

import { inflate, union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { KINDS } from "../../core/kinds.ts";
import { fieldOf, isBoxed } from "../../core/records.ts";
import type { ItemRecord, Op } from "../../core/types.ts";
import type { Doing } from "../../core/workshop.ts";
import { turnedPlaces } from "../arrange/turning.ts";
import { commit } from "./arranging.ts";
import { type CommandBoard, fit, frameIdOf, keyAtEnd, patchOf } from "./board.ts";
import { stackOps } from "./stacks.ts";

/** How an item looks: the fields that copying a style takes along. */
export type Style = Readonly<Record<string, unknown>>;

/** Each is one change and answers with the ids that changed. */
export interface Holding {
  group(ids: Iterable<string>): readonly string[];
  ungroup(ids: Iterable<string>): readonly string[];
  /** Facilitators only: others can then not change them. */
  lock(ids: Iterable<string>, isLocked: boolean): readonly string[];
  /** Puts notes in a new cluster around them. Answers with its id. */
  cluster(ids: Iterable<string>): string | null;
  /** Turns them around their common middle by degrees; null puts each straight where it is. */
  turn(ids: Iterable<string>, by: number | null): readonly string[];
  set(label: string, ids: Iterable<string>, style: Style): readonly string[];
}

/** What a style is made of; a field that a kind does not have is left out. */
const STYLE: readonly string[] = [
  "colour",
  "fill",
  "line",
  "background",
  "align",
  "weight",
  "width",
  "route",
  "heads",
  "dash",
  "type",
];
/** Board units around the notes of a cluster, and for its title. */
const CLUSTER_ROOM = 24;
const CLUSTER_TITLE = 40;

export function styleOf(record: ItemRecord): Style {
  const names = STYLE.filter((name) => name in KINDS[record.kind].fields);
  return Object.fromEntries(names.map((name) => [name, fieldOf(record, name)]));
}

function canTurn({ kind }: ItemRecord): boolean {
  return "rotation" in KINDS[kind].fields;
}

export function createHolding(board: CommandBoard): Holding {
  function patchAll(
    label: string,
    ids: Iterable<string>,
    setOf: (record: ItemRecord) => Style,
    doing: Doing = "write",
  ): readonly string[] {
    const ops = board.editables(ids, doing).map((record) => {
      const { fields } = KINDS[record.kind];
      const set = Object.entries(setOf(record)).filter(([name]) => name in fields);
      return patchOf(record, Object.fromEntries(set));
    });
    return commit(board, label, ops);
  }

  function cluster(ids: Iterable<string>): string | null {
    const notes = board.editables(ids, "group").filter((record) => record.kind === "note");
    const around = union(notes);
    const [first] = notes;
    if (around === null || first === undefined || !board.canWrite("cluster")) return null;
    const room = inflate(around, CLUSTER_ROOM);
    const box = fit({ ...room, y: room.y - CLUSTER_TITLE, h: room.h + CLUSTER_TITLE });
    const id = board.newId();
    const frames = new Set(notes.map(frameIdOf));
    const frame = frames.size === 1 ? frameIdOf(first) : null;
    const item = { kind: "cluster", id, z: keyAtEnd(board.scene()), ...box, frame, title: "" } as const;
    const joins = notes.map(({ id: note }): Op => ({ do: "patch", id: note, set: { cluster: id } }));
    if (
      !board.store.change(t("Make a cluster"), [{ do: "create", item }, ...joins, ...stackOps(board, joins)])
    )
      return null;
    board.view.selection.value = new Set([id]);
    return id;
  }

  return {
    group(ids) {
      const group = board.newId();
      return patchAll(t("Group"), ids, () => ({ group }), "group");
    },
    ungroup: (ids) => patchAll(t("Ungroup"), ids, () => ({ group: null }), "group"),
    lock: (ids, isLocked) => patchAll(isLocked ? t("Lock") : t("Unlock"), ids, () => ({ locked: isLocked })),
    cluster,
    turn(ids, by) {
      const items = board.editables(ids, "move").filter(isBoxed).filter(canTurn);
      const places = by === null ? new Map<string, Style>() : turnedPlaces(items, by);
      const turning = items.map(({ id }) => id);
      const setOf = ({ id }: ItemRecord): Style => ({ ...(places.get(id) ?? { rotation: 0 }) });
      return patchAll(t("Turn"), turning, setOf, "move");
    },
    set: (label, ids, style) => patchAll(label, ids, () => style),
  };
}
