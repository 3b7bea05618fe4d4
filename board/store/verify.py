"""Is everything still as it was written? Walks log, snapshots and item ids, and finds the first fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from sqlalchemy import Connection, Row, Select, Table, select
from sqlalchemy.exc import SQLAlchemyError

from board.core.apply import replay
from board.core.errors import BoardMissing, StorageFailed
from board.core.ops import used_by, used_up
from board.core.scene import EMPTY, Scene, scene_of
from board.store import chain, json_text
from board.store.database import Database
from board.store.pictures import content_id
from board.store.tables import asset, board, entry, item_id, snapshot

_CHUNK: Final = 200  # rows of the log in memory at once
_WHY_LIMIT: Final = 200  # characters of what SQLite says


@dataclass(frozen=True)
class Fault:
    """What is wrong first: a sentence, to be translated, and what fills its places."""

    message: str
    data: dict[str, Any]


@dataclass
class Verified:
    """What was walked, up to the fault if there is one."""

    boards: int = 0
    entries: int = 0
    snapshots: int = 0
    fault: Fault | None = None


def verify(database: Database, board_id: str | None = None) -> Verified:
    """Whether every entry and snapshot of the board, or of all boards, is as it was written.

    Without a board the file of the database is checked too. Raises BoardMissing.
    """
    verified = Verified()
    try:
        database.read(lambda connection: _walk(connection, board_id, verified))
    except _Found as found:
        verified.fault = found.fault
    except StorageFailed as error:
        verified.fault = _broken(error.__cause__)
    return verified


class _Found(Exception):
    """The walk ends here."""

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.fault = Fault(message, data)


def _text(key: str) -> str:
    """Marks a sentence for the catalogue."""
    return key


def _broken(cause: BaseException | None) -> Fault:
    why = " ".join(str(getattr(cause, "orig", cause)).split())[:_WHY_LIMIT]
    return Fault(_text("The file of the database is damaged: %(why)s"), {"why": why})


def _walk(connection: Connection, board_id: str | None, verified: Verified) -> None:
    query: Select[Any] = select(board.c.id, board.c.head, board.c.compacted_seq).order_by(board.c.id)
    if board_id is not None:
        query = query.where(board.c.id == board_id)
    rows = connection.execute(query).all()
    if board_id is not None and not rows:
        raise BoardMissing
    for row in rows:
        _Board(connection, row, verified).walk()
        verified.boards += 1
    if board_id is None:
        for table in (entry, snapshot, item_id, asset):
            _check_orphans(connection, table)
        _check_file(connection)


def _check_orphans(connection: Connection, table: Table) -> None:
    lost = select(table.c.board_id).where(table.c.board_id.not_in(select(board.c.id))).limit(1)
    found = connection.execute(lost).scalar()
    if found is not None:
        message = _text("The table %(table)s has a row of board %(board)s, which does not exist.")
        raise _Found(message, table=table.name, board=_shown(found))


def _check_file(connection: Connection) -> None:
    [found, *_] = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars()
    if found != "ok":
        raise _Found(_broken(None).message, why=" ".join(str(found).split())[:_WHY_LIMIT])


@dataclass
class _Board:
    """One board on the way through its log."""

    connection: Connection
    row: Row[Any]
    verified: Verified
    scene: Scene = field(default_factory=lambda: EMPTY)
    made: set[str] = field(default_factory=set)  # ids of the items that the log makes

    def walk(self) -> None:
        snapshots = self._snapshots()
        previous, seq = chain.first_hash(self.row.id), 0
        self._meet(snapshots, 0)
        for found in self._entries():
            seq += 1
            previous = self._check_entry(found, previous, seq)
            self._follow(found, snapshots, seq)
            self._meet(snapshots, seq)
            self.verified.entries += 1
        if seq != self.row.head:
            message = _text("Board %(board)s: the log ends at entry %(seq)s, the board counts %(head)s.")
            raise _Found(message, board=self.row.id, seq=seq, head=_shown(self.row.head))
        for beyond in snapshots:
            self._refuse_snapshot(beyond)
        self._check_ids()
        self._check_assets()

    def _check_assets(self) -> None:
        """Pictures are called by what they hold."""
        here = select(asset).where(asset.c.board_id == self.row.id).order_by(asset.c.id)
        for found in self.connection.execute(here.execution_options(yield_per=1)):
            if content_id(found.content) != found.id or len(found.content) != found.size:
                message = _text("Board %(board)s: the picture %(asset)s is not as it was written.")
                raise _Found(message, board=self.row.id, asset=_shown(found.id))

    def _entries(self) -> Iterator[Row[Any]]:
        """The log, oldest first. What cannot even be read is a fault of that entry."""
        query = select(entry).where(entry.c.board_id == self.row.id).order_by(entry.c.seq)
        seq = 0
        while True:
            rows = self._read(query.where(entry.c.seq > seq), seq + 1)
            yield from rows
            if len(rows) < _CHUNK:
                return
            seq = rows[-1].seq

    def _read(self, query: Any, first: int) -> list[Row[Any]]:
        try:
            return list(self.connection.execute(query.limit(_CHUNK)))
        except SQLAlchemyError:
            return self._read_singly(query, first)

    def _read_singly(self, query: Any, first: int) -> list[Row[Any]]:
        rows: list[Row[Any]] = []
        for offset in range(_CHUNK):
            try:
                row = self.connection.execute(query.limit(1).offset(offset)).first()
            except SQLAlchemyError as error:
                message = _text("Board %(board)s: entry %(seq)s cannot be read.")
                raise _Found(message, board=self.row.id, seq=first + offset) from error
            if row is None:
                break
            rows.append(row)
        return rows

    def _check_entry(self, found: Row[Any], previous: str, seq: int) -> str:
        """The hash of the row, which must be the `seq`-th and chained to the one before."""
        if found.seq != seq and isinstance(found.seq, int) and found.seq > seq:
            raise _Found(_text("Board %(board)s: entry %(seq)s is missing."), board=self.row.id, seq=seq)
        if not _holds(lambda: self._is_as_written(found, previous, seq)):
            message = _text("Board %(board)s: entry %(seq)s is not as it was written.")
            raise _Found(message, board=self.row.id, seq=seq)
        return str(found.hash)

    def _is_as_written(self, found: Row[Any], previous: str, seq: int) -> bool:
        if found.board_id != self.row.id or found.seq != seq:
            return False
        is_compacted = seq <= self.row.compacted_seq
        if (found.ops is None) != is_compacted or (found.inverse is None) != is_compacted:
            return False
        if not is_compacted and chain.payload_hash(found.ops, found.inverse) != found.payload_hash:
            return False
        return bool(chain.entry_hash(previous, found._asdict()) == found.hash)

    def _follow(self, found: Row[Any], snapshots: list[Row[Any]], seq: int) -> None:
        """Carry the entry out; where payloads are gone, go on from the snapshot that stands in."""
        if seq < self.row.compacted_seq:
            return
        if seq == self.row.compacted_seq:
            base = next((kept for kept in snapshots if kept.seq == seq), None)
            if base is None:
                message = _text("Board %(board)s: the snapshot of entry %(seq)s is missing.")
                raise _Found(message, board=self.row.id, seq=seq)
            self.scene = self._scene_of(base)
            self.made |= used_by(self.scene.values())
            return
        try:
            ops = json_text.decode(found.ops)
            self.scene = replay(self.scene, ops)
            self.made |= used_up(ops)
        except (TypeError, ValueError, KeyError) as error:
            message = _text("Board %(board)s: entry %(seq)s cannot be carried out.")
            raise _Found(message, board=self.row.id, seq=seq) from error

    # --- snapshots --------------------------------------------------------------------------------

    def _snapshots(self) -> list[Row[Any]]:
        """Those of the board by seq, without what they hold."""
        columns = [column for column in snapshot.c if column.name != "scene"]
        query = select(*columns).where(snapshot.c.board_id == self.row.id)
        return list(self.connection.execute(query.order_by(snapshot.c.seq, snapshot.c.id)))

    def _meet(self, snapshots: list[Row[Any]], seq: int) -> None:
        """Check the snapshots of entry `seq`, which come off the list."""
        while snapshots and snapshots[0].seq == seq:
            kept = snapshots.pop(0)
            scene = self._scene_of(kept)
            # Before the compacted part ends nothing is left that could lead to it.
            if seq >= self.row.compacted_seq and scene != self.scene:
                message = _text(
                    "Board %(board)s: the snapshot of entry %(seq)s is not what the log leads to."
                )
                raise _Found(message, board=self.row.id, seq=seq)
            self.verified.snapshots += 1

    def _scene_of(self, kept: Row[Any]) -> Scene:
        """What the snapshot holds, once it is sure that it is as it was written."""
        query = select(snapshot).where(snapshot.c.id == kept.id)
        try:
            row = self.connection.execute(query).one()
            is_whole = row.board_id == self.row.id and chain.snapshot_hash(row._asdict()) == row.hash
            scene = scene_of(json_text.decode(row.scene)) if is_whole else None
        except (SQLAlchemyError, TypeError, ValueError, KeyError) as error:
            self._refuse_snapshot(kept, error)
        if scene is None:
            self._refuse_snapshot(kept)
        return scene

    def _refuse_snapshot(self, kept: Row[Any], cause: BaseException | None = None) -> NoReturn:
        message = _text("Board %(board)s: the snapshot of entry %(seq)s is not as it was written.")
        raise _Found(message, board=self.row.id, seq=_shown(kept.seq)) from cause

    # --- ids --------------------------------------------------------------------------------------

    def _check_ids(self) -> None:
        """The ids that are never used again (DATA3) are those that the log made."""
        query = select(item_id.c.item_id).where(item_id.c.board_id == self.row.id)
        kept = set(self.connection.execute(query).scalars())
        for lost in sorted(self.made - kept):
            message = _text("Board %(board)s: the id %(item)s of an item is not kept.")
            raise _Found(message, board=self.row.id, item=lost)
        if self.row.compacted_seq == 0:
            for strange in sorted(kept - self.made, key=str):
                message = _text("Board %(board)s: no entry made the item %(item)s.")
                raise _Found(message, board=self.row.id, item=_shown(strange))


def _holds(is_so: Callable[[], bool]) -> bool:
    """Whether it is so; a value that has become something else is not."""
    try:
        return is_so()
    except (TypeError, ValueError, AttributeError):
        return False


def _shown(value: object) -> str:
    """A value that may be damaged, short and without marks that cannot be seen."""
    return "".join(char if char.isprintable() else "?" for char in str(value)[:40])
