"""Compaction: what was changed long ago is forgotten, who changed it and when is kept."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from board.store import log_rows
from board.store.database import Database
from board.store.tables import board, entry, snapshot


@dataclass(frozen=True)
class Compaction:
    """How many entries lost their payload, and up to which seq none has one."""

    entries: int
    seq: int


def compact_board(database: Database, board_id: str, *, before_ms: int, now_ms: int) -> Compaction:
    """Take the payload from the entries before a time; a snapshot stands in for them.

    The board stays as it is, with its item ids, its named snapshots, the answers to every op (SEQ2)
    and the chain that `verify` walks. Earlier moments cannot be shown or brought back any more.
    Raises BoardMissing.
    """

    def work(connection: Connection) -> Compaction:
        last = _last_before(connection, board_id, before_ms)
        row = connection.execute(select(board.c.compacted_seq).where(board.c.id == board_id)).one()
        if last <= row.compacted_seq:
            return Compaction(0, row.compacted_seq)
        _keep_scene(connection, board_id, last, now_ms)
        outdated = (snapshot.c.board_id == board_id, snapshot.c.name.is_(None), snapshot.c.seq < last)
        connection.execute(delete(snapshot).where(*outdated))
        is_blanked = (entry.c.board_id == board_id, entry.c.seq <= last, entry.c.ops.is_not(None))
        blanked = connection.execute(update(entry).where(*is_blanked).values(ops=None, inverse=None))
        connection.execute(update(board).where(board.c.id == board_id).values(compacted_seq=last))
        return Compaction(blanked.rowcount, last)

    return database.write(work)


def _last_before(connection: Connection, board_id: str, before_ms: int) -> int:
    """The seq of the entry before the first one that is not older than `before_ms`."""
    head = log_rows.head_of(connection, board_id)
    later = select(func.min(entry.c.seq)).where(entry.c.board_id == board_id, entry.c.at_ms >= before_ms)
    first_kept: int | None = connection.execute(later).scalar()
    return head if first_kept is None else first_kept - 1


def _keep_scene(connection: Connection, board_id: str, seq: int, now_ms: int) -> None:
    known = select(snapshot.c.id).where(snapshot.c.board_id == board_id, snapshot.c.seq == seq)
    if connection.execute(known).first() is None:
        scene = log_rows.scene_at(connection, board_id, seq)
        log_rows.add_snapshot(connection, board_id, log_rows.SnapshotLabel(seq, now_ms), scene)
