"""Database files: empty ones made at once, and those with boards that are broken, compacted and moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from board.core.log import Commit, Cursor, Refusal
from board.core.ops import Entry
from board.store.boards import Boards
from board.store.compact import compact_board
from board.store.database import FILE_NAME, Database, open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.store.projects import FIRST
from board.store.snapshots import Snapshots
from tests.support.scenes import LogWriter, frame, gone, note, patch

CLIENT = "client_0001"


@cache
def _new_file() -> bytes:
    """What is in a database file right after all migrations."""
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder))
        migrate(database)
        database.close()
        return (Path(folder) / FILE_NAME).read_bytes()


def put_new_file(folder: Path) -> None:
    """A database with all tables and nothing in them: a copy, because migrating takes its time."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_bytes(_new_file())


@dataclass(frozen=True)
class Filled:
    """A closed database file with one whole board and one whose first entries are compacted."""

    file: Path
    board_id: str
    compacted_id: str


def worked_on(log: LogWriter, count: int, actor: str, first_n: int = 1) -> list[Entry]:
    """The next `count` entries of one page: notes are made, moved, written on, and some deleted.
    The time of an entry is its seq."""
    entries = []
    for n in range(first_n, first_n + count):
        key = f"note_{n:04}"
        ops = [note(n, text=f"Ombra è verde {n}", x=n)]
        if n == 1:
            ops.append(frame(1, "Bisogni"))
        if n % 3 == 0:
            ops.append(patch(key, x=-n, frame="frame_0001"))
        if n % 5 == 0:
            ops.append(gone(f"note_{n - 1:04}"))
        entries.append(log.entry(*ops, actor=actor, op_id=(CLIENT, n)))
    return entries


def commit_of_client(board_id: str, entries: Sequence[Entry], person_id: str) -> Commit:
    """A commit of entries that one page sent."""
    last = entries[-1].op_id
    cursors = {CLIENT: Cursor(person_id, last[1])} if last else {}
    return Commit(board_id, entries[0].seq - 1, tuple(entries), (), cursors)


def filled(folder: Path, *, entries: int = 24) -> Filled:
    """A database with two boards of so many entries each."""
    database = open_database(folder)
    migrate(database)
    made = [fill(database, entries) for _ in range(2)]
    compact_board(database, made[1], before_ms=entries // 2, now_ms=entries)
    database.close()
    return Filled(folder / FILE_NAME, made[0], made[1])


def fill(database: Database, count: int) -> str:
    """The id of a new board with so many entries, a refusal and two named snapshots."""
    ada = People(database).create_guest("Ada", None, now_ms=0).id
    board_id = Boards(database).create("Scuole", "blank", ada, [], now_ms=0, project_id=FIRST).id
    storage, log = DatabaseStorage(database), LogWriter()
    kept = {count // 4, 3 * count // 4}
    for entry in worked_on(log, count, ada):
        storage.commit([commit_of_client(board_id, [entry], ada)])
        if entry.seq in kept:
            Snapshots(database).save(board_id, f"Giro {entry.seq}", ada, now_ms=entry.seq)
    refusal = Refusal(CLIENT, count + 1, "item.missing", {"id": "note_9999"})
    storage.commit([Commit(board_id, count, (), (refusal,), {CLIENT: Cursor(ada, count + 1)})])
    return board_id
