"""The boards that a benchmark brings along."""

from pathlib import Path

from bench.tavolo import full_board
from board.store.database import open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.transfer import import_board


def test_a_full_board_is_one_that_Tavolo_takes(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    migrate(database)

    made = import_board(database, full_board(250), imported_by=None, now_ms=1_795_392_000_000)

    state = DatabaseStorage(database).load(made.id)
    database.close()
    assert len(state.scene) == 250
    assert made.head == state.head == 3
