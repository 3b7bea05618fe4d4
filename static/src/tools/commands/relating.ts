/** What the list does without places: lines, clusters, frames in frames. Where things go is worked out here. */

import { type Box, encloses, inflate, intersects, union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import {
  GAP,
  insideOf,
  NOTE_SIZE,
  type Size,
  spotInFrame,
  spotNear,
  TITLE_BAND,
} from "../../core/placement.ts";
import { isInside, mayHold, topOf } from "../../core/relations.ts";
import type { ClusterRecord, ConnectorRecord, End, NoteRecord, Op } from "../../core/types.ts";
import { cleanTitle } from "../../core/words.ts";
import { spotBeside } from "./adding.ts";
import { commit } from "./arranging.ts";
import {
  boxedOf,
  type CommandBoard,
  fit,
  framesOf,
  insideFrames,
  isFrame,
  itemsOf,
  keyAtEnd,
  keysAtEnd,
  patchOf,
} from "./board.ts";
import { stackOps } from "./stacks.ts";

export interface Link {
  /** Ids of the items at its ends. */
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly heads: NonNullable<ConnectorRecord["heads"]>;
}

/** Each is one change. What is refused shows a notice and answers null, false or []. */
export interface Relating {
  /** A line between two items; its id. */
  connect(link: Link): string | null;
  reconnect(id: string, link: Link): boolean;
  /** One end of a line goes elsewhere: to an item, or to a free place. */
  moveEnd(id: string, end: "from" | "to", to: End): boolean;
  /** A cluster of these notes, which come together in it, or of none yet; its id. */
  gather(notes: Iterable<string>, title: string, frame: string | null): string | null;
  /** Puts notes in a cluster, or with null beside the one they are in. */
  moveToCluster(notes: Iterable<string>, cluster: string | null): readonly string[];
  /** Puts a cluster with its notes in a frame, or with null outside all frames. */
  moveClusterToFrame(id: string, frame: string | null): readonly string[];
  /** Puts a frame with all it holds in another one, which grows where it must, or with null beside all. */
  moveFrame(id: string, frame: string | null): readonly string[];
}

/** Board units around the notes of a cluster, and for its title. */
export const ROOM = 24;
export const TITLE = 40;

export function createRelating(board: CommandBoard): Relating {
  const { store } = board;

  function ends({ from, to, label, heads }: Link): Readonly<Record<string, unknown>> | null {
    const scene = board.scene();
    const areThere = [from, to].every((id) => mayHold("from", scene.get(id)));
    if (!areThere || from === to) {
      board.refuse("item.missing");
      return null;
    }
    const end = (item: string) => ({ item, side: "auto" });
    return { from: end(from), to: end(to), label: cleanTitle(label), heads };
  }

  function connect(link: Link): string | null {
    if (!board.canWrite("connector")) {
      board.refuseKind("connector");
      return null;
    }
    const fields = ends(link);
    if (fields === null) return null;
    const id = board.newId();
    const item = { kind: "connector", id, z: keyAtEnd(board.scene()), ...fields } as const;
    return store.change(t("Connect"), [{ do: "create", item }]) ? id : null;
  }

  function reconnect(id: string, link: Link): boolean {
    const record = board.editable(id, "write");
    if (record?.kind !== "connector") return false;
    const { label, heads, ...both } = ends(link) ?? {};
    if (label === undefined) return false;
    const moved = Object.entries(both).filter(([name, end]) => !isSameItem(record, name, end));
    const op = patchOf(record, { label, heads, ...Object.fromEntries(moved) });
    return op === null || store.change(t("Change the line"), [op]);
  }

  function moveEnd(id: string, name: "from" | "to", to: End): boolean {
    const record = board.editable(id, "write");
    if (record?.kind !== "connector") return false;
    const other = name === "from" ? record.to : record.from;
    const isLoop = "item" in to && "item" in other && to.item === other.item;
    if (isLoop || ("item" in to && isSameItem(record, name, to))) return false;
    const op = patchOf(record, { [name]: to });
    return op !== null && store.change(t("Change the line"), [op]);
  }

  function gather(ids: Iterable<string>, title: string, frame: string | null): string | null {
    if (!board.canWrite("cluster")) {
      board.refuseKind("cluster");
      return null;
    }
    const scene = board.scene();
    const notes = board
      .editables(ids, "group")
      .filter((record) => record.kind === "note")
      .filter((note) => topOf(note, scene) === undefined);
    const holder = frame === null ? undefined : scene.get(frame);
    const home = holder && isFrame(holder) ? holder : null;
    const [size, places] = gridOf(notes);
    const moved = new Set(notes.map(({ id }) => id));
    const taken = itemsOf(scene).filter(({ id }) => !moved.has(id));
    const spot = home ? spotInFrame(home, size, taken) : spotBeside(boxedOf(scene), size);
    const box = fit({ ...spot, ...size });
    const id = board.newId();
    const place = { ...box, frame: home?.id ?? null };
    const item = { kind: "cluster", id, z: keyAtEnd(scene), ...place, title: cleanTitle(title) } as const;
    const joins = notes.map((note, at): Op => {
      const { x, y } = places[at] ?? { x: 0, y: 0 };
      const set = { x: box.x + x, y: box.y + y, frame: place.frame, cluster: id };
      return patchOf(note, set) ?? { do: "patch", id: note.id, set: { cluster: id } };
    });
    const ops: Op[] = [{ do: "create", item }, ...joins, ...stackOps(board, joins)];
    return store.change(t("Make a cluster"), ops) ? id : null;
  }

  function moveToCluster(ids: Iterable<string>, clusterId: string | null): readonly string[] {
    const notes = board.editables(ids, "group").filter((record) => record.kind === "note");
    const cluster = clusterId === null ? null : board.scene().get(clusterId);
    if (cluster === undefined || (cluster !== null && cluster.kind !== "cluster")) {
      board.refuse("item.missing");
      return [];
    }
    const ops = cluster ? joinOps(board, notes, cluster) : leaveOps(board, notes);
    return commit(board, cluster ? t("Put in a cluster") : t("Take out of the cluster"), ops);
  }

  function moveClusterToFrame(id: string, frameId: string | null): readonly string[] {
    const cluster = board.editable(id, "move");
    if (cluster?.kind !== "cluster" || cluster.frame === frameId) return [];
    const scene = board.scene();
    const frame = frameId === null ? null : scene.get(frameId);
    if (frame === undefined || (frame !== null && !isFrame(frame))) {
      board.refuse("item.missing");
      return [];
    }
    const notes = membersOf(board, cluster).filter((note) => board.canEdit(note));
    const theirs = new Set([id, ...notes.map((note) => note.id)]);
    const taken = itemsOf(scene).filter((item) => !theirs.has(item.id));
    const spot = frame ? spotInFrame(frame, cluster, taken) : spotBeside(boxedOf(scene), cluster);
    const by = { x: spot.x - cluster.x, y: spot.y - cluster.y };
    const keys = keysAtEnd(scene, theirs.size);
    const ops = [cluster, ...notes].map((record, at) => {
      const box = fit({ x: record.x + by.x, y: record.y + by.y, w: record.w, h: record.h });
      return patchOf(record, { x: box.x, y: box.y, frame: frameId, z: keys[at] ?? record.z });
    });
    return commit(board, t("Move to another frame"), ops);
  }

  return {
    connect,
    reconnect,
    moveEnd,
    gather,
    moveToCluster,
    moveClusterToFrame,
    moveFrame: (id, frame) => commit(board, t("Move to another frame"), moveFrameOps(board, id, frame)),
  };
}

/** The side that an end sticks to stays as it is while the item stays. */
function isSameItem(record: ConnectorRecord, name: string, end: unknown): boolean {
  const now = name === "from" ? record.from : record.to;
  return "item" in now && now.item === (end as { readonly item: string }).item;
}

function membersOf(board: CommandBoard, { id }: ClusterRecord): NoteRecord[] {
  return [...board.scene().values()].filter(
    (record) => record.kind === "note" && record.cluster === id,
  ) as NoteRecord[];
}

/** The size of a cluster with these notes side by side, and where each goes from its corner. */
function gridOf(notes: readonly Size[]): [Size, { x: number; y: number }[]] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(notes.length)));
  const w = Math.max(NOTE_SIZE.w, ...notes.map((note) => note.w));
  const h = Math.max(NOTE_SIZE.h, ...notes.map((note) => note.h));
  const rows = Math.max(1, Math.ceil(notes.length / columns));
  const places = notes.map((_, at) => ({
    x: ROOM + (at % columns) * (w + GAP),
    y: ROOM + TITLE + Math.floor(at / columns) * (h + GAP),
  }));
  const across = 2 * ROOM + columns * (w + GAP) - GAP;
  return [{ w: across, h: 2 * ROOM + TITLE + rows * (h + GAP) - GAP }, places];
}

/** Each to a free spot of the cluster, or below its notes: it grows around what comes. */
function joinOps(board: CommandBoard, notes: readonly NoteRecord[], cluster: ClusterRecord): (Op | null)[] {
  const joining = notes.filter(({ cluster: now }) => now !== cluster.id);
  const taken: Box[] = membersOf(board, cluster);
  const free = inflate(cluster, -ROOM);
  const inside = { ...free, y: free.y + TITLE, h: Math.max(0, free.h - TITLE) };
  // `spotInFrame` leaves room for the title of a frame.
  const asFrame = inflate({ ...inside, y: inside.y - TITLE_BAND + GAP, h: inside.h + TITLE_BAND - GAP }, GAP);
  let around: Box = cluster;
  const keys = keysAtEnd(board.scene(), joining.length);
  const ops = joining.map((note, at) => {
    const spot = { ...spotInFrame(asFrame, note, taken), w: note.w, h: note.h };
    const isFree = encloses(inside, spot) && !taken.some((other) => intersects(other, spot));
    const below = Math.max(inside.y, ...taken.map((other) => other.y + other.h + GAP));
    const box = fit(isFree ? spot : { ...spot, x: inside.x, y: below });
    taken.push(box);
    around = union([around, inflate(box, ROOM)]) ?? around;
    const place = { x: box.x, y: box.y, frame: cluster.frame, z: keys[at] ?? note.z };
    return patchOf(note, { ...place, cluster: cluster.id });
  });
  return [...ops, board.canEdit(cluster) ? patchOf(cluster, { ...fit(around) }) : null];
}

/** Each to a free spot near the cluster, in the same frame. */
function leaveOps(board: CommandBoard, notes: readonly NoteRecord[]): (Op | null)[] {
  const scene = board.scene();
  const leaving = notes.filter(({ cluster }) => cluster !== undefined);
  const ids = new Set(leaving.map(({ id }) => id));
  const taken: Box[] = itemsOf(scene).filter(({ id }) => !ids.has(id));
  return leaving.map((note) => {
    const frame = scene.get(note.frame ?? "");
    const home = frame && isFrame(frame) ? frame : null;
    const suits = (spot: Box): boolean =>
      home ? encloses(insideOf(home), spot) : !framesOf(scene).some((other) => intersects(other, spot));
    const middle = { x: note.x + note.w / 2, y: note.y + note.h / 2 };
    const spot = spotNear(middle, note, taken, suits) ?? note;
    taken.push({ ...spot, w: note.w, h: note.h });
    return patchOf(note, { x: spot.x, y: spot.y, cluster: null });
  });
}

function moveFrameOps(board: CommandBoard, id: string, outerId: string | null): (Op | null)[] {
  const scene = board.scene();
  const frame = board.editable(id);
  const outer = outerId === null ? null : scene.get(outerId);
  if (!frame || !isFrame(frame) || (frame.frame ?? null) === outerId) return [];
  if (outer === undefined || (outer !== null && !isFrame(outer))) {
    board.refuse("item.missing");
    return [];
  }
  if (outer && isInside(scene, outer.id, id)) {
    board.refuse("frame.inside_itself");
    return [];
  }
  const held = insideFrames(scene, new Set([id])).filter((record) => board.canEdit(record));
  const theirs = new Set([id, ...held.map((record) => record.id)]);
  const others = boxedOf(scene).filter((record) => !theirs.has(record.id) && record.id !== outerId);
  const [spot, grown] = outer
    ? spotForFrame(
        outer,
        frame,
        others.filter((other) => "frame" in other && other.frame === outer.id),
      )
    : [spotBeside(boxedOf(scene), frame), null];
  const by = { x: spot.x - frame.x, y: spot.y - frame.y };
  const moves = [frame, ...held].map((record) => {
    const box = fit({ x: record.x + by.x, y: record.y + by.y, w: record.w, h: record.h });
    return patchOf(record, { x: box.x, y: box.y, ...(record === frame ? { frame: outerId } : {}) });
  });
  return [...(outer && grown ? [patchOf(outer, { ...fit(grown) })] : []), ...moves];
}

/** A free spot of the outer frame, or one below all that is in it, for which it grows. */
function spotForFrame(outer: Box, frame: Size, taken: readonly Box[]): [{ x: number; y: number }, Box] {
  const spot = { ...spotInFrame(outer, frame, taken), w: frame.w, h: frame.h };
  const inside = insideOf(outer);
  const isFree = encloses(inside, spot) && !taken.some((other) => intersects(other, spot));
  if (isFree) return [spot, outer];
  const below = Math.max(inside.y, ...taken.map((other) => other.y + other.h + GAP));
  const box = { x: inside.x, y: below, w: frame.w, h: frame.h };
  const { x, y, w, h } = union([outer, inflate(box, GAP)]) ?? outer;
  return [box, { x, y, w, h }];
}
