/** Sorting: notes, or clusters, laid out anew in an order, on the canvas and so in the list. */

import { type Box, encloses, inflate, type Point, round2, union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { GAP, insideOf } from "../../core/placement.ts";
import { coverOf } from "../../core/records.ts";
import { topOf } from "../../core/relations.ts";
import type { BoxedRecord, ClusterRecord, FrameRecord, NoteRecord, Op } from "../../core/types.ts";
import { tidied } from "../arrange/places.ts";
import { byVotes, type Known, resultOn, type Sorting, sortedBy, sortingsOf } from "../arrange/sorting.ts";
import { commit } from "./arranging.ts";
import {
  type CommandBoard,
  carriedBy,
  clustersOf,
  fit,
  isCluster,
  isFrame,
  keysAtEnd,
  patchOf,
} from "./board.ts";
import { ROOM, TITLE } from "./relating.ts";

/** What `ids` stand for: the notes of each cluster, those lying free in each frame, and the notes themselves. */
export interface SortingCommands {
  /** The ways in which there is something to sort. */
  ways(ids: Iterable<string>): readonly Sorting[];
  /** One change; the ids in it. */
  sort(ids: Iterable<string>, way: Sorting): readonly string[];
  /** Whether several clusters are meant that were voted on. */
  canRank(ids: Iterable<string>): boolean;
  /** Lays out the clusters themselves, those of a frame with them, by what the vote gave them. */
  rank(ids: Iterable<string>): readonly string[];
}

/** Notes that are laid out together, and what they lie in. */
interface Lot {
  readonly holder: ClusterRecord | FrameRecord | null;
  readonly notes: readonly NoteRecord[];
}

export function createSorting(board: CommandBoard): SortingCommands {
  const known = (): Known => ({ people: board.store.people.peek(), scene: board.scene() });
  const isMovable = (record: BoxedRecord): boolean => board.canEdit(record, "move");

  function lotsOf(ids: Iterable<string>): Lot[] {
    const scene = board.scene();
    const notes = [...scene.values()]
      .filter((record) => record.kind === "note")
      .filter((note) => isMovable(note) && topOf(note, scene) === undefined);
    const wanted = new Set(ids);
    const meant = [...wanted].flatMap((id) => scene.get(id) ?? []);
    const clusters = meant.filter(isCluster);
    const frames = meant.filter(isFrame);
    const held = clusters.map((holder) => ({
      holder,
      notes: notes.filter(({ cluster }) => cluster === holder.id),
    }));
    const free = frames.map((holder) => ({
      holder,
      notes: notes.filter(({ frame, cluster }) => frame === holder.id && cluster === undefined),
    }));
    const there = new Set([...held, ...free].flatMap((lot) => lot.notes.map(({ id }) => id)));
    const own = notes.filter((note) => wanted.has(note.id) && !there.has(note.id));
    return [...held, ...free, { holder: null, notes: own }].filter((lot) => lot.notes.length > 1);
  }

  function lotOps({ holder, notes }: Lot, way: Sorting): (Op | null)[] {
    const sorted = sortedBy(way, notes, known());
    const moves = laidOut(sorted, startOf(holder, sorted));
    const keys = keysFor(board, sorted);
    const ops = sorted.map((note, at) => {
      const place = moves[at] ?? note;
      return patchOf(note, { x: round2(place.x), y: round2(place.y), z: keys[at] ?? note.z });
    });
    return [...ops, holder && growOp(board, holder, sorted, moves)];
  }

  function ranked(ids: Iterable<string>): ClusterRecord[] {
    const scene = board.scene();
    const meant = [...new Set(ids)].flatMap((id) => scene.get(id) ?? []);
    const frames = new Set(meant.filter(isFrame).map(({ id }) => id));
    const inside = clustersOf(scene).filter(({ frame }) => frames.has(frame ?? ""));
    return [...new Set([...meant.filter(isCluster), ...inside])].filter(isMovable);
  }

  return {
    ways(ids) {
      const ways = lotsOf(ids).flatMap(({ notes }) => sortingsOf(notes, known()));
      return (["type", "author", "votes", "time"] as const).filter((way) => ways.includes(way));
    },
    sort(ids, way) {
      const lots = lotsOf(ids).filter(({ notes }) => sortingsOf(notes, known()).includes(way));
      return commit(
        board,
        t("Sort the notes"),
        lots.flatMap((lot) => lotOps(lot, way)),
      );
    },
    canRank(ids) {
      const clusters = ranked(ids);
      return clusters.length > 1 && resultOn(clusters, board.scene()) !== null;
    },
    rank: (ids) => commit(board, t("Sort the clusters"), rankOps(board, ranked(ids))),
  };
}

/** The clusters with their notes, in the order of their votes. */
function rankOps(board: CommandBoard, clusters: readonly ClusterRecord[]): (Op | null)[] {
  const scene = board.scene();
  const sorted = byVotes(clusters, scene);
  const places = laidOut(sorted, null);
  const keys = keysFor(board, sorted);
  return sorted.flatMap((cluster, at) => {
    const to = places[at] ?? cluster;
    const by = { x: to.x - cluster.x, y: to.y - cluster.y };
    const shifted = (box: Point): Point => ({ x: round2(box.x + by.x), y: round2(box.y + by.y) });
    const members = carriedBy(scene, [cluster]).filter((record) => board.canEdit(record));
    return [
      patchOf(cluster, { ...shifted(cluster), z: keys[at] ?? cluster.z }),
      ...members.map((record) => patchOf(record, { ...shifted(record) })),
    ];
  });
}

/** Where the first one goes if what they lie in has its own place for it. */
function startOf(holder: ClusterRecord | FrameRecord | null, notes: readonly NoteRecord[]): Box | null {
  if (holder === null) return null;
  if (isFrame(holder)) {
    const places = laidOut(notes, null);
    const around = union(notes.map((note, at) => ({ ...note, ...places[at] })));
    // As they lie in the frame now, unless that would lead out of it.
    return around && encloses(insideOf(holder), around) ? null : insideOf(holder);
  }
  const inside = inflate(holder, -ROOM);
  return { ...inside, y: inside.y + TITLE };
}

/**
 * Where each comes to lie: in cells of one size, from left to right and from top to bottom. Without `room`, in
 * the rows that they lie in now.
 */
function laidOut(records: readonly BoxedRecord[], room: Box | null): Point[] {
  const covers = records.map(coverOf);
  const w = Math.max(...covers.map((box) => box.w));
  const h = Math.max(...covers.map((box) => box.h));
  const cells = room
    ? gridIn(room, { w, h }, records.length)
    : [...tidied(covers.map(({ x, y }) => ({ x, y, w, h })))];
  cells.sort((a, b) => a.y - b.y || a.x - b.x);
  return records.map((record, at) => {
    const [cell, cover] = [cells[at] ?? record, covers[at] ?? record];
    return { x: record.x + cell.x - cover.x, y: record.y + cell.y - cover.y };
  });
}

function gridIn(room: Box, { w, h }: { w: number; h: number }, count: number): Point[] {
  const columns = Math.max(1, Math.floor((room.w + GAP) / (w + GAP)));
  return Array.from({ length: count }, (_, at) => ({
    x: room.x + (at % columns) * (w + GAP),
    y: room.y + Math.floor(at / columns) * (h + GAP),
  }));
}

/** Their own keys in the new order, so that nothing changes towards what is not among them. */
function keysFor(board: CommandBoard, sorted: readonly BoxedRecord[]): string[] {
  const keys = sorted.map(({ z }) => z).sort();
  const areDistinct = new Set(keys).size === keys.length;
  return areDistinct ? keys : keysAtEnd(board.scene(), sorted.length);
}

/** A cluster, or a frame, holds what was laid out in it. */
function growOp(
  board: CommandBoard,
  holder: ClusterRecord | FrameRecord,
  notes: readonly NoteRecord[],
  places: readonly Point[],
): Op | null {
  const covers = notes.map((note, at) => coverOf({ ...note, ...places[at] }));
  if (!board.canEdit(holder) || covers.every((box) => encloses(holder, box))) return null;
  const around = union([holder, ...covers.map((box) => inflate(box, ROOM))]);
  return around && patchOf(holder, { ...fit(around) });
}
