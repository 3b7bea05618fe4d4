"""The log of a board as rows: what every part of the store does inside a transaction."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_into

from board.core.apply import replay
from board.core.drafts import ANONYMOUS
from board.core.errors import BoardMissing, HistoryCompacted, StorageFailed
from board.core.ids import make_id
from board.core.log import BoardState, PastEntry
from board.core.ops import SYSTEM, Entry, Op, used_by
from board.core.scene import Record, Scene, in_order, scene_of
from board.store import chain, json_text
from board.store.tables import author, board, entry, item_id, snapshot

# Loading replays fewer entries than this; writing a checkpoint costs as much as the board is large.
CHECKPOINT_EVERY: Final = 500
CHECKPOINTS_KEPT: Final = 3

# What every commit does is put into SQL once: building a statement takes longer than running it.
_HEAD: Final = select(board.c.head).where(
    board.c.id == bindparam("of_board"), board.c.deleted_at_ms.is_(None)
)
_HASH: Final = select(entry.c.hash).where(
    entry.c.board_id == bindparam("of_board"), entry.c.seq == bindparam("at")
)
_ADD_AUTHOR: Final = insert_into(author).on_conflict_do_nothing()
_ADD_ID: Final = insert_into(item_id).on_conflict_do_nothing()
_ADD_ENTRY: Final = insert(entry)


@dataclass(frozen=True)
class SnapshotLabel:
    """Of which entry a snapshot is, when and by whom it was kept; without a name it is a checkpoint."""

    seq: int
    created_at_ms: int
    name: str | None = None
    created_by: str | None = None


@dataclass(frozen=True)
class Blank:
    """An entry whose change is gone, as a board file tells it."""

    seq: int
    at_ms: int
    actor: str
    v: int
    undoes: int | None
    restores: int | None
    payload_hash: str


@dataclass(frozen=True)
class Base:
    """What stands in for compacted entries: the board after entry `seq`, with every id used by then."""

    seq: int
    scene: Scene
    used_ids: frozenset[str]
    blanks: tuple[Blank, ...]

    @property
    def note_count(self) -> int:
        return sum(1 for record in self.scene.values() if record["kind"] == "note")


def head_of(connection: Connection, board_id: str) -> int:
    """The seq of the newest entry. Raises BoardMissing, also for a deleted board."""
    head: int | None = connection.execute(_HEAD, {"of_board": board_id}).scalar_one_or_none()
    if head is None:
        raise BoardMissing
    return head


def state_of(connection: Connection, board_id: str) -> BoardState:
    """The board at its head. Raises BoardMissing."""
    head = head_of(connection, board_id)
    used = connection.execute(select(item_id.c.item_id).where(item_id.c.board_id == board_id)).scalars()
    return BoardState(head, scene_at(connection, board_id, head), frozenset(used))


def scene_at(connection: Connection, board_id: str, seq: int) -> Scene:
    """The scene after entry `seq`: the newest snapshot before it and the entries since.

    Raises HistoryCompacted, or StorageFailed if an entry is not there.
    """
    reached, records = snapshot_before(connection, board_id, seq)
    scene = scene_of(json_text.decode(records) if records else [])
    tail = select(entry.c.seq, entry.c.ops).where(entry.c.board_id == board_id)
    tail = tail.where(entry.c.seq > reached, entry.c.seq <= seq).order_by(entry.c.seq)
    ops: list[Op] = []
    for row in connection.execute(tail):
        if row.seq != reached + 1:
            break
        if row.ops is None:
            raise HistoryCompacted(seq=first_kept(connection, board_id))
        ops.extend(json_text.decode(row.ops))
        reached = row.seq
    if reached != seq:
        raise StorageFailed
    return replay(scene, ops)


def snapshot_before(connection: Connection, board_id: str, seq: int) -> tuple[int, str | None]:
    """Seq and records (JSON) of the newest snapshot of entry `seq` or before; 0 and None without one."""
    known = select(snapshot.c.seq, snapshot.c.scene)
    known = known.where(snapshot.c.board_id == board_id, snapshot.c.seq <= seq)
    start = connection.execute(known.order_by(snapshot.c.seq.desc()).limit(1)).first()
    return (0, None) if start is None else (start.seq, start.scene)


def first_kept(connection: Connection, board_id: str) -> int:
    """The seq of the first moment that entries still lead on from: 0 unless the board was compacted."""
    query = select(board.c.compacted_seq).where(board.c.id == board_id)
    return int(connection.execute(query).scalar_one())


def entries_after(connection: Connection, board_id: str, seq: int, limit: int) -> list[Entry]:
    """Entries after `seq`, oldest first, at most `limit`. Raises HistoryCompacted."""
    query = select(entry).where(entry.c.board_id == board_id, entry.c.seq > seq)
    rows = connection.execute(query.order_by(entry.c.seq).limit(limit)).all()
    if rows and rows[0].ops is None:
        raise HistoryCompacted(seq=first_kept(connection, board_id))
    return [entry_of(row) for row in rows]


def past_entries(
    connection: Connection,
    board_id: str,
    before: int,
    limit: int,
    actor: str | None = None,
    item_id: str | None = None,
) -> list[PastEntry]:
    """Entries before `before`, newest first, at most `limit`, compacted ones too.

    With `actor` only the entries of this person, with `item_id` only those that name this item.
    """
    query = select(entry).where(entry.c.board_id == board_id, entry.c.seq < before)
    if actor is not None:
        query = query.where(entry.c.actor == actor)
    if item_id is not None:
        query = query.where(entry.c.ops.contains(f'"{item_id}"', autoescape=True))
    return [_past(row) for row in connection.execute(query.order_by(entry.c.seq.desc()).limit(limit))]


def entry_rows(connection: Connection, board_id: str) -> Sequence[Row[Any]]:
    """The whole log as it is stored, oldest first; `entry_of` reads a row."""
    return connection.execute(select(entry).where(entry.c.board_id == board_id).order_by(entry.c.seq)).all()


def add_entries(connection: Connection, board_id: str, entries: Sequence[Entry]) -> None:
    """Write entries, their authors and the ids they use. The head stays as it is."""
    if not entries:
        return
    connection.execute(_ADD_ENTRY, _chained(connection, board_id, entries))
    items = [op["item"] for new in entries for op in new.ops if op["do"] == "create"]
    authors = {new.actor for new in entries} | _named_on(items)
    add_authors(connection, board_id, authors - {SYSTEM})
    # An item that comes back has its id still (UNDO1).
    _add_ids(connection, board_id, used_by(items))


def add_base(connection: Connection, board_id: str, base: Base, *, now_ms: int) -> None:
    """Begin an empty board with compacted entries and what stands in for them."""
    rows, previous = [], chain.first_hash(board_id)
    for blank in base.blanks:
        row = {"board_id": board_id, "client_id": None, "n": None, "ops": None, "inverse": None}
        row |= asdict(blank)
        row["hash"] = previous = chain.entry_hash(previous, row)
        rows.append(row)
    connection.execute(_ADD_ENTRY, rows)
    authors = {blank.actor for blank in base.blanks} | _named_on(base.scene.values())
    add_authors(connection, board_id, authors - {SYSTEM})
    _add_ids(connection, board_id, base.used_ids)
    add_snapshot(connection, board_id, SnapshotLabel(base.seq, now_ms), base.scene)
    connection.execute(update(board).where(board.c.id == board_id).values(compacted_seq=base.seq))


def _named_on(items: Iterable[Record]) -> set[str]:
    """Who made these items, and who typed them for somebody else."""
    return {item[name] for item in items for name in ("author", "entered_by") if name in item}


def add_authors(connection: Connection, board_id: str, person_ids: set[str]) -> None:
    """Remember who is named in the board's history."""
    rows = [{"board_id": board_id, "person_id": person_id} for person_id in sorted(person_ids - {ANONYMOUS})]
    if rows:
        connection.execute(_ADD_AUTHOR, rows)


def note_change(entries: Iterable[Entry]) -> int:
    """How many notes the entries add, less how many they take away."""
    return sum(_notes_made(new.ops) - _notes_made(new.inverse) for new in entries)


def add_checkpoint(connection: Connection, board_id: str, *, now_ms: int) -> None:
    """Write an unnamed snapshot of the head and drop the oldest of the unnamed ones, but never the one
    that stands in for compacted entries."""
    head = head_of(connection, board_id)
    add_snapshot(connection, board_id, SnapshotLabel(head, now_ms), scene_at(connection, board_id, head))
    unnamed = select(snapshot.c.id).where(snapshot.c.board_id == board_id, snapshot.c.name.is_(None))
    unnamed = unnamed.where(snapshot.c.seq > first_kept(connection, board_id))
    outdated = unnamed.order_by(snapshot.c.seq.desc()).offset(CHECKPOINTS_KEPT)
    connection.execute(
        delete(snapshot).where(snapshot.c.id.in_(list(connection.execute(outdated).scalars())))
    )


def add_snapshot(connection: Connection, board_id: str, label: SnapshotLabel, scene: Scene) -> str:
    """The id of a new snapshot of `scene`."""
    new_id = make_id(secrets.randbelow)
    row = {**asdict(label), "id": new_id, "board_id": board_id, "scene": json_text.encode(in_order(scene))}
    connection.execute(insert(snapshot).values({**row, "hash": chain.snapshot_hash(row)}))
    return new_id


def _add_ids(connection: Connection, board_id: str, ids: Iterable[str]) -> None:
    rows = [{"board_id": board_id, "item_id": key} for key in sorted(ids)]
    if rows:
        connection.execute(_ADD_ID, rows)


def _notes_made(ops: Iterable[Op]) -> int:
    return sum(1 for op in ops if op["do"] == "create" and op["item"]["kind"] == "note")


def _chained(connection: Connection, board_id: str, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries as rows, each with the hash that ties it to the one before."""
    previous = _hash_at(connection, board_id, entries[0].seq - 1)
    rows = []
    for new in entries:
        row = _entry_row(board_id, new)
        row["hash"] = previous = chain.entry_hash(previous, row)
        rows.append(row)
    return rows


def _hash_at(connection: Connection, board_id: str, seq: int) -> str:
    """The hash that entry `seq` + 1 is chained to. Raises StorageFailed if entry `seq` is not there."""
    if seq == 0:
        return chain.first_hash(board_id)
    known: str | None = connection.execute(_HASH, {"of_board": board_id, "at": seq}).scalar_one_or_none()
    if known is None:
        raise StorageFailed
    return known


def _entry_row(board_id: str, new: Entry) -> dict[str, Any]:
    """The row but for its hash."""
    client_id, n = new.op_id or (None, None)
    ops, inverse = json_text.encode(new.ops), json_text.encode(new.inverse)
    return {
        "board_id": board_id,
        "seq": new.seq,
        "at_ms": new.at_ms,
        "actor": new.actor,
        "client_id": client_id,
        "n": n,
        "v": new.v,
        "undoes": new.undoes,
        "restores": new.restores,
        "ops": ops,
        "inverse": inverse,
        "payload_hash": chain.payload_hash(ops, inverse),
    }


def entry_of(row: Row[Any]) -> Entry:
    """The entry that a row of the log holds."""
    return Entry(
        seq=row.seq,
        at_ms=row.at_ms,
        actor=row.actor,
        op_id=None if row.client_id is None else (row.client_id, row.n),
        ops=tuple(json_text.decode(row.ops)),
        inverse=tuple(json_text.decode(row.inverse)),
        v=row.v,
        undoes=row.undoes,
        restores=row.restores,
    )


def _past(row: Row[Any]) -> PastEntry:
    return PastEntry(
        seq=row.seq,
        at_ms=row.at_ms,
        actor=row.actor,
        op_id=None if row.client_id is None else (row.client_id, row.n),
        undoes=row.undoes,
        restores=row.restores,
        ops=None if row.ops is None else tuple(json_text.decode(row.ops)),
        inverse=None if row.inverse is None else tuple(json_text.decode(row.inverse)),
    )
