"""Named snapshots: a board as it was when somebody chose to keep it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from board.core.errors import SnapshotMissing
from board.core.scene import Scene, scene_of
from board.store import json_text, log_rows
from board.store.database import Database
from board.store.tables import snapshot


@dataclass(frozen=True)
class Snapshot:
    """The scene after entry `seq`, kept under a name. `created_by` is a person id."""

    id: str
    board_id: str
    seq: int
    name: str
    created_at_ms: int
    created_by: str | None


class Snapshots:
    """The named snapshots of all boards. Names are checked by the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, board_id: str, name: str, created_by: str, *, now_ms: int) -> Snapshot:
        """Keep the board as it is now, at its committed head. Raises BoardMissing."""

        def work(connection: Connection) -> Snapshot:
            head = log_rows.head_of(connection, board_id)
            scene = log_rows.scene_at(connection, board_id, head)
            label = log_rows.SnapshotLabel(head, now_ms, name, created_by)
            saved = log_rows.add_snapshot(connection, board_id, label, scene)
            log_rows.add_authors(connection, board_id, {created_by})
            return Snapshot(saved, board_id, head, name, now_ms, created_by)

        return self._database.write(work)

    def list(self, board_id: str) -> list[Snapshot]:
        """The oldest first. Raises BoardMissing."""

        def work(connection: Connection) -> list[Snapshot]:
            log_rows.head_of(connection, board_id)
            return named_snapshots(connection, board_id)

        return self._database.read(work)

    def scene(self, snapshot_id: str, board_id: str) -> tuple[Snapshot, Scene]:
        """A snapshot of this board and what it holds. Raises BoardMissing, SnapshotMissing."""
        here = (snapshot.c.board_id == board_id, snapshot.c.id == snapshot_id, snapshot.c.name.is_not(None))

        def work(connection: Connection) -> tuple[Snapshot, Scene]:
            log_rows.head_of(connection, board_id)
            row = connection.execute(select(snapshot).where(*here)).first()
            if row is None:
                raise SnapshotMissing
            return _snapshot(row), scene_of(json_text.decode(row.scene))

        return self._database.read(work)


def named_snapshots(connection: Connection, board_id: str) -> list[Snapshot]:
    """The snapshots of a board that have a name, the oldest first."""
    query = select(*[column for column in snapshot.c if column.name != "scene"])
    query = query.where(snapshot.c.board_id == board_id, snapshot.c.name.is_not(None))
    query = query.order_by(snapshot.c.created_at_ms, snapshot.c.seq, snapshot.c.name, snapshot.c.id)
    return [_snapshot(row) for row in connection.execute(query)]


def _snapshot(row: Row[Any]) -> Snapshot:
    return Snapshot(row.id, row.board_id, row.seq, row.name, row.created_at_ms, row.created_by)
