"""What the database adds to the contract: checkpoints, and holes that are noticed."""

from pathlib import Path

import pytest
from sqlalchemy import select, text

from board.core.errors import StorageFailed
from board.core.log import BoardState
from board.store.boards import Boards
from board.store.database import Database, open_database
from board.store.log_rows import CHECKPOINT_EVERY, CHECKPOINTS_KEPT
from board.store.oplog import DatabaseStorage
from board.store.people import Person
from board.store.snapshots import Snapshots
from board.store.tables import snapshot
from tests.support.scenes import LogWriter, commit_of, gone, note, patch


@pytest.fixture
def board_id(boards: Boards, ada: Person) -> str:
    return boards.create("Board", "blank", ada.id, [], now_ms=0).id


def fill(storage: DatabaseStorage, board_id: str, log: LogWriter, entries: int) -> None:
    """Commit this many entries, in batches of uneven sizes."""
    end = log.head + entries
    while log.head < end:
        size = min(end - log.head, 1 + log.head % 67)
        batch = []
        for _ in range(size):
            key = log.head % 9
            item_id = f"note_{key:04}"
            op = patch(item_id, x=log.head) if item_id in log.scene else note(key)
            batch.append(log.entry(op))
        storage.commit([commit_of(board_id, batch)])


def checkpoints(database: Database, board_id: str) -> list[int]:
    query = select(snapshot.c.seq).where(snapshot.c.board_id == board_id, snapshot.c.name.is_(None))
    return database.read(lambda connection: sorted(connection.execute(query).scalars()))


def test_a_checkpoint_is_written_now_and_then(
    database: Database, storage: DatabaseStorage, board_id: str
) -> None:
    log = LogWriter()

    fill(storage, board_id, log, CHECKPOINT_EVERY - 1)
    assert checkpoints(database, board_id) == []
    fill(storage, board_id, log, 1)

    assert checkpoints(database, board_id) == [CHECKPOINT_EVERY]
    assert storage.load(board_id).scene == log.scene


def test_only_the_last_checkpoints_are_kept_and_named_snapshots_stay(
    database: Database, storage: DatabaseStorage, snapshots: Snapshots, board_id: str
) -> None:
    log = LogWriter()
    fill(storage, board_id, log, 10)
    kept = snapshots.save(board_id, "Early", "person_ada", now_ms=1)

    fill(storage, board_id, log, (CHECKPOINTS_KEPT + 2) * CHECKPOINT_EVERY)

    reached = checkpoints(database, board_id)
    assert len(reached) == CHECKPOINTS_KEPT
    assert min(reached) > 2 * CHECKPOINT_EVERY
    assert snapshots.list(board_id) == [kept]


def test_snapshot_and_tail_give_the_scene_that_the_whole_log_gives(
    database: Database, storage: DatabaseStorage, snapshots: Snapshots, board_id: str
) -> None:
    log = LogWriter()
    fill(storage, board_id, log, CHECKPOINT_EVERY + 20)
    storage.commit([commit_of(board_id, [log.entry(gone("note_0003"))])])
    with_snapshots = storage.load(board_id)

    drop = text("DELETE FROM snapshot")
    database.write(lambda connection: connection.execute(drop))

    assert storage.load(board_id) == with_snapshots
    assert with_snapshots == BoardState(log.head, log.scene, frozenset(f"note_{key:04}" for key in range(9)))


def test_loading_reads_only_what_came_after_the_newest_snapshot(
    database: Database, storage: DatabaseStorage, board_id: str
) -> None:
    log = LogWriter()
    fill(storage, board_id, log, CHECKPOINT_EVERY + 5)

    forget = text("UPDATE entry SET ops = 'unreadable' WHERE seq <= :seq")
    database.write(lambda connection: connection.execute(forget, {"seq": CHECKPOINT_EVERY - 1}))

    assert storage.load(board_id).scene == log.scene


def test_SEQ1_a_hole_in_the_log_is_noticed(
    database: Database, storage: DatabaseStorage, board_id: str
) -> None:
    fill(storage, board_id, LogWriter(), 5)

    lose = text("DELETE FROM entry WHERE seq = 3")
    database.write(lambda connection: connection.execute(lose))

    with pytest.raises(StorageFailed):
        storage.load(board_id)


@pytest.mark.parametrize("seqs", [[2], [1, 3], [2, 1], [1, 1]])
def test_SEQ1_entries_out_of_order_are_refused(
    storage: DatabaseStorage, board_id: str, seqs: list[int]
) -> None:
    log = LogWriter()
    entries = []
    for key, seq in enumerate(seqs):
        log.head = seq - 1
        entries.append(log.entry(note(key)))

    with pytest.raises(StorageFailed):
        storage.commit([commit_of(board_id, entries, base=0)])

    assert storage.load(board_id).head == 0


def test_ACK1_a_commit_stands_although_its_checkpoint_fails(
    tmp_path: Path, storage: DatabaseStorage, database: Database, board_id: str
) -> None:
    log = LogWriter()
    fill(storage, board_id, log, CHECKPOINT_EVERY - 1)
    broken = text("CREATE TRIGGER no_snapshots BEFORE INSERT ON snapshot BEGIN SELECT RAISE(FAIL, 'no'); END")
    database.write(lambda connection: connection.execute(broken))

    fill(storage, board_id, log, 1)

    other = DatabaseStorage(open_database(tmp_path))
    assert other.load(board_id).head == CHECKPOINT_EVERY
    assert checkpoints(database, board_id) == []


def test_the_log_is_stored_as_plain_characters(
    database: Database, storage: DatabaseStorage, board_id: str
) -> None:
    storage.commit([commit_of(board_id, [LogWriter().entry(note(1, text="Perché «sì» 🏫"))])])

    stored = text("SELECT ops FROM entry")
    ops: str = database.read(lambda connection: connection.execute(stored).scalar_one())
    assert "Perché «sì» 🏫" in ops


def test_no_number_that_json_does_not_have_is_stored(storage: DatabaseStorage, board_id: str) -> None:
    entry = LogWriter().entry(note(1, x=float("nan")))

    with pytest.raises(ValueError, match="JSON"):
        storage.commit([commit_of(board_id, [entry])])

    assert storage.load(board_id).head == 0


def test_a_big_board_loads_whole(database: Database, storage: DatabaseStorage, board_id: str) -> None:
    log = LogWriter()
    entries = [log.entry(*[note(1000 * start + key) for key in range(100)]) for start in range(10)]

    storage.commit([commit_of(board_id, entries)])

    count = text("SELECT count(*) FROM item_id")
    assert len(storage.load(board_id).scene) == 1000
    assert database.read(lambda connection: connection.execute(count).scalar_one()) == 1000
