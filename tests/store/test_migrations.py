"""A database of each earlier release, brought up to date (DATA4)."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from board.core.errors import BackupFailed
from board.core.log import Cursor, Refusal
from board.core.meetings import Meeting
from board.core.visibility import Door
from board.store import chain
from board.store.boards import Boards
from board.store.database import FILE_NAME, Database, open_database
from board.store.invitations import Invite
from board.store.meetings import Meetings
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.projects import Projects
from board.store.snapshots import Snapshots
from board.store.tables import entry, snapshot
from tests.support import releases


def opened(folder: Path) -> Database:
    releases.first_release(folder)
    database = open_database(folder)
    migrate(database)
    return database


def test_DATA4_a_database_of_the_first_release_keeps_its_boards(tmp_path: Path) -> None:
    database = opened(tmp_path)
    storage = DatabaseStorage(database)

    state = storage.load(releases.BOARD)
    [kept] = Snapshots(database).list(releases.BOARD)

    assert state.head == releases.ENTRIES
    assert state.scene == releases.items_of_first_release()
    assert state.used_ids == {"note_0001", "note_0002", "note_0003"}
    assert storage.load(releases.EMPTY_BOARD).head == 0
    assert (kept.name, kept.seq) == ("Dopo il primo giro", 2)
    database.close()


def test_DATA4_SEQ2_old_answers_stay(tmp_path: Path) -> None:
    database = opened(tmp_path)
    storage = DatabaseStorage(database)

    answers = [storage.answer(releases.BOARD, releases.CLIENT, n) for n in (1, 5, 6)]

    assert answers == [3, 7, Refusal(releases.CLIENT, 6, "item.missing", {"id": "note_0002"})]
    assert storage.cursor(releases.BOARD, releases.CLIENT) == Cursor("person_bob", 6)
    database.close()


def test_DATA4_old_entries_and_snapshots_are_chained(tmp_path: Path) -> None:
    database = opened(tmp_path)

    rows = database.read(lambda connection: connection.execute(select(entry)).mappings().all())
    kept = database.read(lambda connection: connection.execute(select(snapshot)).mappings().one())

    previous = chain.first_hash(releases.BOARD)
    for row in sorted(rows, key=lambda row: row["seq"]):
        assert row["payload_hash"] == chain.payload_hash(row["ops"], row["inverse"])
        assert row["hash"] == chain.entry_hash(previous, row)
        previous = row["hash"]
    assert kept["hash"] == chain.snapshot_hash(kept)
    database.close()


def test_DATA4_the_old_database_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    before = releases.first_release(tmp_path).read_bytes()
    database = open_database(tmp_path)

    migrate(database)
    database.close()

    [copy] = (tmp_path / "backup").iterdir()
    assert copy.name == f"before-{releases.newest()}.sqlite3"
    copy.rename(tmp_path / "again.sqlite3")
    again = Database(f"sqlite:///{tmp_path / 'again.sqlite3'}")
    migrate(again)
    assert DatabaseStorage(again).load(releases.BOARD).scene == releases.items_of_first_release()
    again.close()
    assert before != (tmp_path / FILE_NAME).read_bytes()


def test_DATA4_old_boards_keep_the_door_they_had(tmp_path: Path) -> None:
    database = opened(tmp_path)
    boards = Boards(database)

    assert boards.board_of_code("AAAAAA", now_ms=10**12) == Invite(releases.BOARD, "AAAAAA", is_open=True)
    assert boards.get(releases.BOARD).is_add_only is False
    assert boards.door(releases.BOARD) == Door()
    assert boards.role_of(releases.BOARD, "person_bob") == "participant"
    database.close()


@pytest.mark.parametrize("revision", releases.revisions())
def test_DATA4_PROJ1_from_every_release_boards_are_in_the_first_project_and_others_can_be_made(
    tmp_path: Path, revision: str
) -> None:
    releases.at_revision(tmp_path, revision)
    database = open_database(tmp_path)
    migrate(database)
    projects, boards = Projects(database), Boards(database)

    [kept] = projects.list_for("person_ada")
    new = projects.create("Nord", "person_ada", now_ms=10)

    assert (kept.id, kept.name, kept.is_aside, kept.boards) == ("first_project", "Tavolo", False, 2)
    assert projects.list_for("person_bob") == []
    made = boards.create("Nuova", "blank", "person_ada", [], now_ms=11, project_id=new)
    [moved] = Meetings(database).add([Meeting("Chi", 1, 1)], "person_ada", now_ms=12, project_id=new)
    Meetings(database).move_board(releases.BOARD, new, moved, "person_ada")
    assert projects.get(new, "person_ada").boards == 2
    assert boards.role_of(releases.BOARD, "person_bob") == "participant"
    assert boards.role_of(made.id, "person_bob") is None
    database.close()


def test_a_new_database_and_one_that_is_up_to_date_are_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        database = open_database(tmp_path)
        migrate(database)
        database.close()

    assert not (tmp_path / "backup").exists()


def test_DATA4_without_a_copy_nothing_is_changed(tmp_path: Path) -> None:
    releases.first_release(tmp_path)
    (tmp_path / "backup").write_text("somebody else's file")
    database = open_database(tmp_path)

    with pytest.raises(BackupFailed):
        migrate(database)

    assert database.read(_tables) >= {"entry", "snapshot", "board"}
    assert "hash" not in database.read(_columns)
    database.close()


def _tables(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())


def _columns(connection: Connection) -> set[str]:
    return {row.name for row in connection.exec_driver_sql("PRAGMA table_info(entry)")}
