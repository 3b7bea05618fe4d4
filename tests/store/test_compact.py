"""Compaction forgets what was changed and keeps every promise."""

import pytest
from sqlalchemy import select, text

from board.core.errors import BoardMissing, HistoryCompacted
from board.core.log import Commit, Cursor, Refusal
from board.store import log_rows
from board.store.compact import compact_board
from board.store.database import Database
from board.store.oplog import DatabaseStorage
from board.store.snapshots import Snapshots
from board.store.tables import entry
from board.store.verify import verify
from tests.support.scenes import LogWriter, patch
from tests.support.stores import CLIENT, commit_of_client, fill, worked_on

COUNT = 40
BEFORE = 31  # entries 1 to 30 are older


@pytest.fixture
def board_id(database: Database) -> str:
    return fill(database, COUNT)


def compact(database: Database, board_id: str, before_ms: int = BEFORE) -> None:
    compact_board(database, board_id, before_ms=before_ms, now_ms=COUNT)


def test_COMPACT1_a_compacted_board_is_the_same_board(database: Database, board_id: str) -> None:
    storage = DatabaseStorage(database)
    before = storage.load(board_id)

    done = compact_board(database, board_id, before_ms=BEFORE, now_ms=COUNT)

    assert (done.entries, done.seq) == (BEFORE - 1, BEFORE - 1)
    assert storage.load(board_id) == before


def test_COMPACT1_what_was_changed_is_gone_from_the_rows(database: Database, board_id: str) -> None:
    compact(database, board_id)

    rows = database.read(lambda connection: connection.execute(select(entry).order_by(entry.c.seq)).all())

    assert [row.ops is None for row in rows] == [row.seq < BEFORE for row in rows]
    assert [row.inverse is None for row in rows] == [row.seq < BEFORE for row in rows]


def test_SEQ2_a_resend_gets_its_first_answer_after_compaction(database: Database, board_id: str) -> None:
    compact(database, board_id)
    storage = DatabaseStorage(database)

    assert [storage.answer(board_id, CLIENT, n) for n in (1, BEFORE - 1, COUNT)] == [1, BEFORE - 1, COUNT]
    refused = Refusal(CLIENT, COUNT + 1, "item.missing", {"id": "note_9999"})
    assert storage.answer(board_id, CLIENT, COUNT + 1) == refused


def test_COMPACT1_history_still_says_who_and_when(database: Database, board_id: str) -> None:
    storage = DatabaseStorage(database)
    before, _ = storage.history(board_id, COUNT + 1, COUNT)

    compact(database, board_id)
    after, first_kept = storage.history(board_id, COUNT + 1, COUNT)

    assert [(past.seq, past.at_ms, past.actor, past.op_id) for past in after] == [
        (past.seq, past.at_ms, past.actor, past.op_id) for past in before
    ]
    assert [past.ops is None for past in after] == [past.seq < BEFORE for past in after]
    assert first_kept == BEFORE - 1


def test_COMPACT1_moments_that_are_gone_are_refused_with_a_code(database: Database, board_id: str) -> None:
    storage = DatabaseStorage(database)
    scenes = {seq: storage.scene_at(board_id, seq) for seq in (BEFORE - 1, BEFORE, COUNT)}

    compact(database, board_id)

    for seq in (1, BEFORE - 2):
        with pytest.raises(HistoryCompacted) as caught:
            storage.scene_at(board_id, seq)
        assert caught.value.data == {"seq": BEFORE - 1}
    assert {seq: storage.scene_at(board_id, seq) for seq in scenes} == scenes


def test_SEQ3_catching_up_works_from_the_first_kept_entry_on(database: Database, board_id: str) -> None:
    compact(database, board_id)
    storage = DatabaseStorage(database)

    assert [old.seq for old in storage.read_after(board_id, BEFORE - 1)] == list(range(BEFORE, COUNT + 1))
    with pytest.raises(HistoryCompacted):
        storage.read_after(board_id, BEFORE - 2)


def test_named_snapshots_from_before_stay(database: Database, board_id: str) -> None:
    snapshots = Snapshots(database)
    before = [snapshots.scene(kept.id, board_id) for kept in snapshots.list(board_id)]

    compact(database, board_id)

    assert [snapshots.scene(kept.id, board_id) for kept in snapshots.list(board_id)] == before


def test_the_chain_goes_on_after_compaction(database: Database, board_id: str) -> None:
    compact(database, board_id)
    storage = DatabaseStorage(database)
    log = LogWriter(storage.load(board_id).scene, COUNT)
    more = log.entry(patch("note_0040", x=1.5))

    storage.commit([Commit(board_id, COUNT, (more,), (), {})])

    verified = verify(database, board_id)
    assert (verified.fault, verified.entries) == (None, COUNT + 1)


def test_a_board_can_be_compacted_again_and_wholly(database: Database, board_id: str) -> None:
    before = DatabaseStorage(database).load(board_id)

    compact(database, board_id)
    compact(database, board_id, before_ms=36)
    again = compact_board(database, board_id, before_ms=36, now_ms=COUNT)
    compact(database, board_id, before_ms=10_000)

    assert (again.entries, again.seq) == (0, 35)
    assert DatabaseStorage(database).load(board_id) == before
    assert verify(database).fault is None


def test_a_day_before_the_board_leaves_it_alone(database: Database, board_id: str) -> None:
    done = compact_board(database, board_id, before_ms=0, now_ms=COUNT)

    assert (done.entries, done.seq) == (0, 0)
    assert verify(database).fault is None


def test_the_snapshot_that_stands_in_outlives_later_checkpoints(database: Database, board_id: str) -> None:
    compact(database, board_id)

    for now_ms in range(2 * log_rows.CHECKPOINTS_KEPT):
        database.write(lambda connection, at=now_ms: log_rows.add_checkpoint(connection, board_id, now_ms=at))

    assert DatabaseStorage(database).scene_at(board_id, BEFORE)
    assert verify(database).fault is None


def test_DATA3_ids_from_compacted_entries_are_not_used_again(database: Database, board_id: str) -> None:
    compact(database, board_id)

    used = DatabaseStorage(database).load(board_id).used_ids

    assert {"note_0001", "note_0004"} <= used


def test_VIS2_only_a_board_that_exists_can_be_compacted(database: Database) -> None:
    with pytest.raises(BoardMissing):
        compact(database, "board_none")


def test_a_server_can_go_on_while_a_board_is_compacted(database: Database) -> None:
    board_id, log = fill(database, 4), LogWriter()
    worked_on(log, 4, "person_ada")
    compact(database, board_id, before_ms=10)

    entries = worked_on(log, 3, "person_ada", first_n=6)
    DatabaseStorage(database).commit([commit_of_client(board_id, entries, "person_ada")])

    assert DatabaseStorage(database).cursor(board_id, CLIENT) == Cursor("person_ada", 8)
    count = text("SELECT count(*) FROM entry WHERE ops IS NULL")
    assert database.read(lambda connection: connection.execute(count).scalar_one()) == 4
