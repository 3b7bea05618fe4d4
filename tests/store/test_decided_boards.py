"""Numbers of decisions on disk and in board files: used up for good, like ids (DEC1, DATA3)."""

import copy
import json

import pytest

from board.core.errors import ImportBad
from board.export.to_json import to_json
from board.store.compact import compact_board
from board.store.database import Database
from board.store.oplog import DatabaseStorage
from board.store.transfer import export_board, import_board
from board.store.verify import verify
from tests.support.items import create
from tests.support.scenes import LogWriter, commit_of, gone
from tests.support.stores import fill

COUNT = 12


@pytest.fixture
def board_id(database: Database) -> str:
    """A board on which decision 2 was deleted again."""
    made = fill(database, COUNT)
    storage = DatabaseStorage(database)
    log = LogWriter(storage.load(made).scene, COUNT)
    decisions = [create("decision", f"decision-{n}", number=n, text="Sì") for n in (1, 2)]
    actor = storage.history(made, 2, 1)[0][0].actor
    for ops in (decisions, [gone("decision-2")]):
        storage.commit([commit_of(made, [log.entry(*ops, actor=actor)])])
    return made


def used_numbers(database: Database, board_id: str) -> set[str]:
    return {key for key in DatabaseStorage(database).load(board_id).used_ids if ":" in key}


def test_DEC1_numbers_are_kept_also_of_what_was_deleted(database: Database, board_id: str) -> None:
    assert used_numbers(database, board_id) == {"decision:1", "decision:2"}
    assert verify(database).fault is None


@pytest.mark.parametrize("is_compacted", [False, True])
def test_DEC1_board_files_know_the_numbers_that_are_used_up(
    database: Database, board_id: str, is_compacted: bool
) -> None:
    if is_compacted:
        compact_board(database, board_id, before_ms=10_000, now_ms=COUNT)
    file = json.loads(to_json(export_board(database, board_id)))

    arrived = import_board(database, file, imported_by=None, now_ms=1).id

    assert used_numbers(database, arrived) == {"decision:1", "decision:2"}
    assert verify(database).fault is None


def test_DEC1_a_file_that_uses_a_number_twice_is_refused(database: Database, board_id: str) -> None:
    file = copy.deepcopy(export_board(database, board_id))
    file["log"][COUNT]["ops"][1]["item"]["number"] = 1
    file["log"][COUNT + 1]["inverse"][0]["item"]["number"] = 1

    with pytest.raises(ImportBad) as refused:
        import_board(database, file, imported_by=None, now_ms=1)

    assert "uses an id or a number of another item again" in refused.value.data["why"]
